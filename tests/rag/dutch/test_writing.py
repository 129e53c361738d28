from __future__ import annotations

from datetime import date

import pytest

from rag.dutch.writing import counted, decimal, duration, dutch_date, enumerate_dutch, number, shown_quote


def test_dates_and_lists_are_written_in_dutch() -> None:
    assert [dutch_date(date(2024, month, 1)).split()[1] for month in (1, 3, 8, 10, 12)] == [
        "januari",
        "maart",
        "augustus",
        "oktober",
        "december",
    ]
    assert [enumerate_dutch(parts) for parts in ([], ["1"], ["1", "2"], ["1", "2", "3"])] == [
        "",
        "1",
        "1 en 2",
        "1, 2 en 3",
    ]


def test_numbers_have_points_and_decimal_commas() -> None:
    assert number(1234567) == "1.234.567"
    assert (decimal(0.5), decimal(0.25, signed=True), decimal(19.84, 1)) == ("0,500", "+0,250", "19,8")
    assert counted(1, "publicatie", "publicaties") == "1 publicatie"
    assert counted(0, "publicatie", "publicaties") == "0 publicaties"


@pytest.mark.parametrize(
    ("seconds", "text", "short"),
    [
        (0.6, "1 seconde", "1 s"),
        (4, "4 seconden", "4 s"),
        (120, "2 minuten", "2 min"),
        (3.7 * 3600, "3 uur en 42 minuten", "3 uur 42 min"),
        (2 * 3600 + 60, "2 uur en 1 minuut", "2 uur 1 min"),
        (2 * 3600, "2 uur", "2 uur"),
        (3.4 * 86_400, "3 dagen en 10 uur", "3 dagen 10 uur"),
        (2 * 86_400, "2 dagen", "2 dagen"),
    ],
)
def test_a_length_of_time_is_in_words(seconds: float, text: str, short: str) -> None:
    assert (duration(seconds), duration(seconds, in_short=True)) == (text, short)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("De brug\ngaat dicht.", "De brug gaat dicht."),
        ("Het kan voorkomen dat iemand\n\nde brug niet vindt.", "Het kan voorkomen dat iemand de brug niet vindt."),
        ("Het gaat om:\n- de brug;\n- de\nsluis.", "Het gaat om:\n- de brug;\n- de sluis."),
        ("1. Dicht.\n\n2. Open.", "1. Dicht.\n2. Open."),
        ("Nee.", "Nee."),
    ],
)
def test_a_quote_is_shown_without_the_line_breaks_of_its_source(stored: str, shown: str) -> None:
    assert shown_quote(stored) == shown
