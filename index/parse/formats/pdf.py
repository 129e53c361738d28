"""The text layer of a PDF: its characters with their size and place, read with PDFium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from ctypes import c_double
from math import hypot
from typing import TYPE_CHECKING

from index.errors import UnreadableError
from index.parse.formats.pdf_layout import PdfText, lay_out
from index.parse.formats.pdf_line import Character
from index.sources.limits import PDF_BYTES, PDF_PAGES, TEXT_BYTES, size_text

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_NEEDS_PASSWORD = 4
"""The code that PDFium gives for a document that needs a password."""


def pdf_text(data: bytes) -> PdfText:
    """Text of a PDF by page, with its footnotes apart.

    Raises:
        UnreadableError: broken, locked, too large, or a scan without a text layer.
    """
    import pypdfium2

    if len(data) > PDF_BYTES:
        raise UnreadableError(f"de PDF is {size_text(len(data))}; hoogstens {size_text(PDF_BYTES)} wordt gelezen")
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if len(document) > PDF_PAGES:
                raise UnreadableError(f"de PDF heeft {len(document)} pagina's; hoogstens {PDF_PAGES} worden gelezen")
            text = lay_out(_pages(document))
    except pypdfium2.PdfiumError as fout:
        if fout.err_code == _NEEDS_PASSWORD:
            raise UnreadableError("de PDF is beveiligd met een wachtwoord; sla hem op zonder wachtwoord") from fout
        raise UnreadableError("beschadigde of afgebroken PDF; haal het bestand opnieuw op") from fout
    if not text.pages or sum(len(page.strip()) for page in text.pages) < 40:
        raise UnreadableError("de PDF heeft geen tekstlaag (een scan); gebruik een versie met tekst")
    return text


def _pages(document: PdfDocument) -> Iterator[list[Character]]:
    count = 0
    for page in document:
        characters = list(_characters(page))
        page.close()
        count += len(characters)
        if count > TEXT_BYTES:
            raise UnreadableError("de PDF bevat meer tekst dan een publicatie kan hebben")
        yield characters


def _characters(page: PdfPage) -> Iterator[Character]:
    """The characters of a page in their order; a hyphen at a line end is one, though PDFium takes it out."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    handle = textpage.raw
    x, y, matrix = c_double(), c_double(), raw.FS_MATRIX()
    for n in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, n)
        text = "-" if raw.FPDFText_IsHyphen(handle, n) == 1 else chr(code) if 0 < code < 0x110000 else ""
        if not text or text.isspace() or (raw.FPDFText_IsGenerated(handle, n) == 1 and text != "-"):
            yield Character(" ")
            continue
        raw.FPDFText_GetCharOrigin(handle, n, x, y)
        raw.FPDFText_GetMatrix(handle, n, matrix)
        size = raw.FPDFText_GetFontSize(handle, n) * hypot(matrix.c, matrix.d)
        yield Character(text, x.value, y.value, size)
    textpage.close()
