"""Lifts the pairs that fit what was understood in a query as a boost: its ministry, member, party or period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.store.corpus import Corpus
from rag.retrieve.candidates import Candidate, ordered
from rag.understand.mentions import as_filters
from rag.values import Understanding


def boost(
    corpus: Corpus, candidates: Sequence[Candidate], understood: Sequence[Understanding], weight: float
) -> list[Candidate]:
    """Adds to the score of each candidate the weight times the share of the understood fields that it fits.

    Args:
        corpus: knows which publications fit.
        candidates: in any order, scores in 0..1.
        understood: the boosts; any value of a field will do.
        weight: of a candidate that fits all of them; the scores stay in 0..1.

    Returns:
        All candidates, best first.
    """
    fields = list(dict.fromkeys(item.field for item in understood))
    if not fields or not candidates or weight <= 0:
        return list(candidates)
    ids = list(dict.fromkeys(candidate.passage.publication_id for candidate in candidates))
    fits: dict[str, int] = dict.fromkeys(ids, 0)
    for field in fields:
        wanted = as_filters([item for item in understood if item.field == field])
        for publication_id in corpus.catalogue.matching(ids, wanted):
            fits[publication_id] += 1
    return ordered(
        [
            replace(
                candidate,
                score=(candidate.score + weight * fits[candidate.passage.publication_id] / len(fields)) / (1 + weight),
            )
            for candidate in candidates
        ]
    )
