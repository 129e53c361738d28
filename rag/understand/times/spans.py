"""Reads a stretch of time: a day, month, season, quarter or year, or the beginning, middle or end of one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.names.dates import MONTH as FULL_MONTH
from index.names.dates import SHORT_MONTHS, month_end, month_number

SEASONS = {"voorjaar": 3, "lente": 3, "zomer": 6, "najaar": 9, "herfst": 9, "winter": 12}
"""The month in which each begins; it lasts three."""
PARTS = {"begin": 0, "medio": 1, "half": 1, "midden": 1, "halverwege": 1, "eind": 2, "einde": 2}
RANKS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}

MONTH = rf"(?:{FULL_MONTH}|(?:{'|'.join(SHORT_MONTHS)})\b\.?)"
_YEAR = r"(?:(?:19|20)\d{2}|['’‘]\d{2}\b(?!-\w)|(?:dit|vorig|verleden)\s++jaar)"
_NUMERIC = r"(?:\d{1,2}[-/]\d{1,2}[-/](?:19|20)\d{2})"
_PART = rf"(?:{'|'.join(PARTS)})"
_PART_OF_YEAR = r"(?:kwartaal|helft|half\s?jaar)"
_SEASON = rf"(?:{'|'.join(SEASONS)})"
DAY = rf"(?:\d{{1,2}}\s++{MONTH})"

SPAN = rf"""
    (?: {_NUMERIC}
      | (?: {_PART} \s++ (?:van\s++)? )? (?: (?:\d{{1,2}}\s++)? {MONTH} \s++ )? {_YEAR}
      | {_PART} \s++ (?:van\s++)? {MONTH}
      | {_SEASON} \s++ (?:van\s++)? (?:het\s++jaar\s++)? {_YEAR}
      | (?: (?:eerste|tweede|derde|vierde) \s++ {_PART_OF_YEAR} \s++ (?:van\s++)? | q[1-4] \s++ ) {_YEAR} )
"""
"""`2023`, `'23`, `12 mei 2022`, `12-05-2022`, `begin dit jaar`, `voorjaar van 2023`, `eerste kwartaal van 2024`; for a
verbose pattern."""

OPEN_SPAN = rf"(?: {_SEASON} | (?:\d{{1,2}}\s++)? {MONTH} )"
"""The same without a year: `zomer`, `12 maart`; which one is meant depends on today."""

_READ = re.compile(
    rf"""
    (?: (?P<deel> {_PART} ) \s++ (?:van\s++)? )?
    (?: (?P<rang> eerste | tweede | derde | vierde | q[1-4] ) \s++ (?P<eenheid> {_PART_OF_YEAR} )?
        \s*+ (?:van\s++)? )?
    (?: (?P<dag> \d{{1,2}} ) \s++ )? (?: (?P<maand> {MONTH} ) | (?P<seizoen> {_SEASON} ) )?
    \s*+ (?:van\s++)? (?:het\s++jaar\s++)? (?P<jaar> {_YEAR} )?
    """,
    re.VERBOSE,
)


def read_span(text: str, today: date, year: int | None = None) -> tuple[date, date] | None:
    """First and last day of what a text says; None for a day that does not exist, or where no year is known.

    The text is what `SPAN` or `OPEN_SPAN` matched. "vorig jaar" is counted from today; a month or season without a year
    is that of the given year, else the last that has begun.
    """
    if re.fullmatch(_NUMERIC, text):
        numbers = [int(number) for number in re.split(r"[-/]", text)]
        return _day(numbers[2], numbers[1], numbers[0])
    match = _READ.fullmatch(" ".join(text.lower().split()))
    if match is None:
        return None
    year = _year(match["jaar"], today) or year
    if match["seizoen"]:
        return _season(SEASONS[match["seizoen"]], year, today)
    if match["rang"]:
        return _part_of_year(RANKS[match["rang"]], match["eenheid"] or "kwartaal", year or today.year)
    part = PARTS.get(match["deel"] or "")
    if not match["maand"]:
        if year is None:
            return None
        first, last = (1, 12) if part is None else (1 + 4 * part, 4 + 4 * part)
        return date(year, first, 1), month_end(date(year, last, 1))
    month = month_number(match["maand"])
    year = year or today.year - (month > today.month)
    if match["dag"]:
        return _day(year, month, int(match["dag"]))
    first_day, last_day = date(year, month, 1), month_end(date(year, month, 1))
    if part is None:
        return first_day, last_day
    return first_day.replace(day=1 + 10 * part), last_day if part == 2 else first_day.replace(day=10 + 10 * part)


def _day(year: int, month: int, day: int) -> tuple[date, date] | None:
    """A single day; None for one that does not exist."""
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def year_in(text: str, today: date) -> int | None:
    """The year that a text names, if it names one."""
    match = _READ.fullmatch(" ".join(text.lower().split()))
    return _year(match["jaar"], today) if match else None


def _year(text: str | None, today: date) -> int | None:
    if not text:
        return None
    if text[1:].isdecimal() and not text.isdecimal():
        year = 2000 + int(text[1:])
        return year if year <= today.year + 1 else year - 100
    return int(text) if text.isdecimal() else today.year - (not text.startswith("dit"))


def _season(month: int, year: int | None, today: date) -> tuple[date, date]:
    """Three months from this one; the winter of a year ends in the next."""
    first = date(year or today.year, month, 1)
    if year is None and first > today:
        first = first.replace(year=first.year - 1)
    return first, month_end(first + timedelta(days=62))


def _part_of_year(rank: int, unit: str, year: int) -> tuple[date, date] | None:
    """A quarter or a half."""
    months = 3 if unit == "kwartaal" else 6
    if rank * months > 12:
        return None
    return date(year, 1 + months * (rank - 1), 1), month_end(date(year, months * rank, 1))
