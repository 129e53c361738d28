"""The fields that a search can be narrowed by: one table, and the value that holds what is wanted of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from index.errors import InputError
from index.names.ministries import canonical
from index.names.parties import names_of
from index.names.people import short_names
from index.names.succession import line_names
from index.values import Publication, Soort

YEAR = re.compile(r"(?P<first>\d{4})\s*[-–/]?\s*(?P<last>\d{2}|\d{4})")
"""`2023-2024`, `2023/24`, `2023 – 2024`, `202324`; not: `2023`, `23-24`."""
FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(2100, 1, 1)  # of what seconds are counted for


class Kind(StrEnum):
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
        return self in (Kind.FROM, Kind.UNTIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
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
    kind: Kind
    column: Column
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

    def second(self, day: str) -> int:
        """Of a moment: the first second that it may have from this day on, or may not have any more after it."""
        first = min(max(date.fromisoformat(day), FIRST_DAY), LAST_DAY)
        midnight = datetime.combine(first + timedelta(days=self.kind is Kind.UNTIL), datetime.min.time())
        return int(midnight.timestamp())

    def read(self, texts: Sequence[str]) -> object:
        """What `Filters` holds of this field, made of texts: the values, or the last day.

        Raises:
            InputError: there is no such vergaderjaar, soort or day.
        """
        if self.kind.is_day:
            return _read_day(texts[-1]) if texts else None
        readers: dict[Kind, Callable[[str], object]] = {Kind.YEARS: _read_year, Kind.SOORTEN: _read_soort}
        read = readers.get(self.kind, str.strip)
        return tuple(dict.fromkeys(read(text) for text in texts))


def as_number(day: date) -> int:
    """A date as yyyymmdd: a number that both indexes can compare."""
    return day.year * 10_000 + day.month * 100 + day.day


def _received(publication: Publication) -> tuple[int, ...]:
    return (as_number(publication.ontvangen),) if publication.ontvangen else ()


def _sent_in(publication: Publication) -> tuple[int, ...]:
    return (as_number(publication.ingezonden),) if publication.ingezonden else ()


def _register_name(name: str) -> tuple[str, ...]:
    return (canonical(name) or name,)


FIELDS = (
    FilterField(
        name="ministeries",
        kind=Kind.NAMES,
        column=Column(table="ministeries", name="naam", only="rol = 'antwoord'"),
        label="ministerie",
        param="ministerie",
        option="ministerie",
        help="Naam of afkorting; mag vaker.",
        fact="ministerie",
        facts=lambda publication: publication.ministeries,
        is_list=True,
        names=_register_name,
    ),
    FilterField(
        name="ministerielijnen",
        kind=Kind.NAMES,
        column=Column(table="ministeries", name="naam", only="rol = 'antwoord'"),
        label="ministerie, voorganger of opvolger",
        param="opvolgers",
        option="opvolgers",
        help="Een ministerie met zijn voorgangers en opvolgers als één; mag vaker.",
        names=line_names,
        is_group=True,
    ),
    FilterField(
        name="vergaderjaren",
        kind=Kind.YEARS,
        column=Column(name="vergaderjaar"),
        label="vergaderjaar",
        param="jaar",
        option="vergaderjaar",
        help="Zoals 2023-2024; mag vaker.",
        fact="vergaderjaar",
        facts=lambda publication: (publication.vergaderjaar,) if publication.vergaderjaar else (),
    ),
    FilterField(
        name="indieners",
        kind=Kind.NAMES,
        column=Column(table="indieners", name="naam"),
        label="indiener",
        param="indiener",
        option="indiener",
        help="Wie het vroeg; mag vaker.",
        fact="indiener",
        facts=lambda publication: tuple(indiener.naam for indiener in publication.indieners),
        is_list=True,
    ),
    FilterField(
        name="fracties",
        kind=Kind.NAMES,
        column=Column(table="indieners", name="fractie"),
        label="fractie",
        param="fractie",
        option="fractie",
        help="Fractie van wie het vroeg; mag vaker.",
        fact="fractie",
        facts=lambda publication: sorted({one.fractie for one in publication.indieners if one.fractie}),
        is_list=True,
        names=names_of,
    ),
    FilterField(
        name="bewindspersonen",
        kind=Kind.NAMES,
        column=Column(table="bewindspersonen", name="naam"),
        label="bewindspersoon",
        param="bewindspersoon",
        option="bewindspersoon",
        help="Wie antwoordde: een achternaam is genoeg; mag vaker.",
        mapped="bewindspersoon",
        facts=lambda publication: tuple(person.als_tekst for person in publication.beantwoord_door),
        is_list=True,
        short=short_names,
    ),
    FilterField(
        name="soorten",
        kind=Kind.SOORTEN,
        column=Column(name="soort"),
        label="soort",
        param="soort",
        option="soort",
        help=f"{', '.join(list(Soort)[:-1])} of {list(Soort)[-1]}; mag vaker.",
        fact="soort",
        facts=lambda publication: (publication.soort.value,),
    ),
    FilterField(
        name="ontvangen_van",
        kind=Kind.FROM,
        column=Column(name="ontvangen"),
        label="ontvangen vanaf",
        param="van",
        option="van",
        help="Ontvangen op of na deze dag (2024-01-31).",
        fact="ontvangen",
        facts=_received,
    ),
    FilterField(
        name="ontvangen_tot",
        kind=Kind.UNTIL,
        column=Column(name="ontvangen"),
        label="ontvangen tot en met",
        param="tot",
        option="tot",
        help="Ontvangen op of voor deze dag.",
        fact="ontvangen",
        facts=_received,
    ),
    FilterField(
        name="ingezonden_van",
        kind=Kind.FROM,
        column=Column(name="ingezonden"),
        label="gesteld vanaf",
        param="gesteld_van",
        option="gesteld-van",
        help="Gesteld (ingezonden) op of na deze dag.",
        mapped="ingezonden",
        facts=_sent_in,
    ),
    FilterField(
        name="ingezonden_tot",
        kind=Kind.UNTIL,
        column=Column(name="ingezonden"),
        label="gesteld tot en met",
        param="gesteld_tot",
        option="gesteld-tot",
        help="Gesteld (ingezonden) op of voor deze dag.",
        mapped="ingezonden",
        facts=_sent_in,
    ),
    FilterField(
        name="opgenomen_van",
        kind=Kind.FROM,
        column=Column(name="opgenomen"),
        label="opgenomen vanaf",
        param="opgenomen_van",
        option="opgenomen-van",
        help="In het corpus opgenomen op of na deze dag.",
        is_moment=True,
    ),
    FilterField(
        name="opgenomen_tot",
        kind=Kind.UNTIL,
        column=Column(name="opgenomen"),
        label="opgenomen tot en met",
        param="opgenomen_tot",
        option="opgenomen-tot",
        help="In het corpus opgenomen op of voor deze dag.",
        is_moment=True,
    ),
    FilterField(
        name="publication_ids",
        kind=Kind.IDS,
        column=Column(name="id"),
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
    if (first.kind, last.kind) == (Kind.FROM, Kind.UNTIL) and first.column == last.column
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
            elif value or (value == () and field.kind is Kind.IDS):
                yield field, tuple(str(item) for item in value)

    def facts(self) -> Iterator[tuple[FilterField, tuple[str, ...]]]:
        """The same for an index.

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
    """Reads what `Filters.to_json` writes.

    Raises:
        InputError: a field that does not exist, or a value that it cannot have.
    """
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
    """A list of texts.

    Raises:
        InputError: it is something else.
    """
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise InputError(f"{name} {value!r} is geen lijst van teksten")
    return tuple(value)


def _read_year(text: str) -> str:
    match = YEAR.fullmatch(text.strip())
    if match is None or (int(match["first"]) + 1) % 100 != int(match["last"][-2:]):
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
