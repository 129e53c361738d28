"""The register of ministries: every name and abbreviation over time, with the TOOI code.

Source: the TOOI list of ministries for the codes and end dates up to 2020; later names from headings of publications.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from index.names.letters import fold

_BEGIN = date.min
_PRESENT = date.max


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


def _day(tekst: str, otherwise: date) -> date:
    return date.fromisoformat(tekst) if tekst else otherwise


def _rows(table: str, *, voor: bool) -> tuple[Ministerie, ...]:
    entries: list[Ministerie] = []
    for line in table.strip().splitlines():
        code, van, tot, naam, afkortingen, bij = (cell.strip() for cell in line.split("|"))
        entries.append(
            Ministerie(
                naam=naam,
                code=code or None,
                afkortingen=tuple(afkortingen.split()),
                van=_day(van, _BEGIN),
                tot=_day(tot, _PRESENT),
                voor=voor,
                bij=bij or None,
            )
        )
    return tuple(entries)


_MINISTERIES = """
mnre1010|||Algemene Zaken|AZ MinAZ|
mnre1013|||Buitenlandse Zaken|BZ BuZa BUZA MinBuZa|
mnre1018|||Defensie|DEF Def MinDef|
|| 1994-08-22|Welzijn, Volksgezondheid en Cultuur|WVC|
mnre1025| 1994-08-22||Volksgezondheid, Welzijn en Sport|VWS MinVWS|
mnre1034|| 1998-08-03|Binnenlandse Zaken|BiZa BIZA|
mnre1034| 1998-08-03||Binnenlandse Zaken en Koninkrijksrelaties|BZK MinBZK|
mnre1040|| 2010-10-14|Economische Zaken|EZ|
mnre1045| 2010-10-14| 2012-11-05|Economische Zaken, Landbouw en Innovatie|EL&I ELI ELenI EZLI EZ|
mnre1045| 2012-11-05| 2017-10-26|Economische Zaken|EZ|
mnre1045| 2017-10-26| 2024-07-02|Economische Zaken en Klimaat|EZK MinEZK|
mnre1045| 2024-07-02| 2026-02-23|Economische Zaken|EZ MinEZ|
mnre1045| 2026-02-23||Economische Zaken en Klimaat|EZK MinEZK|
mnre1058|| 2010-10-14|Justitie|Just JUS MvJ|
mnre1058| 2010-10-14| 2017-10-26|Veiligheid en Justitie|V&J VenJ VJ MinVenJ|
mnre1058| 2017-10-26||Justitie en Veiligheid|J&V JenV JV MinJenV|
mnre1073|||Sociale Zaken en Werkgelegenheid|SZW MinSZW|
mnre1090|||Financiën|FIN Fin MinFin|
|| 1994-08-22|Onderwijs en Wetenschappen|O&W OenW|
mnre1109| 1994-08-22| 2003-05-27|Onderwijs, Cultuur en Wetenschappen|OC&W OCenW|
mnre1109| 2003-05-27||Onderwijs, Cultuur en Wetenschap|OCW MinOCW OC&W OCenW|
mnre1130| 2010-10-14| 2017-10-26|Infrastructuur en Milieu|I&M IenM IM MinIenM|
mnre1130| 2017-10-26||Infrastructuur en Waterstaat|I&W IenW IW MinIenW|
mnre1150|| 2003-05-27|Landbouw, Natuurbeheer en Visserij|LNV|
mnre1150| 2003-05-27| 2010-10-14|Landbouw, Natuur en Voedselkwaliteit|LNV|
mnre1153| 2017-10-26| 2024-07-02|Landbouw, Natuur en Voedselkwaliteit|LNV MinLNV|
mnre1153| 2024-07-02||Landbouw, Visserij, Voedselzekerheid en Natuur|LVVN MinLVVN|
mnre1162| 2024-07-02| 2026-02-23|Asiel en Migratie|A&M AenM|
mnre1171| 2024-07-02| 2026-02-23|Volkshuisvesting en Ruimtelijke Ordening|VRO MinVRO|
mnre1182| 2024-07-02| 2026-02-23|Klimaat en Groene Groei|KGG|
mnre0170|| 2010-10-14|Verkeer en Waterstaat|V&W VenW VW|
mnre0180|| 2010-10-14|Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer|VROM|
"""
"""code | first day | day after the last | name | abbreviations | house of a portfolio.

