"""The format of an input, told from its content."""

from __future__ import annotations

import re
from enum import StrEnum

from index.errors import UnknownFormatError

_KOP = 4096
_HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ANDERE = {
    b"\x89PNG": "een PNG-afbeelding",
    b"\xff\xd8\xff": "een JPEG-afbeelding",
    b"GIF8": "een GIF-afbeelding",
    b"\x1f\x8b": "een gzip-bestand",
    b"Rar!": "een RAR-archief",
    b"7z\xbc\xaf": "een 7z-archief",
    b"SQLite format 3": "een SQLite-bestand",
    b"\x7fELF": "een programma",
    b"{\\rtf": "een RTF-document",
}
_STUURTEKENS = bytes(teken for teken in range(32) if teken not in b"\t\n\r\f\x0b")
_LEESBAAR = "XML, HTML, ODT, DOCX, PDF, tekst, JSONL of ZIP"


class Formaat(StrEnum):
    """What the bytes are."""

    XML = "xml"
    HTML = "html"
    JSONL = "jsonl"
    PDF = "pdf"
    PAKKET = "zip"
    TEKST = "tekst"


def herken(data: bytes) -> Formaat:
    """The format of bytes; the first few kilobytes are enough.

    Raises:
        UnknownFormatError: in no format that is read.
    """
    kop = data[:_KOP]
    if b"%PDF-" in kop[:1024]:
        return Formaat.PDF
    if kop.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Formaat.PAKKET
    if kop.startswith(_OLE):
        raise UnknownFormatError(
            "oud of met een wachtwoord beveiligd Word-bestand; sla het op als DOCX zonder wachtwoord"
        )
    for begin, soort in _ANDERE.items():
        if kop.startswith(begin):
            raise UnknownFormatError(f"{soort}; gelezen worden {_LEESBAAR}")
    if kop.startswith((b"\xff\xfe", b"\xfe\xff")):
        kop = kop[: len(kop) // 2 * 2].decode("utf-16", errors="replace").encode()
    kaal = kop.removeprefix(b"\xef\xbb\xbf").lstrip()
    stuurtekens = len(kaal) - len(kaal.translate(None, _STUURTEKENS))
    if stuurtekens > len(kaal) * 0.05:
        raise UnknownFormatError(f"onbekend binair formaat; gelezen worden {_LEESBAAR}")
    if kaal.startswith(b"<"):
        return Formaat.HTML if _HTML.search(kaal[:2000]) else Formaat.XML
    if kaal.startswith(b"{") and re.match(rb"\{\s*[\"}]", kaal):
        return Formaat.JSONL
    return Formaat.TEKST
