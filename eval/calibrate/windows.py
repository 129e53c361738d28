"""Calibrates which window of an answer is quoted: a ridge regression on judged sentences, cross-validated by query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.calibrate.folds import FOLDS, REPEATS, folds, scale_of
from eval.gold.gold import GoldSet
from eval.gold.sentences import ANSWERS, JudgedSentence
from index.errors import InputError
from rag.answer.quotes.choice import SIGNS, ChoiceParameters, QuoteCriteria, window_signs
from rag.answer.quotes.quote import term_weights
from rag.answer.quotes.token_matches import token_matches
from rag.answer.quotes.window import Window, windows
from rag.retrieve.carries import what_is_asked
from rag.retrieve.encode import encode

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rag.assistant.assistant import Assistant

SENTENCE_COST = 0.055  # less quotes more words for hardly more answers, more loses answers
L2 = 60.0
FIXED = {"number": 0.1}
"""Weights that are not fitted: too few of the judged queries ask for a number."""
MIN_ANSWERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAnswer:
    """The windows of one answer to one query, with the signs of each and the labels of the sentences it holds."""

    query_id: str
    found: Sequence[Window]
    signs: Sequence[Mapping[str, float]]
    labels: Sequence[tuple[int, ...]]
    has_answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceCalibration:
    """The parameters, and what they come to on queries that they were not fitted on.

    Attributes:
        answering: share of the answers with a sentence that answers the query, of which the window holds one.
        telling: share of all answers of which the window holds a part of an answer at least.
        idle: share of the quoted sentences that do not answer.
        characters: of a window, on average.
    """

    parameters: ChoiceParameters
    answers: int
    answering: float
    telling: float
    idle: float
    characters: float


def judged_answers(assistant: Assistant, gold: GoldSet, judged: Sequence[JudgedSentence]) -> list[JudgedAnswer]:
    """The windows of every judged answer; pairs that the corpus lacks are left out."""
    corpus = assistant.corpus
    _, lexical = corpus.stores()
    texts = {query.query_id: query.text for query in gold.queries}
    by_answer: dict[tuple[str, str], list[JudgedSentence]] = {}
    for sentence in judged:
        by_answer.setdefault((sentence.query_id, sentence.pair_id), []).append(sentence)
    found = []
    for (query_id, pair_id), sentences in by_answer.items():
        pair, text = corpus.catalogue.pair(pair_id), texts.get(query_id)
        if pair is None or text is None or not (known := windows(pair.antwoord)):
            continue
        wanted = QuoteCriteria(
            asked=what_is_asked(text, term_weights(lexical, text, corpus.manifest.pairs)),
            matches=token_matches(corpus, [pair], encode(corpus, text)),
        )
        found.append(
            JudgedAnswer(
                query_id=query_id,
                found=known,
                signs=window_signs(known, pair, wanted, lexical),
                labels=[
                    tuple(one.label for one in sentences if one.is_in(window.start, window.end)) for window in known
                ],
                has_answer=any(one.label == ANSWERS for one in sentences),
            )
        )
    return found


def calibrate_choice(answers: Sequence[JudgedAnswer]) -> ChoiceCalibration:
    """Fits on the best label that each window holds; an InputError where too few answers are judged."""
    if len(answers) < MIN_ANSWERS:
        raise InputError(f"er zijn {len(answers)} beoordeelde antwoorden: ijken vraagt er {MIN_ANSWERS}")
    chosen: list[tuple[JudgedAnswer, int]] = []
    for repeat in range(REPEATS):
        placed = list(zip(answers, folds([answer.query_id for answer in answers], repeat), strict=True))
        for part in range(FOLDS):
            fitted = _fit([answer for answer, fold in placed if fold != part])
            chosen += [(answer, _best(answer, fitted)) for answer, fold in placed if fold == part]
    labels = [answer.labels[n] for answer, n in chosen]
    answering = [ANSWERS in held for (answer, _), held in zip(chosen, labels, strict=True) if answer.has_answer]
    spans = [answer.found[n] for answer, n in chosen]
    quoted = [label for held in labels for label in held]
    return ChoiceCalibration(
        parameters=_fit(answers),
        answers=len(answers),
        answering=float(np.mean(answering)),
        telling=float(np.mean([any(held) for held in labels])),
        idle=quoted.count(0) / max(1, len(quoted)),
        characters=float(np.mean([one.end - one.start for one in spans])),
    )


def choice_toml(made: ChoiceCalibration, hashes: str, command: str) -> str:
    """The parameters as a small file that says how it was made."""
    lines = [
        "# Which window of an answer is quoted; rag/answer/quotes/choice.py says what the signs mean. Made by:",
        f"#   {command}",
        f"# on {made.answers} answers with judged sentences of gold sets {hashes}.",
        f"# Cross-validated by query ({REPEATS} times {FOLDS} folds): {made.answering:.2f} hold a sentence that",
        f"# answers the query where there is one, {made.telling:.2f} a part of an answer at least;",
        f"# {made.idle:.2f} of the quoted sentences do not answer; {made.characters:.0f} characters a quote.",
        f"sentence = {made.parameters.sentence}",
    ]
    for title in ("weights", "means", "spreads"):
        values = getattr(made.parameters, title)
        lines += ["", f"[{title}]", *(f"{name} = {values[name]:.6f}" for name in SIGNS)]
    return "\n".join(lines) + "\n"


def _best(answer: JudgedAnswer, parameters: ChoiceParameters) -> int:
    return max(range(len(answer.signs)), key=lambda n: (parameters.value(answer.signs[n]), -n))


def _fit(answers: Sequence[JudgedAnswer]) -> ChoiceParameters:
    rows = [
        ([signs[name] for name in SIGNS], max(held))
        for answer in answers
        for signs, held in zip(answer.signs, answer.labels, strict=True)
        if held
    ]
    inputs: NDArray[np.float64] = np.array([row for row, _ in rows], dtype=float)
    truth: NDArray[np.float64] = np.array([label for _, label in rows], dtype=float)
    means, spreads = scale_of(inputs)
    design = (inputs - means) / spreads
    fixed = np.array([FIXED.get(name, 0.0) for name in SIGNS])
    is_free = np.array([name not in FIXED for name in SIGNS])
    free = design[:, is_free]
    left = truth - truth.mean() - design @ fixed
    weights = fixed.copy()
    weights[is_free] = np.linalg.solve(free.T @ free + L2 * np.eye(free.shape[1]), free.T @ left)
    return ChoiceParameters(
        weights=dict(zip(SIGNS, weights.tolist(), strict=True)),
        means=dict(zip(SIGNS, means.tolist(), strict=True)),
        spreads=dict(zip(SIGNS, spreads.tolist(), strict=True)),
        sentence=SENTENCE_COST,
    )