EZ and VenJ change on the day the cabinet took office, the day from which headings use the new name; the TOOI list gives
the legal date, up to ten weeks later.
"""

_MINISTERS_FOR = """
||2010-10-14|Ontwikkelingssamenwerking|OS|BZ
|1998-08-03|2002-07-22|Grote Steden- en Integratiebeleid|GSI|BZK
|2002-07-22|2003-05-27|Vreemdelingenzaken en Integratie||JUS
|2003-05-27|2007-02-22|Bestuurlijke Vernieuwing en Koninkrijksrelaties|BVK|BZK
|2003-05-27|2007-02-22|Vreemdelingenzaken en Integratie|V&I VenI|JUS
|2007-02-22|2010-10-14|Jeugd en Gezin|J&G JenG|VWS
|2007-02-22|2010-10-14|Wonen, Wijken en Integratie|WWI|VROM
|2010-10-14|2011-12-16|Immigratie en Asiel|I&A IenA|BZK
|2011-12-16|2012-11-05|Immigratie, Integratie en Asiel|IIA|BZK
|2012-11-05|2024-07-02|Buitenlandse Handel en Ontwikkelingssamenwerking|BHOS BuHa-OS BuHaOS|BZ
|2024-07-02|2026-02-23|Buitenlandse Handel en Ontwikkelingshulp|BHO|BZ
|2026-02-23||Buitenlandse Handel en Ontwikkelingssamenwerking|BHOS BHO|BZ
|2012-11-05|2017-10-26|Wonen en Rijksdienst|W&R WenR|BZK
|2017-10-26|2022-01-10|Basis- en Voortgezet Onderwijs en Media|BVOM|OCW
|2022-01-10|2024-07-02|Primair en Voortgezet Onderwijs|PVO|OCW
|2017-10-26|2018-01-01|Medische Zorg en Sport|MZS|VWS
|2018-01-01|2022-01-10|Medische Zorg|MZ|VWS
|2024-02-02|2024-07-02|Medische Zorg|MZ|VWS
|2022-01-10|2024-07-02|Langdurige Zorg en Sport|LZS|VWS
|2026-02-23||Langdurige Zorg, Jeugd en Sport|LJS|VWS
|2017-10-26|2024-07-02|Rechtsbescherming|RB|JenV
|2019-11-01|2020-04-14|Milieu en Wonen|M&W MenW|BZK
|2022-01-10|2024-07-02|Natuur en Stikstof|N&S NenS|LNV
|2022-01-10|2024-07-02|Klimaat en Energie|K&E KenE|EZK
|2022-01-10|2024-07-02|Volkshuisvesting en Ruimtelijke Ordening|VRO|BZK
|2022-01-10|2024-07-02|Armoedebeleid, Participatie en Pensioenen|APP|SZW
|2026-02-23||Asiel en Migratie|A&M AenM|JenV
|2026-02-23||Volkshuisvesting en Ruimtelijke Ordening|VRO|BZK
|2026-02-23||Klimaat en Groene Groei|KGG|EZK
|2026-02-23||Werk en Participatie|W&P WenP|SZW
"""
"""Portfolios of ministers without a ministry of their own. Periods before 2017 are known from general sources only."""

MINISTERIES: tuple[Ministerie, ...] = _rows(_MINISTERIES, voor=False)
PORTEFEUILLES: tuple[Ministerie, ...] = _rows(_MINISTERS_FOR, voor=True)
REGISTER: tuple[Ministerie, ...] = MINISTERIES + PORTEFEUILLES

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
