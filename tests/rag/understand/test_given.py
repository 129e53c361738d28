from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.store.corpus import Corpus
from index.store.filters import Filters, read_filters
from index.values import Publication
from rag.understand.given import spelt
from tests.factory import DEFENSIE, FINANCIEN, make_publication


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Financiën", FINANCIEN),
        ("financien", FINANCIEN),
        ("FIN", FINANCIEN),
        ("Ministerie van Financiën", FINANCIEN),
        ("defensie", DEFENSIE),
        ("VWS", "Volksgezondheid, Welzijn en Sport"),
    ],
)
def test_a_ministry_is_found_by_any_of_its_names(corpus: Corpus, typed: str, meant: str) -> None:
    filters, notes = spelt(read_filters({"ministeries": [typed]}), corpus.catalogue)
    assert filters.ministeries == (meant,)
    assert notes == ()


def test_people_and_parties_are_found_without_their_accents_and_capitals(corpus: Corpus) -> None:
    filters, notes = spelt(read_filters({"indieners": ["de bruin", "AALDERS"], "fracties": ["abc"]}), corpus.catalogue)
    assert (filters.indieners, filters.fracties, notes) == (("Dé Bruin", "Aalders"), ("ABC",), ())


@pytest.mark.parametrize(
    ("name", "value", "near"),
    [("ministeries", "Defensi", DEFENSIE), ("indieners", "Alders", "Aalders"), ("fracties", "XYW", "XYZ")],
)
def test_a_typing_error_matches_nothing_and_the_note_says_what_comes_near(
    corpus: Corpus, name: str, value: str, near: str
) -> None:
    filters, notes = spelt(read_filters({name: [value]}), corpus.catalogue)
    assert getattr(filters, name) == (value,)
    (note,) = notes
    assert value in note and near in note


def test_a_value_like_nothing_that_is_there_has_no_suggestion(corpus: Corpus) -> None:
    _, (note,) = spelt(read_filters({"indieners": ["Qqqqq"]}), corpus.catalogue)
    assert "Qqqqq" in note
    assert "bedoelt u" not in note


def test_a_party_is_found_by_any_of_its_names(make_corpus: Callable[[Sequence[Publication]], Corpus]) -> None:
    asked_by = [("Aalders", "GL-PvdA"), ("Celik", "GroenLinks-PvdA"), ("Dobber", "PvdD")]
    corpus = make_corpus([make_publication(n, indieners=[one]) for n, one in enumerate(asked_by, start=1)])
    for typed, meant in (
        ("partij voor de dieren", ("PvdD",)),
        ("GL-PvdA", ("GL-PvdA",)),
        ("PvdA/GL", ("GroenLinks-PvdA", "GL-PvdA")),
    ):
        assert spelt(read_filters({"fracties": [typed]}), corpus.catalogue) == (Filters(fracties=meant), ())


def test_the_same_value_twice_counts_once(corpus: Corpus) -> None:
    assert spelt(read_filters({"ministeries": ["FIN", "Financiën"]}), corpus.catalogue)[0].ministeries == (FINANCIEN,)


@pytest.mark.parametrize("typed", ["VWS", "Welzijn, Volksgezondheid en Cultuur", "Volksgezondheid, Welzijn en Sport"])
def test_a_line_of_succession_is_all_of_its_ministries_that_the_corpus_has(corpus: Corpus, typed: str) -> None:
    vws = "Volksgezondheid, Welzijn en Sport"
    filters, notes = spelt(read_filters({"ministerielijnen": [typed]}), corpus.catalogue)
    assert (filters.ministerielijnen, notes) == ((vws,), ())
    assert corpus.for_words(filters) == Filters(ministeries=(vws,)), "the indexes know the ministries of a line"
    assert corpus.catalogue.ids(filters) == corpus.catalogue.ids(Filters(ministeries=(vws,))) != []
    both = Filters(ministeries=(FINANCIEN,), ministerielijnen=(vws,))
    assert corpus.for_words(both).ministeries == (FINANCIEN,), "each narrows: a line beside a ministry is no choice"


def test_a_line_goes_on_from_a_ministry_that_the_corpus_has_itself(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    names = ("Landbouw, Natuur en Voedselkwaliteit", "Landbouw, Visserij, Voedselzekerheid en Natuur")
    corpus = make_corpus([make_publication(n, ministeries=[name]) for n, name in enumerate((*names, DEFENSIE), 1)])
    filters, _ = spelt(read_filters({"ministerielijnen": ["LNV"]}), corpus.catalogue)
    assert set(filters.ministerielijnen) == set(names)
    assert len(corpus.catalogue.ids(filters)) == 2
    assert set(corpus.for_words(filters).ministeries) == set(names)
