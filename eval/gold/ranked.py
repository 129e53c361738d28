"""The ranked list of a query, in the one order that counts: by descending score, ties by id."""

from __future__ import annotations

import math
from collections.abc import Sequence

Ranked = tuple[tuple[str, float], ...]
"""(pair id, score), best first."""


def ordered(scored: Sequence[tuple[str, float]]) -> Ranked:
    """By descending score, ties by id; of a pair that occurs twice the best score counts."""
    best: dict[str, float] = {}
    for pair_id, score in scored:
        best[pair_id] = max(score, best.get(pair_id, -math.inf))
    return tuple(sorted(best.items(), key=lambda item: (-item[1], item[0])))
