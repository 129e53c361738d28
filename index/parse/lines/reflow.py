"""Lines back to paragraphs: words hyphenated at line ends, wrapped lines, list items."""

from __future__ import annotations

import re
from collections.abc import Sequence

_AFBREKING = re.compile(r"(?<=[a-zà-ÿ])-$")
_SLOT = re.compile(r"""[.?!:;…][\s»”’"')\]]*\d{0,2}$|[»”]\d{0,2}$""")
"""End of a sentence, with a note reference. Example: "bekend?1"; not: "onder meer"."""
_LIJST = re.compile(r"^(?:[–—•▪●‒·o\-*]\s+\S|[a-z]\)\s|\(?[ivx]{1,4}[.)]\s|\d{1,2}[.)]\s+\S|[|])")
_STREEPJE = re.compile(r"^(?:[•▪●‒·*–—-]|o(?=\s+[A-Za-z]))\s+")
_BOTSING = frozenset({"aa", "ae", "ai", "au", "ee", "ei", "eu", "ii", "oe", "oi", "oo", "ou", "ui", "uu"})
"""Vowels that would be read as one sound. Example: "energie-infrastructuur"; not: "be-oordelen"."""
_KOPPEL = re.compile(r"^(?:en|of|dan)\b")


def breedte_van(regels: Sequence[str]) -> int | None:
    """Width at which the lines were wrapped, or None when every line is a paragraph of its own."""
    lang = [regel for regel in regels if len(regel) > 40]
    if len(lang) < 4:
        return None
    open_einde = sum(1 for regel in lang if not _SLOT.search(regel.rstrip()))
    if open_einde / len(lang) < 0.3:
        return None
    return sorted(len(regel) for regel in lang)[int(0.9 * (len(lang) - 1))]


def naar_alineas(regels: Sequence[str], breedte: int | None) -> list[str]:
    """Paragraphs of a block of lines; an empty line separates.

    Args:
        regels: lines without labels and notes.
        breedte: width of wrapped lines; None when a line is a paragraph.
    """
    alineas: list[str] = []
    vorige = ""
    leeg = True
    for ruw in regels:
        regel = ruw.strip()
        if not regel:
            leeg = True
            continue
        if alineas and _hoort_bij(alineas[-1], vorige, regel, leeg=leeg, breedte=breedte):
            alineas[-1] = plak(alineas[-1], regel)
        else:
            alineas.append(_STREEPJE.sub("– ", regel))
        vorige, leeg = regel, False
    return alineas


def _hoort_bij(alinea: str, vorige: str, regel: str, *, leeg: bool, breedte: int | None) -> bool:
    if _LIJST.match(regel) or alinea.startswith("|"):
        return False
    klein = regel[0].islower() or regel[0] in ",;.)"
    if _AFBREKING.search(vorige):
        return klein or (breedte is not None and not leeg)
    if _SLOT.search(vorige):
        wrap = breedte is not None and not leeg and len(vorige) >= 0.85 * breedte
        return wrap and not vorige.endswith(":")
    if leeg:
        return klein
    return klein or breedte is not None


def _houdt_streepje(links: str, rechts: str) -> bool:
    """Whether the hyphen belongs to the word: addresses, abbreviations ("ggz-instelling"), clashing vowels."""
    if "/" in links or "www." in links or re.search(r"[aeiouy]", links, re.IGNORECASE) is None:
        return True
    return f"{links[-1]}{rechts[0]}" in _BOTSING


def plak(begin: str, regel: str) -> str:
    """Two lines as one, a word that was broken at the line end made whole ("beperk-" + "tere")."""
    if _AFBREKING.search(begin):
        laatste = begin.rsplit(maxsplit=1)[-1]
        if _KOPPEL.match(regel):
            return f"{begin} {regel}"
        if regel[0].islower() and not _houdt_streepje(laatste[:-1], regel):
            return begin[:-1] + regel
        return begin + regel
    if begin.endswith(("/", "–")) and not begin.endswith(" –"):
        return begin + regel
    return f"{begin} {regel}"
