from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieve.fusion import FUSE, Fusion, fuse, fuse_ranks, scale

SCORES = st.dictionaries(
    st.sampled_from([f"p{n}" for n in range(12)]), st.floats(min_value=-5, max_value=50, allow_nan=False), max_size=12
)
WEIGHTS = st.floats(min_value=0, max_value=1, allow_nan=False)


@pytest.mark.parametrize(
    ("scores", "scaled"),
    [
        ({}, {}),
        ({"a": 3.0}, {"a": 1.0}),
        ({"a": 3.0, "b": 3.0}, {"a": 1.0, "b": 1.0}),
        ({"a": 10.0, "b": 4.0, "c": 2.0}, {"a": 1.0, "b": (4 - 2) / (10 - 2), "c": 0.0}),
        ({"a": 0.9, "b": -0.1}, {"a": 1.0, "b": 0.0}),
    ],
)
def test_scores_are_scaled_between_the_lowest_and_the_highest(
    scores: dict[str, float], scaled: dict[str, float]
) -> None:
    assert scale(scores) == pytest.approx(scaled)


def test_the_arms_are_added_by_weight_and_what_an_arm_missed_counts_nothing() -> None:
    dense = {"a": 0.9, "b": 0.8, "c": 0.7}
    lexical = {"b": 12.0, "c": 2.0, "d": 7.0}
    assert fuse(dense, lexical, 0.6) == {
        "b": pytest.approx(0.6 * (0.8 - 0.7) / (0.9 - 0.7) + 0.4 * 1.0),
        "a": pytest.approx(0.6 * 1.0 + 0.4 * 0.0),
        "d": pytest.approx(0.6 * 0.0 + 0.4 * (7 - 2) / (12 - 2)),
        "c": pytest.approx(0.0),
    }


@pytest.mark.parametrize("way", Fusion)
@given(dense=SCORES, lexical=SCORES, weight=WEIGHTS)
def test_everything_found_is_scored_between_nothing_and_one(
    way: Fusion, dense: dict[str, float], lexical: dict[str, float], weight: float
) -> None:
    fused = FUSE[way](dense, lexical, weight)
    assert fused.keys() == dense.keys() | lexical.keys()
    assert all(0.0 <= score <= 1.0 + 1e-9 for score in fused.values())


@given(dense=SCORES, lexical=SCORES, weight=WEIGHTS)
def test_what_is_better_in_both_arms_is_never_ranked_lower(
    dense: dict[str, float], lexical: dict[str, float], weight: float
) -> None:
    scores = fuse(dense, lexical, weight)
    for one in scores:
        for other in scores:
            in_both = all(key in arm for key in (one, other) for arm in (dense, lexical))
            if in_both and dense[one] >= dense[other] and lexical[one] >= lexical[other]:
                assert scores[one] >= scores[other] - 1e-9


@given(dense=SCORES, lexical=SCORES)
def test_a_whole_weight_leaves_one_arm(dense: dict[str, float], lexical: dict[str, float]) -> None:
    fused = fuse(dense, lexical, 1.0)
    assert {key: fused[key] for key in dense} == scale(dense)


@given(dense=SCORES, lexical=SCORES, weight=WEIGHTS)
def test_the_order_in_which_an_arm_answers_does_not_matter(
    dense: dict[str, float], lexical: dict[str, float], weight: float
) -> None:
    backwards = fuse(dict(reversed(dense.items())), dict(reversed(lexical.items())), weight)
    assert fuse(dense, lexical, weight) == backwards


def test_reciprocal_ranks_are_added_whatever_the_scores() -> None:
    assert fuse_ranks({"a": 0.9, "b": 0.1}, {"b": 99.0, "c": 1.0}) == {
        "b": pytest.approx(1 / (60 + 2) + 1 / (60 + 1)),
        "a": pytest.approx(1 / (60 + 1)),
        "c": pytest.approx(1 / (60 + 2)),
    }
    assert fuse_ranks({"b": 0.5, "a": 0.5}, {}) == {"a": 1 / (60 + 1), "b": 1 / (60 + 2)}  # ties by id
    assert fuse_ranks({}, {}) == {}
