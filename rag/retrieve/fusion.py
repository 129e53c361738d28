"""Fuses the two arms: a convex sum of min-max scaled scores, or of reciprocal ranks to compare with."""

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


def fuse(dense: Mapping[str, float], lexical: Mapping[str, float], dense_weight: float) -> list[tuple[str, float]]:
    """One ranking, as (id, score) best first, ties by id; what an arm did not find counts 0 there."""
    scaled_dense, scaled_lexical = scale(dense), scale(lexical)
    fused = {
        key: dense_weight * scaled_dense.get(key, 0.0) + (1 - dense_weight) * scaled_lexical.get(key, 0.0)
        for key in scaled_dense.keys() | scaled_lexical.keys()
    }
    return _sorted(fused)


def fuse_ranks(
    dense: Mapping[str, float], lexical: Mapping[str, float], dense_weight: float = 0.5
) -> list[tuple[str, float]]:
    """One ranking by the sum of reciprocal ranks; both arms weigh the same, whatever the weight.

    Source: Cormack, Clarke and Büttcher 2009, "Reciprocal Rank Fusion outperforms Condorcet", with its k of 60.
    """
    fused: dict[str, float] = {}
    for scores in (dense, lexical):
        for rank, (key, _) in enumerate(_sorted(scores), start=1):
            fused[key] = fused.get(key, 0.0) + 1 / (RANK_CONSTANT + rank)
    return _sorted(fused)


def _sorted(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


class Fusion(StrEnum):
    """The ways to fuse the arms; `FUSE` has what each does."""

    CONVEX = "convex"
    RRF = "rrf"


FUSE: Mapping[Fusion, Callable[[Mapping[str, float], Mapping[str, float], float], list[tuple[str, float]]]] = {
    Fusion.CONVEX: fuse,
    Fusion.RRF: fuse_ranks,
}
