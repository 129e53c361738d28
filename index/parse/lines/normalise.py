"""Cleans text: decodes bytes, drops invisible characters, mends accents that PDF extraction tore off."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFD], "")
_SPACE = dict.fromkeys([0x00A0, 0x2002, 0x2003, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F, 0x3000, 0x0009], " ")
_LIGATURE = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0x0132: "IJ", 0x0133: "ij"}
_CONTROL = {code: "" for code in range(32) if chr(code) not in "\n\f\r\t"} | dict.fromkeys(range(127, 160), "")
_TRANSLATION = str.maketrans(
    {**_CONTROL, **_DROPPED, **_SPACE, **_LIGATURE, 0x0B: "\n", 0x2028: "\n", 0x2029: "\n", 0x85: "\n"}
)

_SPECIAL = re.compile("[\\r" + "".join(f"\\u{code:04x}" for code in _TRANSLATION) + "]")
"""Any character that is not kept as it is."""

_GAP = re.compile(r" {20,}")

_LONE_ACCENT = re.compile(r"(?P<letter>[A-Za-z])[ ]?(?P<accent>[´¸ˇ˘˛˙])(?P<spatie>[ ]?)(?=(?P<volgt>.?))")
"""A spacing accent after its letter. Example: "Kostic ´ (PvdD)"; not: "5´"."""

_COMBINING = {"´": "\u0301", "¸": "\u0327", "ˇ": "\u030c", "˘": "\u0306", "˛": "\u0328", "˙": "\u0307"}

_MOJIBAKE = re.compile(r"(?:Ã[\u0080-\u00bf€ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ©«¶¯¡¨ª])|(?:â€[™œ\u009d˜“”¦])|(?:Â[«»\xa0°])")
"""UTF-8 that was read as windows-1252. Example: "financiÃ«n", "â€™s"; not: "Âge"."""


def decode(data: bytes) -> str:
    """Text of bytes in UTF-8, UTF-16 with a byte order mark, or windows-1252; never fails."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def mend_mojibake(text: str) -> str:
    """Text as it was meant, when UTF-8 had been read as windows-1252 ("financiÃ«n"); otherwise the text itself."""
    if _MOJIBAKE.search(text) is None:
        return text
    return _as_meant(text) or _MOJIBAKE.sub(lambda match: _as_meant(match[0]) or match[0], text)


def _as_meant(text: str) -> str | None:
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None


def _set_accent(match: re.Match[str]) -> str:
    together = unicodedata.normalize("NFC", match["letter"] + _COMBINING[match["accent"]])
    if len(together) > 1:
        return match[0]
    space = match["spatie"]
    return together + (space if space and not match["volgt"].islower() else "")


def normalise(text: str) -> str:
    """Text in NFC with plain spaces and line ends, without invisible characters, torn-off accents put back."""
    clean = mend_mojibake(text)
    if _SPECIAL.search(clean):
        clean = clean.replace("\r\n", "\n").replace("\r", "\n").translate(_TRANSLATION)
    clean = _GAP.sub("    ", clean)
    if clean.isascii():
        return clean
    return _LONE_ACCENT.sub(_set_accent, unicodedata.normalize("NFC", clean))


def squeeze(text: str) -> str:
    """Text with every run of white space as one space."""
    return " ".join(text.split())
