from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.store.corpus import Corpus
from index.values import Publication
from rag.assistant.assistant import Assistant
from rag.follow.news import follow
from rag.follow.searches import SavedSearches
from rag.question import Question
from rag.retrieve.settings import Retrieval
from tests.encoder import WordEncoder
from tests.factory import DEFENSIE, make_publication, make_reading, small_corpus

SHIPS = "Hoeveel schepen liggen er op dit moment in de haven van Den Helder?"


@pytest.fixture
def assistant(make_corpus: Callable[[Sequence[Publication]], Corpus]) -> Assistant:
    return Assistant(make_corpus(small_corpus()), Retrieval())


@pytest.fixture
def searches(data_dir: Path, assistant: Assistant) -> Iterator[SavedSearches]:
    opened = SavedSearches(data_dir)
    yield opened
    opened.close()


def add(data_dir: Path, *publications: Publication) -> None:
    Builder(data_dir, WordEncoder()).ingest([make_reading(publication) for publication in publications])


def ships(nummer: int = 500, answer: str = "Er liggen veertig schepen in de haven van Den Helder.") -> Publication:
    return make_publication(
        nummer, antwoorden=[({1: SHIPS}, answer)], ministeries=(DEFENSIE,), onderwerp="schepen in de haven"
    )


@pytest.fixture
def corpus_of_ships(
    make_corpus: Callable[[Sequence[Publication]], Corpus], data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A data directory where something is new for the search "schepen", for the command line with the quick encoder."""
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: WordEncoder())
    assistant = Assistant(make_corpus(small_corpus()), Retrieval())
    searches = SavedSearches(data_dir)
    follow(assistant, searches, "schepen", Question(SHIPS), None)
    searches.close()
    add(data_dir, ships())
    return data_dir
