"""Reranks by late interaction: how well every word of the query finds a match among the words of a passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.store.corpus import Corpus
from rag.retrieve.candidates import Candidate, ordered
from rag.retrieve.fusion import scale
from rag.retrieve.settings import Retrieval

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVIDENCE_PAIRS = 5  # over how many of the best pairs the match of each token of the query is reported


def rerank(
    corpus: Corpus, candidates: Sequence[Candidate], query: NDArray[np.float32], settings: Retrieval
) -> tuple[list[Candidate], list[float]]:
    """Puts the best candidates in the order of late interaction and fused score together.

    The passage that matches best comes in front of its pair.

    Returns:
        All candidates, best first; and per token of the query its best match over the first pairs (empty when the
        corpus keeps no token vectors).
    """
    head = [candidate.passage.pair_id for candidate in candidates[: settings.rerank_pairs]]
    passage_ids = corpus.catalogue.passages_of(head)
    vectors = corpus.token_vectors([passage_id for ids in passage_ids.values() for passage_id in ids])
    if not vectors:
        return list(candidates), []
    rows = {passage_id: row for row, passage_id in enumerate(vectors)}
    matches = best_matches(query, list(vectors.values()))
    scores = late_interaction(matches)
    best = {
        pair_id: max(known, key=lambda passage_id: (scores[rows[passage_id]], passage_id))
        for pair_id, ids in passage_ids.items()
        if (known := [passage_id for passage_id in ids if passage_id in rows])
    }
    late = {pair_id: scores[rows[passage_id]] for pair_id, passage_id in best.items()}
    fused = {candidate.passage.pair_id: candidate.score for candidate in candidates}
    blended = blend(fused, late, settings.rerank_weight)
    places = corpus.catalogue.passages(list(best.values()))
    reranked = ordered(
        [
            replace(
                candidate,
                score=blended[candidate.passage.pair_id],
                passage=places.get(best.get(candidate.passage.pair_id, ""), candidate.passage),
                late=late.get(candidate.passage.pair_id),
            )
            for candidate in candidates
        ]
    )
    first = [best[c.passage.pair_id] for c in reranked[:EVIDENCE_PAIRS] if c.passage.pair_id in best]
    tokens = matches[[rows[passage_id] for passage_id in first]].max(axis=0).tolist() if first else []
    return reranked, tokens


def best_matches(query: NDArray[np.float32], passages: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Similarity of every token of the query to the best-matching token of each passage.

    Source: Khattab and Zaharia 2020, "ColBERT" (MaxSim); the mean instead of the sum keeps queries comparable.

    Args:
        query: unit vectors, shape (query tokens, dimension).
        passages: unit vectors of each passage, shape (its tokens, dimension); one without tokens matches nothing.

    Returns:
        Shape (passages, query tokens).
    """
    matches: NDArray[np.float32] = np.zeros((len(passages), len(query)), dtype=np.float32)
    filled = [n for n, passage in enumerate(passages) if len(passage)]
    if filled and len(query):
        similarities = np.concatenate([passages[n] for n in filled]) @ query.T  # one product for all passages
        starts = np.cumsum([0, *(len(passages[n]) for n in filled[:-1])])
        matches[filled] = np.maximum.reduceat(similarities, starts, axis=0)
    return matches


def late_interaction(matches: NDArray[np.float32]) -> list[float]:
    """Score of each passage: the mean of `best_matches` over the query's tokens, 0 for a query without any."""
    return [float(score) for score in matches.mean(axis=1)] if matches.shape[1] else [0.0] * len(matches)


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
