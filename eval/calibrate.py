"""Calibrates the verdict: a logistic regression on the evidence of gold queries, cross-validated, written as TOML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.statistics import auroc
from index.errors import InputError
from rag.verdict import FEATURES, Parameters, confidence, feature_values

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rag.evidence import Evidence

L2 = 3.0  # between 1 and 10 the cross-validated AUROC differed by 0.002
FOLDS = 10
REPEATS = 20
SEED = 20240216
MAX_FALSE_REFUSAL = 0.02  # a search that hides what it has is worse than one that shows too much
MIN_OF_EACH = 10
EQUAL_BALANCE = 0.02  # balanced accuracy that twenty queries cannot tell apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The parameters and how well they did on queries that they were not fitted on.

    Attributes:
        auroc: mean over repeats of cross-validation, with the lowest and highest repeat.
        false_answer, false_refusal: shares at the borders, from the cross-validated confidences of the first repeat.
    """

    parameters: Parameters
    queries: int
    answerable: int
    auroc: float
    auroc_range: tuple[float, float]
    false_answer: float
    false_refusal: float


def calibrate(evidence: Sequence[Evidence], answerable: Sequence[bool], model: str) -> Calibration:
    """Fits the verdict on the evidence of queries.

    Args:
        evidence: of each query.
        answerable: whether the corpus answers it.
        model: fingerprint of the embedding model.

    Raises:
        InputError: too few queries of either kind.
    """
    truth = np.array(answerable, dtype=bool)
    if min(truth.sum(), (~truth).sum()) < MIN_OF_EACH:
        raise InputError(
            f"er zijn {truth.sum()} te beantwoorden en {(~truth).sum()} niet te beantwoorden vragen: "
            f"ijken vraagt van elk minstens {MIN_OF_EACH}"
        )
    runs = [_cross_validate(evidence, truth, model, np.random.default_rng(SEED + n)) for n in range(REPEATS)]
    scores = [auroc(run[truth].tolist(), run[~truth].tolist()) or 0.0 for run in runs]
    held_out = runs[0]
    answered = _best_border(held_out, truth)
    related = float(np.quantile(held_out[truth], MAX_FALSE_REFUSAL))
    return Calibration(
        parameters=_fit(evidence, truth, model, answered=round(answered, 3), related=round(min(related, answered), 3)),
        queries=len(truth),
        answerable=int(truth.sum()),
        auroc=float(np.mean(scores)),
        auroc_range=(min(scores), max(scores)),
        false_answer=float((held_out[~truth] >= answered).mean()),
        false_refusal=float((held_out[truth] < related).mean()),
    )


def to_toml(calibration: Calibration, gold_hash: str, command: str) -> str:
    """The parameters as a small file that says how it was made."""
    parameters = calibration.parameters
    lines = [
        "# Parameters of the verdict; rag/verdict.py says what they mean. Made by:",
        f"#   {command}",
        f"# on {calibration.queries} queries ({calibration.answerable} answerable), gold set {gold_hash}.",
        f"# Cross-validated ({REPEATS} times {FOLDS} folds): AUROC {calibration.auroc:.3f}, between "
        f"{calibration.auroc_range[0]:.3f} and {calibration.auroc_range[1]:.3f};",
        f"# at the borders below: false answers {calibration.false_answer:.2f}, "
        f"false refusals {calibration.false_refusal:.2f}.",
        f'model = "{parameters.model}"',
        f"intercept = {parameters.intercept:.4f}",
        "",
        "[borders]",
        f"beantwoord = {parameters.answered}",
        f"verwant = {parameters.related}",
    ]
    for title, values in (
        ("weights", parameters.weights),
        ("means", parameters.means),
        ("spreads", parameters.spreads),
    ):
        lines += ["", f"[{title}]", *(f"{name} = {values[name]:.6f}" for name in FEATURES)]
    return "\n".join(lines) + "\n"


def _cross_validate(
    evidence: Sequence[Evidence], truth: NDArray[np.bool_], model: str, random: np.random.Generator
) -> NDArray[np.float64]:
    """Confidence of every query by parameters fitted on the other folds, both kinds spread evenly over the folds."""
    fold = np.empty(len(truth), dtype=int)
    for kind in (True, False):
        members = random.permutation(np.flatnonzero(truth == kind))
        fold[members] = np.arange(len(members)) % FOLDS
    result = np.empty(len(truth))
    for held_out in range(FOLDS):
        inside = [n for n in range(len(truth)) if fold[n] != held_out]
        parameters = _fit([evidence[n] for n in inside], truth[inside], model, answered=0.5, related=0.5)
        for n in np.flatnonzero(fold == held_out):
            result[n] = confidence(evidence[int(n)], parameters)
    return result


def _fit(
    evidence: Sequence[Evidence], truth: NDArray[np.bool_], model: str, *, answered: float, related: float
) -> Parameters:
    """Newton's method on the L2-penalised likelihood, both kinds of queries weighing the same."""
    raw = np.array([[_number(feature_values(item)[name]) for name in FEATURES] for item in evidence])
    means, spreads = np.nanmean(raw, axis=0), np.maximum(np.nanstd(raw, axis=0), 1e-9)
    inputs = np.nan_to_num((raw - means) / spreads, nan=0.0)
    inputs = np.column_stack([np.ones(len(inputs)), inputs])
    weight = np.where(truth, 1.0, truth.sum() / max(1, (~truth).sum()))
    penalty = np.diag([1e-6, *([L2] * len(FEATURES))])
    beta = np.zeros(inputs.shape[1])
    for _ in range(60):
        predicted = 1 / (1 + np.exp(-inputs @ beta))
        gradient = inputs.T @ (weight * (predicted - truth)) + penalty @ beta
        curvature = (inputs * (weight * predicted * (1 - predicted))[:, None]).T @ inputs + penalty
        beta -= np.linalg.solve(curvature, gradient)
    return Parameters(
        model=model,
        intercept=float(beta[0]),
        weights=dict(zip(FEATURES, beta[1:].tolist(), strict=True)),
        means=dict(zip(FEATURES, means.tolist(), strict=True)),
        spreads=dict(zip(FEATURES, spreads.tolist(), strict=True)),
        answered=answered,
        related=related,
    )


def _best_border(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The highest confidence at which the two kinds of error together are about as few as they can be.

    Many borders do equally well on so few queries; of those the highest, for a false answer is worse than a caution.
    """
    borders = np.unique(scores)
    balanced = np.array(
        [((scores[truth] >= border).mean() + (scores[~truth] < border).mean()) / 2 for border in borders]
    )
    return float(borders[balanced >= balanced.max() - EQUAL_BALANCE].max())


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
