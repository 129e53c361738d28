"""Finds the predecessors and successors of a ministry.

What one took over of another stands in `succession.tsv` beside this module, with its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from index.names.ministries import MINISTERIES, Ministerie, find
from index.names.tables import first_day, read_table


@cache
def line_of(name: str) -> tuple[Ministerie, ...]:
    """The ministry of a name with all that went before it and came after it, the oldest first; empty when unknown.

    Not what merely came from the same: the line of LVVN holds LNV and the EZ that it came from, not the EZK beside it.
    """
    entry = find(name)
    own = [row for row in MINISTERIES if entry is not None and row.naam == entry.naam]
    after, before = _took_over()
    found = {*own, *_reached(own, after), *_reached(own, before)}
    return tuple(sorted(found, key=lambda row: (row.van, row.naam)))


def line_names(name: str) -> tuple[str, ...]:
    """The names of a line, that of the ministry itself first; a name that the register does not know stays alone."""
    entry = find(name)
    own = entry.naam if entry else name
    return tuple(dict.fromkeys([own, *(row.naam for row in line_of(name))]))


@cache
def _took_over() -> tuple[Mapping[Ministerie, tuple[Ministerie, ...]], Mapping[Ministerie, tuple[Ministerie, ...]]]:
    """What came after each row of the register, and what went before it."""
    pairs = [
        (row, other) for row in MINISTERIES for other in MINISTERIES if row.code == other.code and row.tot == other.van
    ]
    for transfer in read_table("succession.tsv"):
        on = first_day(transfer["day"])
        older = max(
            (row for row in MINISTERIES if row.naam == transfer["old"] and row.van < on), key=lambda row: row.van
        )
        newer = next(row for row in MINISTERIES if row.naam == transfer["new"] and row.van <= on < row.tot)
        pairs.append((older, newer))
    after = {row: tuple(new for old, new in pairs if old == row) for row in MINISTERIES}
    before = {row: tuple(old for old, new in pairs if new == row) for row in MINISTERIES}
    return after, before


def _reached(start: Iterable[Ministerie], steps: Mapping[Ministerie, tuple[Ministerie, ...]]) -> frozenset[Ministerie]:
    seen: set[Ministerie] = set()
    waiting = list(start)
    while waiting:
        for row in steps[waiting.pop()]:
            if row not in seen:
                seen.add(row)
                waiting.append(row)
    return frozenset(seen)
