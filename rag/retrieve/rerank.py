"""Reranks by late interaction: how well every word of the query finds a match among the words of a passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.store.corpus import Corpus
from index.store.tokens import KeptTokens
from rag.retrieve.candidates import Candidate, ordered
from rag.retrieve.fusion import scale
from rag.retrieve.settings import Retrieval


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The tokens of the reranked passages, by passage id; empty when the corpus keeps no token vectors.

    Attributes:
        similarities: to those of the query, shape (tokens, query tokens).
        kept: their vectors; None when there are none.
    """

    similarities: Mapping[str, NDArray[np.float32]]
    kept: KeptTokens | None


NO_MATCHES = Matches(similarities={}, kept=None)


def rerank(
    corpus: Corpus, candidates: Sequence[Candidate], query: NDArray[np.float32], settings: Retrieval
) -> tuple[list[Candidate], Matches]:
    """Puts the best candidates in the order of late interaction and fused score together.

    The passage that matches best comes in front of its pair. All candidates come back, best first, with the matches of
    each passage of the reranked pairs.
    """
    head = [candidate.passage.pair_id for candidate in candidates[: settings.rerank_pairs]]
    passages = corpus.catalogue.passages_of(head)
    places = {passage.id: passage for own in passages.values() for passage in own}
    lost = {candidate.passage.id for candidate in candidates[: len(head)]} - places.keys()
    if lost and (listed := corpus.catalogue.passages([*lost])):
        corpus.catalogue.check()  # its pair has it, unless what knows that is damaged
        lost -= listed.keys()
    if lost:  # a build took it out a moment ago
        return rerank(corpus, [one for one in candidates if one.passage.id not in lost], query, settings)
    kept = corpus.kept_tokens(list(places))
    if kept is None:
        return list(candidates), NO_MATCHES
    similarities = kept.similarities(query)
    rows = {passage_id: row for row, passage_id in enumerate(similarities)}
    scores = late_interaction(best_matches(list(similarities.values()), len(query)))
    best = {
        pair_id: max(known, key=lambda passage_id: (scores[rows[passage_id]], passage_id))
        for pair_id, own in passages.items()
        if (known := [passage.id for passage in own if passage.id in rows])
    }
    late = {pair_id: scores[rows[passage_id]] for pair_id, passage_id in best.items()}
    fused = {candidate.passage.pair_id: candidate.score for candidate in candidates}
    blended = blend(fused, late, settings.rerank_weight)
    reranked = ordered(
        [
            replace(
                candidate,
                score=blended[candidate.passage.pair_id],
                passage=places[best[candidate.passage.pair_id]],
                late=late[candidate.passage.pair_id],
            )
            if candidate.passage.pair_id in best
            else candidate.scored(blended[candidate.passage.pair_id])
            for candidate in candidates
        ]
    )
    return reranked, Matches(similarities=similarities, kept=kept)


def best_matches(similarities: Sequence[NDArray[np.float32]], tokens: int) -> NDArray[np.float32]:
    """Similarity of every token of the query to the best match in each passage, shape (passages, query tokens).

    A passage without tokens matches nothing.

    Source: Khattab and Zaharia 2020, "ColBERT" (MaxSim); the mean instead of the sum keeps queries comparable.
    """
    matches: NDArray[np.float32] = np.zeros((len(similarities), tokens), dtype=np.float32)
    for n, passage in enumerate(similarities):
        if len(passage) and tokens:
            matches[n] = passage.max(axis=0)
    return matches


def late_interaction(matches: NDArray[np.float32]) -> list[float]:
    """Score of each passage: the mean of `best_matches` over the query's tokens, 0 for a query without any."""
    return [float(score) for score in matches.mean(axis=1)] if matches.shape[1] else [0.0] * len(matches)


def blend(fused: Mapping[str, float], late: Mapping[str, float], weight: float) -> dict[str, float]:
    """Late interaction scaled to 0..1 over the reranked, blended with the fused score scaled likewise, by id.

    Those that are reranked, which have a late interaction, come in 0.5..1, the others below them in 0..0.5.
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
