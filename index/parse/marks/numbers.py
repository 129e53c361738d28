"""Question numbers as documents write them: "4, 5, 7 en 8", "2 t/m 6", "4-7"."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

from index.names.enumeration import enumerate_dutch

NUMMERS = r"\d{1,3}(?:\s*(?:,\s*en|,|;|/|&|\+|\ben\b|\bt/m\b|\btot\s+en\s+met\b|[-–—])\s*\d{1,3})*"
"""Source of a pattern for a list of question numbers. Example: "4, 5, 7 en 8"; not: "4 miljoen"."""

_PART = re.compile(
    r"""
    (?P<scheiding> ,\s*en | , | ; | / | & | \+ | \ben\b | \bt/m\b | \btot\s+en\s+met\b | [-–—] )? \s{0,9}
    (?P<nummer> \d{1,3} )
    """,
    re.VERBOSE,
)
"""One number with what stands before it. Example: " t/m 6"; not: "zes"."""

_RANGE_SIGNS = frozenset({"t/m", "-", "–", "—"})
_LONGEST_RANGE = 80


def parse_numbers(text: str) -> tuple[int, ...]:
    """Numbers named in `text`, in order, each once; a range is written out.

    A number 0 is dropped; a range that runs backwards or far too long counts as its two ends.
    """
    nummers: list[int] = []
    for part in _PART.finditer(text):
        nummer = int(part["nummer"])
        separator = re.sub(r"\s+", " ", part["scheiding"] or "")
        is_range = separator in _RANGE_SIGNS or separator == "tot en met"
        if is_range and nummers and 0 < nummer - nummers[-1] <= _LONGEST_RANGE:
            nummers.extend(range(nummers[-1] + 1, nummer + 1))
        else:
            nummers.append(nummer)
    return tuple(dict.fromkeys(nummer for nummer in nummers if nummer > 0))


def first_free(nummers: Collection[int]) -> int:
    """The lowest number from 1 that is not among these: what a next question is called."""
    return next(nummer for nummer in count(1) if nummer not in nummers)


def can_follow(nummer: int, seen: Collection[int]) -> bool:
    """Whether a question may have this number after the ones seen: a gap, the next, or one further."""
    return nummer == first_free(seen) or 0 < nummer - max(seen, default=0) <= 2


def write_numbers(nummers: tuple[int, ...]) -> str:
    """Numbers as a reader says them: "2, 3 en 4"."""
    return enumerate_dutch([str(nummer) for nummer in nummers])
