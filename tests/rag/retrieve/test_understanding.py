"""Tests of what a search does with what it understood in the query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Publication
from rag.forms.contract import search_json
from rag.question import Question
from rag.retrieve.search import search
from rag.retrieve.settings import Retrieval
from rag.understand.mentions import as_filters
from rag.understand.query import understand
from rag.values import SearchResult
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication

ALL = Retrieval()


def find(corpus: Corpus, query: str, *, settings: Retrieval = ALL, ignore: Sequence[str] = ()) -> SearchResult:
    return search(corpus, Question(query, top=20, ignore=tuple(ignore)), settings=settings)


def test_a_condition_keeps_the_rest_out_and_is_named(corpus: Corpus) -> None:
    result = find(corpus, "accijns volgens Financiën")
    assert {FINANCIEN in hit.publication.ministeries for hit in result.hits} == {True}
    assert [(item.key, item.typed, item.is_filter) for item in result.understood] == [
        (f"ministeries:{FINANCIEN}", "Financiën", True)
    ]
    assert result.filters.ministeries == (FINANCIEN,)


def test_what_is_ignored_is_searched_as_words(corpus: Corpus) -> None:
    query = "accijns volgens Financiën"
    result = find(corpus, query, ignore=[f"ministeries:{FINANCIEN}"])
    assert result.understood == ()
    assert result.filters == Filters()
    assert result == find(corpus, query, settings=replace(ALL, understand=False))


def test_a_number_can_be_ignored_too(corpus: Corpus) -> None:
    assert find(corpus, "nr. 103").filters.publication_ids == ("ah-tk-20232024-103",)
    assert find(corpus, "nr. 103", ignore=["publication_ids:103"]).filters == Filters()


def test_a_bare_name_lifts_and_keeps_nothing_out(corpus: Corpus) -> None:
    query = "wat vond Evers van sporthallen"
    lifted, plain = find(corpus, query), find(corpus, query, settings=replace(ALL, preference_weight=0.0))
    assert [item.is_filter for item in lifted.understood] == [False]
    assert {hit.pair_id for hit in lifted.hits} == {hit.pair_id for hit in plain.hits}

    def rank(result: SearchResult) -> int:
        return next(hit.rank for hit in result.hits if "Evers" in {i.naam for i in hit.publication.indieners})

    assert rank(find(corpus, query, settings=replace(ALL, preference_weight=5.0))) == 1
    assert rank(lifted) <= rank(plain)


def test_a_condition_that_leaves_nothing_lifts_instead_and_says_so(corpus: Corpus) -> None:
    result = find(corpus, "alleen 2023: vragen van Evers over drones")
    assert result.hits
    assert result.filters == Filters()
    assert any("daarom is overal gezocht" in note for note in result.notes)
    assert {item.is_filter for item in result.understood} == {False}


def test_what_the_user_chose_is_not_read_from_the_query_too(corpus: Corpus) -> None:
    given = Filters(ministeries=(VWS,))
    understood = understand("volgens Financiën, alleen 2023", given, corpus.catalogue)
    assert [item.field for item in understood.understood] == ["ontvangen"]
    assert understood.filters.ministeries == (VWS,)
    assert understood.filters.ontvangen_van == date(2023, 1, 1)


def test_a_mistyped_name_is_searched_as_it_is_spelt(corpus: Corpus) -> None:
    understood = understand("diesel, in vragen van Aaldres", Filters(), corpus.catalogue)
    assert understood.filters.indieners == ("Aalders",)
    assert understood.text == "diesel, in vragen van Aalders"
    assert understood.understood[0].typed == "Aaldres"


def test_a_mistyped_name_before_the_subject_is_a_condition_and_not_searched(corpus: Corpus) -> None:
    understood = understand("vragen van Aaldres over diesel", Filters(), corpus.catalogue)
    assert understood.filters.indieners == ("Aalders",)
    assert understood.text == "diesel"


def test_understandings_become_filters_for_a_follow_up(corpus: Corpus) -> None:
    understood = understand("en bij Defensie in 2023?", Filters(), corpus.catalogue)
    filters = as_filters(understood.understood, Filters(fracties=("ABC",)))
    assert filters.ministeries == (DEFENSIE,)
    assert filters.fracties == ("ABC",)
    assert (filters.ontvangen_van, filters.ontvangen_tot) == (date(2023, 1, 1), date(2023, 12, 31))


def test_new_names_are_known_after_a_build(make_corpus: Callable[[Sequence[Publication]], Corpus]) -> None:
    query = "vragen van Nieuwling over diesel"
    corpus = make_corpus([make_publication(1)])
    assert not understand(query, Filters(), corpus.catalogue).understood
    corpus = make_corpus([make_publication(2, indieners=[("Nieuwling", "ABC")])])
    assert understand(query, Filters(), corpus.catalogue).filters.indieners == ("Nieuwling",)


def test_the_same_answer_of_two_publications_is_one_result_that_names_both(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    asked = [({1: "Waarom is de brug dicht?"}, "De brug is dicht omdat de pijlers zijn verzakt.")]
    other = [({1: "Waarom is de brug dicht?"}, "De brug is niet dicht.")]
    corpus = make_corpus(
        [
            make_publication(1, antwoorden=asked, ministeries=(VWS,)),
            make_publication(2, antwoorden=asked, ministeries=(DEFENSIE,)),
            make_publication(3, antwoorden=other, ministeries=(FINANCIEN,)),
        ]
    )
    result = find(corpus, "waarom is de brug dicht")
    assert result.found == len(result.hits) == 2
    (folded,) = [hit for hit in result.hits if hit.siblings]
    assert {folded.pair_id, folded.siblings[0].pair_id} == {"ah-tk-20232024-1#v1", "ah-tk-20232024-2#v1"}
    assert folded.siblings[0].vraagnummers == (1,)
    shown = search_json(result)["results"]
    assert isinstance(shown, list)
    assert [row["siblings"] for row in shown if row["siblings"]] == [[folded.siblings[0].pair_id]]
    assert find(corpus, "waarom is de brug dicht", settings=replace(ALL, duplicates=False)).found == 3


@pytest.mark.parametrize("piece", ["neighbours", "duplicates", "understand"])
def test_every_piece_can_be_switched(corpus: Corpus, piece: str) -> None:
    settings = replace(ALL, **{piece: not getattr(ALL, piece)})  # type: ignore[arg-type]
    query = "hoeveel drones koopt Defensie in 2023"
    assert {hit.pair_id for hit in find(corpus, query, settings=settings).hits} == {
        hit.pair_id for hit in find(corpus, query).hits
    }


def test_references_to_another_publication_are_read_from_the_catalogue(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    within = make_publication(7, antwoorden=[({1: "Klopt dit?"}, "Ja."), ({3: "En dit?", 2: "Dat?"}, "Zie 1.")])
    first, second = within.paren
    within = replace(within, paren=(first, replace(second, verwijst_naar=(first.id,))))
    text = 'Zie "verwijst_naar": ["x#v1"] bij nr. 7.'
    beyond = make_publication(8, antwoorden=[({1: "Klopt dat?"}, text), ({2: "En dit?"}, text)])
    other, plain = beyond.paren
    corpus = make_corpus([within, replace(beyond, paren=(replace(other, verwijst_naar=(first.id,)), plain))])
    assert corpus.catalogue.references_elsewhere([within.id, beyond.id]) == {other.id: (first.id,)}
