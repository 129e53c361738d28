"""Which of the hits are quoted: those that likely answer the query, as the reader sees it."""

from __future__ import annotations

from collections.abc import Sequence

from rag.retrieve.reader import Reader, beside_best
from rag.values import Hit

MIN_RELATIVE_SCORE = 0.9  # where nothing was read: another model, or no reranking


def quoted(hits: Sequence[Hit], reader: Reader) -> list[Hit]:
    """The hits that are near enough to the query to be quoted; none where no pair is likely enough to answer it."""
    read = [(hit, hit.answers) for hit in hits if hit.answers is not None]
    if not read:
        return [hit for hit in hits if hit.score >= MIN_RELATIVE_SCORE * hits[0].score]
    likely = [answers for _, answers in read]
    if max(likely) < reader.quoted:
        return []
    is_beside = beside_best(likely, [hit.publication.id for hit, _ in read])
    return [hit for (hit, _), is_taken in zip(read, is_beside, strict=True) if is_taken]
