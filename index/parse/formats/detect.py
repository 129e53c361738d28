"""The format of an input, told from its content."""

from __future__ import annotations

import re
from enum import StrEnum

from index.errors import UnknownFormatError

_HEAD_BYTES = 4096
_HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_OTHER_FORMATS = {
    b"\x89PNG": "een PNG-afbeelding",
    b"\xff\xd8\xff": "een JPEG-afbeelding",
    b"GIF8": "een GIF-afbeelding",
    b"\x1f\x8b": "een gzip-bestand",
    b"Rar!": "een RAR-archief",
    b"7z\xbc\xaf": "een 7z-archief",
    b"SQLite format 3": "een SQLite-bestand",
    b"\x7fELF": "een programma",
}
_CONTROL_BYTES = bytes(character for character in range(32) if character not in b"\t\n\r\f\x0b")
_READABLE = "XML, HTML, ODT, DOCX, RTF, PDF, tekst, JSONL of ZIP"


class FileFormat(StrEnum):
    """What the bytes are."""

    XML = "xml"
    HTML = "html"
    JSONL = "jsonl"
    PDF = "pdf"
    PAKKET = "zip"
    RTF = "rtf"
    DOC = "doc"
    TEKST = "tekst"


_BEGINS = {
    b"PK\x03\x04": FileFormat.PAKKET,
    b"PK\x05\x06": FileFormat.PAKKET,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": FileFormat.DOC,
    b"{\\rtf": FileFormat.RTF,
}


def recognise(data: bytes) -> FileFormat:
    """The format of bytes; the first few kilobytes are enough. An UnknownFormatError: none that is read."""
    heading = data[:_HEAD_BYTES]
    if b"%PDF-" in heading[:1024]:
        return FileFormat.PDF
    if known := next((soort for begin, soort in _BEGINS.items() if heading.startswith(begin)), None):
        return known
    for begin, soort in _OTHER_FORMATS.items():
        if heading.startswith(begin):
            raise UnknownFormatError(f"{soort}; gelezen worden {_READABLE}")
    if heading.startswith((b"\xff\xfe", b"\xfe\xff")):
        heading = heading[: len(heading) // 2 * 2].decode("utf-16", errors="replace").encode()
    bare = heading.removeprefix(b"\xef\xbb\xbf").lstrip()
    stuurtekens = len(bare) - len(bare.translate(None, _CONTROL_BYTES))
    if stuurtekens > len(bare) * 0.05:
        raise UnknownFormatError(f"onbekend binair formaat; gelezen worden {_READABLE}")
    if bare.startswith(b"<"):
        return FileFormat.HTML if _HTML.search(bare[:2000]) else FileFormat.XML
    if bare.startswith(b"{") and re.match(rb"\{\s*[\"}]", bare):
        return FileFormat.JSONL
    return FileFormat.TEKST
