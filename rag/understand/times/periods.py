"""Reads periods in a query: "in 2023", "sinds maart", "tussen juli en september 2024", "vergaderjaar 2023-2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from index.names.dates import MONTHS, month_end, vergaderjaar_of
from index.names.offices import cabinet_of
from rag.dutch.writing import dutch_date
from rag.understand.mentions import ONTVANGEN, VERGADERJAREN, Mention, period_value
from rag.understand.times.eras import eras_in
from rag.understand.times.spans import DAY, MONTH, OPEN_SPAN, SPAN, read_span, year_in

VERGADERJAAR = re.compile(
    r"""
    (?P<woord> \b (?: (?:vergader|parlementair\s)jaar | vergaderjaren ) \s++ )?
    (?<! [\w.,/–-] ) (?P<van> (?:19|20)\d{2} ) \s? [-–/] \s? (?P<tot> (?: (?:19|20)\d{2} | \d{2} ) ) (?! [\w–-] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`vergaderjaar 2023-2024`, `2023/24`; not: `2019-2023`, which is no parliamentary year, `2023-24-11`."""

THIS_VERGADERJAAR = re.compile(
    r"\b(?:het\s)?(?P<wijs>dit|vorig|afgelopen)\s(?:vergader|parlementaire?\s)jaar\b", re.IGNORECASE
)
"""`vorig vergaderjaar`."""

_AND = r"\s++ (?: en | tot | tot\s++en\s++met | t/m ) \s++ (?: (?:de|het) \s++ )?"
_FROM = r"(?P<tussen> \b (?: tussen | van | vanaf | sinds ) \s++ (?: (?:de|het) \s++ )? )"

BETWEEN = re.compile(
    rf"""
    (?: {_FROM} (?P<van> {SPAN} | {OPEN_SPAN} | \d{{1,2}} ) {_AND} (?P<tot> {SPAN} | {DAY} )
      | (?P<tussen2> \b tussen \s++ ) (?P<van2> {MONTH} ) {_AND} (?P<tot2> {MONTH} )
      | (?<! [\w.,/–-] ) (?P<van3> {DAY} | {MONTH} ) {_AND} (?P<tot3> {SPAN} )
      | (?<! [\w.,/–-] ) (?P<van4> {SPAN} ) \s++ (?: tot\s++en\s++met | t/m ) \s++ (?P<tot4> {SPAN} )
      | (?<! [\w.,/–-] ) (?P<van5> (?:19|20)\d{{2}} ) \s?+ [–-] \s?+ (?P<tot5> (?:19|20)\d{{2}} ) )
    (?! [\w–] | [-.,/]\d )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`tussen 2021 en 2023`, `tussen juli en september 2024`, `van 1 tot 15 mei 2022`, `2019-2021`; not: `van 100 tot 2000
woningen`."""

MOMENT = re.compile(
    rf"""
    (?: (?P<direction> \b (?: sinds | vanaf | na | v[oó][oó]r | tot | tot\s++en\s++met | t/m | in | tijdens | rond ) )
        \s++ (?: (?: de | het | een ) \s++ )? )?
    (?: (?P<wijs> \b (?: deze | dit | afgelopen | voorbije | vorige? ) ) \s++ )?
    (?<! [\w.,/–-] ) (?: (?P<dag> {SPAN} ) | (?P<open> {OPEN_SPAN} ) ) (?! [\w–] | [-.,/]\d )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`in 2023`, `vóór maart 2024`, `sinds maart`, `na de zomer van 2023`; not: `12.2023`, `covid-2019x`, `een zomer`."""

RELATIVE = re.compile(
    r"""
    \b (?: (?P<direction> sinds | vanaf | na | v[oó][oó]r | tot | tot\s+en\s+met | t/m ) \s+ )?
    (?: de \s | het \s )? (?: (?P<ver> afgelopen | laatste | voorbije ) \s
           (?: (?P<aantal> \d{1,2} | een | twee | drie | vier | vijf | zes | zeven | acht | tien | twaalf | paar ) \s )?
         | (?P<vorig> vorige? | verleden ) \s | (?P<deze> dit | deze ) \s )
    (?P<eenheid> jaar | jaren | maand | maanden | week | weken | kwartaal | half\s?jaar | dagen ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`afgelopen jaar`, `de laatste drie maanden`, `sinds vorig jaar`, `deze maand`; not: `het jaar`, `laatste oordeel`."""

AGO = re.compile(
    r"\b(?P<aantal>\d{1,2}|een|één|twee|drie|vier|vijf|zes)\s+(?P<eenheid>jaar|maanden?|weken|week)\s+geleden\b",
    re.IGNORECASE,
)
"""`twee jaar geleden`: that year; `3 maanden geleden`: that month."""

AMOUNT = re.compile(
    r"\s+(?:euro|miljoen|miljard|mensen|personen|woningen|banen|plekken|plaatsen|kilo\w*|meter|km|m2|m3|uur|ton|procent"
    r"|gevallen|keer|hectare|leerlingen|agenten|militairen|asielzoekers|gemeenten|bedrijven)\b",
    re.IGNORECASE,
)
"""What makes a year a number: `2000 euro`; not: `2023 euronorm`."""

EXPLICIT = re.compile(
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

IN = re.compile(r"(?:in|tijdens|rond)\s+(?:(?:de|het|een)\s+)?", re.IGNORECASE)
"""What says nothing of a period that it stands before."""

CONTEXT_CHARS = 100
"""So far before a period the words are read that make it a condition."""

_NUMBER_WORDS = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "tien": 10,
    "twaalf": 12, "paar": 3,
}  # fmt: skip
_DAYS = {"ja": 365, "ma": 30, "we": 7, "kw": 91, "ha": 183, "da": 1}


def periods_in(query: str, vergaderjaren: Sequence[str] | None, today: date) -> list[Mention]:
    """The periods that a query names, without overlap.

    A year outside those of the corpus is left alone: it is what the query is about ("de klimaatdoelen van 2030").

    `vergaderjaren` are those of the corpus; without them any period is one. "dit jaar" is counted from `today`.
    """
    found: list[Mention] = []
    taken: set[int] = set()
    eras = _eras(query, today, is_count=vergaderjaren is None)
    read = (_vergaderjaren(query, today), _between(query, today), eras, _moments(query, today), _relative(query, today))
    for mention in (mention for mentions in read for mention in mentions):
        places = range(mention.start, mention.end)
        if taken.isdisjoint(places) and (vergaderjaren is None or _touches(mention, vergaderjaren)):
            found.append(mention)
            taken.update(places)
    return sorted(found, key=lambda mention: mention.start)


def _vergaderjaren(query: str, today: date) -> Iterator[Mention]:
    for match in THIS_VERGADERJAAR.finditer(query):
        van = int(vergaderjaar_of(today)[:4]) - (match["wijs"].lower() != "dit")
        value = f"{van}-{van + 1}"
        is_filter = _is_explicit(query, match.start())
        yield Mention(start=match.start(), end=match.end(), field=VERGADERJAREN, values=(value,), is_filter=is_filter)
    for match in VERGADERJAAR.finditer(query):
        if (int(match["van"]) + 1) % 100 == int(match["tot"][-2:]):
            yield Mention(
                start=match.start(),
                end=match.end(),
                field=VERGADERJAREN,
                values=(f"{match['van']}-{int(match['van']) + 1}",),
                is_filter=match["woord"] is not None or _is_explicit(query, match.start()),
            )


def _eras(query: str, today: date, *, is_count: bool) -> Iterator[Mention]:
    for match, direction, first, last in eras_in(query, today):
        if AMOUNT.match(query, match.end()):
            continue  # "de komende jaren 20 miljoen"
        found = _period(query, match, *_directed(direction, first, last))
        if is_count or found.is_filter or not match["corona"]:  # else it is the subject: "verpleeghuizen in coronatijd"
            yield found


def _between(query: str, today: date) -> Iterator[Mention]:
    for match in BETWEEN.finditer(query):
        found = {name.rstrip("2345"): text for name, text in match.groupdict().items() if text}
        bounds = _both(found["van"], found["tot"], today)
        if bounds and bounds[0] <= bounds[1] and not AMOUNT.match(query, match.end()):
            yield _period(query, match, *bounds)


def _both(van: str, tot: str, today: date) -> tuple[date, date] | None:
    """First and last day of `juli` and `september 2024`: what the first lacks, the second has."""
    last = read_span(tot, today)
    if last is None:
        return None
    if van.isdecimal() and len(van) < 3:  # "tussen 1 en 15 maart"
        try:
            return last[0].replace(day=int(van)), last[1]
        except ValueError:
            return None
    year = last[1].year
    first = read_span(van, today, year)
    if first and first[0] > last[1] and year_in(van, today) is None:
        first = read_span(van, today, year - 1)  # "tussen november en maart 2024"
    return (first[0], last[1]) if first else None


def _moments(query: str, today: date) -> Iterator[Mention]:
    for match in MOMENT.finditer(query):
        direction = (match["direction"] or "").lower()
        if match["open"] and not direction and not match["wijs"]:
            continue  # "een mooie zomer"
        bounds = read_span(match["dag"] or match["open"], today)
        if bounds is None or AMOUNT.match(query, match.end()):
            continue
        yield _period(query, match, *_directed(direction, *bounds))


def _directed(direction: str, first: date, last: date) -> tuple[date | None, date | None]:
    """The period that lies in this direction of another."""
    word = " ".join(direction.lower().split()).replace("ó", "o")
    if word in ("sinds", "vanaf"):
        return first, None
    if word == "na":
        return last + timedelta(days=1), None
    if word in ("voor", "tot"):
        return None, first - timedelta(days=1)
    return (None, last) if word in ("tot en met", "t/m") else (first, last)


def _relative(query: str, today: date) -> Iterator[Mention]:
    for match in RELATIVE.finditer(query):
        unit, direction = match["eenheid"].lower(), match["direction"] or ""
        if match["ver"]:
            if unit == "jaren" and not match["aantal"]:
                continue  # "de laatste jaren": how many is not said
            first = today - timedelta(days=_DAYS[unit[:2]] * _amount(match["aantal"]))
            yield _period(query, match, *_directed(direction, first, today))
        elif bounds := _one_of(unit, today, is_last=bool(match["vorig"])):
            yield _period(query, match, *_directed(direction, *bounds))
    for match in AGO.finditer(query):
        days = timedelta(days=_DAYS[match["eenheid"].lower()[:2]] * _amount(match["aantal"]))
        bounds = _one_of(match["eenheid"].lower(), today - days, is_last=False)
        if bounds:
            yield _period(query, match, *bounds)


def _amount(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else _NUMBER_WORDS.get((text or "").lower(), 1)


def _one_of(unit: str, today: date, *, is_last: bool) -> tuple[date, date] | None:
    """This year, month, quarter or week, or the last one; None for units that are no such thing."""
    if unit[:2] == "ja":
        year = today.year - is_last
        return date(year, 1, 1), date(year, 12, 31)
    if unit[:2] in ("ma", "kw"):
        months = 1 if unit[:2] == "ma" else 3
        first = today.replace(day=1, month=today.month - (today.month - 1) % months)
        if is_last:
            before = first - timedelta(days=1)
            first = before.replace(day=1, month=before.month - (before.month - 1) % months)
        return first, month_end(first.replace(month=first.month + months - 1))
    if unit[:2] == "we":
        monday = today - timedelta(days=today.weekday() + (7 if is_last else 0))
        return monday, monday + timedelta(days=6)
    return None


def _period(query: str, match: re.Match[str], first: date | None, last: date | None) -> Mention:
    words = IN.match(match[0])
    return Mention(
        start=match.start() + (words.end() if words else 0),
        end=match.end(),
        field=ONTVANGEN,
        values=(period_value(first, last),),
        is_filter=_is_explicit(query, match.start()),
        label=period_label(first, last),
    )


def period_label(first: date | None, last: date | None) -> str:
    """A period for the user: `2023`, `maart 2024`, `vanaf 1 januari 2022`, `1 mei 2023 tot en met 3 mei 2024`.

    That of a cabinet has its name before the days.
    """
    if first and last:
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year} tot en met {last.year}"
        if first.day == 1 and last == month_end(first):
            return f"{MONTHS[first.month - 1]} {first.year}"
        days = dutch_date(first) if first == last else f"{dutch_date(first)} tot en met {dutch_date(last)}"
        cabinet = cabinet_of(first, last)
        return f"{cabinet} ({days})" if cabinet else days
    if first:
        return f"vanaf {dutch_date(first)}"
    return f"tot en met {dutch_date(last)}" if last else "elke periode"


def _is_explicit(query: str, position: int) -> bool:
    return EXPLICIT.search(query, max(0, position - CONTEXT_CHARS), position) is not None


def _touches(mention: Mention, vergaderjaren: Sequence[str]) -> bool:
    """Whether the corpus can hold anything of the period: parliamentary years run from September, roughly."""
    if not vergaderjaren:
        return False
    if mention.field == VERGADERJAREN:
        return min(vergaderjaren) <= mention.values[0] <= max(vergaderjaren)
    first, _, last = mention.values[0].partition("..")
    return first[:4] <= max(vergaderjaren)[5:] and (last[:4] or "9999") >= min(vergaderjaren)[:4]
