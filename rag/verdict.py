"""The verdict: how sure the evidence makes us that the corpus answers the query."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rag.evidence import Evidence
from rag.values import Verdict

PARAMETERS_FILE = Path(__file__).with_name("verdict.toml")
FEATURES = ("gap", "weakest", "asks_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """A logistic regression on standardised evidence, and the two borders between the verdicts.

    Attributes:
        model: fingerprint of the embedding model whose similarities these are.
        intercept, weights: of the regression; a positive weight speaks for an answer.
        means, spreads: to standardise each feature; an absent one counts as its mean.
        answered: at this confidence or more the verdict is beantwoord.
        related: at this confidence or more it is verwant, below it niet_gevonden.
    """

    model: str
    intercept: float
    weights: dict[str, float]
    means: dict[str, float]
    spreads: dict[str, float]
    answered: float
    related: float


def feature_values(evidence: Evidence) -> dict[str, float | None]:
    """The evidence as numbers by name."""
    return {"gap": evidence.gap, "weakest": evidence.weakest, "asks_number": float(evidence.asks_number)}


def confidence(evidence: Evidence, parameters: Parameters) -> float:
    """Between 0 and 1: how likely the corpus answers, where answered and unanswered queries are equally frequent."""
    total = parameters.intercept
    for name, value in feature_values(evidence).items():
        if value is not None:
            total += parameters.weights[name] * (value - parameters.means[name]) / parameters.spreads[name]
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, total))))


def decide(evidence: Evidence, parameters: Parameters, model: str) -> tuple[Verdict, str, float]:
    """The verdict, its reason in plain Dutch, and the confidence.

    Similarities of another model have another scale: without a calibration for it the verdict stays in the middle.
    """
    if model != parameters.model:
        return Verdict.VERWANT, "Voor dit taalmodel is het oordeel niet geijkt; beoordeel de citaten zelf.", 0.5
    sure = confidence(evidence, parameters)
    if sure >= parameters.answered:
        return Verdict.BEANTWOORD, "De gevonden antwoorden sluiten aan bij wat de vraag noemt.", sure
    number = " De vraag vraagt om een getal of datum; controleer of die er echt staat." if evidence.asks_number else ""
    if sure >= parameters.related:
        return (
            Verdict.VERWANT,
            f"Er zijn antwoorden over dit onderwerp, maar een rechtstreeks antwoord is niet zeker.{number}",
            sure,
        )
    return Verdict.NIET_GEVONDEN, "Geen antwoord in het corpus ligt dicht genoeg bij wat de vraag noemt.", sure


@lru_cache(maxsize=1)
def load_parameters() -> Parameters:
    """The parameters that come with the product."""
    with PARAMETERS_FILE.open("rb") as file:
        values = tomllib.load(file)
    return Parameters(
        model=values["model"],
        intercept=values["intercept"],
        weights=values["weights"],
        means=values["means"],
        spreads=values["spreads"],
        answered=values["borders"]["beantwoord"],
        related=values["borders"]["verwant"],
    )
