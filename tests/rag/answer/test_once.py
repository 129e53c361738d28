"""The model runs once for an answer, over the words that were searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.store.corpus import Corpus
from rag.answer.compose import answer
from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.values import Arm
from tests.encoder import CountingEncoder
from tests.factory import VWS, make_publication, make_reading, small_corpus

MISTYPED = "Sporthallen: wat vroeg Kamerlid Aalderz?"
RIGHT = "Sporthallen: wat vroeg Kamerlid Aalders?"


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def assistant(data_dir: Path, encoder: CountingEncoder) -> Iterator[Assistant]:
    borrels = [
        make_publication(
            nummer,
            antwoorden=[({1: "Zijn er op uw ministerie borrels gehouden in de zomer?"}, antwoord)],
            ministeries=[ministerie],
            onderwerp="borrels",
        )
        for nummer, ministerie, antwoord in ((21, VWS, "Ja, twee borrels."), (22, "Defensie", "Nee, geen borrels."))
    ]
    both = [replace(one, zie_ook=tuple(other.id for other in borrels if other is not one)) for one in borrels]
    Builder(data_dir, encoder).ingest([make_reading(publication) for publication in (*small_corpus(), *both)])
    corpus = Corpus(data_dir, encoder)
    yield Assistant(corpus, Retrieval())
    corpus.close()


@pytest.mark.parametrize(
    "query",
    [
        "Hoeveel drones koopt het leger?",
        "nr. 102",
        "wat staat er in nr. 102 over drones?",
        "welke ministeries hielden borrels?",
    ],
)
def test_the_model_runs_once_for_an_answer(assistant: Assistant, encoder: CountingEncoder, query: str) -> None:
    assert assistant.ask(Question(query)).search.hits
    assert len(encoder.asked) == 1


@pytest.mark.parametrize("arm", Arm)
def test_the_model_runs_once_whichever_index_is_asked(assistant: Assistant, encoder: CountingEncoder, arm: Arm) -> None:
    assert assistant.ask(Question("Hoeveel drones koopt het leger?", arm=arm)).search.hits
    assert len(encoder.asked) == 1


def test_a_mistyped_name_is_put_right_for_the_search_and_for_the_quotes(
    assistant: Assistant, encoder: CountingEncoder
) -> None:
    mistyped, right = assistant.ask(Question(MISTYPED)), assistant.ask(Question(RIGHT))
    assert encoder.asked.count(RIGHT) == 2, "once for each, whatever the model began on before the name was read"
    assert (mistyped.search.query, mistyped.search.searched) == (MISTYPED, RIGHT)
    assert mistyped.statements == right.statements != ()


def test_a_number_alone_leaves_nothing_to_search(assistant: Assistant, encoder: CountingEncoder) -> None:
    found = assistant.search(Question("nr. 102"))
    assert (found.searched, found.encoded, found.text, encoder.asked) == ("", None, "nr. 102", [])
    assert answer(assistant.corpus, found).statements
