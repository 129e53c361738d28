from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.store.corpus import Corpus
from index.store.filters import Filters
from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.understand.followup import About, Conversation, follow, refine
from rag.values import Arm
from tests.factory import DEFENSIE, FINANCIEN, VWS

TODAY = date(2026, 1, 1)
PREVIOUS = Question("hoeveel drones koopt het leger?", filters=Filters(ministeries=(DEFENSIE,)))

FILTERED = [
    ("en bij Financiën?", Filters(ministeries=(FINANCIEN,))),
    ("en financiën?", Filters(ministeries=(FINANCIEN,))),
    ("en wat zei de minister van VWS?", Filters(ministeries=(VWS,))),
    ("ook bij Financiën", Filters(ministeries=(DEFENSIE, FINANCIEN))),
    ("van de ABC", Filters(ministeries=(DEFENSIE,), fracties=("ABC",))),
    ("en van Aalders?", Filters(ministeries=(DEFENSIE,), indieners=("Aalders",))),
    (
        "alleen 2024",
        Filters(ministeries=(DEFENSIE,), ontvangen_van=date(2024, 1, 1), ontvangen_tot=date(2024, 12, 31)),
    ),
    ("sinds 2024", Filters(ministeries=(DEFENSIE,), ontvangen_van=date(2024, 1, 1))),
    ("en in 2024-2025?", Filters(ministeries=(DEFENSIE,), vergaderjaren=("2024-2025",))),
    ("zonder filter", Filters()),
    ("alle ministeries", Filters()),
    ("per ministerie", Filters()),
]


@pytest.mark.parametrize(("text", "filters"), FILTERED)
def test_a_follow_up_sets_the_filter_that_it_names(corpus: Corpus, text: str, filters: Filters) -> None:
    refined = refine(PREVIOUS, text, corpus.catalogue, today=TODAY)
    assert not refined.is_new
    assert refined.note
    assert refined.question.text.startswith("hoeveel drones koopt het leger")
    given, wanted = refined.question.filters.to_json(), filters.to_json()
    assert {name: set(value) for name, value in given.items()} == {name: set(value) for name, value in wanted.items()}  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("wie vroeg dat?", About.VRAGER),
        ("En wie stelde die vraag?", About.VRAGER),
        ("van welke partij was die vraag?", About.VRAGER),
        ("wanneer was dat?", About.MOMENT),
        ("wie antwoordde?", About.ANTWOORDER),
        ("waar staat dat?", About.BRON),
    ],
)
def test_a_question_about_the_last_answer_changes_nothing(corpus: Corpus, text: str, about: About) -> None:
    refined = refine(PREVIOUS, text, corpus.catalogue)
    assert refined.about is about
    assert refined.question == PREVIOUS


@pytest.mark.parametrize(
    "text",
    [
        "nieuwe vraag: wat kost een zwembad?",
        "wie vroeg naar wachttijden in verpleeghuizen?",
        "welke ministeries hielden bijeenkomsten?",
        "hoeveel ganzen zijn er vorig jaar geteld in de provincies?",
        "1. Kent u het bericht «Drones»?\n2. Wat doet u daaraan?",
    ],
)
def test_a_question_of_its_own_starts_anew(corpus: Corpus, text: str) -> None:
    base = Question("dieren", filters=Filters(ministeries=(VWS,)), arm=Arm.LEXICAL, top=30, ignore=("ontvangen:2020",))
    refined = refine(replace(PREVIOUS, meant="ah-tk-20232024-102#v1"), text, corpus.catalogue, base=base)
    assert refined.is_new
    assert refined.question == replace(base, text=text.removeprefix("nieuwe vraag: "))


def test_words_of_a_follow_up_come_to_the_question(corpus: Corpus) -> None:
    refined = refine(PREVIOUS, "en hoeveel kosten ze?", corpus.catalogue)
    assert refined.question.text == "hoeveel drones koopt het leger kosten"
    assert refined.question.text in refined.note


@pytest.mark.parametrize("text", ["waarom?", "niet bij Defensie", "en dan?"])
def test_what_cannot_be_done_is_said_and_nothing_changes(corpus: Corpus, text: str) -> None:
    refined = refine(PREVIOUS, text, corpus.catalogue)
    assert refined.question == PREVIOUS
    assert "gebleven zoals hij was" in refined.note


def test_more_is_more_of_the_same(corpus: Corpus) -> None:
    assert refine(PREVIOUS, "meer", corpus.catalogue).question == replace(PREVIOUS, top=20)


def test_what_was_understood_can_be_ignored(corpus: Corpus) -> None:
    (item,) = refine(PREVIOUS, "en bij Financiën?", corpus.catalogue).understood
    assert item.key == f"ministeries:{FINANCIEN}"
    base = replace(PREVIOUS, ignore=(item.key,))
    again = refine(PREVIOUS, "en bij Financiën?", corpus.catalogue, base=base)
    assert again.understood == ()
    assert again.question.filters == PREVIOUS.filters


def test_what_the_question_itself_names_gives_way_to_the_follow_up(corpus: Corpus) -> None:
    first = Question("wat zei de minister van Financiën over de kosten van accijns?")
    refined = refine(first, "en bij Defensie?", corpus.catalogue)
    assert refined.question.filters.ministeries == (DEFENSIE,)
    result = Assistant(corpus, Retrieval()).ask(refined.question)
    assert result.search.filters.ministeries == (DEFENSIE,)


def test_a_conversation_is_its_texts_and_undoing_is_leaving_one_out(corpus: Corpus) -> None:
    turns = ("alleen 2023", "en bij VWS?", "wie vroeg dat?")
    whole = follow(replace(PREVIOUS, follow_ups=turns), corpus.catalogue, today=TODAY)
    assert tuple(refined.typed for refined in whole.turns) == turns
    assert whole.question.filters == Filters(
        ministeries=(VWS,), ontvangen_van=date(2023, 1, 1), ontvangen_tot=date(2023, 12, 31)
    )
    assert (whole.question.follow_ups, whole.about) == ((), About.VRAGER)
    assert follow(replace(PREVIOUS, follow_ups=turns[:1]), corpus.catalogue, today=TODAY).turns == whole.turns[:1]
    assert follow(PREVIOUS, corpus.catalogue) == Conversation(question=PREVIOUS)
