"""Exact counts of the catalogue: what was asked to be counted, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from index.store.filters import Filters
from index.values import Soort


class What(StrEnum):
    """Which publications are counted, by what became of them."""

    GESTELD = "gesteld"
    BEANTWOORD = "beantwoord"
    OPEN = "open"
    TE_LAAT = "te laat"
    OP_TIJD = "op tijd"
    UITGESTELD = "uitgesteld"
    INGETROKKEN = "ingetrokken"


class Per(StrEnum):
    """What publications are grouped by."""

    MINISTERIE = "ministerie"
    BEWINDSPERSOON = "bewindspersoon"
    JAAR = "jaar"
    FRACTIE = "fractie"
    INDIENER = "indiener"
    VERGADERJAAR = "vergaderjaar"
    MAAND = "maand"
    SOORT = "soort"


class Extreme(StrEnum):
    """Which end of the order is asked for: most or least, first or last, slowest or fastest."""

    MOST = "meeste"
    LEAST = "minste"
    SLOWEST = "traagste"
    FASTEST = "snelste"
    FIRST = "eerste"
    LAST = "laatste"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueQuestion:
    """What is asked of the catalogue.

    Attributes:
        what: of which publications.
        filters: what they must fit; a period is of the day that `what` is about.
        subject: the words that their subject or questions must have; empty for any.
        per: what they are put together by; None for one number.
        order: which comes first.
        is_list: whether the publications are asked for, not their number.
        is_times: whether the answer times are asked for: then only answers with both days count.
        only: how the names of the groups begin that are asked for: `Staatssecretaris`; empty for all.
        unknown: a name, as typed, that the corpus does not have; then there is nothing to count.
        near: names of the corpus that are like it.
    """

    what: What
    filters: Filters
    subject: str = ""
    per: Per | None = None
    order: Extreme | None = None
    is_list: bool = False
    is_times: bool = False
    only: str = ""
    unknown: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One group with its number.

    Attributes:
        filters: with `Counted.query` a question that lists exactly what is counted here; None where there is none.
        median_days: from sent in to received, where answer times are asked.
        in_time: share that came within the term, 0 to 1.
    """

    name: str
    count: int
    filters: Filters | None
    median_days: float | None = None
    in_time: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One publication that is counted.

    Attributes:
        eerste_vraag: its first question where it gives no subject.
    """

    publication_id: str
    soort: Soort
    nummer: str | None
    vergaderjaar: str | None
    onderwerp: str | None
    eerste_vraag: str | None
    ingezonden: date | None
    ontvangen: date | None
    indieners: tuple[str, ...]
    ministeries: tuple[str, ...]
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The answer of the catalogue.

    Attributes:
        sentence: the answer in Dutch; account: how was counted, a sentence each.
        total: each publication once, also where it is in several groups.
        rows: the groups, in the order asked for; empty without `CatalogueQuestion.per`.
        listed: what is counted, the latest first unless asked otherwise.
        query: the text that, with the filters of a row, asks for what it counts.
    """

    wanted: CatalogueQuestion
    sentence: str
    account: tuple[str, ...]
    total: int
    query: str
    filters: Filters
    rows: tuple[Tally, ...] = ()
    listed: tuple[Listed, ...] = field(default=(), repr=False)
