"""Which questions were put to several ministries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from index.store.catalogue import Catalogue, StoredPublication
from index.values import Publication, Vorm
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication

ASKED = "Zijn er op uw ministerie bijeenkomsten gehouden naar aanleiding van de verkiezingsuitslag?"
BRIDGE = "Klopt het dat de brug over het kanaal al maanden buiten gebruik is?"
FIRST, LATER = date(2024, 2, 1), date(2024, 5, 1)


def answer(number: int, ministeries: Sequence[str], question: str = ASKED, on: date = FIRST) -> Publication:
    return make_publication(number, ministeries=ministeries, antwoorden=[({1: question}, "Nee.")], ontvangen=on)


@pytest.mark.parametrize(
    ("publications", "expected", "reason"),
    [
        ([answer(1, [FINANCIEN]), answer(2, [DEFENSIE]), answer(3, [VWS], BRIDGE)], [2], "one series, one apart"),
        ([answer(1, [FINANCIEN]), answer(2, [FINANCIEN])], [], "one ministry twice"),
        ([answer(1, [FINANCIEN, DEFENSIE]), answer(2, [DEFENSIE, FINANCIEN])], [], "together, twice"),
        ([answer(1, [FINANCIEN]), answer(2, [DEFENSIE], on=LATER)], [], "asked on another day"),
        (
            [
                *(answer(n, [name]) for n, name in ((1, FINANCIEN), (2, DEFENSIE))),
                *(answer(n, [name], BRIDGE, LATER) for n, name in ((3, FINANCIEN), (4, DEFENSIE), (5, VWS))),
            ],
            [3, 2],
            "the newest first",
        ),
    ],
)
def test_questions_that_ministries_answered_apart_are_found_once(
    data_dir: Path, publications: list[Publication], expected: list[int], reason: str
) -> None:
    catalogue = Catalogue(data_dir, create=True)
    for publication in publications:
        catalogue.put(StoredPublication(publication=publication, vorm=Vorm.XML, bron="x.xml"), key=publication.id)
    shared = catalogue.shared_questions()
    catalogue.close()
    assert [one.ministeries for one in shared] == expected, reason
    ids = {publication.id for publication in publications}
    assert all(one.publication_id in ids and one.dag in (FIRST, LATER) for one in shared)
