from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed.embedding import SentenceEncoder
from index.store.corpus import Corpus
from rag.answer.logistic import LogisticRegression
from rag.answer.verdict import ANSWER, SUBJECT, Parameters, confidence, decide, is_doubtful, load_parameters, signs
from rag.assistant import Assistant
from rag.question import Question
from rag.retrieve.evidence import weigh
from rag.retrieve.settings import Retrieval
from rag.values import Evidence, Verdict

PARAMETERS = Parameters(
    model="m",
    subject=LogisticRegression(
        intercept=0.0,
        weights={"nearest": 2.0, "lead": 1.0},
        means={"nearest": 0.8, "lead": 0.1},
        spreads={"nearest": 0.1, "lead": 0.1},
    ),
    answer=LogisticRegression(
        intercept=1.0,
        weights={"weakest": 2.0, "asks_number": -2.0},
        means={"weakest": 0.8, "asks_number": 0.0},
        spreads={"weakest": 0.1, "asks_number": 1.0},
    ),
    answered=0.6,
    present=0.25,
)
PRESENT = Evidence(nearest=1.0, lead=0.2, weakest=0.9, asks_number=False)


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("Hoeveel bedden zijn er?", True),
        ("hoe hoog is de accijns?", True),
        ("Wanneer komt de brief?", True),
        ("vanaf welke datum geldt dit", True),
        ("wat kost een kaartje", True),
        ("Wat is het percentage?", True),
        ("hoe denkt u over bedden?", False),
        ("welke ministeries hielden bijeenkomsten?", False),
        ("wat vindt de minister", False),
        ("", False),
    ],
)
def test_a_query_may_ask_for_a_number(query: str, asks: bool) -> None:
    assert weigh(query, [], []).asks_number is asks


def test_the_nearest_pair_speaks_for_its_publication() -> None:
    late = [("a", 0.5), ("b", 0.9), ("b", 0.89), ("c", 0.7), ("d", 0.6)]
    evidence = weigh("", late, [])
    assert evidence.nearest == pytest.approx(0.9)
    assert evidence.lead == pytest.approx(0.9 - (0.7 + 0.6 + 0.5) / 3)


def test_the_lead_is_over_the_next_nine_publications() -> None:
    late = [(f"p{n}", 0.9 - n / 20) for n in range(15)]
    assert weigh("", late, []).lead == pytest.approx(0.9 - sum(0.9 - n / 20 for n in range(1, 10)) / 9)


def test_too_few_publications_have_no_lead_and_no_reranking_has_no_nearest() -> None:
    assert weigh("", [("a", 0.9), ("b", 0.5), ("c", 0.5)], []).lead is None
    assert weigh("", [], []) == Evidence(nearest=None, lead=None, weakest=None, asks_number=False)


def test_the_weakest_third_of_the_words_counts() -> None:
    assert weigh("", [], [0.9, 0.3, 0.8, 0.5, 0.9, 0.9]).weakest == pytest.approx((0.3 + 0.5) / 2)
    assert weigh("", [], [0.9, 0.3]).weakest == pytest.approx(0.3)


def test_an_absent_sign_counts_as_an_average_one() -> None:
    nothing = Evidence(nearest=None, lead=None, weakest=None, asks_number=False)
    assert PARAMETERS.subject.probability(signs(nothing)) == pytest.approx(0.5)
    one_spread = replace(nothing, nearest=0.9)
    assert PARAMETERS.subject.probability(signs(one_spread)) == pytest.approx(1 / (1 + math.exp(-2)))


def test_confidence_wants_both_the_subject_and_the_answer() -> None:
    both = confidence(PRESENT, PARAMETERS)
    assert both == PARAMETERS.subject.probability(signs(PRESENT)) * PARAMETERS.answer.probability(signs(PRESENT))
    assert confidence(replace(PRESENT, nearest=0.5), PARAMETERS) < both
    assert confidence(replace(PRESENT, weakest=0.5), PARAMETERS) < both


@given(near=st.floats(-1e9, 1e9), lead=st.floats(-1e9, 1e9), weakest=st.floats(-1e9, 1e9), asks=st.booleans())
def test_confidence_stays_between_none_and_all(near: float, lead: float, weakest: float, asks: bool) -> None:
    evidence = Evidence(nearest=near, lead=lead, weakest=weakest, asks_number=asks)
    assert 0.0 <= confidence(evidence, PARAMETERS) <= 1.0


@pytest.mark.parametrize(
    ("evidence", "verdict", "reason"),
    [
        (PRESENT, Verdict.BEANTWOORD, "sluiten aan"),
        (replace(PRESENT, weakest=0.6), Verdict.VERWANT, "rechtstreeks antwoord is niet zeker"),
        (replace(PRESENT, weakest=0.7, asks_number=True), Verdict.VERWANT, "getal of datum"),
        (replace(PRESENT, nearest=0.75, lead=0.1), Verdict.VERWANT, "niet zeker of dit onderwerp voorkomt"),
        (replace(PRESENT, nearest=0.6, lead=0.1), Verdict.NIET_GEVONDEN, "lijkt niet voor te komen"),
        (replace(PRESENT, nearest=0.6, lead=0.1, weakest=1.5), Verdict.NIET_GEVONDEN, "onderwerp"),
    ],
)
def test_the_verdict_says_what_is_missing(evidence: Evidence, verdict: Verdict, reason: str) -> None:
    decided, says, sure = decide(evidence, PARAMETERS, "m")
    assert decided is verdict
    assert reason in says
    assert sure == confidence(evidence, PARAMETERS)


def test_a_subject_is_in_doubt_below_even_odds_and_never_where_nothing_can_be_told() -> None:
    weak = replace(PRESENT, nearest=0.75, lead=0.1)
    assert is_doubtful(weak, PARAMETERS, "m")
    assert not is_doubtful(PRESENT, PARAMETERS, "m")
    assert not is_doubtful(weak, PARAMETERS, "ander")
    assert not is_doubtful(replace(weak, nearest=None), PARAMETERS, "m")


@pytest.mark.parametrize("nearest", [0.1, 1.0])
def test_another_model_is_not_judged_by_these_numbers(nearest: float) -> None:
    decided, reason, sure = decide(replace(PRESENT, nearest=nearest), PARAMETERS, "ander")
    assert (decided, sure) == (Verdict.VERWANT, 0.5)
    assert "niet geijkt" in reason


def test_without_reranking_the_verdict_stays_in_the_middle() -> None:
    decided, reason, sure = decide(weigh("wat vindt de minister", [], []), PARAMETERS, "m")
    assert (decided, sure) == (Verdict.VERWANT, 0.5)
    assert "herordenen" in reason


def test_the_parameters_that_come_with_the_product_are_whole() -> None:
    parameters = load_parameters()
    for regression, names in ((parameters.subject, SUBJECT), (parameters.answer, ANSWER)):
        assert set(names) == regression.weights.keys() == regression.means.keys() == regression.spreads.keys()
        assert all(spread > 0 for spread in regression.spreads.values())
    assert 0 < parameters.present < parameters.answered < 1
    assert parameters.subject.weights["nearest"] > 0
    assert parameters.answer.weights["asks_number"] < 0


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
    assert "onderwerp" in found.reason
    assert found.search.hits
