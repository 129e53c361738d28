"""The measures of the verdict on runs that can be worked out by hand."""

from __future__ import annotations

import pytest

from eval.gold.gold import Query
from eval.measure.abstention import measure_abstention
from eval.measure.run import QueryRun
from rag.values import Verdict


def run_of(verdict: Verdict, confidence: float, absent: float | None = None, detail: float | None = None) -> QueryRun:
    return QueryRun(ranked=[], verdict=verdict, confidence=confidence, search_ms=1.0, absent=absent, detail=detail)


QUERIES = [
    Query(query_id="a", text="hoeveel sporthallen sloten er", answerable=True),
    Query(query_id="b", text="drones voor het leger", answerable=True),
    Query(query_id="c", text="wat kost een ruimtereis", answerable=False),
    Query(query_id="d", text="kolonie op Mars", answerable=False),
]
RUNS = {
    "a": run_of(Verdict.BEANTWOORD, 0.9, absent=0.1, detail=0.7),
    "b": run_of(Verdict.VERWANT, 0.4, absent=0.2, detail=0.6),
    "c": run_of(Verdict.NIET_GEVONDEN, 0.3),
    "d": run_of(Verdict.BEANTWOORD, 0.5),
}


def test_each_kind_of_query_without_an_answer_has_its_own_auroc() -> None:
    measured = measure_abstention(QUERIES, RUNS)
    assert measured.auroc == pytest.approx(3 / 4), "0.9 beats both, 0.4 beats only 0.3"
    assert measured.auroc_absent == pytest.approx(4 / 4)
    assert measured.auroc_detail == pytest.approx(2 / 4), "0.9 beats both, 0.4 neither"
    assert (measured.answered, measured.false_answer, measured.false_refusal) == (1 / 2, 1 / 2, 0.0)
    assert measured.intervals.keys() == {
        "auroc",
        "auroc_absent",
        "auroc_detail",
        "answered",
        "false_answer",
        "false_refusal",
    }


def test_queries_that_ask_for_a_number_are_a_stratum_of_their_own() -> None:
    measured = measure_abstention(QUERIES, RUNS)
    number, other = measured.strata["number"], measured.strata["other"]
    assert (number.answerable, number.unanswerable, number.auroc, number.false_answer) == (1, 1, 1.0, 0.0)
    assert (other.answerable, other.unanswerable, other.auroc, other.false_answer) == (1, 1, 0.0, 1.0)


def test_twins_that_were_not_asked_give_no_figure() -> None:
    measured = measure_abstention(QUERIES, {name: run_of(Verdict.VERWANT, 0.5) for name in RUNS})
    assert (measured.auroc, measured.auroc_absent, measured.auroc_detail) == (0.5, None, None)
    assert "auroc_absent" not in measured.intervals
