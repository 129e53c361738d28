"""What the corpus holds of one member, party, ministry or bewindspersoon: exact counts, answer times, what is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index.errors import InputError, UnknownIdError
from index.store.catalogue import Catalogue
from index.store.field import FilterField
from index.store.filters import Filters
from index.store.sql.listing import ListedPublication, ListingOrder
from rag.overview.answer_times import AnswerTimes, answer_times
from rag.standpunt.position import pair_positions
from rag.values import Per, Standpunt

WHO = ("indieners", "fracties", "ministeries", "bewindspersonen")
"""The fields that name someone who has a profile."""
BESIDE: Mapping[str, tuple[str, ...]] = {
    "indieners": ("fracties", "ministeries"),
    "fracties": ("indieners", "ministeries"),
    "ministeries": ("bewindspersonen", "fracties"),
    "bewindspersonen": ("ministeries", "fracties"),
}
"""What a profile counts of the others: whom a member asks, who asks a ministry."""
READ = 150
NEWEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the corpus holds of one name.

    Attributes:
        field, name: who it is of, as the catalogue spells it.
        filters: that name alone.
        years: publications per parliamentary year.
        beside: per field of the others how many publications each has with this one, the most first.
        times: answer times, with what is open.
    """

    field: FilterField
    name: str
    filters: Filters
    total: int
    years: Mapping[str, int]
    beside: Mapping[str, Mapping[str, int]]
    times: AnswerTimes
    newest: tuple[ListedPublication, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the answers of so many of the newest publications say to yes/no questions.

    How many per standpunt; `onzeker` is not said in so many words.
    """

    counts: Mapping[Standpunt | None, int]
    read: int


def profile_of(catalogue: Catalogue, filters: Filters, on: date) -> Profile:
    """The profile of the one name that the filters give.

    Raises:
        InputError: they name nobody, or more than one.
        UnknownIdError: the corpus has nothing of that name.
    """
    given = [(field, value) for field, values in filters.given() for value in values]
    if len(given) != 1 or given[0][0].name not in WHO:
        raise InputError("een profiel is van één indiener, fractie, ministerie of bewindspersoon: kies er een")
    ((field, name),) = given
    total = catalogue.count(filters)
    if not total:
        raise UnknownIdError(f"in dit corpus staat niets van {field.label} {name}")
    return Profile(
        field=field,
        name=name,
        filters=filters,
        total=total,
        years=dict(sorted(catalogue.count_values("vergaderjaren", filters).items())),
        beside={
            other: {value: count for value, count in catalogue.count_values(other, filters).items() if value != name}
            for other in BESIDE[field.name]
        },
        times=answer_times(catalogue.sent(filters), Per.JAAR, on),
        newest=tuple(catalogue.listing(filters, ListingOrder.NEWEST, NEWEST)),
    )


def said_within(catalogue: Catalogue, filters: Filters) -> Said:
    """What the answers of the newest publications within the filters say; it reads them, so it takes its time."""
    newest = catalogue.listing(filters, ListingOrder.NEWEST, READ)
    counts: Counter[Standpunt | None] = Counter()
    for publication in catalogue.publications([one.id for one in newest]):
        for pair in publication.paren:
            counts.update(position.waarde for position in pair_positions(pair))
    return Said(counts=counts, read=len(newest))
