"""The verdict: how sure the evidence makes us that the corpus has the subject of a query, and answers the query."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from rag.answer.logistic import LogisticRegression
from rag.values import Evidence, Verdict

PARAMETERS_FILE = Path(__file__).with_name("verdict.toml")
SUBJECT = ("nearest", "lead")
ANSWER = ("lead", "weakest", "asks_number")
LIKELY = 0.5  # from here on the corpus more likely has the subject than not

ABSENT = "Dit onderwerp lijkt niet voor te komen in wat is doorzocht: geen antwoord ligt dicht bij wat de vraag noemt."
CHECK_NUMBER = " De vraag vraagt om een getal of datum; controleer of die er echt staat."


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Two regressions, whose probabilities are multiplied, and the two borders between the verdicts.

    Attributes:
        model: fingerprint of the embedding model whose similarities these are.
        subject: that the corpus treats the subject of the query.
        answer: that a corpus that treats the subject answers the query.
        answered: at this confidence or more the verdict is beantwoord.
        present: below this probability of the subject it is niet_gevonden.
    """

    model: str
    subject: LogisticRegression
    answer: LogisticRegression
    answered: float
    present: float


def signs(evidence: Evidence) -> dict[str, float | None]:
    """The evidence as numbers by name."""
    values: dict[str, float | bool | None] = asdict(evidence)
    return {name: None if value is None else float(value) for name, value in values.items()}


def confidence(evidence: Evidence, parameters: Parameters) -> float:
    """Between 0 and 1: how likely the corpus has the subject and answers the query."""
    return parameters.subject.probability(signs(evidence)) * parameters.answer.probability(signs(evidence))


def decide(evidence: Evidence, parameters: Parameters, model: str) -> tuple[Verdict, str, float]:
    """The verdict, its reason in plain Dutch, and the confidence.

    Similarities of another model have another scale, and without reranking there are none: then the verdict stays in
    the middle.
    """
    if model != parameters.model:
        return Verdict.VERWANT, "Voor dit taalmodel is het oordeel niet geijkt; beoordeel de citaten zelf.", 0.5
    if evidence.nearest is None:
        return Verdict.VERWANT, "Zonder herordenen is er geen oordeel; beoordeel de citaten zelf.", 0.5
    subject = parameters.subject.probability(signs(evidence))
    sure = confidence(evidence, parameters)
    if subject < parameters.present:
        return Verdict.NIET_GEVONDEN, ABSENT, sure
    if sure >= parameters.answered:
        return Verdict.BEANTWOORD, "De gevonden antwoorden sluiten aan bij wat de vraag noemt.", sure
    number = CHECK_NUMBER if evidence.asks_number else ""
    if subject < LIKELY:
        return (
            Verdict.VERWANT,
            f"Het is niet zeker of dit onderwerp voorkomt in wat is doorzocht; dit ligt er het dichtst bij.{number}",
            sure,
        )
    return (
        Verdict.VERWANT,
        f"Er zijn antwoorden over dit onderwerp, maar een rechtstreeks antwoord is niet zeker.{number}",
        sure,
    )


def is_doubtful(evidence: Evidence, parameters: Parameters, model: str) -> bool:
    """Whether the corpus more likely lacks the subject than has it; False where that cannot be told."""
    if model != parameters.model or evidence.nearest is None:
        return False
    return parameters.subject.probability(signs(evidence)) < LIKELY


@lru_cache(maxsize=1)
def load_parameters() -> Parameters:
    """The parameters that come with the product."""
    with PARAMETERS_FILE.open("rb") as file:
        values = tomllib.load(file)
    return Parameters(
        model=values["model"],
        subject=LogisticRegression(**values["subject"]),
        answer=LogisticRegression(**values["answer"]),
        answered=values["borders"]["beantwoord"],
        present=values["borders"]["onderwerp"],
    )
