"""Fits a logistic regression by Newton's method on the L2-penalised likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from rag.answer.logistic import LogisticRegression

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS = 60
MIN_SPREAD = 1e-9


def fit_logistic(
    names: Sequence[str],
    inputs: NDArray[np.float64],
    truth: NDArray[np.bool_],
    *,
    l2: float,
    is_balanced: bool = False,
) -> LogisticRegression:
    """The regression of an outcome on signs.

    Args:
        names: of the signs.
        inputs: shape (rows, signs); NaN where a sign is absent, which counts as its mean.
        truth: the outcome of each row.
        l2: penalty on the weights of the standardised signs; the intercept has none to speak of.
        is_balanced: whether both outcomes weigh the same, however often each occurs.
    """
    means = np.nanmean(inputs, axis=0)
    spreads = np.maximum(np.nanstd(inputs, axis=0), MIN_SPREAD)
    design = np.column_stack([np.ones(len(inputs)), np.nan_to_num((inputs - means) / spreads, nan=0.0)])
    row_weight = np.where(truth, 1.0, truth.sum() / max(1, (~truth).sum()) if is_balanced else 1.0)
    penalty = np.diag([1e-6, *([l2] * len(names))])
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        predicted = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (row_weight * (predicted - truth)) + penalty @ beta
        curvature = (design * (row_weight * predicted * (1 - predicted))[:, None]).T @ design + penalty
        beta -= np.linalg.solve(curvature, gradient)
    return LogisticRegression(
        intercept=float(beta[0]),
        weights=dict(zip(names, beta[1:].tolist(), strict=True)),
        means=dict(zip(names, means.tolist(), strict=True)),
        spreads=dict(zip(names, spreads.tolist(), strict=True)),
    )
