"""Dates as documents and metadata write them, and the parliamentary year that a date falls in."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
MONTH = "|".join(MONTHS)
SHORT_MONTHS = ("jan", "feb", "febr", "mrt", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec")
"""How months are abbreviated, the stop left out."""

DATE = re.compile(
    rf"(?P<dag>\d{{1,2}}) \s* (?P<maand> {MONTH} ) \s* (?P<jaar>(?:19|20)\d{{2}})", re.VERBOSE | re.IGNORECASE
)
"""A Dutch date, words possibly glued by PDF extraction. Example: "3 juni 2021"; not: "juni 2021"."""

_NUMERIC = re.compile(r"(?P<dag>\d{1,2})[-/.](?P<maand>\d{1,2})[-/.](?P<jaar>(?:19|20)\d{2})\b")
"""Example: "07-10-2025"; not: "2025-10-07"."""
_ISO = re.compile(r"\b(?P<jaar>(?:19|20)\d{2})-(?P<maand>\d{2})-(?P<dag>\d{2})")
"""Example: "2025-10-07"; not: "2024-2025"."""

_TUESDAY = 1


def parse_date(text: str | None) -> date | None:
    """The first date in `text`, or None; a date that does not exist is no date."""
    if not text:
        return None
    if found := DATE.search(text):
        month = month_number(found["maand"])
    elif found := _ISO.search(text) or _NUMERIC.search(text):
        month = int(found["maand"])
    else:
        return None
    try:
        return date(int(found["jaar"]), month, int(found["dag"]))
    except ValueError:
        return None


def month_number(name: str) -> int:
    """1 for "januari", "jan" and "jan."."""
    short = name.lower()[:3]
    return 3 if short == "mrt" else next(n for n, month in enumerate(MONTHS, start=1) if month.startswith(short))


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def prinsjesdag(year: int) -> date:
    """The third Tuesday of September, on which a parliamentary year begins."""
    first = date(year, 9, 1)
    return first + timedelta(days=(_TUESDAY - first.weekday()) % 7 + 14)


def vergaderjaar_of(day: date) -> str:
    """The parliamentary year of a day: "2023-2024" for 16 February 2024."""
    begin = day.year if day >= prinsjesdag(day.year) else day.year - 1
    return f"{begin}-{begin + 1}"
