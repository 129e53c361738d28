"""Intervals, tests and separation on cases that can be worked out by hand."""

from __future__ import annotations

from itertools import product

import pytest

from eval.measure.statistics import (
    EXACT_UP_TO,
    auroc,
    auroc_interval,
    bootstrap_interval,
    percentile,
    permutation_p,
    ratio_interval,
)


@pytest.mark.parametrize(
    ("first", "second", "expected", "reason"),
    [
        ([1, 1, 1, 1], [0, 0, 0, 0], 2 / 2**4, "only all or none swapped is as far from zero"),
        ([1], [0], 1.0, "one query can never tell"),
        ([0.5, 0.5], [0.5, 0.5], 1.0, "no difference at all"),
        ([3, 1], [0, 0], 2 / 2**2, "+-3 +-1: 4 and -4 are as far as 4"),
        ([1, 0], [0, 1], 1.0, "the observed difference is 0: every way is as far"),
        ([1, 1, 1, 1, 0.2], [0, 0, 0, 0, 0.2], 2 / 2**4, "a tie changes nothing"),
    ],
)
def test_the_exact_permutation_test_counts_every_way_to_swap(
    first: list[float], second: list[float], expected: float, reason: str
) -> None:
    assert permutation_p(first, second) == pytest.approx(expected), reason


def test_the_exact_test_agrees_with_swapping_one_by_one() -> None:
    difference = [0.3, -0.1, 0.25, 0.4, -0.05, 0.2]
    observed = abs(sum(difference))
    ways = [
        abs(sum(sign * d for sign, d in zip(signs, difference, strict=True))) for signs in product((1, -1), repeat=6)
    ]
    expected = sum(way >= observed - 1e-12 for way in ways) / len(ways)
    assert permutation_p(difference, [0.0] * 6) == pytest.approx(expected)


def test_the_sampled_test_comes_near_the_exact_one() -> None:
    difference = [1.0] * 14 + [-1.0] * 6  # 20 queries: sampled; the sum is 8, binomial(20) with 14+ or 6-
    at_least_14 = sum(_choose(20, n) for n in range(14, 21)) / 2**20
    assert len(difference) > EXACT_UP_TO
    assert permutation_p(difference, [0.0] * 20) == pytest.approx(2 * at_least_14, abs=0.005)
    assert permutation_p(difference, [0.0] * 20) == permutation_p([0.0] * 20, difference), "two-sided and seeded"


def _choose(n: int, k: int) -> int:
    value = 1
    for i in range(k):
        value = value * (n - i) // (i + 1)
    return value


def test_the_sampled_test_never_says_zero() -> None:
    assert 0 < permutation_p([1.0] * 60, [0.0] * 60) < 1e-4


def test_values_of_different_queries_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="same queries"):
        permutation_p([1.0], [1.0, 0.0])


def test_the_bootstrap_repeats_and_holds_the_mean() -> None:
    values = [n / 40 for n in range(41)]
    interval = bootstrap_interval(values)
    assert interval == bootstrap_interval(values)
    assert interval is not None
    low, high = interval
    # the standard error of the mean of 0, 1/40, ..., 1 over 41 values is sqrt(variance / 41)
    error = (sum((value - 0.5) ** 2 for value in values) / 41 / 41) ** 0.5
    assert low == pytest.approx(0.5 - 1.96 * error, abs=0.01)
    assert high == pytest.approx(0.5 + 1.96 * error, abs=0.01)


def test_equal_values_leave_no_doubt() -> None:
    assert bootstrap_interval([0.25] * 7) == (0.25, 0.25)
    assert bootstrap_interval([]) is None


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.3], (1 + 1 + 0 + 0.5) / 4),
        ([], [0.5], None),
        ([0.5], [], None),
    ],
)
def test_auroc_is_the_share_of_pairs_in_the_right_order(
    positive: list[float], negative: list[float], expected: float | None
) -> None:
    assert auroc(positive, negative) == expected


def test_percentiles_lie_between_the_values() -> None:
    assert percentile([1.0, 2.0, 3.0], 0.5) == 2.0
    assert percentile([0.0, 10.0], 0.95) == pytest.approx(9.5)
    assert percentile([], 0.5) is None


def test_the_interval_of_an_auroc_is_around_it_and_narrows_with_more_queries() -> None:
    few = auroc_interval([0.9, 0.4, 0.8], [0.5, 0.1, 0.3], paired=False)
    many = auroc_interval([0.9, 0.4, 0.8] * 20, [0.5, 0.1, 0.3] * 20, paired=False)
    assert few and many
    assert few[0] <= many[0] <= 8 / 9 <= many[1] <= few[1]
    assert auroc_interval([], [0.1], paired=False) is None


def test_twins_are_drawn_together() -> None:
    scores = [n / 10 for n in range(10)]
    assert auroc_interval(scores, scores, paired=True) == (0.5, 0.5), "every draw has the same scores on both sides"


def test_the_interval_of_a_share_counts_parts_with_their_wholes() -> None:
    assert ratio_interval([1, 2, 3], [2, 4, 6]) == (0.5, 0.5), "every query has half of its own"
    assert ratio_interval([0, 0], [0, 0]) is None
