"""A logistic regression: a probability out of a few named signs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

MAX_LOGIT = 50.0  # beyond it the probability is 0 or 1 to every digit


@dataclass(frozen=True, slots=True, kw_only=True)
class LogisticRegression:
    """A logistic regression on standardised signs.

    Attributes:
        intercept, weights: by sign; a positive weight speaks for it.
        means, spreads: to standardise each sign.
    """

    intercept: float
    weights: Mapping[str, float]
    means: Mapping[str, float]
    spreads: Mapping[str, float]

    def probability(self, signs: Mapping[str, float | None]) -> float:
        """Between 0 and 1; a sign that is None counts as its mean."""
        logit = self.intercept
        for name, weight in self.weights.items():
            value = signs[name]
            if value is not None:
                logit += weight * (value - self.means[name]) / self.spreads[name]
        return 1.0 / (1.0 + math.exp(-max(-MAX_LOGIT, min(MAX_LOGIT, logit))))
