"""Fuses the two arms: a convex sum of min-max scaled scores, or of reciprocal ranks to compare with.

What an arm did not find counts 0 there. Nothing is ranked here: that is done once, of the pairs (`candidates.ordered`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

RANK_CONSTANT = 60


def scale(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores scaled to 0..1 over the list; a single score, or equal ones, become 1.

    Source: Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval" (TM2C2 family).
    """
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (high - low) for key, score in scores.items()}


def fuse(dense: Mapping[str, float], lexical: Mapping[str, float], dense_weight: float) -> dict[str, float]:
    """The scaled scores added up by weight."""
    by_meaning, by_words = scale(dense), scale(lexical)
    found = by_meaning.keys() | by_words.keys()
    words_weight = 1 - dense_weight
    return {key: dense_weight * by_meaning.get(key, 0.0) + words_weight * by_words.get(key, 0.0) for key in found}


def fuse_ranks(dense: Mapping[str, float], lexical: Mapping[str, float], dense_weight: float = 0.5) -> dict[str, float]:
    """The sum of reciprocal ranks; both arms weigh the same, whatever the weight.

    Source: Cormack, Clarke and Büttcher 2009, "Reciprocal Rank Fusion outperforms Condorcet", with its k of 60.
    """
    fused: dict[str, float] = {}
    for scores in (dense, lexical):
        for rank, key in enumerate(sorted(scores, key=lambda key: (-scores[key], key)), start=1):
            fused[key] = fused.get(key, 0.0) + 1 / (RANK_CONSTANT + rank)
    return fused


class Fusion(StrEnum):
    """The ways to fuse the arms; `FUSE` has what each does."""

    CONVEX = "convex"
    RRF = "rrf"


FUSE: Mapping[Fusion, Callable[[Mapping[str, float], Mapping[str, float], float], dict[str, float]]] = {
    Fusion.CONVEX: fuse,
    Fusion.RRF: fuse_ranks,
}
