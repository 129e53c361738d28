"""Folds pairs that say the same: one question with one answer, published more than once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rag.retrieve.candidates import Candidate

MAX_DIFFERENCE = 0.03
"""Share of the words of an answer that may differ: other spelling, a footnote mark, a broken word."""

WORDS = re.compile(r"\w+")
DECISIVE = frozenset(["ja", "nee", "neen", "niet", "geen", "wel", "nooit", "deels", "nog", "noch", "zonder"])
"""Words that turn an answer round: two answers that differ in one of these are two answers."""


def fold_duplicates(
    candidates: Sequence[Candidate], texts: Mapping[str, tuple[str, str]]
) -> tuple[list[Candidate], dict[str, tuple[str, ...]]]:
    """Leaves the best of the candidates that are the same question with the same answer.

    Answers of several ministries to one question stay apart unless they are word for word, or nearly, the same. Pairs
    of one publication are never folded.

    Args:
        candidates: best first.
        texts: (question, answer) by pair id; a candidate without stays.

    Returns:
        The candidates that are left, best first; and by pair id the ids of those that were folded into it, best first.
    """
    kept: list[Candidate] = []
    siblings: dict[str, list[str]] = {}
    by_question: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        pair_id = candidate.passage.pair_id
        text = texts.get(pair_id)
        if text is None:
            kept.append(candidate)
            continue
        question = " ".join(_words(text[0]))
        alike = by_question.setdefault(question, []) if question else []
        same = next((other for other in alike if _is_same(candidate, other, texts)), None)
        if same is None:
            kept.append(candidate)
            alike.append(candidate)
        else:
            siblings.setdefault(same.passage.pair_id, []).append(pair_id)
    return kept, {pair_id: tuple(ids) for pair_id, ids in siblings.items()}


def _is_same(candidate: Candidate, other: Candidate, texts: Mapping[str, tuple[str, str]]) -> bool:
    if candidate.passage.publication_id == other.passage.publication_id:
        return False
    one, another = texts[candidate.passage.pair_id][1], texts[other.passage.pair_id][1]
    return is_same_answer(_words(one), _words(another))


def is_same_answer(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two answers have the same words, but for a few that decide nothing."""
    if one == other:
        return True
    longest = max(len(one), len(other))
    if abs(len(one) - len(other)) > MAX_DIFFERENCE * longest:
        return False
    counts, others = Counter(one), Counter(other)
    differing = [*(counts - others), *(others - counts)]
    size = max((counts - others).total(), (others - counts).total())
    if size > MAX_DIFFERENCE * longest:
        return False
    return not any(word in DECISIVE or any(char.isdigit() for char in word) for word in differing)


def _words(text: str) -> list[str]:
    return WORDS.findall(text.casefold())
