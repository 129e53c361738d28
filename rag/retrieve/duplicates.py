"""Folds pairs that say the same: one question with one answer, published more than once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from index.store.sql.lookup import StoredPassage
from rag.retrieve.candidates import Candidate

MAX_DIFFERENCE = 0.03
"""Share of the words of an answer that may differ: other spelling, a footnote mark, a broken word."""

DECISIVE = frozenset(["ja", "nee", "neen", "niet", "geen", "wel", "nooit", "deels", "nog", "noch", "zonder"])
"""Words that turn an answer round: two answers that differ in one of these are two answers."""


def fold_duplicates(
    candidates: Sequence[Candidate],
    questions: Mapping[str, int],
    answers_of: Callable[[Sequence[str]], Mapping[str, Sequence[str]]],
) -> tuple[list[Candidate], dict[str, tuple[str, ...]]]:
    """Leaves the best of the candidates that are the same question with the same answer; in order, best first.

    Answers of several ministries to one question stay apart unless they are word for word, or nearly, the same. Pairs
    of one publication are never folded, nor what has no question. `questions` has keys of their words by pair id; the
    words of answers are asked for of those only whose question others have too. Beside those that are left comes by
    pair id what was folded into it, best first.
    """
    answers = answers_of(asked_by_others((candidate.passage for candidate in candidates), questions))
    if not answers:
        return list(candidates), {}
    kept: list[Candidate] = []
    siblings: dict[str, list[str]] = {}
    by_question: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        pair_id = candidate.passage.pair_id
        alike = by_question.setdefault(questions[pair_id], []) if pair_id in answers else []
        same = next((other for other in alike if _is_same(candidate, other, answers)), None)
        if same is None:
            kept.append(candidate)
            alike.append(candidate)
        else:
            siblings.setdefault(same.passage.pair_id, []).append(pair_id)
    return kept, {pair_id: tuple(ids) for pair_id, ids in siblings.items()}


def asked_by_others(passages: Iterable[StoredPassage], questions: Mapping[str, int]) -> list[str]:
    """The pairs of passages whose question a pair of another publication among them has too, in order."""
    publications = {passage.pair_id: passage.publication_id for passage in passages}
    first: dict[int, str] = {}
    shared = set()
    for pair_id, publication_id in publications.items():
        question = questions.get(pair_id, 0)
        if question and first.setdefault(question, publication_id) != publication_id:
            shared.add(question)
    return [pair_id for pair_id in publications if questions.get(pair_id) in shared] if shared else []


def _is_same(candidate: Candidate, other: Candidate, answers: Mapping[str, Sequence[str]]) -> bool:
    if candidate.passage.publication_id == other.passage.publication_id:
        return False
    return is_same_answer(answers[candidate.passage.pair_id], answers[other.passage.pair_id])


def is_same_answer(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two answers have the same words, but for a few that decide nothing."""
    if one == other:
        return True
    longest = max(len(one), len(other))
    if abs(len(one) - len(other)) > MAX_DIFFERENCE * longest:
        return False
    words, other_words = set(one), set(other)
    if max(len(words - other_words), len(other_words - words)) > MAX_DIFFERENCE * longest:
        return False  # as what follows would say, at a tenth of its cost
    counts, others = Counter(one), Counter(other)
    more, fewer = counts - others, others - counts
    if max(more.total(), fewer.total()) > MAX_DIFFERENCE * longest:
        return False
    differing = [*more, *fewer]
    return not any(word in DECISIVE or any(char.isdigit() for char in word) for word in differing)
