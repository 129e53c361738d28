"""The verdict: whether the corpus has the subject of a query, and answers the query."""

from __future__ import annotations

from rag.retrieve.reader import Reader
from rag.values import Evidence, Ground, Reason, Verdict

UNKNOWN = 0.5  # confidence where nothing was read


def decide(evidence: Evidence, reader: Reader) -> tuple[Verdict, Reason, float]:
    """The verdict, its reason, and the confidence.

    The confidence is how likely the best pair answers the query: of that pair alone, whatever else the corpus holds.
    Where nothing was read, as with another model or without reranking, the verdict stays in the middle.
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
