"""Raises the scores of candidates whose publication has a good one, and of those that fit what the query prefers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.store.corpus import Corpus
from rag.retrieve.candidates import Candidate, best_of_publications, ordered
from rag.understand.mentions import as_filters
from rag.values import Understanding

FUSED_WEIGHT = 0.5
"""Of the best pair of the publication in the fused score: it brings the others among those that are reranked."""

FINAL_WEIGHT = 0.35
"""Of the best pair of the publication, or of the answer referred to, in the final score."""


def lift_neighbours(
    candidates: Sequence[Candidate], weight: float, references: Mapping[str, Sequence[str]] | None = None
) -> list[Candidate]:
    """Draws the score of every candidate towards the best of its publication and of the answers that it refers to.

    It is changed in the candidates themselves: making them anew took half of the time.

    The best pair of a publication keeps its score: a publication of one pair neither gains nor loses by it. References
    within a publication add nothing. All candidates come back, best first.
    """
    scores = {candidate.passage.pair_id: candidate.score for candidate in candidates} if references else {}
    best = best_of_publications(candidates)
    for candidate in candidates:
        nearest = best[candidate.passage.publication_id]
        if references and (others := references.get(candidate.passage.pair_id)):
            nearest = max([nearest, *(scores[one] for one in others if one in scores)])
        candidate.score = (1 - weight) * candidate.score + weight * nearest
    return ordered(candidates)


def lift_preferred(
    corpus: Corpus, candidates: Sequence[Candidate], preferences: Sequence[Understanding], weight: float
) -> list[Candidate]:
    """Adds to the score of each candidate the weight times the share of the preferred fields that it fits, best first.

    Any value that the query prefers in a field will do. Scores stay in 0..1.
    """
    fields = list(dict.fromkeys(item.field for item in preferences))
    if not fields or not candidates or weight <= 0:
        return list(candidates)
    ids = list(dict.fromkeys(candidate.passage.publication_id for candidate in candidates))
    fits: dict[str, int] = dict.fromkeys(ids, 0)
    for field in fields:
        wanted = as_filters([item for item in preferences if item.field == field])
        for publication_id in corpus.catalogue.matching(ids, wanted):
            fits[publication_id] += 1
    added = {publication_id: weight * count / len(fields) for publication_id, count in fits.items()}
    return ordered([one.scored((one.score + added[one.passage.publication_id]) / (1 + weight)) for one in candidates])
