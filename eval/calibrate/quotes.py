"""Calibrates which hits are quoted: a logistic regression on gold judgments, cross-validated by query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.calibrate.logistic import fit_logistic
from eval.gold.gold import GoldSet
from index.errors import InputError
from rag.answer.compose import MAX_PER_PUBLICATION, MAX_STATEMENTS
from rag.answer.quotable import FEATURES, QuotingParameters, signs
from rag.answer.quote import coverage, is_formality, term_weights
from rag.question import Question
from rag.answer.quote import coverage, term_weights
from rag.standpunt.formality import is_formality

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.progress import Progress
    from rag.assistant import Assistant

WANTED_SHARE = 0.82  # of what is quoted that is relevant; the aim is four of five, and an answer falls a little below
DEPTH = 12
FOLDS = 10
REPEATS = 5
SEED = 20240216
L2 = 1.0
MIN_QUERIES = 20
BORDERS = np.arange(0.30, 0.91, 0.01)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedHit:
    """A hit of a gold query: its signs, and whether people judged it relevant."""

    query_id: str
    publication_id: str
    signs: dict[str, float]
    relevant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotingCalibration:
    """The parameters, and what they come to on queries that they were not fitted on.

    Attributes:
        precision: share of the quoted hits that is relevant; recall: share of the relevant pairs that is quoted.
        quoted: hits quoted per query.
    """

    parameters: QuotingParameters
    queries: int
    precision: float
    recall: float
    quoted: float


def judged_hits(assistant: Assistant, gold: GoldSet, progress: Progress) -> list[JudgedHit]:
    """The first hits of every answerable query with judgments."""
    _, lexical = assistant.corpus.stores()
    queries = [query for query in gold.queries if query.answerable and gold.qrels.get(query.query_id)]
    found: list[JudgedHit] = []
    for done, query in enumerate(queries, start=1):
        result = assistant.search(Question(query.text, top=DEPTH))
        weights = term_weights(lexical, result.text, result.index.pairs)
        for hit in result.hits:
            if hit.pair is None or is_formality(hit.pair):
                continue  # an answer quotes neither
            values = signs(hit, result.hits[0].score, coverage(hit, weights, lexical))
            if values is not None:
                grade = gold.qrels[query.query_id].get(hit.pair_id, 0)
                found.append(
                    JudgedHit(
                        query_id=query.query_id,
                        publication_id=hit.publication.id,
                        signs=values,
                        relevant=grade > 0,
                    )
                )
        progress(done, len(queries))
    return found


def calibrate_quoting(hits: Sequence[JudgedHit], relevant: dict[str, int], model: str) -> QuotingCalibration:
    """Fits on judged hits; the border is the lowest at which the wanted share of what is quoted is relevant.

    Args:
        hits: of all queries.
        relevant: how many relevant pairs each query has in the gold set.
        model: fingerprint of the embedding model.

    Raises:
        InputError: too few queries, or a corpus that is not reranked.
    """
    names = sorted({hit.query_id for hit in hits})
    if len(names) < MIN_QUERIES:
        raise InputError(f"er zijn {len(names)} vragen met herrangschikte treffers: ijken vraagt er {MIN_QUERIES}")
    inputs = np.array([[hit.signs[name] for name in FEATURES] for hit in hits])
    truth = np.array([hit.relevant for hit in hits], dtype=np.bool_)
    of_query = np.array([names.index(hit.query_id) for hit in hits])
    held_out = np.zeros(len(hits))
    for repeat in range(REPEATS):
        fold = np.random.default_rng(SEED + repeat).permutation(len(names)) % FOLDS
        for part in range(FOLDS):
            outside = fold[of_query] != part
            fitted = fit_logistic(FEATURES, inputs[outside], truth[outside], l2=L2)
            for n in np.flatnonzero(~outside):
                held_out[n] += fitted.probability(hits[int(n)].signs) / REPEATS
    total = sum(relevant[name] for name in names)
    outcomes = [(border, *_outcome(hits, held_out, total, border)) for border in BORDERS]
    good = [outcome for outcome in outcomes if outcome[1] >= WANTED_SHARE]
    border, precision, recall, quoted = good[0] if good else max(outcomes, key=lambda outcome: outcome[1])
    return QuotingCalibration(
        parameters=QuotingParameters(
            model=model, relevant=fit_logistic(FEATURES, inputs, truth, l2=L2), quoted=round(float(border), 2)
        ),
        queries=len(names),
        precision=precision,
        recall=recall,
        quoted=quoted,
    )


def quoting_toml(made: QuotingCalibration, gold_hash: str, command: str) -> str:
    """The parameters as a small file that says how it was made."""
    parameters = made.parameters
    lines = [
        "# Which hits are quoted; rag/answer/quotable.py says what the signs mean. Made by:",
        f"#   {command}",
        f"# on {made.queries} queries of gold set {gold_hash}.",
        f"# Cross-validated by query ({REPEATS} times {FOLDS} folds):",
        f"# {made.precision:.2f} of what is quoted is relevant, {made.recall:.2f} of what is relevant is quoted, "
        f"{made.quoted:.1f} quotes a query.",
        f'model = "{parameters.model}"',
        f"intercept = {parameters.relevant.intercept:.4f}",
        f"quoted = {parameters.quoted}",
    ]
    for title in ("weights", "means", "spreads"):
        values = getattr(parameters.relevant, title)
        lines += ["", f"[{title}]", *(f"{name} = {values[name]:.6f}" for name in FEATURES)]
    return "\n".join(lines) + "\n"


def _outcome(
    hits: Sequence[JudgedHit], held_out: NDArray[np.float64], total: int, border: float
) -> tuple[float, float, float]:
    """Share of the quoted that is relevant, share of the relevant that is quoted, quoted per query.

    As an answer does: the best hit is quoted whatever its probability, and never more than an answer holds.
    """
    own: dict[str, list[int]] = {}
    for n, hit in enumerate(hits):
        own.setdefault(hit.query_id, []).append(n)
    good = count = 0
    for places in own.values():
        taken: Counter[str] = Counter()
        quoted: list[int] = []
        for n in [n for n in places if held_out[n] >= border] or places[:1]:
            taken[hits[n].publication_id] += 1
            if taken[hits[n].publication_id] <= MAX_PER_PUBLICATION and len(quoted) < MAX_STATEMENTS:
                quoted.append(n)
        good += sum(hits[n].relevant for n in quoted)
        count += len(quoted)
    return good / count, good / max(1, total), count / len(own)
