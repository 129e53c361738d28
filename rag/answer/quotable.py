"""Which of the hits are quoted: how likely each answers the query, by a few signs of its retrieval."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rag.answer.logistic import LogisticRegression
from rag.values import Hit

PARAMETERS_FILE = Path(__file__).with_name("quotable.toml")
FEATURES = ("relative", "late", "coverage")
MIN_RELATIVE_SCORE = 0.9  # where the parameters do not hold: another model, or no reranking


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotingParameters:
    """How likely a hit is relevant by its signs, and the border from which a hit is quoted.

    Attributes:
        model: fingerprint of the embedding model whose similarities these are.
        relevant: probability that people would judge a hit relevant.
        quoted: hits with this probability or more are quoted.
    """

    model: str
    relevant: LogisticRegression
    quoted: float


def signs(hit: Hit, best_score: float, coverage: float) -> dict[str, float] | None:
    """What the retrieval says of a hit; None when it was not reranked.

    Args:
        hit: with its reasons.
        best_score: of the first hit.
        coverage: share of the query's weight whose terms stand in onderwerp, question or answer.
    """
    if hit.why.rerank is None or best_score <= 0:
        return None
    return {"relative": hit.score / best_score, "late": hit.why.rerank, "coverage": coverage}


def is_quoted(hit: Hit, best_score: float, coverage: float, parameters: QuotingParameters, model: str) -> bool:
    """Whether a hit is near enough to the query to be quoted in the answer."""
    values = signs(hit, best_score, coverage)
    if values is None or model != parameters.model:
        return hit.score >= MIN_RELATIVE_SCORE * best_score
    return parameters.relevant.probability(values) >= parameters.quoted


def weighted_share(present: Collection[str], weights: Mapping[str, float]) -> float:
    """Share of the weight of the query's terms that are present, 0 to 1."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in present) / total if total else 0.0


@lru_cache(maxsize=1)
def load_quoting() -> QuotingParameters:
    """The parameters that come with the product."""
    with PARAMETERS_FILE.open("rb") as file:
        values = tomllib.load(file)
    return QuotingParameters(
        model=values["model"],
        relevant=LogisticRegression(
            intercept=values["intercept"],
            weights=values["weights"],
            means=values["means"],
            spreads=values["spreads"],
        ),
        quoted=values["quoted"],
    )
