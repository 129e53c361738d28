"""Reads years and periods in a query: "in 2023", "sinds maart 2022", "vergaderjaar 2023-2024", "afgelopen jaar"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from index.parse.facts.dates import MAANDEN
from rag.dutch.writing import dutch_date
from rag.understand.mentions import ONTVANGEN, VERGADERJAREN, Mention, period_value

_MAAND = "|".join(MAANDEN)
_DAG = rf"(?:(?:\d{{1,2}}\s+)?(?:{_MAAND})\s+)?(?:19|20)\d{{2}}"

VERGADERJAAR = re.compile(
    r"""
    (?P<woord> \b (?: (?:vergader|parlementair\s)jaar | vergaderjaren ) \s+ )?
    (?<! [\w.,/–-] ) (?P<van> (?:19|20)\d{2} ) \s? [-–/] \s? (?P<tot> (?: (?:19|20)\d{2} | \d{2} ) ) (?! [\w–-] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`vergaderjaar 2023-2024`, `2023/24`; not: `2019-2023`, which is no parliamentary year, `2023-24-11`."""

TUSSEN = re.compile(
    rf"\b(?:tussen|van|vanaf)\s+(?P<van>{_DAG})\s+(?:en|tot|tot\s+en\s+met|t/m)\s+(?P<tot>{_DAG})(?![\w-])",
    re.IGNORECASE,
)
"""`tussen 2021 en 2023`, `van maart 2022 tot en met mei 2022`; not: `van 100 tot 2000 woningen`."""

MOMENT = re.compile(
    rf"""
    (?: (?P<richting> \b (?: sinds | vanaf | na | v[oó][oó]r | tot | tot \s en \s met | t/m ) ) \s+ )?
    (?: (?P<deel> \b (?: begin | medio | half | eind | einde ) ) \s+ )?
    (?<! [\w.,/–-] ) (?P<dag> {_DAG} ) (?! [\w–] | [-.,/]\d )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`in 2023`, `vóór maart 2024`, `sinds 12 mei 2022`, `eind 2023`; not: `12.2023`, `covid-2019x`."""

RELATIEF = re.compile(
    r"""
    \b (?: de \s | het \s )? (?: (?P<ver> afgelopen | laatste | voorbije ) \s
           (?: (?P<aantal> \d{1,2} | twee | drie | vier | vijf | zes | tien | paar ) \s )?
         | (?P<vorig> vorige? ) \s | (?P<deze> dit | deze ) \s )
    (?P<eenheid> jaar | jaren | maand | maanden | week | weken ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`afgelopen jaar`, `de laatste drie maanden`, `vorig jaar`, `deze maand`; not: `het jaar`, `laatste oordeel`."""

AANTAL = re.compile(
    r"\s+(?:euro|miljoen|miljard|mensen|personen|woningen|banen|plekken|plaatsen|kilo\w*|meter|km|m2|m3|uur|ton|procent"
    r"|gevallen|keer|hectare|leerlingen|agenten|militairen|asielzoekers|gemeenten|bedrijven)\b",
    re.IGNORECASE,
)
"""What makes a year a number: `2000 euro`; not: `2023 euronorm`."""

EXPLICIET = re.compile(
    r"""
    \b (?: (?: alleen | uitsluitend | enkel | slechts ) (?: \s+ (?: nog | die | de | het ) )*
         | (?: kamervragen | kamervraag | vragen | antwoord(?:en)? | publicaties? | beantwoording(?:en)? | stukken ) (?:
             \s+ (?: gesteld | ingediend | beantwoord | ontvangen | gegeven | gepubliceerd ) )?
         | gesteld | ingediend | beantwoord | ontvangen | gepubliceerd )
    \s+ (?: (?: uit | van | in | over ) \s+ )? (?: het \s+ | de \s+ )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before a period that nothing else will do for: `alleen 2024`, `vragen uit 2023`; not: `hoeveel drones in 2023`."""

CONTEXT_CHARS = 100
"""So far before a period the words are read that make it a condition."""

_TELWOORDEN = {"twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "tien": 10, "paar": 3}
_DEEL = {"begin": (1, 4), "medio": (5, 8), "half": (5, 8), "eind": (9, 12), "einde": (9, 12)}


def periods_in(query: str, vergaderjaren: Sequence[str], today: date) -> list[Mention]:
    """The periods that a query names, without overlap.

    A year outside those of the corpus is left alone: it is what the query is about ("de klimaatdoelen van 2030").

    Args:
        query: as typed.
        vergaderjaren: those of the corpus.
        today: what "dit jaar" and "afgelopen jaar" are counted from.
    """
    found: list[Mention] = []
    taken: set[int] = set()
    for mention in (*_vergaderjaren(query), *_between(query), *_moments(query), *_relative(query, today)):
        places = range(mention.start, mention.end)
        if taken.isdisjoint(places) and _touches(mention, vergaderjaren):
            found.append(mention)
            taken.update(places)
    return sorted(found, key=lambda mention: mention.start)


def _vergaderjaren(query: str) -> Iterator[Mention]:
    for match in VERGADERJAAR.finditer(query):
        if (int(match["van"]) + 1) % 100 == int(match["tot"][-2:]):
            yield Mention(
                start=match.start(),
                end=match.end(),
                field=VERGADERJAREN,
                values=(f"{match['van']}-{int(match['van']) + 1}",),
                is_filter=match["woord"] is not None or _is_explicit(query, match.start()),
            )


def _between(query: str) -> Iterator[Mention]:
    for match in TUSSEN.finditer(query):
        first, last = _bounds(match["van"]), _bounds(match["tot"])
        if first and last and first[0] <= last[1] and not AANTAL.match(query, match.end()):
            yield _period(query, match, first[0], last[1])


def _moments(query: str) -> Iterator[Mention]:
    for match in MOMENT.finditer(query):
        bounds = _bounds(match["dag"], match["deel"])
        if bounds is None or AANTAL.match(query, match.end()):
            continue
        first, last = bounds
        richting = (match["richting"] or "").lower()
        if richting in ("sinds", "vanaf"):
            yield _period(query, match, first, None)
        elif richting == "na":
            yield _period(query, match, last + timedelta(days=1), None)
        elif richting in ("voor", "vóór", "vóor", "voór"):
            yield _period(query, match, None, first - timedelta(days=1))
        elif richting:
            yield _period(query, match, None, first - timedelta(days=1) if richting == "tot" else last)
        else:
            yield _period(query, match, first, last)


def _relative(query: str, today: date) -> Iterator[Mention]:
    for match in RELATIEF.finditer(query):
        unit = match["eenheid"].lower()
        if match["ver"]:
            count = match["aantal"] or ""
            number = int(count) if count.isdecimal() else _TELWOORDEN.get(count.lower(), 1)
            days = {"j": 365, "m": 30, "w": 7}[unit[0]] * number
            yield _period(query, match, today - timedelta(days=days), today)
            continue
        if unit[0] == "j":
            year = today.year - bool(match["vorig"])
            yield _period(query, match, date(year, 1, 1), date(year, 12, 31))
        elif unit[0] == "m":
            first = today.replace(day=1)
            first = (first - timedelta(days=1)).replace(day=1) if match["vorig"] else first
            yield _period(query, match, first, _month_end(first))
        else:
            monday = today - timedelta(days=today.weekday() + (7 if match["vorig"] else 0))
            yield _period(query, match, monday, monday + timedelta(days=6))


def _period(query: str, match: re.Match[str], first: date | None, last: date | None) -> Mention:
    return Mention(
        start=match.start(),
        end=match.end(),
        field=ONTVANGEN,
        values=(period_value(first, last),),
        is_filter=_is_explicit(query, match.start()),
        label=period_label(first, last),
    )


def period_label(first: date | None, last: date | None) -> str:
    """A period for the user: `2023`, `maart 2024`, `vanaf 1 januari 2022`, `1 mei 2023 tot en met 3 mei 2024`."""
    if first and last:
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year} tot en met {last.year}"
        if first.day == 1 and last == _month_end(first):
            return f"{MAANDEN[first.month - 1]} {first.year}"
        return dutch_date(first) if first == last else f"{dutch_date(first)} tot en met {dutch_date(last)}"
    if first:
        return f"vanaf {dutch_date(first)}"
    return f"tot en met {dutch_date(last)}" if last else "elke periode"


def _bounds(text: str, part: str | None = None) -> tuple[date, date] | None:
    """First and last day of a year, month or day, or of the beginning, middle or end of a year."""
    words = text.lower().split()
    year = int(words[-1])
    if len(words) == 1:
        first, last = _DEEL.get((part or "").lower(), (1, 12))
        return date(year, first, 1), _month_end(date(year, last, 1))
    month = MAANDEN.index(words[-2]) + 1
    if len(words) == 2:
        return date(year, month, 1), _month_end(date(year, month, 1))
    try:
        day = date(year, month, int(words[0]))
    except ValueError:
        return None
    return day, day


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _is_explicit(query: str, position: int) -> bool:
    return EXPLICIET.search(query, max(0, position - CONTEXT_CHARS), position) is not None


def _touches(mention: Mention, vergaderjaren: Sequence[str]) -> bool:
    """Whether the corpus can hold anything of the period: parliamentary years run from September, roughly."""
    if not vergaderjaren:
        return False
    if mention.field == VERGADERJAREN:
        return min(vergaderjaren) <= mention.values[0] <= max(vergaderjaren)
    first, _, last = mention.values[0].partition("..")
    return first[:4] <= max(vergaderjaren)[5:] and (last[:4] or "9999") >= min(vergaderjaren)[:4]
