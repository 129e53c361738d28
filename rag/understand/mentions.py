"""A mention: a stretch of a query that was read as a value of a filter."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.names.succession import line_names
from index.store.filters import FIELD, Filters
from rag.values import Understanding

MINISTERIES = "ministeries"
INDIENERS = "indieners"
FRACTIES = "fracties"
BEWINDSPERSONEN = "bewindspersonen"
VERGADERJAREN = "vergaderjaren"
ONTVANGEN = "ontvangen"
PUBLICATION_IDS = "publication_ids"

_LINE = r"(?:rechts)?(?:voorgangers?|opvolgers?)"
_BEHIND = re.compile(
    rf"""
    \s*+ (?: , \s*+ )? \(? (?: en | met | inclusief | incl\.? | plus | of | samen \s+ met )
    \s+ (?: (?: al \s+ )? (?: zijn | haar | hun | de | diens ) \s+ )?
    {_LINE} (?: \s+ (?:en|of) \s+ {_LINE} )? \b \)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Behind a ministry. Example: " en zijn voorgangers", " (inclusief opvolgers)"; not: " en de opvolging"."""
_IN_FRONT = re.compile(
    rf"""
    \b (?: (?:de|alle) \s+ )? {_LINE} (?: \s+ (?:en|of) \s+ {_LINE} )? \s+ van \s+
    (?: (?:het\s+)? (?:ministerie|departement) \s+ van \s+ | het \s+ )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before a ministry. Example: "de voorgangers van het ministerie van "; not: "de voorganger van minister "."""
_FAR = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a query names something that can be filtered by.

    Attributes:
        start, end: offsets into the query.
        field: the field of `Filters`; `ontvangen` for a period.
        values: as the catalogue spells them; several when the words may mean each of them.
        is_filter: whether the words say that nothing else will do.
        label: for the user; None: made of the field and the value.
        correction: the words as they should have been typed; None where they are right.
    """

    start: int
    end: int
    field: str
    values: tuple[str, ...]
    is_filter: bool = False
    label: str | None = None
    correction: str | None = None


def with_line(mention: Mention, query: str, present: Collection[str]) -> Mention:
    """A ministry with every ministry of its line of succession that the corpus has, where the query asks for these.

    `present` has the ministries of the corpus. The words that ask for the line are no words to search by.
    """
    behind = _BEHIND.match(query[mention.end : mention.end + _FAR])
    before = _IN_FRONT.search(query[max(0, mention.start - _FAR) : mention.start])
    if behind is None and before is None:
        return mention
    line = dict.fromkeys(name for value in mention.values for name in (value, *line_names(value)))
    return replace(
        mention,
        start=mention.start - (len(before[0]) if before else 0),
        end=mention.end + (behind.end() if behind else 0),
        values=tuple(name for name in line if name in present or name in mention.values),
        correction=query[mention.start : mention.end],
    )


def beside(names: Iterable[Mention], periods: Sequence[Mention]) -> list[Mention]:
    """Names and periods together; a name within a period is none: `Rutte` of `het kabinet-Rutte III`."""
    taken = {at for one in periods for at in range(one.start, one.end)}
    return [*(name for name in names if taken.isdisjoint(range(name.start, name.end))), *periods]


def understandings(query: str, mentions: Iterable[Mention], ignore: Collection[str] = ()) -> tuple[Understanding, ...]:
    """One understanding per value, in the order of the query; a value that is named twice counts once."""
    found: dict[str, Understanding] = {}
    for mention in mentions:
        for value in mention.values:
            key = f"{mention.field}:{value}"
            if key in ignore:
                continue
            earlier = found.get(key)
            found[key] = Understanding(
                key=key,
                field=mention.field,
                value=value,
                typed=earlier.typed if earlier else query[mention.start : mention.end],
                label=mention.label or f"{FIELD[mention.field].label} {value}",
                is_filter=mention.is_filter or (earlier is not None and earlier.is_filter),
            )
    return tuple(found.values())


def period_value(first: date | None, last: date | None) -> str:
    """A period as the value of an understanding: `2023-01-01..2023-12-31`, open ends left out."""
    return f"{first.isoformat() if first else ''}..{last.isoformat() if last else ''}"


def as_filters(understood: Sequence[Understanding], base: Filters | None = None) -> Filters:
    """The understandings as filters on top of others, whether they were read as filters or as preferences.

    Within a field any of them may match. Understood publications are left out: `Understood.filters` holds those.
    """
    filters = base or Filters()
    for name in (MINISTERIES, INDIENERS, FRACTIES, BEWINDSPERSONEN, VERGADERJAREN):
        values = [item.value for item in understood if item.field == name]
        if values:
            merged = tuple(dict.fromkeys([*getattr(filters, name), *values]))
            filters = replace(filters, **{name: merged})  # type: ignore[arg-type]  # each of these holds names
    periods = [item.value.partition("..") for item in understood if item.field == ONTVANGEN]
    if periods:
        # several periods, as in "2022 en 2023", are one from the first day to the last
        firsts = [date.fromisoformat(first) if first else None for first, _, _ in periods]
        lasts = [date.fromisoformat(last) if last else None for _, _, last in periods]
        first = None if None in firsts else min(day for day in firsts if day)
        last = None if None in lasts else max(day for day in lasts if day)
        filters = _within(filters, first, last)
    return filters


def _within(filters: Filters, first: date | None, last: date | None) -> Filters:
    """Both periods at once; where they do not overlap the given one stays."""
    van = max((day for day in (filters.ontvangen_van, first) if day), default=None)
    tot = min((day for day in (filters.ontvangen_tot, last) if day), default=None)
    if van and tot and van > tot:
        return filters
    return replace(filters, ontvangen_van=van, ontvangen_tot=tot)
