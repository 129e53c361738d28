"""Writes dates and enumerations in Dutch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.parse.facts.dates import MAANDEN


def dutch_date(day: date) -> str:
    """16 februari 2024."""
    return f"{day.day} {MAANDEN[day.month - 1]} {day.year}"


def enumerate_dutch(parts: Sequence[str]) -> str:
    """`1`, `1 en 2`, `4, 5, 7 en 8`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} en {parts[-1]}"
