"""Finds what a mistyped word must have been."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA


def edits(one: str, other: str) -> int:
    """Edits between two words: a letter more, less, other, or two that changed places.

    Source: Damerau 1964 (optimal string alignment).
    """
    return OSA.distance(one, other)


def nearest(typed: str, names: Iterable[str], count: int, likeness: float) -> list[str]:
    """The names that have most letters in common with what was typed, nearest first.

    Likeness, 0 to 1, is twice the letters in common over the letters of both.
    """
    found = process.extract(typed, list(names), scorer=fuzz.ratio, limit=None, score_cutoff=100 * likeness)
    return [name for _, name in sorted(((score, name) for name, score, _ in found), reverse=True)[:count]]
