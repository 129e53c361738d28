"""Question numbers and dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.names.dates import parse_date, prinsjesdag, vergaderjaar_of
from index.parse.marks.numbers import parse_numbers, write_numbers


@pytest.mark.parametrize(
    ("tekst", "nummers"),
    [
        ("1", (1,)),
        ("2 en 3", (2, 3)),
        ("4, 5, 7 en 8", (4, 5, 7, 8)),
        ("7, 8, en 9", (7, 8, 9)),
        ("2 t/m 6", (2, 3, 4, 5, 6)),
        ("2 tot en met 4", (2, 3, 4)),
        ("4-7", (4, 5, 6, 7)),
        ("1,2,3,4 en 5", (1, 2, 3, 4, 5)),
        ("1 t/m 3 en 5", (1, 2, 3, 5)),
        ("7-4", (7, 4)),
        ("3 en 3", (3,)),
        ("0", ()),
        ("", ()),
    ],
)
def test_numbers_are_read_as_written(tekst: str, nummers: tuple[int, ...]) -> None:
    assert parse_numbers(tekst) == nummers


@given(st.lists(st.integers(1, 400), min_size=1, max_size=12, unique=True))
def test_written_numbers_read_back(nummers: list[int]) -> None:
    assert parse_numbers(write_numbers(tuple(nummers))) == tuple(nummers)


@pytest.mark.parametrize(
    ("tekst", "dag"),
    [
        ("3 juni 2021", date(2021, 6, 3)),
        ("18november2024", date(2024, 11, 18)),
        ("07-10-2025", date(2025, 10, 7)),
        ("2025-10-07", date(2025, 10, 7)),
        ("31 februari 2024", None),
        ("juni 2021", None),
        ("", None),
    ],
)
def test_dates_are_read_as_written(tekst: str, dag: date | None) -> None:
    assert parse_date(tekst) == dag


def test_a_parliamentary_year_begins_on_the_third_tuesday_of_september() -> None:
    assert prinsjesdag(2023) == date(2023, 9, 19)
    assert vergaderjaar_of(date(2023, 9, 18)) == "2022-2023"
    assert vergaderjaar_of(date(2023, 9, 19)) == "2023-2024"
    assert vergaderjaar_of(date(2024, 2, 16)) == "2023-2024"
