"""What a mention of a Kamervraag says: number, year, question, vraagnummer, ministry, minister, date."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
class DraftMention:
    """A stretch of a draft that names a Kamervraag, or part of one.

    Attributes:
        ids: official ids, also from links; zaken: vraagnummers (`2024Z01294`); nummers: of the Aanhangsel.
        vergaderjaren: as `2023-2024`; vragen: numbers of questions.
        ministeries, personen: as typed.
        is_bare: whether nothing says that a number in it is the number of a Kamervraag.
        follows: whether it is the next number of a list: `577` of `nrs. 563 en 577`.
        each: of a list of numbers every one by itself, with what is said of it; empty when it names one publication.
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
    follows: bool = False
    each: tuple[DraftMention, ...] = ()

    @property
    def one_by_one(self) -> tuple[DraftMention, ...]:
        """Itself, or every one of the publications that it lists."""
        return self.each or (self,)

    @property
    def names_publication(self) -> bool:
        """Whether it says which publication is meant."""
        return bool(self.ids or self.zaken or (self.nummers and not self.is_bare))

    def __or__(self, other: DraftMention) -> DraftMention:
        """Both as one reference."""
        start, end = min(self.span.start, other.span.start), max(self.span.end, other.span.end)
        lists = ("ids", "zaken", "nummers", "vergaderjaren", "vragen", "ministeries", "personen", "datums")
        merged = {name: tuple(dict.fromkeys([*getattr(self, name), *getattr(other, name)])) for name in lists}
        each = tuple(one | other for one in self.each) or tuple(self | one for one in other.each)
        is_bare = self.is_bare and other.is_bare
        return DraftMention(span=Span(start=start, end=end), is_bare=is_bare, follows=False, each=each, **merged)

    def filled(self, other: DraftMention) -> DraftMention:
        """The mention, completed with the question, year, answerer and date of another where it has none itself."""
        has_who = bool(self.ministeries or self.personen)
        return replace(
            self,
            vragen=self.vragen or other.vragen,
            vergaderjaren=self.vergaderjaren or other.vergaderjaren,
            datums=self.datums or other.datums,
            ministeries=self.ministeries if has_who else other.ministeries,
            personen=self.personen if has_who else other.personen,
        )
