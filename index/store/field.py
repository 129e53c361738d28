"""Defines a filter field: what is given for it, where the catalogue keeps it, and what it is called where."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from index.errors import InputError
from index.values import Publication, Soort

YEAR = re.compile(r"(?P<first>\d{4})\s*+(?:[-–/]\s*+)?(?P<last>\d{2}|\d{4})")
"""`2023-2024`, `2023/24`, `2023 – 2024`, `202324`; not: `2023`, `23-24`."""
FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(2100, 1, 1)  # of what seconds are counted for


class FieldKind(StrEnum):
    """What is given for a field."""

    NAMES = "namen"
    YEARS = "vergaderjaren"
    SOORTEN = "soorten"
    FROM = "vanaf een dag"
    UNTIL = "tot en met een dag"
    IDS = "ids"

    @property
    def is_day(self) -> bool:
        """Whether it is one day, not any of several values."""
        return self in (FieldKind.FROM, FieldKind.UNTIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldColumn:
    """What of the catalogue a field is compared with.

    Attributes:
        name: a column, or an SQL expression over columns.
        table: that has several rows per publication, by its `publication_id`; None: the publications themselves.
        only: which rows of that table count, as SQL.
    """

    name: str
    table: str | None = None
    only: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterField:
    """A field to narrow by: everything that SQL, indexes, addresses, options, widgets, labels and JSON need of it.

    Attributes:
        name: its field of `Filters`; its key in JSON.
        kind: what is given for it.
        column: where the catalogue has it.
        label: in Dutch, before a value: `ministerie`, `ontvangen vanaf`.
        param: its key in an address of the app, which links elsewhere hold; None: not asked for by hand.
        option: its name on the command line, without dashes.
        help: about the option, in Dutch.
        fact: its name in all indexes; empty: the catalogue alone knows it (`Corpus.for_words`), or, of a moment, the
            mapped files too.
        facts: what a publication has of it, days as numbers.
        is_list: whether a publication may have several.
        names: under which names something may stand in the catalogue, the usual one first.
        is_group: a name stands for all of `names`, also when the catalogue has it itself.
        mapped: its name in the mapped files of vectors, where the other indexes do not have it.
        is_moment: it is compared with a moment, as seconds of universal time; its days are those of this computer.
        short: what else a value of the catalogue is called by; several values may be called the same.
    """

    name: str
    kind: FieldKind
    column: FieldColumn
    label: str
    param: str | None = None
    option: str | None = None
    help: str = ""
    fact: str = ""
    facts: Callable[[Publication], Sequence[str | int]] = lambda publication: ()
    is_list: bool = False
    names: Callable[[str], Sequence[str]] = lambda name: (name,)
    short: Callable[[str], Sequence[str]] = lambda name: ()
    mapped: str = ""
    is_moment: bool = False
    is_group: bool = False

    @property
    def argument(self) -> str:
        """Its option as a name: of an argument in Python, of a parameter of an address."""
        return (self.option or "").replace("-", "_")

    def second(self, day: str) -> int:
        """Of a moment: the first second that it may have from this day on, or may not have any more after it."""
        first = min(max(date.fromisoformat(day), FIRST_DAY), LAST_DAY)
        midnight = datetime.combine(first + timedelta(days=self.kind is FieldKind.UNTIL), datetime.min.time())
        return int(midnight.timestamp())

    def read(self, texts: Sequence[str]) -> object:
        """What `Filters` holds of this field, made of texts: the values, or the last day.

        Raises:
            InputError: there is no such vergaderjaar, soort or day.
        """
        if self.kind.is_day:
            return _read_day(texts[-1]) if texts else None
        readers: dict[FieldKind, Callable[[str], object]] = {
            FieldKind.YEARS: _read_year,
            FieldKind.SOORTEN: _read_soort,
        }
        read = readers.get(self.kind, str.strip)
        return tuple(dict.fromkeys(read(text) for text in texts))


def as_number(day: date) -> int:
    """A date as yyyymmdd: a number that both indexes can compare."""
    return day.year * 10_000 + day.month * 100 + day.day


def _read_year(text: str) -> str:
    match = YEAR.fullmatch(text.strip())
    if match is None or not str(int(match["first"]) + 1).endswith(match["last"]):
        raise InputError(f"vergaderjaar {text!r} bestaat niet: schrijf het als 2023-2024")
    return f"{match['first']}-{int(match['first']) + 1}"


def _read_soort(text: str) -> Soort:
    try:
        return Soort(text.strip().lower())
    except ValueError as error:
        allowed = ", ".join(soort.value for soort in Soort)
        raise InputError(f"soort {text!r} bestaat niet: kies uit {allowed}") from error


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(f"datum {text!r} bestaat niet: schrijf hem als 2024-02-16") from error
