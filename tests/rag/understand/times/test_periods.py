from __future__ import annotations

from datetime import date

import pytest

from rag.understand.times.periods import periods_in
from tests.growth import assert_linear

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
        ("tussen juli en september 2024", "2024-07-01..2024-09-30"),
        ("tussen juli 2023 en september 2024", "2023-07-01..2024-09-30"),
        ("tussen november en maart 2024", "2023-11-01..2024-03-31"),
        ("tussen 1 en 15 maart 2024", "2024-03-01..2024-03-15"),
        ("van 3 maart tot 5 april 2024", "2024-03-03..2024-04-05"),
        ("van maart tot mei 2022", "2022-03-01..2022-05-31"),
        ("juli t/m september 2024", "2024-07-01..2024-09-30"),
        ("in mei en juni 2023", "2023-05-01..2023-06-30"),
        ("tussen oktober en december", "2024-10-01..2024-12-31"),
        ("van 2022 tot en met 2024", "2022-01-01..2024-12-31"),
        ("2022 t/m 2024", "2022-01-01..2024-12-31"),
        ("tussen de zomer van 2023 en maart 2024", "2023-06-01..2024-03-31"),
        ("in het voorjaar van 2023", "2023-03-01..2023-05-31"),
        ("zomer 2023", "2023-06-01..2023-08-31"),
        ("in de winter van 2023", "2023-12-01..2024-02-29"),
        ("na de zomer van 2023", "2023-09-01.."),
        ("sinds de zomer van 2023", "2023-06-01.."),
        ("vóór de zomer van 2023", "..2023-05-31"),
        ("sinds de zomer", "2024-06-01.."),
        ("afgelopen najaar", "2024-09-01..2024-11-30"),
        ("dit voorjaar", "2025-03-01..2025-05-31"),
        ("sinds maart", "2025-03-01.."),
        ("sinds april", "2024-04-01.."),
        ("in december", "2024-12-01..2024-12-31"),
        ("sinds 12 februari", "2025-02-12.."),
        ("dec 2021 gas", "2021-12-01..2021-12-31"),
        ("12 sept. 2023", "2023-09-12..2023-09-12"),
        ("1 febr. 2024", "2024-02-01..2024-02-01"),
        ("begin dit jaar", "2025-01-01..2025-04-30"),
        ("eind vorig jaar", "2024-09-01..2024-12-31"),
        ("sinds eind 2022", "2022-09-01.."),
        ("begin maart 2024", "2024-03-01..2024-03-10"),
        ("half maart 2024", "2024-03-11..2024-03-20"),
        ("eind februari 2024", "2024-02-21..2024-02-29"),
        ("eerste kwartaal van 2024", "2024-01-01..2024-03-31"),
        ("Q3 2023", "2023-07-01..2023-09-30"),
        ("de tweede helft van 2023", "2023-07-01..2023-12-31"),
        ("sinds vorig jaar", "2024-01-01.."),
        ("vóór dit jaar", "..2024-12-31"),
        ("vorig kwartaal", "2024-10-01..2024-12-31"),
        ("afgelopen halfjaar", "2024-09-10..2025-03-12"),
        ("de laatste 6 maanden", "2024-09-13..2025-03-12"),
        ("twee jaar geleden", "2023-01-01..2023-12-31"),
        ("verleden jaar", "2024-01-01..2024-12-31"),
        ("2021-2023", "2021-01-01..2023-12-31"),
        ("op 12-03-2024", "2024-03-12..2024-03-12"),
        ("na het kabinet-Rutte III", "2022-01-11.."),
        ("na het aantreden van het kabinet-Rutte IV", "2022-01-10.."),
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
        "020-2023",
        "het aandeel in de laatste jaren",
        "na de val van het kabinet-Rutte IV",
        "premier Rutte over gas",
        "de komende jaren 20 miljoen euro voor gas",
        "de '24-uursbrug over de Aa",
        "het kabinet-Schoof ı",  # a Turkish i
        "de jaren twıntig",
        "12.2023",
        "telefoon 020-2023",
        "het jaar van de draak",
        "31 februari 2024",
        "een mooie zomer",
        "de mei-circulaire",
        "vijfde kwartaal 2023x",
        "tussen 1 en 40 maart 2024x",
        "maartse buien",
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
    "unit",
    [
        "tussen juli en ",
        "van 1 tot ",
        "begin ",
        "eerste kwartaal van ",
        "zomer ",
        "sinds de ",
        "mei en ",
        "2 jaar geleden ",
        "12 ",
    ],
)
def test_the_time_grows_with_the_length_whatever_is_repeated(unit: str) -> None:
    assert_linear(lambda text: periods_in(text, YEARS, TODAY), unit)


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("in 2023", "2023"),
        ("mei 2022", "mei 2022"),
        ("tussen 2022 en 2023", "2022 tot en met 2023"),
        ("sinds 2022", "vanaf 1 januari 2022"),
        ("vóór maart 2024", "tot en met 29 februari 2024"),
        ("12 maart 2024", "12 maart 2024"),
        ("onder het kabinet-Rutte IV", "kabinet-Rutte IV (10 januari 2022 tot en met 2 juli 2024)"),
        ("tijdens Rutte III", "kabinet-Rutte III (26 oktober 2017 tot en met 10 januari 2022)"),
        ("onder Schoof", "kabinet-Schoof (2 juli 2024 tot en met 23 februari 2026)"),
        ("onder Rutte", "kabinetten-Rutte (14 oktober 2010 tot en met 2 juli 2024)"),
        ("van 14 oktober 2010 tot 2 juli 2023", "14 oktober 2010 tot en met 2 juli 2023"),
    ],
)
def test_a_period_is_named_as_people_do(query: str, label: str) -> None:
    assert [mention.label for mention in periods_in(query, YEARS, TODAY)] == [label]
