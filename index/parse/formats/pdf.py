"""The text layer of a PDF, page by page."""

from __future__ import annotations

import io
import logging

from index.errors import UnreadableError
from index.sources.limits import PDF_BYTES, PDF_PAGINAS, TEKST_BYTES, size_text


def pdf_text(data: bytes) -> str:
    """Text of a PDF, pages separated by a form feed.

    Raises:
        UnreadableError: broken, locked, too large, or a scan without a text layer.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if len(data) > PDF_BYTES:
        raise UnreadableError(f"de PDF is {size_text(len(data))}; hoogstens {size_text(PDF_BYTES)} wordt gelezen")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("de PDF is beveiligd met een wachtwoord; sla hem op zonder wachtwoord")
        if len(reader.pages) > PDF_PAGINAS:
            raise UnreadableError(f"de PDF heeft {len(reader.pages)} pagina's; hoogstens {PDF_PAGINAS} worden gelezen")
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            if sum(map(len, pages)) > TEKST_BYTES:
                raise UnreadableError("de PDF bevat meer tekst dan een publicatie kan hebben")
    except UnreadableError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        RecursionError,
        ArithmeticError,
        AssertionError,
        NotImplementedError,
        MemoryError,
        UnicodeError,
        ImportError,
    ) as fout:
        raise UnreadableError(f"beschadigde of afgebroken PDF ({type(fout).__name__}: {fout})") from fout
    tekst = "\n\f\n".join(pages)
    if len(tekst.strip()) < 40 * bool(pages) or not tekst.strip():
        raise UnreadableError("de PDF heeft geen tekstlaag (een scan); gebruik een versie met tekst")
    return tekst
