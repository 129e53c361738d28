"""Reads ministries as drafts name them, also by a part of the name, and tells whether one answered a publication."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from index.names.ministries import REGISTER, Ministerie, houses_of, housing_ministry, is_same_name
from index.values import Publication

LEEWAY = timedelta(days=365)
PART = re.compile(r",\s*(?:en\s+)?|(?<!\s)\s++en\s+")
VAGUE = frozenset(
    {"def", "fin", "just", "jus", "os", "mz", "rb", "app", "az", "bz", "ez", "im", "iw", "jv", "vj", "vw"}
)
"""Abbreviations that are a word, or too short, where no "minister van" stands before them."""


def _spoken() -> dict[str, tuple[Ministerie, ...]]:
    """Every way to name a ministry, in lower case, with the entries that it may mean."""
    table: dict[str, dict[Ministerie, None]] = {}
    for entry in REGISTER:
        for name in (entry.naam, *entry.afkortingen, *PART.split(entry.naam)):
            table.setdefault(" ".join(name.lower().split()), {})[entry] = None
    return {name: tuple(entries) for name, entries in table.items()}


SPOKEN = _spoken()


def _pattern(names: Iterable[str]) -> str:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in ordered)


NAME = re.compile(rf"(?:{_pattern(SPOKEN)})(?![\w&]|-\w)", re.IGNORECASE)
"""A ministry where one must stand: after "minister van". `Justitie`, `Sociale Zaken`, `vws`; not: `justitieel`."""

_FULL = [name for name in SPOKEN if any(is_same_name(name, entry.naam) for entry in REGISTER)]
_SHORT = [short for entry in REGISTER for short in entry.afkortingen if short.lower() not in VAGUE]
BARE = re.compile(
    rf"(?<![\w-])(?:(?i:{_pattern(name for name in _FULL if ' ' in name)})|{_pattern(_SHORT)}|Financiën|Defensie)"
    r"(?![\w&]|-\w)"
)
"""A name that is a ministry without "minister van" before it, as in `(VWS, 16 februari 2024)`."""


@cache
def meant(typed: str) -> tuple[Ministerie, ...]:
    """The entries of the register that a typed name may mean; empty for none."""
    return SPOKEN.get(" ".join(typed.lower().split()), ())


def is_of(typed: str, publication: Publication) -> bool | None:
    """Whether a ministry named so answered a publication; None when that cannot be told.

    The house counts, not the desk: "minister van VWS" is right for an answer of the Minister voor Langdurige Zorg. A
    publication that does not say who answered tells nothing; neither does a name that was nobody's at the time, for
    the task of a state secretary is called so years before a ministry is.
    """
    if not publication.ministeries:
        return None
    on = publication.ontvangen or publication.ingezonden
    houses = houses_of(publication.ministeries, on)
    entries = in_force(typed, on)
    if any(
        house_of(entry) in houses or any(is_same_name(entry.naam, name) for name in publication.ministeries)
        for entry in entries or meant(typed)
    ):
        return True
    return False if entries else None


def in_force(typed: str, on: date | None) -> tuple[Ministerie, ...]:
    """The entries that a name may mean on a day, with a year to get used to it."""
    return tuple(entry for entry in meant(typed) if on is None or (entry.van <= on and (on - LEEWAY) < entry.tot))


def house_of(entry: Ministerie) -> str:
    """The ministry that an entry belongs to, whatever it is called (`index.names.ministries.housing_ministry`)."""
    return housing_ministry(entry.bij, entry.van) if entry.bij else entry.code or entry.naam


def spellings(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """The names of a corpus that a typed name may mean at any time."""
    houses = {house_of(entry) for entry in meant(typed)}
    return tuple(name for name in known if houses & {name, *(house_of(entry) for entry in meant(name))})
