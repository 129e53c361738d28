from __future__ import annotations

from datetime import date

import pytest

from index.errors import InputError
from index.store.filters import Filters, as_number
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
