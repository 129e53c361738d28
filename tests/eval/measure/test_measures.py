"""The measures against arithmetic by hand."""

from __future__ import annotations

from math import log2

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.gold.gold import Query
from eval.measure.measures import MEASURES, by_type, means, per_query

QRELS = {"q": {"a": 2, "b": 1, "c": 1}}


@pytest.mark.parametrize(
    ("ranking", "expected", "reason"),
    [
        (["a", "b", "c"], 1.0, "the ideal order"),
        (
            ["b", "x", "a"],
            (1 / log2(2) + 2 / log2(4)) / (2 / log2(2) + 1 / log2(3) + 1 / log2(4)),
            "grade as gain, log2(rank + 1) as discount",
        ),
        (["x", "y"], 0.0, "nothing relevant"),
        ([], 0.0, "nothing found"),
        ([*"0123456789", "a"], 0.0, "rank 11 lies below the cut"),
    ],
)
def test_ndcg_is_what_it_is_by_hand(ranking: list[str], expected: float, reason: str) -> None:
    assert per_query(QRELS, {"q": ranking})["q"]["nDCG@10"] == pytest.approx(expected), reason


def test_the_other_measures_are_what_they_are_by_hand() -> None:
    ranking = ["x", "b", *(f"y{n}" for n in range(18)), "a"]  # b on rank 2, a on rank 21, c nowhere
    assert per_query(QRELS, {"q": ranking})["q"] == pytest.approx(
        {
            "nDCG@10": (1 / log2(3)) / (2 + 1 / log2(3) + 1 / log2(4)),
            "MRR@10": 1 / 2,
            "R@20": 1 / 3,
            "R@100": 2 / 3,
            "P@5": 1 / 5,
        }
    )


def test_a_query_that_the_run_lacks_counts_zero() -> None:
    values = per_query({"q": {"a": 1}, "lacking": {"a": 1}}, {"q": ["a"], "of another set": ["a"]})
    assert values["lacking"] == dict.fromkeys(MEASURES, 0.0)
    assert means(values)["MRR@10"] == (1 + 0) / 2
    assert values.keys() == {"q", "lacking"}


def test_grade_0_is_not_relevant() -> None:
    assert per_query({"q": {"a": 0, "b": 1}}, {"q": ["a", "b"]})["q"]["MRR@10"] == 1 / 2


def test_without_queries_the_means_are_zero() -> None:
    assert means(per_query({}, {})) == dict.fromkeys(MEASURES, 0.0)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 2), min_size=1), st.permutations("abcdefghijkl"))
def test_the_values_are_those_of_ir_measures(grades: dict[str, int], ranking: list[str]) -> None:
    run = [ir_measures.ScoredDoc("q", pair_id, -float(rank)) for rank, pair_id in enumerate(ranking)]
    qrels = [ir_measures.Qrel("q", pair_id, grade) for pair_id, grade in grades.items()]
    theirs = ir_measures.calc_aggregate([ir_measures.nDCG @ 10, ir_measures.R @ 20], qrels, run)
    ours = per_query({"q": grades}, {"q": ranking})["q"]
    assert ours["nDCG@10"] == pytest.approx(theirs[ir_measures.nDCG @ 10])
    assert ours["R@20"] == pytest.approx(theirs[ir_measures.R @ 20])


def test_each_type_has_the_mean_of_its_own_queries() -> None:
    queries = [
        Query(query_id="1", text="een", type="kort"),
        Query(query_id="2", text="twee", type="kort"),
        Query(query_id="3", text="drie", type="lang"),
        Query(query_id="4", text="vier", type="zonder", answerable=False),
    ]
    values = per_query({"1": {"a": 1}, "2": {"a": 1}, "3": {"a": 1}}, {"1": ["a"], "3": ["x", "a"]})
    types = by_type(values, queries)
    assert types.keys() == {"kort", "lang"}
    assert types["kort"]["queries"] == 2
    assert types["kort"]["MRR@10"] == (1 + 0) / 2
    assert types["lang"]["MRR@10"] == 1 / 2
