"""Reads the tables of names that stand in files beside this module."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a table by the heads of its columns; a line that begins with # says something about it."""
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def first_day(text: str) -> date:
    """The first day of a period, without one the begin of time."""
    return date.fromisoformat(text) if text else date.min


def last_day(text: str) -> date:
    """The day on which a period is over, without one the end of time."""
    return date.fromisoformat(text) if text else date.max
