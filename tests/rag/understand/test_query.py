from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Bewindspersoon, Publication, Soort, Vraag
from rag.understand.compared.every_ministry import read_exhaustive
from rag.understand.pasted import read_paste
from rag.understand.query import understand
from tests.factory import DEFENSIE, make_publication
from tests.growth import assert_linear

OLD = "ah-tk-20232024-101"
NEW = "ah-tk-20242025-101"
DIESEL = "ah-tk-20232024-103"
NOTICE = "ah-tk-20232024-105"


def called(id: str, vraagnummer: str | None = None) -> Publication:
    """Questions without an answer, under this id."""
    open_vragen = (Vraag(nummer=1, tekst="Klopt dit?"),)
    return Publication(id=id, soort=Soort.VRAAG, vraagnummer=vraagnummer, open_vragen=open_vragen)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nr. 103", (DIESEL,)),
        ("nr 103", (DIESEL,)),
        ("Nummer 103", (DIESEL,)),
        ("nr. 0103", (DIESEL,)),
        ("103", (DIESEL,)),
        (" 103 ", (DIESEL,)),
        ("aanhangsel 103", (DIESEL,)),
        ("Aanhangsel Handelingen nr. 103", (DIESEL,)),
        ("aanhangselnummer 103", (DIESEL,)),
        ("toon vragen nr. 103", (DIESEL,)),
        ("ah-tk-20232024-103", (DIESEL,)),
        ("AH-TK-20232024-103", (DIESEL,)),
        ("https://zoek.officielebekendmakingen.nl/ah-tk-20232024-103.html", (DIESEL,)),
        ("2024Z00103", (DIESEL,)),
        ("2024z00103", (DIESEL,)),
        ("nr. 101", (OLD, NEW)),
        ("2024-2025, nr. 101", (NEW,)),
        ("Aanhangsel Handelingen 2023-2024, nr. 101", (OLD,)),
        ("vergaderjaar 2023/24, nummer 101", (OLD,)),
        ("nr. 103 en nr. 105", (DIESEL, NOTICE)),
        ("nrs. 103 en ah-tk-20232024-105", (DIESEL, NOTICE)),
        ("nrs. 103 en 105", (DIESEL, NOTICE)),
        ("nr. 103, 105 en 9999 (2023-2024)", (DIESEL, NOTICE)),
        ("Aanhangsel 103, 2023-2024", (DIESEL,)),
    ],
)
def test_a_number_or_id_names_exactly_its_publication(corpus: Corpus, query: str, found: tuple[str, ...]) -> None:
    understood = understand(query, Filters(), corpus.catalogue)
    assert understood.filters.publication_ids == found
    assert understood.text.strip() == ""


@pytest.mark.parametrize(
    "query",
    [
        "Kamerstuk 36 200, nr. 103",
        "Wat staat er in Kamerstukken II 2023-2024, 36 200, nr. 103 over drones?",
        "hoeveel drones kocht het leger in 2023?",
        "artikel 103 van de wet",
        "de nr. 1.035 van de lijst",
        "nr. 1 035",
        "ah-erlebnis",
        "",
    ],
)
def test_other_numbers_are_searched_for_as_they_stand(corpus: Corpus, query: str) -> None:
    understood = understand(query, Filters(), corpus.catalogue)
    assert understood.filters == Filters()
    assert understood.text == query
    assert understood.notes == ()


def test_a_number_after_a_parliamentary_paper_is_still_a_number(corpus: Corpus) -> None:
    query = "Kamerstuk 36 200, nr. 77 en Aanhangsel Handelingen nr. 103"
    assert understand(query, Filters(), corpus.catalogue).filters.publication_ids == (DIESEL,)


def test_words_beside_a_number_are_searched_for_within_it(corpus: Corpus) -> None:
    understood = understand("wat zegt nr. 103 over diesel?", Filters(), corpus.catalogue)
    assert understood.filters.publication_ids == (DIESEL,)
    assert "diesel" in understood.text
    assert "103" not in understood.text


