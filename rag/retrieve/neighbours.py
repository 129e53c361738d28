"""Lets the pairs of one publication or series, and an answer with the one that it refers to, speak for each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.retrieve.candidates import Candidate, ordered

FUSED_WEIGHT = 0.5
"""Of the best pair of the publication in the fused score: it brings the others among those that are reranked."""

FINAL_WEIGHT = 0.35
"""Of the best pair of the publication, or of the answer referred to, in the final score."""


def support(
    candidates: Sequence[Candidate],
    weight: float,
    references: Mapping[str, Sequence[str]] | None = None,
    series: Mapping[str, Sequence[str]] | None = None,
) -> list[Candidate]:
    """Draws the score of every candidate towards the best of its publication and of the answers that it refers to.

    The best pair of a publication keeps its score: a publication of one pair neither gains nor loses by it.

    Args:
        candidates: in any order.
        weight: of the best against its own score, 0 to 1.
        references: pair ids that a pair refers to for its answer, by pair id.
        series: publications that a publication names in its "Zie ook", by id; it holds in both directions.

    Returns:
        All candidates, best first.
    """
    scores = {candidate.passage.pair_id: candidate.score for candidate in candidates}
    best: dict[str, float] = {}
    for candidate in candidates:
        publication_id = candidate.passage.publication_id
        best[publication_id] = max(candidate.score, best.get(publication_id, candidate.score))
    together = _joined(best, series or {})
    lifted = []
    for candidate in candidates:
        pair_id = candidate.passage.pair_id
        referred = [scores[other] for other in (references or {}).get(pair_id, ()) if other in scores]
        nearest = max([together[candidate.passage.publication_id], *referred])
        lifted.append(replace(candidate, score=(1 - weight) * candidate.score + weight * nearest))
    return ordered(lifted)


def _joined(best: Mapping[str, float], series: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """The best score of each publication and of those that it names or is named by."""
    joined = dict(best)
    for one, others in series.items():
        for other in others:
            if one in best and other in best:
                joined[one] = max(joined[one], best[other])
                joined[other] = max(joined[other], best[one])
    return joined
