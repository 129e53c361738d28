"""Reranks by late interaction: how well every word of the query finds a match among the words of a passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from rag.fusion import scale

if TYPE_CHECKING:
    from numpy.typing import NDArray


def late_interaction(
    query: NDArray[np.float32], passages: Sequence[NDArray[np.float32]], *, empty: float = 0.0
) -> list[float]:
    """Mean over the query's tokens of the similarity to the best-matching token of each passage.

    Source: Khattab and Zaharia 2020, "ColBERT" (MaxSim); the mean instead of the sum keeps queries comparable.

    Args:
        query: unit vectors, shape (query tokens, dimension).
        passages: unit vectors of each passage, shape (its tokens, dimension).
        empty: score of a passage without tokens.
    """
    filled = [passage for passage in passages if len(passage)]
    if not filled or not len(query):
        return [empty] * len(passages)
    similarities = np.concatenate(filled) @ query.T  # one product for all passages
    starts = np.cumsum([0, *(len(passage) for passage in filled[:-1])])
    best = np.maximum.reduceat(similarities, starts, axis=0).mean(axis=1)
    scores = iter(best.tolist())
    return [next(scores) if len(passage) else empty for passage in passages]


def blend(fused: Mapping[str, float], late: Mapping[str, float], weight: float) -> dict[str, float]:
    """Late interaction scaled to 0..1 over the reranked, blended with the fused score scaled likewise.

    Args:
        fused: fused score by id.
        late: late-interaction score by id, for the ids that are reranked.
        weight: of the late interaction, 0 to 1.

    Returns:
        A score for every id: the reranked ones in 0.5..1, the others below them in 0..0.5.
    """
    scaled_late = scale(late)
    scaled_fused = scale({key: fused[key] for key in late})
    lowest = min((fused[key] for key in late), default=1.0)
    scores = {}
    for key, score in fused.items():
        if key in late:
            scores[key] = 0.5 + 0.5 * (weight * scaled_late[key] + (1 - weight) * scaled_fused[key])
        else:
            scores[key] = 0.5 * min(1.0, score / lowest) if lowest > 0 else 0.0
    return scores
