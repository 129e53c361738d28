"""Writes dates, numbers, lengths of time, enumerations and quotes in Dutch."""

from __future__ import annotations

import re
from datetime import date

from index.names.dates import MONTHS
from index.names.enumeration import enumerate_dutch as enumerate_dutch

ITEM_BREAK = re.compile(r"(?<!\s)[^\S\n]*+\n\s*+(?=(?:[-–—•*·▪]|\d{1,2}[.)]|[a-z][.)])\s)")
"""Before `- scholen;`, `2. Het toezicht ...`, `b) de kosten`."""

UNITS = {
    "s": ("seconde", "seconden"),
    "min": ("minuut", "minuten"),
    "uur": ("uur", "uur"),
    "dag": ("dag", "dagen"),
}


def opening(text: str, words: int = 14) -> str:
    """The first words of a text as a quote, many where it begins as all do: `«Bent u bekend met het bericht …»`."""
    split = text.split()
    return f"«{' '.join(split[:words])}{' …' if len(split) > words else ''}»" if split else ""


def dutch_date(day: date) -> str:
    """16 februari 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def shown_quote(quote: str) -> str:
    """A quote as it is shown: line breaks that the source has within its sentences are none of its words.

    Items of a list keep their own line. The quote itself stays as it is stored: its offsets point there.
    """
    lines = ITEM_BREAK.split(quote.strip())
    return "\n".join(" ".join(line.split()) for line in lines)


def capital(text: str) -> str:
    """The text with its first letter as a capital; the rest as it is."""
    return text[:1].upper() + text[1:]


def shortened(text: str, chars: int) -> str:
    """A text on one line, broken off after the last whole word within so many characters; the break is marked."""
    flat = " ".join(text.split())
    return flat if len(flat) <= chars else f"{flat[:chars].rsplit(' ', 1)[0]} …"


def number(value: int) -> str:
    """12.345."""
    return f"{value:,}".replace(",", ".")


def decimal(value: float, decimals: int = 3, *, signed: bool = False) -> str:
    """0,123; +0,123 when signed."""
    return f"{value:{'+' if signed else ''}.{decimals}f}".replace(".", ",")


def half_days(days: float | None) -> str:
    """A median of days, `12` or `12,5`; a dash where there is none."""
    return "-" if days is None else decimal(days, 1).removesuffix(",0")


def share_text(share: float | None) -> str:
    """A share of all in whole percents; a dash where there is none."""
    return "-" if share is None else f"{share:.0%}"


def counted(value: int, one: str, many: str) -> str:
    """1 publicatie, 45 publicaties."""
    return f"{number(value)} {one if value == 1 else many}"


def duration(seconds: float, *, in_short: bool = False) -> str:
    """`45 seconden`, `3 uur en 40 minuten`, `2 dagen`; in short `45 s`, `3 uur 40 min`, `2 dagen`."""
    minutes, hours = round(seconds / 60), round(seconds / 3600)
    if seconds < 90:
        parts = [(round(seconds), "s")]
    elif minutes < 90:
        parts = [(minutes, "min")]
    elif minutes < 48 * 60:
        parts = [(minutes // 60, "uur"), (minutes % 60, "min")]
    else:
        parts = [(hours // 24, "dag"), (hours % 24, "uur")]
    told = parts[:1] + [part for part in parts[1:] if part[0]]
    if in_short:
        return " ".join(f"{amount} {'dagen' if unit == 'dag' else unit}" for amount, unit in told)
    return " en ".join(counted(amount, *UNITS[unit]) for amount, unit in told)
