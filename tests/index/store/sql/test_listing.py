from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.store.catalogue import Catalogue, StoredPublication
from index.store.filters import Filters
from index.store.sql.listing import ListingOrder
from index.values import Soort, Vorm
from tests.factory import DEFENSIE, make_publication, small_corpus


@pytest.fixture
def catalogue(data_dir: Path) -> Iterator[Catalogue]:
    opened = Catalogue(data_dir, create=True)
    for publication in small_corpus():
        opened.put(StoredPublication(publication=publication, vorm=Vorm.XML, bron="x.xml"), key=publication.id)
    yield opened
    opened.close()


def test_every_publication_is_listed_once_in_the_order_asked(catalogue: Catalogue) -> None:
    newest = catalogue.listing(Filters(), ListingOrder.NEWEST, 100)
    assert len(newest) == catalogue.count(Filters()) == len(small_corpus())
    days = [one.dag for one in newest if one.dag]
    assert days == sorted(days, reverse=True)
    oldest = [one.dag for one in catalogue.listing(Filters(), ListingOrder.OLDEST, 100) if one.dag]
    assert oldest == sorted(oldest)
    subjects = [one.onderwerp for one in catalogue.listing(Filters(), ListingOrder.SUBJECT, 100) if one.onderwerp]
    assert subjects == sorted(subjects, key=str.lower)
    assert len(catalogue.listing(Filters(), ListingOrder.NEWEST, 2)) == 2


def test_a_row_tells_who_asked_and_who_answered(catalogue: Catalogue) -> None:
    row = next(one for one in catalogue.listing(Filters(), ListingOrder.NEWEST, 100) if one.id.endswith("-102"))
    assert row.ministeries == (DEFENSIE,) and row.indieners == ("Celik",) and row.fracties == ("XYZ",)


@pytest.mark.parametrize("field", ["ministeries", "vergaderjaren", "indieners", "fracties", "soorten"])
def test_each_count_is_that_of_the_list_it_leads_to(catalogue: Catalogue, field: str) -> None:
    counts = catalogue.count_values(field, Filters())
    assert counts
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    for value, count in counts.items():
        narrowed = Filters(**{field: (Soort(value) if field == "soorten" else value,)})
        assert catalogue.count(narrowed) == len(catalogue.listing(narrowed, ListingOrder.NEWEST, 100)) == count


def test_counts_and_list_stay_within_filters_and_subject(catalogue: Catalogue) -> None:
    filters = Filters(ministeries=(DEFENSIE,))
    assert catalogue.count_values("ministeries", filters)[DEFENSIE] == catalogue.count(filters)
    about = catalogue.listing(Filters(), ListingOrder.NEWEST, 100, "DRONES")
    assert about and all("drones" in (one.onderwerp or "") for one in about)
    assert catalogue.count(Filters(), "drones") == len(about)
    assert sum(catalogue.count_values("soorten", Filters(), "drones").values()) == len(about)


def test_counts_follow_what_changes(catalogue: Catalogue) -> None:
    before = catalogue.count_values("ministeries", Filters())
    publication = make_publication(4711, ministeries=(DEFENSIE,))
    catalogue.put(StoredPublication(publication=publication, vorm=Vorm.XML, bron="x.xml"), key=publication.id)
    assert catalogue.count_values("ministeries", Filters()) == before | {DEFENSIE: before.get(DEFENSIE, 0) + 1}
    catalogue.remove([publication.id])
    assert catalogue.count_values("ministeries", Filters()) == before
