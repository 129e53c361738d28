from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.errors import InputError, UnknownIdError
from index.store.catalogue import Catalogue
from index.store.filters import Filters
from rag.overview.profile import profile_of, said_within
from rag.values import Standpunt
from tests.encoder import WordEncoder
from tests.factory import make_publication, make_reading
from ui.app.view.profile import said_html

ON = date(2024, 6, 1)
VWS, FINANCIEN = "Volksgezondheid, Welzijn en Sport", "Financiën"


@pytest.fixture
def catalogue(data_dir: Path) -> Iterator[Catalogue]:
    given = [
        make_publication(1, indieners=[("Aalders", "ABC")], ministeries=(VWS,), ontvangen=date(2024, 2, 1)),
        make_publication(
            2,
            indieners=[("Aalders", "ABC"), ("Bos", "DEF")],
            ministeries=(FINANCIEN,),
            antwoorden=[({1: "Komt er een onderzoek?"}, "Nee, dat komt er niet.")],
            ontvangen=date(2024, 3, 1),
        ),
        make_publication(3, indieners=[("Bos", "DEF")], ministeries=(VWS,)),
    ]
    Builder(data_dir, WordEncoder()).ingest([make_reading(one) for one in given])
    opened = Catalogue(data_dir)
    yield opened
    opened.close()


def test_a_member_is_counted_with_whom_and_what_was_said(catalogue: Catalogue) -> None:
    found = profile_of(catalogue, Filters(indieners=("Aalders",)), ON)
    assert (found.field.name, found.name, found.total) == ("indieners", "Aalders", 2)
    assert found.beside == {"fracties": {"ABC": 2, "DEF": 1}, "ministeries": {FINANCIEN: 1, VWS: 1}}
    said = said_within(catalogue, found.filters)
    assert (dict(said.counts), said.read) == ({Standpunt.JA: 1, Standpunt.NEE: 1}, 2)
    assert "niet met zoveel woorden gezegd 1." in said_html(found, replace(said, counts={Standpunt.ONZEKER: 1}))
    assert [one.nummer for one in found.newest] == ["2", "1"]
    assert found.years == {"2023-2024": 2}


def test_a_ministry_is_counted_without_itself(catalogue: Catalogue) -> None:
    found = profile_of(catalogue, Filters(ministeries=(VWS,)), ON)
    assert found.total == 2 and found.beside["fracties"] == {"ABC": 1, "DEF": 1}
    assert found.times.total.answered == sum(group.answered for group in found.times.groups)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(indieners=("Aalders", "Bos")),
        Filters(indieners=("Aalders",), fracties=("ABC",)),
        Filters(vergaderjaren=("2023-2024",)),
    ],
)
def test_a_profile_is_of_one_name(catalogue: Catalogue, filters: Filters) -> None:
    with pytest.raises(InputError, match="kies er een"):
        profile_of(catalogue, filters, ON)


def test_a_name_that_the_corpus_lacks_is_told(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownIdError, match="niets van indiener Niemand"):
        profile_of(catalogue, Filters(indieners=("Niemand",)), ON)
