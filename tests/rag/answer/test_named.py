"""The names of a query that no answer has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.store.corpus import Corpus
from index.values import Publication
from rag.answer.named import asked_names, unnamed
from rag.values import Hit, Understanding, Why
from tests.factory import make_publication

VRAAG = {1: "Wat vindt u van de bruggen?"}
NAMED = "In Denemarken, Arnhem, Veere en Polen zijn bruggen; het bedrijf Vakwerk bouwt ze."
ANSWER = (
    "De Deense bruggen in het noorden en die van de gemeente Arnhem zijn oud. De baas in Warschau bouwt "
    "ze. Vakwerkers bouwen."
)


@pytest.mark.parametrize(
    ("query", "names", "lacking"),
    [
        ("Wat vindt Denemarken van bruggen?", ["Denemarken"], []),
        ("Hoe oud zijn bruggen in Polen?", ["Polen"], []),
        ("Hoe oud zijn Arnhemse bruggen?", [], []),
        ("Hoe oud zijn bruggen in Arnhem en Veere?", ["Arnhem", "Veere"], ["Veere"]),
        ("Wat bouwt Vakwerk?", ["Vakwerk"], []),
        ("Veere: hoe oud zijn bruggen?", [], []),
        ("Wat vindt Nederland van de EU en van de Tweede Kamer?", [], []),
        ("Wat vindt Zutphen van bruggen?", [], []),
        ("hoe oud zijn bruggen in veere?", [], []),
        ("hoe oud zijn turkse bruggen", ["turkse"], ["turkse"]),
        ("hoe oud zijn deense bruggen", ["deense"], []),
        ("Noorwegen: hoe oud zijn bruggen?", ["Noorwegen"], ["Noorwegen"]),
        ("bruggen en letselschade in brussel", [], []),
        ("Wat vroeg Veere over bruggen?", [], []),
    ],
)
def test_a_name_that_the_corpus_has_and_no_answer_is_told(
    make_corpus: Callable[[Sequence[Publication]], Corpus], query: str, names: list[str], lacking: list[str]
) -> None:
    publications = [make_publication(1, antwoorden=[(VRAAG, ANSWER)]), make_publication(2, antwoorden=[(VRAAG, NAMED)])]
    _, lexical = make_corpus(publications).stores()
    first = publications[0]
    hits = [Hit(rank=1, score=1.0, publication=first, pair=first.paren[0], passage_start=0, passage_end=0, why=Why())]
    asker = Understanding(key="", field="indieners", value="Veere", typed="Veere", label="", is_filter=False)
    found = asked_names(query, [asker] if query.startswith("Wat vroeg") else [], lexical)
    assert found == names
    assert unnamed(hits, found, lexical) == lacking
