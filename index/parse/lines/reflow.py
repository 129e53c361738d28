"""Joins wrapped lines into paragraphs, and words that were hyphenated at a line end; list items stay apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.parse.marks.notes import without_marks

_HYPHENATED = re.compile(r"(?<=[a-zà-ÿA-Z0-9])-$")
_SENTENCE_END = re.compile(r"""[.?!:;…][\s»”’"')\]]*\d{0,2}$|[»”]\d{0,2}$""")
"""End of a sentence, with a note reference. Example: "bekend?1"; not: "onder meer"."""
_LIST_ITEM = re.compile(r"^(?:[–—•▪●‒·o\-*]\s+\S|[a-z]\)\s|\(?[ivx]{1,4}[.)]\s|\d{1,2}[.)]\s+\S|[|])")
"""Example: "– een brug", "a) een brug", "3. een brug"; not: "2024 was"."""
_LIST_MARK = re.compile(r"^(?:[•▪●‒·*–—-]|o(?=\s+[A-Za-z]))\s+")
_CLASHING = frozenset({"aa", "ae", "ai", "au", "ee", "ei", "eu", "ii", "oe", "oi", "oo", "ou", "ui", "uu"})
"""Vowels that would be read as one sound. Example: "energie-infrastructuur"; not: "be-oordelen"."""
_JOINING = re.compile(r"^(?:en|of|dan)\b")


def width_of(lines: Sequence[str]) -> int | None:
    """Width at which the lines were wrapped, or None when every line is a paragraph of its own."""
    long_ones = [line for line in lines if len(line) > 40]
    if len(long_ones) < 4:
        return None
    open_end = sum(1 for line in long_ones if not _SENTENCE_END.search(line.rstrip()))
    if open_end / len(long_ones) < 0.3:
        return None
    return sorted(len(line) for line in long_ones)[int(0.9 * (len(long_ones) - 1))]


def to_paragraphs(lines: Sequence[str], width: int | None) -> list[str]:
    """Paragraphs of a block of lines of this width, None when a line is a paragraph; an empty line separates."""
    paragraphs: list[list[str]] = []
    previous = ""
    blank = True
    for raw in lines:
        line = raw.strip()
        bare = without_marks(line)
        if not bare:
            if line and paragraphs:
                paragraphs[-1].append(line)
            blank = blank or not line
            continue
        if paragraphs and _belongs_to(paragraphs[-1][0], previous, bare, blank=blank, width=width):
            begin, between = _joint(paragraphs[-1][-1], bare)
            paragraphs[-1][-1:] = [begin, between + line]
        else:
            paragraphs.append([_LIST_MARK.sub("– ", line)])
        previous, blank = bare, False
    return ["".join(pieces) for pieces in paragraphs]


def _belongs_to(begin: str, previous: str, line: str, *, blank: bool, width: int | None) -> bool:
    if _LIST_ITEM.match(line) or begin.startswith("|"):
        return False
    small = line[0].islower() or line[0] in ",;.)"
    if _HYPHENATED.search(previous):
        return small or (width is not None and not blank)
    if _SENTENCE_END.search(previous):
        wrap = width is not None and not blank and len(previous) >= 0.85 * width
        return wrap and not previous.endswith(":")
    if blank:
        return small
    return small or width is not None


def _keeps_hyphen(left: str, right: str) -> bool:
    """Whether the hyphen belongs to the word: addresses, abbreviations ("ggz-instelling"), clashing vowels."""
    if "/" in left or "www." in left or not left[-1].islower() or re.search(r"[aeiouy]", left, re.IGNORECASE) is None:
        return True
    return f"{left[-1]}{right[0]}" in _CLASHING


def join_lines(begin: str, line: str) -> str:
    """Two lines as one, a word that was broken at the line end made whole ("beperk-" + "tere")."""
    begin, between = _joint(begin, line)
    return begin + between + line


def _joint(begin: str, line: str) -> tuple[str, str]:
    """The line above as it goes on in the next one, and what comes between them."""
    if _HYPHENATED.search(begin):
        last = begin.rsplit(maxsplit=1)[-1]
        if _JOINING.match(line):
            return begin, " "
        if line[0].islower() and not _keeps_hyphen(last[:-1], line):
            return begin[:-1], ""
        return begin, ""
    if begin.endswith(("/", "–")) and not begin.endswith(" –"):
        return begin, ""
    return begin, " "