def test_every_number_of_a_list_is_understood_by_itself(corpus: Corpus) -> None:
    understood = understand("nrs. 103 en 105", Filters(), corpus.catalogue)
    assert [one.label for one in understood.understood] == ["nr. 103", "nr. 105"]
    less = understand("nrs. 103 en 105", Filters(), corpus.catalogue, [understood.understood[0].key])
    assert less.filters.publication_ids == (NOTICE,)
    assert "103" in less.text
    alone = understand("nr. 103 en 12 leden over diesel", Filters(), corpus.catalogue)
    assert alone.filters.publication_ids == (DIESEL,)


def test_the_given_filters_stay(corpus: Corpus) -> None:
    given = Filters(ministeries=(DEFENSIE,), ontvangen_van=date(2024, 1, 1))
    understood = understand("nr. 103", given, corpus.catalogue)
    assert understood.filters == Filters(
        ministeries=(DEFENSIE,), ontvangen_van=date(2024, 1, 1), publication_ids=(DIESEL,)
    )


@pytest.mark.parametrize("query", ["nr. 9999", "9999", "2024Z99999", "ah-tk-20232024-9999", "2019-2020, nr. 103"])
def test_a_number_that_is_not_there_finds_nothing_and_says_so(corpus: Corpus, query: str) -> None:
    understood = understand(query, Filters(), corpus.catalogue)
    assert understood.filters.publication_ids == ()
    (note,) = understood.notes
    assert "niet in het corpus" in note


def test_an_unknown_number_in_a_sentence_leaves_the_sentence(corpus: Corpus) -> None:
    understood = understand("hoe vaak werd nummer 9112 gebeld?", Filters(), corpus.catalogue)
    assert understood.text == "hoe vaak werd nummer 9112 gebeld?"
    assert understood.filters == Filters()
    assert "9112" in understood.notes[0]


def test_a_loose_number_in_a_sentence_is_text_even_when_it_exists(corpus: Corpus) -> None:
    understood = understand("hoe vaak werd nummer 101 gebeld?", Filters(), corpus.catalogue)
    assert understood.filters == Filters()
    assert understand("kamervraag nummer 101", Filters(), corpus.catalogue).filters.publication_ids
    assert understand("nr. 101 accijns", Filters(), corpus.catalogue).filters.publication_ids


