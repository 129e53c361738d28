"""The fields that a search can be narrowed by: one table, and the value that holds what is wanted of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.errors import InputError
from index.names.ministries import canonical
from index.names.parties import names_of
from index.names.people import short_names
from index.names.succession import line_names
from index.store.field import FieldColumn, FieldKind, FilterField, as_number
from index.values import Publication, Soort


def _day(name: str) -> Callable[[Publication], tuple[int, ...]]:
    """Gives a day of a publication as a number; nothing where it does not know it."""
    return lambda publication: (as_number(day),) if (day := getattr(publication, name, None)) else ()


def _called(word: str, **what: Any) -> FilterField:
    """A field that is called the same everywhere: before a value, in an address, as an option and in the indexes."""
    return FilterField(**{"label": word, "param": word, "option": word, "fact": word, **what})


def _period(
    column: str, label: str, said: str, *, prefix: str = "", example: str = "", **what: Any
) -> tuple[FilterField, FilterField]:
    """The first and the last day of a period, each a field: `prefix` stands before `van` and `tot` in an address."""
    first, last = (
        FilterField(
            name=f"{column}_{end}",
            kind=kind,
            column=FieldColumn(name=column),
            label=f"{label} {until}",
            param=f"{prefix}{end}",
            option=f"{prefix}{end}".replace("_", "-"),
            help=f"{said} op of {side} deze dag{shown}.",
            facts=_day(column),
            **what,
        )
        for end, kind, until, side, shown in (
            ("van", FieldKind.FROM, "vanaf", "na", example),
            ("tot", FieldKind.UNTIL, "tot en met", "voor", ""),
        )
    )
    return first, last


FIELDS = (
    _called(
        "ministerie",
        name="ministeries",
        kind=FieldKind.NAMES,
        column=FieldColumn(table="ministeries", name="naam", only="rol = 'antwoord'"),
        help="Naam of afkorting; mag vaker.",
        facts=lambda publication: publication.ministeries,
        is_list=True,
        names=lambda name: (canonical(name) or name,),
    ),
    FilterField(
        name="ministerielijnen",
        kind=FieldKind.NAMES,
        column=FieldColumn(table="ministeries", name="naam", only="rol = 'antwoord'"),
        label="ministerie, voorganger of opvolger",
        param="opvolgers",
        option="opvolgers",
        help="Een ministerie met zijn voorgangers en opvolgers als één; mag vaker.",
        names=line_names,
        is_group=True,
    ),
    _called(
        "vergaderjaar",
        name="vergaderjaren",
        kind=FieldKind.YEARS,
        column=FieldColumn(name="vergaderjaar"),
        param="jaar",
        help="Zoals 2023-2024; mag vaker.",
        facts=lambda publication: (publication.vergaderjaar,) if publication.vergaderjaar else (),
    ),
    _called(
        "indiener",
        name="indieners",
        kind=FieldKind.NAMES,
        column=FieldColumn(table="indieners", name="naam"),
        help="Wie het vroeg; mag vaker.",
        facts=lambda publication: tuple(indiener.naam for indiener in publication.indieners),
        is_list=True,
    ),
    _called(
        "fractie",
        name="fracties",
        kind=FieldKind.NAMES,
        column=FieldColumn(table="indieners", name="fractie"),
        help="Fractie van wie het vroeg; mag vaker.",
        facts=lambda publication: sorted({one.fractie for one in publication.indieners if one.fractie}),
        is_list=True,
        names=names_of,
    ),
    _called(
        "bewindspersoon",
        name="bewindspersonen",
        kind=FieldKind.NAMES,
        column=FieldColumn(table="bewindspersonen", name="naam"),
        help="Wie antwoordde: een achternaam is genoeg; mag vaker.",
        fact="",
        mapped="bewindspersoon",
        facts=lambda publication: tuple(person.als_tekst for person in publication.beantwoord_door),
        is_list=True,
        short=short_names,
    ),
    _called(
        "soort",
        name="soorten",
        kind=FieldKind.SOORTEN,
        column=FieldColumn(name="soort"),
        help=f"{', '.join(list(Soort)[:-1])} of {list(Soort)[-1]}; mag vaker.",
        facts=lambda publication: (publication.soort.value,),
    ),
    *_period("ontvangen", "ontvangen", "Ontvangen", example=" (2024-01-31)", fact="ontvangen"),
    *_period("ingezonden", "gesteld", "Gesteld (ingezonden)", prefix="gesteld_", mapped="ingezonden"),
    *_period("opgenomen", "opgenomen", "In het corpus opgenomen", prefix="opgenomen_", is_moment=True),
    FilterField(
        name="publication_ids",
        kind=FieldKind.IDS,
        column=FieldColumn(name="id"),
        label="publicatie",
        fact="publication_id",
        facts=lambda publication: (publication.id,),
    ),
)
FIELD = {field.name: field for field in FIELDS}
FACTS = {field.fact: field for field in FIELDS if field.fact}
"""A field for every fact that the indexes keep of a passage."""
MAPPED = FACTS | {field.mapped: field for field in FIELDS if field.mapped}
"""The same of the mapped files."""
PERIODS = tuple(
    (first, last)
    for first in FIELDS
    for last in FIELDS
    if (first.kind, last.kind) == (FieldKind.FROM, FieldKind.UNTIL) and first.column == last.column
)
"""The fields that together are a period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Within a field any value may match; every given field must. Values stand as the catalogue spells them.

    `publication_ids` is the exception to "empty means any": None means any, an empty tuple means none.
    """

    ministeries: tuple[str, ...] = ()
    ministerielijnen: tuple[str, ...] = ()
    vergaderjaren: tuple[str, ...] = ()
    indieners: tuple[str, ...] = ()
    fracties: tuple[str, ...] = ()
    bewindspersonen: tuple[str, ...] = ()
    soorten: tuple[Soort, ...] = ()
    ontvangen_van: date | None = None
    ontvangen_tot: date | None = None
    ingezonden_van: date | None = None
    ingezonden_tot: date | None = None
    opgenomen_van: date | None = None
    opgenomen_tot: date | None = None
    publication_ids: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        for first, last in PERIODS:
            van, tot = getattr(self, first.name), getattr(self, last.name)
            if van and tot and van > tot:
                raise InputError(
                    f"de periode is leeg: {first.label} {van.isoformat()} ligt na {last.label} {tot.isoformat()}; "
                    "draai ze om"
                )

    def __bool__(self) -> bool:
        return any(True for _ in self.given())

    def given(self) -> Iterator[tuple[FilterField, tuple[str, ...]]]:
        """The fields that narrow, in the order of the table, each with its values as text, a day as ISO text."""
        for field in FIELDS:
            value = getattr(self, field.name)
            if isinstance(value, date):
                yield field, (value.isoformat(),)
            elif value or (value == () and field.kind is FieldKind.IDS):
                yield field, tuple(str(item) for item in value)

    def facts(self) -> Iterator[tuple[FilterField, tuple[str, ...]]]:
        """The fields that narrow, as `given`, for an index that holds facts of its own.

        Raises:
            LookupError: a field that only the catalogue knows is among them.
        """
        for field, values in self.given():
            if not field.fact:
                raise LookupError(f"{field.name} is not in this index: narrow by `Corpus.for_words` first")
            yield field, values

    def to_json(self) -> dict[str, object]:
        """The given fields only, days as ISO text."""
        return {field.name: values[0] if field.kind.is_day else list(values) for field, values in self.given()}


def read_filters(texts: Mapping[str, Sequence[str]]) -> Filters:
    """Filters made of texts by the name of their field.

    Raises:
        InputError: a vergaderjaar, soort or day that cannot be, or a period that ends before it begins.
    """
    return Filters(**{field.name: field.read(texts[field.name]) for field in FIELDS if field.name in texts})  # type: ignore[arg-type]  # as its kind says


def filters_from_json(value: Mapping[str, object]) -> Filters:
    """Reads what `Filters.to_json` writes; an InputError: a field that does not exist, or a value that cannot be."""
    if unknown := sorted(value.keys() - FIELD.keys()):
        raise InputError(f"filter {', '.join(unknown)} bestaat niet: kies uit {', '.join(FIELD)}")
    return read_filters(
        {
            name: texts_from_json(name, [given] if FIELD[name].kind.is_day else given)
            for name, given in value.items()
            if given is not None
        }
    )


def texts_from_json(name: str, value: object) -> tuple[str, ...]:
    """A value of JSON as a list of texts; an InputError where it is something else."""
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise InputError(f"{name} {value!r} is geen lijst van teksten")
    return tuple(value)
