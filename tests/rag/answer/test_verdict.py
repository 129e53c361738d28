from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.embed.embedding import SentenceEncoder
from index.store.corpus import Corpus
from rag.answer.verdict import UNKNOWN, decide, is_doubtful
from rag.assistant.assistant import Assistant
from rag.dutch.reasons import reason_in_words
from rag.question import Question
from rag.retrieve.reader import load_reader
from rag.retrieve.settings import Retrieval
from rag.values import (
    Evidence,
    Ground,
    Reason,
    Verdict,
)

READER = replace(load_reader(), answered=0.6, subject=3.0)
ANSWERED = Evidence(asks_number=False, nearest=6.0, answers=0.8)


@pytest.mark.parametrize(
    ("evidence", "verdict", "reason"),
    [
        (ANSWERED, Verdict.BEANTWOORD, "sluiten aan"),
        (replace(ANSWERED, answers=0.6), Verdict.BEANTWOORD, "sluiten aan"),
        (replace(ANSWERED, answers=0.59), Verdict.VERWANT, "rechtstreeks antwoord is niet zeker"),
        (replace(ANSWERED, answers=0.5, asks_number=True), Verdict.VERWANT, "getal of datum"),
        (replace(ANSWERED, answers=0.5, nearest=2.9), Verdict.NIET_GEVONDEN, "lijkt niet voor te komen"),
        (replace(ANSWERED, answers=0.5, nearest=3.0), Verdict.VERWANT, "rechtstreeks antwoord is niet zeker"),
        (replace(ANSWERED, nearest=2.9), Verdict.BEANTWOORD, "sluiten aan"),
    ],
)
def test_the_verdict_says_what_is_missing(evidence: Evidence, verdict: Verdict, reason: str) -> None:
    decided, says, sure = decide(evidence, READER)
    assert decided is verdict
    assert reason in reason_in_words(says)
    assert sure == evidence.answers


@pytest.mark.parametrize(
    "unread", [Evidence(asks_number=False), Evidence(asks_number=True), replace(ANSWERED, nearest=None)]
)
def test_where_nothing_was_read_the_verdict_stays_in_the_middle(unread: Evidence) -> None:
    decided, reason, sure = decide(unread, READER)
    assert (decided, sure) == (Verdict.VERWANT, UNKNOWN)
    assert sure == 1 / 2
    assert reason == Reason(ground=Ground.UNREAD)


def test_a_best_pair_that_hardly_answers_is_in_doubt_and_never_where_nothing_was_read() -> None:
    assert is_doubtful(replace(ANSWERED, answers=0.29), READER)
    assert not is_doubtful(replace(ANSWERED, answers=0.3), READER), "from half of the border on"
    assert not is_doubtful(Evidence(asks_number=False), READER)


@pytest.fixture(scope="module")
def sample(sample_corpus: Path, real_encoder: SentenceEncoder) -> Iterator[Assistant]:
    corpus = Corpus(sample_corpus, real_encoder)
    yield Assistant(corpus, Retrieval())
    corpus.close()


@pytest.mark.model
@pytest.mark.parametrize(
    "query",
    [
        "komt er statiegeld op sapflessen",
        "schade door ganzen aan gewassen",
        "te weinig wijkagenten in gemeenten",
        "vaccinatie tegen gordelroos",
    ],
)
def test_a_subject_of_the_sample_is_not_called_absent(sample: Assistant, query: str) -> None:
    assert sample.ask(Question(query)).verdict is not Verdict.NIET_GEVONDEN


@pytest.mark.model
@pytest.mark.parametrize(
    "query",
    [
        "wie won het songfestival in 2012",
        "hoe bak ik een appeltaart",
        "abortus",
        "asdf qwer zxcv",
    ],
)
def test_a_subject_that_the_sample_lacks_is_not_found_and_nothing_is_quoted(sample: Assistant, query: str) -> None:
    found = sample.ask(Question(query))
    assert (found.verdict, found.statements) == (Verdict.NIET_GEVONDEN, ())
    assert "onderwerp" in reason_in_words(found.reason)
    assert found.search.hits


@pytest.mark.model
@pytest.mark.parametrize("query", ["statiegeld", "gordelroos"])
def test_a_single_word_asks_nothing_that_can_be_answered(sample: Assistant, query: str) -> None:
    found = sample.ask(Question(query))
    assert found.verdict is not Verdict.BEANTWOORD
    assert found.search.hits


@pytest.mark.model
@pytest.mark.parametrize("query", ["frisdrank", "ambtenaar"])
def test_a_single_word_that_nothing_is_certain_to_be_about_is_asked_to_say_more(sample: Assistant, query: str) -> None:
    found = sample.ask(Question(query))
    assert (found.verdict, found.reason.ground) == (Verdict.VERWANT, Ground.ONE_WORD_APART)
    assert "Zeg er meer bij" in reason_in_words(found.reason)