def test_an_id_with_a_question_number_in_it_names_only_itself(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    answer = make_publication(103)
    question = called("kv-tk-2024z00103", vraagnummer="2024Z00103")
    catalogue = make_corpus([answer, question]).catalogue
    assert understand("kv-tk-2024Z00103", Filters(), catalogue).filters.publication_ids == (question.id,)
    assert understand("2024Z00103", Filters(), catalogue).filters.publication_ids == (answer.id, question.id)


@pytest.mark.parametrize(
    ("id", "query"),
    [
        ("ssc-val-2024-12", "ssc-val-2024-12"),
        ("ssc-val-2024-12", "SSC-VAL-2024-12"),
        ("ssc-val-2024-12", "ssc-val-2024-12.pdf"),
        ("ssc-val-2024-12", "toon (ssc-val-2024-12)."),
        ("ssc-val-2024-12", "ssc-val-2024-12#v1"),
        ("brief_2", "brief_2"),
        ("Brief-van-(JenV)", "brief-van-(jenv)"),
        ("covid-19", "covid-19"),
        ("12345", "12345"),
        ("stuk7", "stuk7"),
    ],
)
def test_any_other_id_of_the_corpus_names_its_publication(
    make_corpus: Callable[[Sequence[Publication]], Corpus], id: str, query: str
) -> None:
    catalogue = make_corpus([called(id), make_publication(8)]).catalogue
    understood = understand(query, Filters(), catalogue)
    assert understood.filters.publication_ids == (id,)
    assert understood.text == ""


def test_words_beside_another_id_are_searched_for_within_it(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    catalogue = make_corpus([called("ssc-val-2024-12"), called("covid-19")]).catalogue
    within = understand("wat zegt ssc-val-2024-12 over diesel?", Filters(), catalogue)
    assert within.filters.publication_ids == ("ssc-val-2024-12",)
    assert "diesel" in within.text
    (one,) = within.understood
    assert understand("ssc-val-2024-12", Filters(), catalogue, [one.key]).filters == Filters(), "it can be put away"
    for words in ("covid-19 in verpleeghuizen", "ssc-val-2024-13", "1-2-3", "diesel"):
        assert understand(words, Filters(), catalogue).filters == Filters()


def test_the_turn_of_the_century_is_a_year(make_corpus: Callable[[Sequence[Publication]], Corpus]) -> None:
    catalogue = make_corpus([make_publication(7, jaar="1999-2000"), make_publication(7, jaar="2000-2001")]).catalogue
    for query in ("1999-2000, nr. 7", "1999/00 nr. 7"):
        assert understand(query, Filters(), catalogue).filters.publication_ids == ("ah-tk-19992000-7",)


@pytest.mark.parametrize(
    "unit",
    ["2023 ", "van 2021 tot 2022 ", "afgelopen jaar ", "nr. 12 ", "ah-tk-1-", "a-b-1 ", "a-", "https://", "https://a/"],
)
def test_periods_and_numbers_take_time_in_proportion_to_the_length(corpus: Corpus, unit: str) -> None:
    assert_linear(lambda text: understand(text, Filters(), corpus.catalogue), unit)


@pytest.mark.parametrize("unit", ["woord ", "welke ", "welke ministeries ", "per ministerie ", "minstrie ", "a", "-"])
def test_whether_every_ministry_is_asked_takes_time_in_proportion_to_the_length(unit: str) -> None:
    assert_linear(read_exhaustive, unit)


@pytest.mark.parametrize("unit", ["Vraag 1 ", "\n1. Klopt het?", "Wat? ", "- Kent u?\n", "| a | b |\n", "\n"])
def test_whether_a_kamervraag_is_pasted_takes_time_in_proportion_to_the_length(unit: str) -> None:
    assert_linear(read_paste, unit)


@pytest.mark.parametrize(
    ("query", "text", "conditions"),
    [
        ("wat vroeg Aalders over drones?", "drones?", {"indieners:Aalders"}),
        (
            "wat vroeg de XYZ aan de minister van Defensie over drones",
            "drones",
            {"fracties:XYZ", "ministeries:Defensie"},
        ),
        ("antwoorden van Defensie over drones in 2023", "drones in 2023", {"ministeries:Defensie"}),
        ("Defensie over drones", "drones", set()),
        ("hoeveel drones wil Aalders", "hoeveel drones wil Aalders", set()),
    ],
)
def test_whose_questions_are_meant_is_a_condition_and_no_word_to_search_by(
    corpus: Corpus, query: str, text: str, conditions: set[str]
) -> None:
    understood = understand(query, Filters(), corpus.catalogue)
    assert understood.text == text
    assert {item.key for item in understood.understood if item.is_filter} == conditions


def test_a_name_that_is_not_to_be_read_stays_a_word(corpus: Corpus) -> None:
    query = "wat vroeg Aalders over drones?"
    assert understand(query, Filters(), corpus.catalogue, ["indieners:Aalders"]).text == query


@pytest.mark.parametrize(
    ("query", "is_condition"),
    [
        ("wat zei Veldwijk over drones", True),
        ("vragen aan Veldwijk over drones", True),
        ("wat vroeg Veldwijk over drones", False),  # as a member, elsewhere
        ("vragen van Veldwijk over drones", False),
    ],
)
def test_who_answers_is_no_condition_on_who_asked(
    make_corpus: Callable[[Sequence[Publication]], Corpus], query: str, is_condition: bool
) -> None:
    minister = Bewindspersoon(functie="Minister", naam="Veldwijk", portefeuille=DEFENSIE, ministerie=DEFENSIE)
    publication = replace(make_publication(1, ministeries=[DEFENSIE]), beantwoord_door=(minister,))
    understood = understand(query, Filters(), make_corpus([publication]).catalogue)
    assert [(item.field, item.is_filter) for item in understood.understood] == [("bewindspersonen", is_condition)]
    assert understood.text == ("drones" if is_condition else query)
