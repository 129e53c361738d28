from __future__ import annotations

import pytest

from index.store.catalogue import Catalogue
from index.store.corpus import Corpus
from index.store.sql.coverage import coverage


@pytest.mark.parametrize(
    ("present", "gaps", "missing"),
    [
        ([1, 2, 3], (), 0),
        ([2, 3], ((1, 1),), 1),
        ([1, 5, 6, 9], ((2, 4), (7, 8)), 5),
        ([4, 4], ((1, 3),), 3),
    ],
)
def test_numbers_below_the_highest_that_are_not_there_are_gaps(
    present: list[int], gaps: tuple[tuple[int, int], ...], missing: int
) -> None:
    (year,) = coverage([("2023-2024", nummer) for nummer in present])
    assert (year.gaps, year.missing) == (gaps, missing)
    assert year.present + year.missing == year.highest == max(present)


def test_the_latest_vergaderjaar_comes_first_and_none_gives_nothing() -> None:
    assert [year.vergaderjaar for year in coverage([("2022-2023", 1), ("2023-2024", 1)])] == ["2023-2024", "2022-2023"]
    assert coverage([]) == []


def test_the_catalogue_gives_numbers_of_real_publications_only(corpus: Corpus) -> None:
    numbers = Catalogue(corpus.data_dir).numbers()
    assert ("2023-2024", 101) in numbers
    assert all(isinstance(nummer, int) for _, nummer in numbers)
