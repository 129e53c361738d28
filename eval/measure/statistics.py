"""Statistics of a measurement: intervals, paired tests and separation; seeded, so that they repeat."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SEED = 20240216
RESAMPLES = 10_000
AUROC_RESAMPLES = 2_000  # each compares all pairs of scores
WILSON_Z = 1.959964  # of an interval of 95 %
LEVEL = 0.95
PERMUTATIONS = 100_000
EXACT_UP_TO = 16  # pairs that differ: 65,536 ways to swap them
BLOCK = 2_000_000  # numbers drawn at a time, some 16 MB
ROUNDING = 1e-12


def bootstrap_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """Percentile bootstrap interval of the mean; None without values.

    Source: Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13.
    """
    if not values:
        return None
    sample = np.asarray(values, dtype=np.float64)
    random = np.random.default_rng(SEED)
    rows = max(1, BLOCK // len(sample))
    drawn: list[NDArray[np.float64]] = []
    for at in range(0, RESAMPLES, rows):
        chosen = random.integers(0, len(sample), size=(min(rows, RESAMPLES - at), len(sample)))
        drawn.append(sample[chosen].mean(axis=1))
    return _interval(np.concatenate(drawn))


def share_interval(right: int, count: int) -> tuple[float, float] | None:
    """Wilson interval of a share, which is not a point when all are right; None when there are none.

    Source: Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference".
    """
    if not count:
        return None
    share, squared = right / count, WILSON_Z**2
    middle = share + squared / (2 * count)
    spread = WILSON_Z * math.sqrt(share * (1 - share) / count + squared / (4 * count**2))
    whole = 1 + squared / count
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def ratio_interval(parts: Sequence[float], wholes: Sequence[float]) -> tuple[float, float] | None:
    """Percentile bootstrap interval of sum(parts) / sum(wholes), both drawn together; None without a whole."""
    if not sum(wholes):
        return None
    part, whole = np.asarray(parts, dtype=np.float64), np.asarray(wholes, dtype=np.float64)
    chosen = np.random.default_rng(SEED).integers(0, len(part), size=(RESAMPLES, len(part)))
    total = whole[chosen].sum(axis=1)
    return _interval(part[chosen].sum(axis=1)[total > 0] / total[total > 0])


def auroc_interval(positive: Sequence[float], negative: Sequence[float], *, paired: bool) -> tuple[float, float] | None:
    """Percentile bootstrap interval of `auroc`; None when either is lacking.

    Paired scores are of the same queries in the same order, which are drawn together.
    """
    if not positive or not negative:
        return None
    ahead = np.asarray(positive, dtype=np.float64)[:, None] - np.asarray(negative, dtype=np.float64)[None, :]
    wins = (ahead > 0) + (ahead == 0) / 2
    random = np.random.default_rng(SEED)
    drawn = []
    for _ in range(AUROC_RESAMPLES):
        rows = random.integers(0, len(positive), size=len(positive))
        columns = rows if paired else random.integers(0, len(negative), size=len(negative))
        drawn.append(wins[np.ix_(rows, columns)].mean())
    return _interval(np.asarray(drawn))


def permutation_p(first: Sequence[float], second: Sequence[float]) -> float:
    """Two-sided p of a paired permutation test on the difference of the means.

    Under the null hypothesis the two systems are exchangeable: each query's pair of values may be swapped. All ways are
    counted while few queries differ, else a sample of them is drawn.

    Source: Smucker, Allan and Carterette 2007, "A Comparison of Statistical Significance Tests for IR Evaluation".

    Both have their values for the same queries, in the same order.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} values against {len(second)}: they must be of the same queries")
    difference = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    difference = difference[np.abs(difference) > ROUNDING]  # swapping equal values changes nothing
    if not len(difference):
        return 1.0
    observed = abs(float(difference.sum())) - ROUNDING
    if len(difference) <= EXACT_UP_TO:
        ways = np.arange(2 ** len(difference))[:, None] >> np.arange(len(difference)) & 1
        return float((np.abs((1 - 2 * ways) @ difference) >= observed).mean())
    random = np.random.default_rng(SEED)
    rows = max(1, BLOCK // len(difference))
    extreme = 0
    for at in range(0, PERMUTATIONS, rows):
        signs = 1 - 2 * random.integers(0, 2, size=(min(rows, PERMUTATIONS - at), len(difference)), dtype=np.int8)
        extreme += int((np.abs(signs @ difference) >= observed).sum())
    return (extreme + 1) / (PERMUTATIONS + 1)  # the observed way is one of them: p is never 0


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that a positive scores above a negative, ties for half; None when either is lacking.

    Source: Hanley and McNeil 1982, "The Meaning and Use of the Area under a ROC Curve".
    """
    if not positive or not negative:
        return None
    ordered = np.sort(np.asarray(negative, dtype=np.float64))
    scores = np.asarray(positive, dtype=np.float64)
    below = np.searchsorted(ordered, scores, side="left")
    not_above = np.searchsorted(ordered, scores, side="right")
    return float((below + not_above).mean() / 2 / len(ordered))


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which this share (0 to 1) of the values lies; None without values."""
    return float(np.quantile(np.asarray(values, dtype=np.float64), share)) if values else None


def _interval(drawn: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
