"""Matches a ministry that was asked with its successor that answered, so that a comparison has one row for both."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from index.names.ministries import MINISTERIES, Ministerie
from index.names.succession import line_of


def successors(names: Sequence[str], answered: Collection[str], day: date | None) -> dict[str, str]:
    """For each ministry without an answer the one of its line that answered for it.

    Two that existed beside each other, around the day, are never one; where several answered that came from one, it
    stays apart.
    """
    found: dict[str, str] = {}
    for name in names:
        if name in answered:
            continue
        heirs = [other for other in names if other in answered and _is_next(name, other, day)]
        if len(heirs) == 1:
            found[name] = heirs[0]
    return found


def _is_next(one: str, other: str, day: date | None) -> bool:
    """Whether two names are of one line, and never stood beside each other around a day."""
    ours, theirs = _period(one, day), _period(other, day)
    if ours is None or theirs is None:
        return False
    is_apart = ours.tot <= theirs.van or theirs.tot <= ours.van
    return is_apart and any(row.naam == other for row in line_of(one))


def _period(name: str, day: date | None) -> Ministerie | None:
    """The period of a ministry that lies nearest to a day; None for the portfolio of a minister voor X."""
    rows = [row for row in MINISTERIES if row.naam == name and not row.voor]
    if day is None:
        return max(rows, key=lambda row: row.van, default=None)
    return min(rows, key=lambda row: max(row.van - day, day - row.tot), default=None)
