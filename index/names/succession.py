"""Lines of succession: which ministries went before and came after one, with the day that each took over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from index.names.ministries import MINISTERIES, Ministerie, find

_TRANSFERS = """
1994-08-22|Welzijn, Volksgezondheid en Cultuur|Volksgezondheid, Welzijn en Sport
1994-08-22|Welzijn, Volksgezondheid en Cultuur|Onderwijs, Cultuur en Wetenschappen
1994-08-22|Onderwijs en Wetenschappen|Onderwijs, Cultuur en Wetenschappen
2010-10-14|Economische Zaken|Economische Zaken, Landbouw en Innovatie
2010-10-14|Landbouw, Natuur en Voedselkwaliteit|Economische Zaken, Landbouw en Innovatie
2010-10-14|Verkeer en Waterstaat|Infrastructuur en Milieu
2010-10-14|Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer|Infrastructuur en Milieu
2017-10-26|Economische Zaken|Landbouw, Natuur en Voedselkwaliteit
2024-07-02|Economische Zaken en Klimaat|Klimaat en Groene Groei
2024-07-02|Justitie en Veiligheid|Asiel en Migratie
2024-07-02|Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer|Volkshuisvesting en Ruimtelijke Ordening
2026-02-23|Klimaat en Groene Groei|Economische Zaken en Klimaat
2026-02-23|Asiel en Migratie|Justitie en Veiligheid
"""
"""day | which | what took over all or part of it, under another code; a new name under the same code follows by itself.

Housing was with Binnenlandse Zaken from 2010 to 2024: that ministry is in no line of housing, for it did much else.
Source: the periods of the register, and the headings of publications around these days.
"""


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
    for line in _TRANSFERS.strip().splitlines():
        day, old, new = line.split("|")
        on = date.fromisoformat(day)
        older = max((row for row in MINISTERIES if row.naam == old and row.van < on), key=lambda row: row.van)
        newer = next(row for row in MINISTERIES if row.naam == new and row.van <= on < row.tot)
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
