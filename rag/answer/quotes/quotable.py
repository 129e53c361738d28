"""Which of the hits are quoted: those that likely answer the query, as the reader sees it."""

from __future__ import annotations

from rag.retrieve.reader import QUOTED_OF_BEST, Reader
from rag.values import Hit

MIN_RELATIVE_SCORE = 0.9  # where nothing was read: another model, or no reranking


def is_quoted(hit: Hit, best: Hit, most: float, reader: Reader) -> bool:
    """Whether a hit is near enough to the query to be quoted beside the best one.

    `most` is the probability of the pair that most likely answers, 0 to 1.
    """
    if hit.answers is None:
        return hit.score >= MIN_RELATIVE_SCORE * best.score
    return hit.answers >= max(reader.quoted, QUOTED_OF_BEST * most)
