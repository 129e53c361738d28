"""Which hits are of others than the query names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.store.corpus import Corpus
from index.values import Publication
from rag.answer.others import of_others
from rag.values import Hit, Understanding, Why
from tests.factory import make_publication

DEFENSIE, FINANCIEN = "Defensie", "Financiën"
BRIDGE = {1: "Gaat de brug open?"}


def named(field: str, value: str, typed: str = "") -> Understanding:
    return Understanding(key="", field=field, value=value, typed=typed or value, label="", is_filter=False)


@pytest.mark.parametrize(
    ("understood", "expected", "reason"),
    [
        ([], [], "nobody is named"),
        ([named("indieners", "Bakker")], [2], "another member asked"),
        ([named("indieners", "Bakker"), named("indieners", "Visser")], [], "any of several will do"),
        ([named("ministeries", DEFENSIE)], [1], "another ministry answered"),
        ([named("indieners", "Bakker"), named("ministeries", DEFENSIE)], [1, 2], "both are asked"),
        ([named("fracties", "XYZ")], [1], "another party asked; of the second no party is known"),
        ([named("indieners", "Mulder")], [1], "the second names the member itself"),
        ([named("ontvangen", "2019-01-01..2019-12-31", "2019")], [], "a year may be of the subject"),
    ],
)
def test_what_is_known_to_be_of_others_is_told(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
    understood: Sequence[Understanding],
    expected: Sequence[int],
    reason: str,
) -> None:
    publications = [
        make_publication(1, ministeries=[FINANCIEN], indieners=[("Bakker", "ABC")], antwoorden=[(BRIDGE, "In mei.")]),
        make_publication(
            2, ministeries=[DEFENSIE], indieners=[("Visser", None)], antwoorden=[(BRIDGE, "De motie-Mulder is uit.")]
        ),
    ]
    corpus = make_corpus(publications)
    hits = [
        Hit(rank=1, score=1.0, publication=one, pair=one.paren[0], passage_start=0, passage_end=0, why=Why())
        for one in publications
    ]
    found = of_others(corpus.catalogue, hits, understood)
    assert found == {publications[n - 1].paren[0].id for n in expected}, reason
