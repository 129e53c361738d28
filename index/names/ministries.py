"""The register of ministries: every name and abbreviation over time, with the TOOI code.

The rows stand in `ministries.tsv` beside this module, with their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from index.names.letters import fold
from index.names.tables import first_day, last_day, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Ministerie:
    """One name of a ministry in one period, or the portfolio of a "Minister voor X" (then without a code).

    Attributes:
        naam: canonical name, as headings wrote it in the period.
        van: first day of the period; tot: the day after the last.
        bij: for a portfolio an abbreviation of the ministry that houses it.
    """

    naam: str
    code: str | None
    afkortingen: tuple[str, ...]
    van: date
    tot: date
    voor: bool
    bij: str | None = None


REGISTER = tuple(
    Ministerie(
        naam=row["naam"],
        code=row["code"] or None,
        afkortingen=tuple(row["afkortingen"].split()),
        van=first_day(row["van"]),
        tot=last_day(row["tot"]),
        voor=bool(row["bij"]),
        bij=row["bij"] or None,
    )
    for row in read_table("ministries.tsv")
)
MINISTERIES = tuple(entry for entry in REGISTER if not entry.voor)
PORTEFEUILLES = tuple(entry for entry in REGISTER if entry.voor)

_LEEWAY = timedelta(days=100)
"""How far around a change of names both may be written: headings and the law differ up to ten weeks."""
_YEARS_A_NAME_LIVES_ON = 3
"""Years in which a name that was abolished still means itself in a document."""

_LEAD_IN = re.compile(
    r"""
    ^\s* (?: het\s+|de\s+|een\s+ )?
    (?: ministerie | minister(?:s)?(?:-president)? | staatssecretaris(?:sen)? | departement ) (?:
      \s+zonder\s+portefeuille )?
    \s* (?: van | voor )? \s* (?=\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What may stand before a name. Example: "het ministerie van "; not: "Financiën"."""


@cache
def _key(naam: str) -> str:
    """A name without accents, case, spaces and punctuation, so that glued and mistyped spaces do not matter."""
    return re.sub(r"[^a-z0-9]", "", fold(naam).replace("&", "en"))


def is_same_name(naam: str, other: str) -> bool:
    """Whether two names differ in nothing but case, accents, spaces and punctuation."""
    return _key(naam) == _key(other)


def _by_key() -> dict[str, tuple[Ministerie, ...]]:
    table: dict[str, tuple[Ministerie, ...]] = {}
    for entry in REGISTER:
        for naam in (entry.naam, *entry.afkortingen):
            table[_key(naam)] = (*table.get(_key(naam), ()), entry)
    return table


_BY_KEY = _by_key()


@cache
def find(name: str, on: date | None = None) -> Ministerie | None:
    """The entry of the register that a name or abbreviation means, in force on a date (default: the latest).

    A name that is followed by the task of a state secretary ("Financiën – Toeslagen en Douane") means its ministry. A
    full name keeps meaning itself outside its period.
    """
    for attempt in (name, _LEAD_IN.sub("", name), re.split(r"\s[–—-]|[–—]\s|\s\(", name)[0].rstrip()):
        if entries := _BY_KEY.get(_key(attempt)):
            in_force = [entry for entry in entries if on is None or entry.van <= on < entry.tot]
            if in_force or on is None:
                return max(in_force or entries, key=lambda entry: (entry.van, not entry.voor))
            return _successor(max(entries, key=lambda entry: (not entry.voor, entry.van)), on)
    return None


def existed(name: str, on: date) -> bool:
    """Whether a ministry or portfolio of this name was there on a date, give or take a change of cabinet."""
    entries = [entry for entry in REGISTER if _key(entry.naam) == _key(name)]
    return not entries or any(_near(entry.van, on, -_LEEWAY) and _near(on, entry.tot, -_LEEWAY) for entry in entries)


def _near(earlier: date, later: date, slack: timedelta) -> bool:
    """Whether two days come in this order, or nearly."""
    return later - earlier > slack


def find_portefeuille(bij: str, on: date) -> Ministerie | None:
    """The portfolio of the minister without a ministry at a ministry on a date; None for none or several."""
    house = find(bij, on)
    entries = [entry for entry in PORTEFEUILLES if entry.bij and entry.van <= on < entry.tot]
    fitting = [entry for entry in entries if house and (home := find(entry.bij or "", on)) and home.naam == house.naam]
    return fitting[0] if len(fitting) == 1 else None


def _successor(entry: Ministerie, on: date) -> Ministerie:
    """The entry itself, or what its ministry was called later, when the name had been gone for years on that date."""
    if entry.code is None or on.year - entry.tot.year < _YEARS_A_NAME_LIVES_ON:
        return entry
    return next((other for other in REGISTER if other.code == entry.code and other.van <= on < other.tot), entry)


def canonical(name: str, on: date | None = None) -> str | None:
    """Canonical name for any name or abbreviation; None when the register does not know it.

    An abbreviation gives the name in force on the date (default: the latest); a full name stays as the source spelt it
    in its own time: "Economische Zaken" in a document of 2015 is not renamed to today's ministry.
    """
    entry = find(name, on)
    return entry.naam if entry else None


def housing_ministry(name: str, on: date | None = None) -> str:
    """The ministry that a name belongs to, whatever it is called: its code, for a portfolio the code of its house.

    Equal for "Economische Zaken" of 2016 and "Economische Zaken en Klimaat" of 2020. A name without a code, and one
    that the register does not know, is its own house.
    """
    entry = find(name, on)
    if entry is not None and entry.bij is not None:
        entry = find(entry.bij, entry.van if on is None else max(on, entry.van)) or entry
    return (entry.code or entry.naam) if entry is not None else name


def houses_of(names: Iterable[str], on: date | None = None) -> frozenset[str]:
    """The ministries that these names belong to, whatever they are called (`housing_ministry`)."""
    return frozenset(housing_ministry(name, on) for name in names)


def place_of(name: str, on: date | None = None) -> tuple[int, bool, str]:
    """Where a name comes in a list of ministries, to sort by: (place, whether it is a portfolio, the name).

    The order is that of the register, which is the order of the TOOI codes. A renamed ministry keeps its place, a
    "Minister voor X" comes after the ministry that houses her, and a name that the register does not know last.
    """
    house = housing_ministry(name, on)
    entry = find(name, on)
    for n, other in enumerate(MINISTERIES):
        if house in (other.code, other.naam):
            return n, bool(entry and entry.voor), name
    return len(MINISTERIES), bool(entry and entry.voor), name


def _name_pattern(naam: str) -> str:
    woorden = [re.escape(woord) for woord in naam.split()]
    patroon = r"\s*".join(woorden).replace(",", r"\s*,")
    return f"{patroon[0]}(?i:{patroon[1:]})"


def _alternatives() -> str:
    names = sorted({entry.naam for entry in REGISTER}, key=lambda naam: (-len(naam), naam))
    return "|".join(_name_pattern(naam) for naam in names)


def _abbreviations() -> str:
    vague = {"Def", "Fin", "Just"}
    short_names = {short for entry in REGISTER for short in entry.afkortingen if len(short) > 2 and short not in vague}
    return "|".join(re.escape(short) for short in sorted(short_names, key=lambda short: (-len(short), short)))


_NAME = re.compile(rf"(?:{_alternatives()})(?:(?!\w)|(?=(?:over|en|van|voor|mede|inzake)\b))")
"""A full name where it must begin here, spaces lost or not. Example: "Volksgezondheid, Welzijn enSport"."""

NAME_IN_TEXT = re.compile(
    rf"(?:(?<![\w-])|(?<=van)|(?<=voor))(?:{_alternatives()})(?!\w)|(?<![\w-])(?:{_abbreviations()})(?![\w-])"
)
"""A name or distinctive abbreviation in running text. Example: "Ministers vanFinanciën"; not: "justitieel"."""


def match_at(text: str, position: int) -> tuple[int, str] | None:
    """The longest full name that begins at a position, as (end, the name as written); None when there is none."""
    match = _NAME.match(text, position)
    return (match.end(), match[0]) if match else None


def find_all(text: str, on: date | None = None) -> tuple[tuple[int, int, Ministerie], ...]:
    """Every ministry named in `text` as (start, end, entry), longest name first, without overlap."""
    found: list[tuple[int, int, Ministerie]] = []
    for match in NAME_IN_TEXT.finditer(text):
        if entry := find(match[0], on):
            found.append((match.start(), match.end(), entry))
    return tuple(found)
