"""Prefers an answer that says something: a bare "Ja." matches by its question, and answers little."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from index.passages import PassageKind
from rag.retrieve.candidates import Candidate, ordered

WEIGHT = 0.06
SHORT_CHARS = 32
ENOUGH_CHARS = 256


def prefer_substance(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Adds a little for the length of the answer, all of it from `ENOUGH_CHARS` on; best first, scores stay in 0..1."""
    return ordered(
        [
            replace(candidate, score=(candidate.score + WEIGHT * substance(candidate)) / (1 + WEIGHT))
            for candidate in candidates
        ]
    )


def substance(candidate: Candidate) -> float:
    """From 0 (as short as "Ja, dat klopt.") to 1; a notice is always 1.

    Where the passage ends in the answer is enough to know: an answer of one passage ends there, a longer one is long.
    """
    if candidate.passage.kind is not PassageKind.ANTWOORD:
        return 1.0
    length = max(candidate.passage.end, 1)
    steps = math.log2(length / SHORT_CHARS) / math.log2(ENOUGH_CHARS / SHORT_CHARS)
    return min(1.0, max(0.0, steps))
