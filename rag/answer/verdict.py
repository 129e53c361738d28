"""What follows from what the reader saw: the verdict, and which of the hits are quoted."""

from __future__ import annotations

from collections.abc import Sequence

from rag.retrieve.reader import Reader, beside_best
from rag.values import Evidence, Ground, Hit, Reason, Verdict

UNKNOWN = 0.5  # confidence where nothing was read: another model, or no reranking
MIN_RELATIVE_SCORE = 0.9  # of a hit that is quoted, where nothing was read


def decide(evidence: Evidence, reader: Reader) -> tuple[Verdict, Reason, float]:
    """The verdict, its reason, and the confidence.

    The confidence is how likely the best pair answers the query: of that pair alone, whatever else the corpus holds.
    Where nothing was read the verdict stays in the middle.
    """
    if evidence.answers is None or evidence.nearest is None:
        return Verdict.VERWANT, Reason(ground=Ground.UNREAD), UNKNOWN
    if evidence.answers >= reader.answered:
        return Verdict.BEANTWOORD, Reason(ground=Ground.ANSWERED), evidence.answers
    if evidence.nearest < reader.subject:
        return Verdict.NIET_GEVONDEN, Reason(ground=Ground.ABSENT), evidence.answers
    reason = Reason(ground=Ground.RELATED, check_number=evidence.asks_number)
    return Verdict.VERWANT, reason, evidence.answers


def is_doubtful(evidence: Evidence, reader: Reader) -> bool:
    """Whether the best pair hardly answers the query; False where nothing was read."""
    return evidence.answers is not None and evidence.answers < reader.answered / 2


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
