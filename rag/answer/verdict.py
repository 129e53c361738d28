"""The verdict: whether the corpus has the subject of a query, and answers the query."""

from __future__ import annotations

from rag.retrieve.reader import Reader
from rag.values import Evidence, Verdict

ABSENT = "Dit onderwerp lijkt niet voor te komen in wat is doorzocht: geen antwoord ligt dicht bij wat de vraag noemt."
RELATED = "Er zijn antwoorden over dit onderwerp, maar een rechtstreeks antwoord is niet zeker."
ANSWERED = "De gevonden antwoorden sluiten aan bij wat de vraag noemt."
UNREAD = "Het oordeel is niet geijkt voor dit taalmodel of zonder herordenen; beoordeel de citaten zelf."
CHECK_NUMBER = " De vraag vraagt om een getal of datum; controleer of die er echt staat."
UNKNOWN = 0.5  # confidence where nothing was read


def decide(evidence: Evidence, reader: Reader) -> tuple[Verdict, str, float]:
    """The verdict, its reason in plain Dutch, and the confidence.

    The confidence is how likely the best pair answers the query: of that pair alone, whatever else the corpus holds.
    Where nothing was read, as with another model or without reranking, the verdict stays in the middle.
    """
    if evidence.answers is None or evidence.nearest is None:
        return Verdict.VERWANT, UNREAD, UNKNOWN
    if evidence.answers >= reader.answered:
        return Verdict.BEANTWOORD, ANSWERED, evidence.answers
    if evidence.nearest < reader.subject:
        return Verdict.NIET_GEVONDEN, ABSENT, evidence.answers
    return Verdict.VERWANT, RELATED + (CHECK_NUMBER if evidence.asks_number else ""), evidence.answers


def is_doubtful(evidence: Evidence, reader: Reader) -> bool:
    """Whether the best pair hardly answers the query; False where nothing was read."""
    return evidence.answers is not None and evidence.answers < reader.answered / 2
