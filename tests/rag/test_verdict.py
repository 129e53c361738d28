from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.evidence import Evidence, weigh
from rag.values import Verdict
from rag.verdict import Parameters, confidence, decide, load_parameters

PARAMETERS = Parameters(
    model="m",
    intercept=0.0,
    weights={"gap": -1.0, "weakest": 2.0, "asks_number": -1.0},
    means={"gap": 0.1, "weakest": 0.8, "asks_number": 0.0},
    spreads={"gap": 0.1, "weakest": 0.1, "asks_number": 1.0},
    answered=0.75,
    related=0.25,
)


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


def test_the_gap_is_how_far_the_nearest_lies_before_the_mean_of_the_next_nine() -> None:
    dense = [0.5, 0.9, *[0.7] * 7, 0.6, 0.1, 0.1]
    assert weigh("", dense, []).gap == pytest.approx(0.9 - (7 * 0.7 + 0.6 + 0.5) / 9)
    assert weigh("", [0.9, 0.7], []).gap == pytest.approx(0.2)
    assert weigh("", [0.9], []).gap is None
    assert weigh("", [], []).gap is None


def test_the_weakest_third_of_the_words_counts() -> None:
    assert weigh("", [], [0.9, 0.3, 0.8, 0.5, 0.9, 0.9]).weakest == pytest.approx((0.3 + 0.5) / 2)
    assert weigh("", [], [0.9, 0.3]).weakest == pytest.approx(0.3)
    assert weigh("", [], []).weakest is None


def test_confidence_is_a_logistic_regression_in_which_what_is_absent_says_nothing() -> None:
    assert confidence(Evidence(gap=None, weakest=None, asks_number=False), PARAMETERS) == pytest.approx(0.5)
    one_spread = Evidence(gap=0.1, weakest=0.9, asks_number=False)
    assert confidence(one_spread, PARAMETERS) == pytest.approx(1 / (1 + 2.718281828**-2))


@given(gap=st.floats(-1e9, 1e9), weakest=st.floats(-1e9, 1e9), asks=st.booleans())
def test_confidence_stays_between_none_and_all(gap: float, weakest: float, asks: bool) -> None:
    assert 0.0 <= confidence(Evidence(gap=gap, weakest=weakest, asks_number=asks), PARAMETERS) <= 1.0


@pytest.mark.parametrize(
    ("weakest", "verdict"),
    [(0.9, Verdict.BEANTWOORD), (0.8, Verdict.VERWANT), (0.7, Verdict.NIET_GEVONDEN)],
)
def test_the_borders_part_the_verdicts(weakest: float, verdict: Verdict) -> None:
    decided, reason, sure = decide(Evidence(gap=0.1, weakest=weakest, asks_number=False), PARAMETERS, "m")
    assert decided is verdict
    assert reason
    assert sure == confidence(Evidence(gap=0.1, weakest=weakest, asks_number=False), PARAMETERS)


def test_a_doubtful_answer_to_a_question_for_a_number_says_to_check_it() -> None:
    _, reason, _ = decide(Evidence(gap=0.1, weakest=0.8, asks_number=True), PARAMETERS, "m")
    assert "getal" in reason


def test_another_model_is_not_judged_by_these_numbers() -> None:
    for weakest in (0.1, 0.9):
        decided, reason, _ = decide(Evidence(gap=0.1, weakest=weakest, asks_number=False), PARAMETERS, "ander")
        assert decided is Verdict.VERWANT
        assert "niet geijkt" in reason


def test_the_parameters_that_come_with_the_product_are_whole() -> None:
    parameters = load_parameters()
    assert parameters.weights.keys() == parameters.means.keys() == parameters.spreads.keys()
    assert all(spread > 0 for spread in parameters.spreads.values())
    assert 0 < parameters.related < parameters.answered < 1
