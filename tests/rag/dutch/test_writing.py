from __future__ import annotations

from datetime import date

from rag.dutch.writing import dutch_date, enumerate_dutch


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
