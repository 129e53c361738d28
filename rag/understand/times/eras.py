"""Reads stretches of time that go by a name: a cabinet, the time of corona, a decade, a century."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from index.names.letters import fold
from index.names.offices import CABINETS, ROMAN

NUMBERS = {form: n for n, roman in enumerate(ROMAN, start=1) for form in (roman.lower(), str(n))}
CORONA = date(2020, 3, 1), date(2022, 3, 31)
"""From the first measures to the end of the last ones."""
TENS = {
    **{"vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90},
    **{"nul": 0, "tien": 10, "twintig": 20},
}
NEW_CENTURY = 30  # "de jaren 20" are those of this century, "de jaren 50" of the last

ERA = re.compile(
    rf"""
    (?P<richting> \b (?: sinds | vanaf | na | v[oó][oó]r | tot ) \s+ )?
    (?: \b (?: onder | tijdens | in | van | gedurende ) \s+ )?
    (?: (?:de|het) \s+ )? (?P<begin> (?:aantreden|begin|start|komst) \s+ van \s+ (?:(?:de|het) \s+)? )?
    (?: \b (?P<woord> kabinet(?:ten)? [\s–-]* | (?<=onder\s) ) (?P<wie> {"|".join(CABINETS)} ) \b
        (?: [\s–-]* (?P<welk> iv | i{{1,3}} | [1-4] ) \b )?
      | \b (?P<wie2> {"|".join(CABINETS)} ) [\s–-]+ (?P<welk2> iv | i{{1,3}} | [1-4] ) \b
      | \b (?P<corona> (?:corona|covid) (?: tijd | crisis | pandemie | jaren | periode )
          | (?<=tijdens\s) (?: de \s )? (?:corona|covid) (?: -?19 )? ) \b
      | \b jaren \s+ (?P<tien> ['’‘]? \d0 | {"|".join(TENS)} ) \b
      | (?: \b (?P<deel> begin | eind ) \s+ (?:van \s+)? )? \b (?P<eeuw> deze | vorige ) \s+ eeuw \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`onder het kabinet-Rutte III`, `tijdens corona`, `in de jaren negentig`, `begin deze eeuw`; not: `premier Rutte`."""
FALLEN = re.compile(r"\b(?:val|vallen|formatie|demissionaire?)\s+(?:van\s+)?(?:(?:de|het)\s+)?$", re.IGNORECASE)
"""Before a cabinet of which another time is meant."""
BEFORE_CHARS = 60


def eras_in(query: str, today: date) -> Iterator[tuple[re.Match[str], str, date, date]]:
    """Each stretch of time that goes by a name: where it stands, in which direction of it, its first and last day."""
    for match in ERA.finditer(query):
        bounds = _bounds(match, today)
        if bounds is not None and not FALLEN.search(query, max(0, match.start() - BEFORE_CHARS), match.start()):
            direction = (match["richting"] or "").strip()
            yield match, "sinds" if match["begin"] and direction.casefold() == "na" else direction, *bounds


def _bounds(match: re.Match[str], today: date) -> tuple[date, date] | None:
    if match["corona"]:
        return CORONA
    if match["tien"]:
        digits = match["tien"][-2:]
        tens = int(digits) if digits.isdecimal() else TENS.get(fold(match["tien"]))
        if tens is None:
            return None  # letters that only case makes those of the word: "twıntıg"
        first = (2000 if tens < NEW_CENTURY else 1900) + tens
        return date(first, 1, 1), date(first + 9, 12, 31)
    if match["eeuw"]:
        first = 2000 if match["eeuw"].casefold() == "deze" else 1900
        van, tot = {"begin": (0, 9), "eind": (90, 99)}.get((match["deel"] or "").casefold(), (0, 99))
        return date(first + van, 1, 1), date(first + tot, 12, 31)
    days = CABINETS[(match["wie"] or match["wie2"]).casefold()]
    which = match["welk"] or match["welk2"]
    number = NUMBERS.get(fold(which)) if which else 0
    if number is None or number >= max(2, len(days)):
        return None
    starts = [date.fromisoformat(day) for day in days]
    if not number:
        return starts[0], starts[-1] if len(starts) > 1 else max(today, starts[0])
    return starts[number - 1], starts[number]
