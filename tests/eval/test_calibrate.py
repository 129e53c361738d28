"""Calibration of the verdict: signs, borders, cross-validation, and the file that it writes."""

from __future__ import annotations

import tomllib

import pytest

from eval.calibrate import MAX_FALSE_REFUSAL, calibrate, to_toml
from index.errors import InputError
from rag.evidence import Evidence
from rag.verdict import FEATURES, confidence

ANSWERED = [Evidence(gap=0.01 + n / 2000, weakest=0.84 + n / 5000, asks_number=n % 9 == 0) for n in range(40)]
UNANSWERED = [Evidence(gap=0.03 + n / 2000, weakest=0.80 + n / 5000, asks_number=n % 2 == 0) for n in range(20)]
EVIDENCE = [*ANSWERED, *UNANSWERED]
TRUTH = [True] * len(ANSWERED) + [False] * len(UNANSWERED)


def test_the_evidence_is_weighed_in_the_right_direction() -> None:
    made = calibrate(EVIDENCE, TRUTH, "m")
    assert made.parameters.weights["weakest"] > 0
    assert made.parameters.weights["gap"] < 0
    assert made.parameters.weights["asks_number"] < 0
    assert (made.queries, made.answerable) == (60, 40)
    assert made.auroc > 0.95
    assert made.auroc_range[0] <= made.auroc <= made.auroc_range[1]
    assert confidence(ANSWERED[0], made.parameters) > confidence(UNANSWERED[-2], made.parameters)


def test_the_borders_are_in_order_and_refuse_little() -> None:
    made = calibrate(EVIDENCE, TRUTH, "m")
    assert 0 <= made.parameters.related <= made.parameters.answered <= 1
    assert made.false_refusal <= MAX_FALSE_REFUSAL + 1 / len(ANSWERED)


def test_calibration_is_the_same_every_time() -> None:
    assert calibrate(EVIDENCE, TRUTH, "m") == calibrate(EVIDENCE, TRUTH, "m")


def test_evidence_that_was_not_gathered_counts_as_average() -> None:
    lacking = [Evidence(gap=None, weakest=item.weakest, asks_number=item.asks_number) for item in EVIDENCE[:3]]
    made = calibrate([*lacking, *EVIDENCE[3:]], TRUTH, "m")
    assert made.auroc > 0.9


def test_too_few_queries_of_a_kind_are_refused() -> None:
    with pytest.raises(InputError, match="minstens 10"):
        calibrate(EVIDENCE[:45], TRUTH[:45], "m")


def test_the_file_holds_the_parameters_and_how_they_were_made() -> None:
    made = calibrate(EVIDENCE, TRUTH, "m")
    text = to_toml(made, "abc123", "kamervragen eval calibrate --gold map --out oordeel.toml")
    values = tomllib.loads(text)
    assert values["model"] == "m"
    assert values["borders"] == {"beantwoord": made.parameters.answered, "verwant": made.parameters.related}
    assert set(values["weights"]) == set(values["means"]) == set(values["spreads"]) == set(FEATURES)
    assert "abc123" in text
    assert "60 queries (40 answerable)" in text
