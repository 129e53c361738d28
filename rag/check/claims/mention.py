"""What a mention of a Kamervraag says: number, year, question, vraagnummer, ministry, minister, date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rag.check.draft.values import Span


class Precision(StrEnum):
    """How exact a date is."""

    DAY = "dag"
    MONTH = "maand"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDate:
    """A date as a draft names it; of a month the first day."""

    day: date
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of a draft that names a Kamervraag, or part of one.

    Attributes:
        ids: official ids, also from links; zaken: vraagnummers (`2024Z01294`); nummers: of the Aanhangsel.
        vergaderjaren: as `2023-2024`; vragen: numbers of questions.
        ministeries, personen: as typed; functie: whether "minister", "ministerie" or the like stands before them.
        is_bare: whether nothing says that a number in it is the number of a Kamervraag.
    """

    span: Span
    ids: tuple[str, ...] = ()
    zaken: tuple[str, ...] = ()
    nummers: tuple[str, ...] = ()
    vergaderjaren: tuple[str, ...] = ()
    vragen: tuple[int, ...] = ()
    ministeries: tuple[str, ...] = ()
    personen: tuple[str, ...] = ()
    datums: tuple[NamedDate, ...] = ()
    is_bare: bool = False

    @property
    def names_publication(self) -> bool:
        """Whether it says which publication is meant."""
        return bool(self.ids or self.zaken or (self.nummers and not self.is_bare))

    def __or__(self, other: Mention) -> Mention:
        """Both as one reference."""
        start, end = min(self.span.start, other.span.start), max(self.span.end, other.span.end)
        lists = ("ids", "zaken", "nummers", "vergaderjaren", "vragen", "ministeries", "personen", "datums")
        merged = {name: tuple(dict.fromkeys([*getattr(self, name), *getattr(other, name)])) for name in lists}
        return Mention(span=Span(start=start, end=end), is_bare=self.is_bare and other.is_bare, **merged)
