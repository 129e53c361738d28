from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime

import pytest

from index.errors import InputError
from index.store.field import FieldColumn, FieldKind, FilterField, as_number
from index.store.filters import FIELDS, Filters, filters_from_json, read_filters
from index.values import Soort


@pytest.mark.parametrize(
    ("filters", "narrows"),
    [
        (Filters(), False),
        (Filters(ministeries=("Defensie",)), True),
        (Filters(ontvangen_tot=date(2024, 1, 1)), True),
        (Filters(publication_ids=("ah-tk-20232024-1",)), True),
        (Filters(publication_ids=()), True),
    ],
)
def test_filters_are_true_when_they_narrow(filters: Filters, narrows: bool) -> None:
    assert bool(filters) is narrows


def test_json_holds_the_given_fields_only() -> None:
    filters = Filters(ministeries=("Defensie",), soorten=(Soort.MEDEDELING,), ontvangen_van=date(2024, 2, 1))
    assert filters.to_json() == {
        "ministeries": ["Defensie"],
        "soorten": ["mededeling"],
        "ontvangen_van": "2024-02-01",
    }
    assert Filters().to_json() == {}
    assert Filters(publication_ids=()).to_json() == {"publication_ids": []}


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError, match=r"2024-02-02.*2024-02-01"):
        Filters(ontvangen_van=date(2024, 2, 2), ontvangen_tot=date(2024, 2, 1))
    assert Filters(ontvangen_van=date(2024, 2, 2), ontvangen_tot=date(2024, 2, 2))


def test_a_day_as_a_number_keeps_the_order_of_days() -> None:
    assert as_number(date(2024, 2, 9)) == 2024 * 10_000 + 2 * 100 + 9
    assert as_number(date(2023, 12, 31)) < as_number(date(2024, 1, 1))


def test_the_table_has_a_row_for_every_field() -> None:
    assert [field.name for field in FIELDS] == [field.name for field in fields(Filters)]


@pytest.mark.parametrize("key", ["name", "param", "option"])
def test_no_two_fields_share_a_name(key: str) -> None:
    names = [getattr(field, key) for field in FIELDS if getattr(field, key) is not None]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2023-2024", "2023-2024"), ("2023/24", "2023-2024"), ("20232024", "2023-2024"), ("1999-00", "1999-2000")],
)
def test_a_parliamentary_year_may_be_written_shorter(typed: str, meant: str) -> None:
    assert read_filters({"vergaderjaren": [typed]}).vergaderjaren == (meant,)


@pytest.mark.parametrize("typed", ["2023", "2023-2025", "2024-2023", "2023-2124", "2023-1924", "dit jaar", ""])
def test_what_is_no_parliamentary_year_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="2023-2024"):
        read_filters({"vergaderjaren": [typed]})


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do() -> None:
    assert read_filters({"soorten": [" Antwoord "]}).soorten == (Soort.ANTWOORD,)
    with pytest.raises(InputError, match=r"brief.*antwoord, mededeling, ingetrokken, vraag"):
        read_filters({"soorten": ["brief"]})


@pytest.mark.parametrize("typed", ["2024-02-30", "gisteren", ""])
def test_what_is_no_day_is_refused(typed: str) -> None:
    assert read_filters({"ontvangen_van": ["2024-02-29"]}) == Filters(ontvangen_van=date(2024, 2, 29))
    with pytest.raises(InputError, match="2024-02-16"):
        read_filters({"ontvangen_van": [typed]})


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"ministerie": ["Defensie"]}, r"filter ministerie bestaat niet: kies uit ministeries, "),
        ({"ministeries": "Defensie"}, "ministeries 'Defensie' is geen lijst van teksten"),
        ({"ministeries": ["Defensie", 7]}, r"ministeries \['Defensie', 7\] is geen lijst"),
        ({"ministeries": {"Defensie": 1}}, "is geen lijst"),
        ({"ontvangen_van": 20240201}, r"ontvangen_van \[20240201\] is geen lijst"),
        ({"ontvangen_van": "gisteren"}, "datum 'gisteren' bestaat niet"),
        ({"vergaderjaren": ["2023"]}, "vergaderjaar '2023' bestaat niet"),
    ],
)
def test_json_that_is_no_filter_is_refused_with_what_is_wrong(value: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        filters_from_json(value)


def test_a_ministry_is_known_by_its_short_name_and_any_other_by_what_it_is_called() -> None:
    ministries = next(field for field in FIELDS if field.name == "ministeries")
    assert tuple(ministries.names("VWS")) == ("Volksgezondheid, Welzijn en Sport",)
    assert tuple(ministries.names("Tovenarij")) == ("Tovenarij",)


def test_filters_come_back_out_of_their_json() -> None:
    filters = Filters(
        ministeries=("Defensie",), soorten=(Soort.MEDEDELING,), ontvangen_van=date(2024, 2, 1), publication_ids=()
    )
    assert filters_from_json(filters.to_json()) == filters
    assert filters_from_json({"ministeries": None}) == Filters()


@pytest.mark.parametrize(
    ("kind", "day", "midnight"),
    [
        (FieldKind.FROM, "2024-03-01", (2024, 3, 1)),
        (FieldKind.UNTIL, "2024-02-29", (2024, 3, 1)),
        (FieldKind.FROM, "0001-01-01", (1970, 1, 2)),
        (FieldKind.UNTIL, "9999-12-31", (2100, 1, 2)),
    ],
)
def test_a_day_of_a_moment_is_counted_from_and_until_midnight_as_far_as_seconds_are(
    kind: FieldKind, day: str, midnight: tuple[int, int, int]
) -> None:
    field = FilterField(name="x", kind=kind, column=FieldColumn(name="x"), label="x", is_moment=True)
    assert field.second(day) == int(datetime(*midnight).timestamp())  # days are those of this computer


def test_an_option_is_an_argument_with_underscores() -> None:
    arguments = {field.name: field.argument for field in FIELDS}
    assert arguments["ontvangen_van"] == "van"
    assert all(argument.isidentifier() for argument in arguments.values() if argument)
    assert FilterField(name="x", kind=FieldKind.IDS, column=FieldColumn(name="x"), label="x").argument == ""
