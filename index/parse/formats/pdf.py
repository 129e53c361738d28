"""The text layer of a PDF, page by page."""

from __future__ import annotations

import io
import logging

from index.errors import UnreadableError
from index.sources.limits import PDF_BYTES, PDF_PAGINAS, TEKST_BYTES, grootte


def pdf_tekst(data: bytes) -> str:
    """Text of a PDF, pages separated by a form feed.

    Raises:
        UnreadableError: broken, locked, too large, or a scan without a text layer.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if len(data) > PDF_BYTES:
        raise UnreadableError(f"de PDF is {grootte(len(data))}; hoogstens {grootte(PDF_BYTES)} wordt gelezen")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        lezer = PdfReader(io.BytesIO(data), strict=False)
        if lezer.is_encrypted and not lezer.decrypt(""):
            raise UnreadableError("de PDF is beveiligd met een wachtwoord; sla hem op zonder wachtwoord")
        if len(lezer.pages) > PDF_PAGINAS:
            raise UnreadableError(f"de PDF heeft {len(lezer.pages)} pagina's; hoogstens {PDF_PAGINAS} worden gelezen")
        paginas: list[str] = []
        for pagina in lezer.pages:
            paginas.append(pagina.extract_text() or "")
            if sum(map(len, paginas)) > TEKST_BYTES:
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
    tekst = "\n\f\n".join(paginas)
    if len(tekst.strip()) < 40 * bool(paginas) or not tekst.strip():
        raise UnreadableError("de PDF heeft geen tekstlaag (een scan); gebruik een versie met tekst")
    return tekst
