from __future__ import annotations

from datetime import date

import pytest

from rag.understand.periods import periods_in

YEARS = ["2024-2025", "2023-2024", "2022-2023", "2021-2022"]
TODAY = date(2025, 3, 12)


def read(query: str) -> list[tuple[str, bool]]:
    return [(value, mention.is_filter) for mention in periods_in(query, YEARS, TODAY) for value in mention.values]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hoeveel drones in 2023", "2023-01-01..2023-12-31"),
        ("mei 2022 over gas", "2022-05-01..2022-05-31"),
        ("op 12 maart 2024", "2024-03-12..2024-03-12"),
        ("sinds 2022 meer", "2022-01-01.."),
        ("vanaf mei 2023", "2023-05-01.."),
        ("na 2022", "2023-01-01.."),
        ("vóór maart 2024", "..2024-02-29"),
        ("tot 2023", "..2022-12-31"),
        ("t/m 2023", "..2023-12-31"),
        ("tussen 2022 en 2023", "2022-01-01..2023-12-31"),
        ("van maart 2022 tot en met mei 2022", "2022-03-01..2022-05-31"),
        ("eind 2023", "2023-09-01..2023-12-31"),
        ("vergaderjaar 2023-2024", "2023-2024"),
        ("in 2023/24", "2023-2024"),
        ("dit jaar", "2025-01-01..2025-12-31"),
        ("vorig jaar", "2024-01-01..2024-12-31"),
        ("afgelopen jaar", "2024-03-12..2025-03-12"),
        ("vorige maand", "2025-02-01..2025-02-28"),
        ("deze week", "2025-03-10..2025-03-16"),
    ],
)
def test_years_and_periods_are_read(query: str, found: str) -> None:
    assert [value for value, _ in read(query)] == [found]


@pytest.mark.parametrize(
    "query",
    [
        "de doelen van 2050",  # beyond the corpus: what the query is about
        "in 1998",
        "2023 euro boete",
        "van 100 tot 2023 woningen",
        "2019-2023",
        "12.2023",
        "telefoon 020-2023",
        "het jaar van de draak",
        "31 februari 2024",
        "",
    ],
)
def test_other_numbers_are_no_period(query: str) -> None:
    assert read(query) == []


@pytest.mark.parametrize(
    ("query", "is_filter"),
    [
        ("alleen 2024", True),
        ("Kamervragen uit 2023 over gas", True),
        ("antwoorden van vorig jaar", True),
        ("beantwoord in 2023", True),
        ("alleen sinds 2023", True),
        ("vergaderjaar 2023-2024", True),
        ("2023-2024 gas", False),
        ("hoeveel vragen over gas in 2023", False),
        ("in 2023", False),
    ],
)
def test_only_explicit_words_make_a_period_a_condition(query: str, is_filter: bool) -> None:
    assert [found for _, found in read(query)] == [is_filter]


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("in 2023", "2023"),
        ("mei 2022", "mei 2022"),
        ("tussen 2022 en 2023", "2022 tot en met 2023"),
        ("sinds 2022", "vanaf 1 januari 2022"),
        ("vóór maart 2024", "tot en met 29 februari 2024"),
        ("12 maart 2024", "12 maart 2024"),
    ],
)
def test_a_period_is_named_as_people_do(query: str, label: str) -> None:
    assert [mention.label for mention in periods_in(query, YEARS, TODAY)] == [label]
