"""How complete a corpus is, as far as its own numbers tell: which numbers of a vergaderjaar are not in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCoverage:
    """The numbers of one vergaderjaar in the corpus.

    Attributes:
        present: how many different numbers are in the corpus.
        highest: the highest of them; what came after it, the corpus cannot know.
        gaps: runs of numbers below the highest that are not in the corpus, as (first, last).
    """

    vergaderjaar: str
    present: int
    highest: int
    gaps: tuple[tuple[int, int], ...]

    @property
    def missing(self) -> int:
        """How many numbers from 1 up to the highest are not in the corpus."""
        return sum(last - first + 1 for first, last in self.gaps)


def coverage(numbers: Iterable[tuple[str, int]]) -> list[YearCoverage]:
    """The coverage of each vergaderjaar, the latest first.

    Args:
        numbers: (vergaderjaar, nummer) of publications; fictional ones left out, for their numbers mean nothing.
    """
    found: list[YearCoverage] = []
    for jaar, rows in groupby(sorted(set(numbers)), key=lambda row: row[0]):
        present = [nummer for _, nummer in rows]
        edges = [0, *present]
        found.append(
            YearCoverage(
                vergaderjaar=jaar,
                present=len(present),
                highest=present[-1],
                gaps=tuple((low + 1, high - 1) for low, high in zip(edges, present, strict=False) if high - low > 1),
            )
        )
    return found[::-1]
