from __future__ import annotations

from dataclasses import replace

import pytest

from index.errors import UnknownIdError
from index.store.corpus import Corpus
from index.store.filters import Filters
from rag.answer.compose import answer as compose
from rag.assistant.assistant import Assistant
from rag.dutch.reasons import reason_in_words
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.values import Answer, Arm, SearchResult, Verdict
from tests.factory import DEFENSIE, FINANCIEN

DRONES = Question("hoeveel drones koopt het leger?", filters=Filters(ministeries=(DEFENSIE,)))


@pytest.fixture
def assistant(corpus: Corpus) -> Assistant:
    return Assistant(corpus, Retrieval())


def test_the_last_follow_up_is_searched_and_answered(assistant: Assistant) -> None:
    question = replace(DRONES, follow_ups=("en bij Financiën?",))
    for found in (assistant.search(question), assistant.ask(question).search):
        assert (found.query, found.filters.ministeries) == (DRONES.text, (FINANCIEN,))
    assert assistant.follow(question).question == replace(DRONES, filters=Filters(ministeries=(FINANCIEN,)))


def test_a_question_decides_everything_about_its_search(assistant: Assistant) -> None:
    found = assistant.search(replace(DRONES, arm=Arm.LEXICAL, top=1))
    assert len(found.hits) == 1
    assert {hit.why.dense for hit in found.hits} == {None}


def test_filters_are_spelt_as_the_catalogue_spells_them(assistant: Assistant) -> None:
    question, notes = assistant.spelt(replace(DRONES, filters=Filters(ministeries=("def", "Bestaat Niet"))))
    assert question == replace(DRONES, filters=Filters(ministeries=(DEFENSIE, "Bestaat Niet")))
    assert len(notes) == 1 and "Bestaat Niet" in notes[0]


def test_what_was_put_to_one_ministry_is_not_compared(assistant: Assistant) -> None:
    found = assistant.compare(DRONES)
    assert found.comparison is None
    assert "geen vergelijking" in reason_in_words(found.reason)


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("Het leger koopt zestig drones.", Verdict.VERWANT),
        ("Het ministerie van Defensie koopt zestig drones.", Verdict.BEANTWOORD),
    ],
)
def test_which_ministries_is_answered_by_a_quote_that_names_one(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, quote: str, verdict: Verdict
) -> None:
    def beantwoord(corpus: Corpus, found: SearchResult) -> Answer:
        given = compose(corpus, found)
        said = tuple(replace(one, quote=quote) for one in given.statements[:1])
        return replace(given, verdict=Verdict.BEANTWOORD, statements=said)

    monkeypatch.setattr("rag.compare.by_ministry.answer", beantwoord)
    found = assistant.ask(Question("welke ministeries kopen drones van een fabrikant?"))
    assert found.verdict is verdict
    assert "geen vergelijking" in reason_in_words(found.reason)


def test_a_question_that_is_not_there_cannot_be_compared(assistant: Assistant) -> None:
    with pytest.raises(UnknownIdError, match="ah-x-1#v1"):
        assistant.ask(replace(DRONES, meant="ah-x-1#v1"))


@pytest.mark.parametrize("text", [DRONES.text, "hoeveel vragen zijn er gesteld?"])
def test_talk_around_a_question_changes_nothing_but_what_was_typed(assistant: Assistant, text: str) -> None:
    typed = f"hoi, ik vroeg me af {text} alvast bedankt"
    plain, talked = assistant.ask(Question(text)), assistant.ask(Question(typed))
    assert (talked.verdict, talked.reason, talked.statements) == (plain.verdict, plain.reason, plain.statements)
    assert bool(talked.counted) is bool(plain.counted)
    assert talked.search.query == typed
    assert talked.search.hits == plain.search.hits
