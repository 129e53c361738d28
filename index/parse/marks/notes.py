"""Marks the places in a text that refer to a footnote, with one private character per note number."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FIRST = 0xF0000
"""A private character (plane 15), which no document has: unlike "[2]" and "2" it cannot be running text."""
HIGHEST = 999

MARK = f"[{chr(_FIRST + 1)}-{chr(_FIRST + HIGHEST)}]"
"""Source of a pattern for one mark."""
_MARKS = re.compile(MARK)


def mark_of(nummer: int) -> str:
    """The mark of a note; nothing for a number that no note has."""
    return chr(_FIRST + nummer) if 0 < nummer <= HIGHEST else ""


def number_of(mark: str) -> int:
    """The number of the note that a mark refers to."""
    return ord(mark) - _FIRST


def numbers_in(text: str) -> list[int]:
    """The numbers of the notes that a text refers to, in order."""
    return [number_of(mark) for mark in _MARKS.findall(text)]


def put_marks(text: str, places: Sequence[int]) -> str:
    """The text with a mark at each place, numbered from 1; a text that has marks already gets none."""
    if without_marks(text) != text:
        return text
    for place, nummer in sorted(((place, n) for n, place in enumerate(places, start=1)), reverse=True):
        text = text[:place] + mark_of(nummer) + text[place:]
    return text


def take_marks(text: str) -> tuple[str, dict[int, int]]:
    """The text without its marks, and per note where in that text it is first referred to."""
    places: dict[int, int] = {}
    for count, match in enumerate(_MARKS.finditer(text)):
        places.setdefault(number_of(match[0]), match.start() - count)
    return without_marks(text), places


def without_marks(text: str) -> str:
    """The text without its marks."""
    return _MARKS.sub("", text)
