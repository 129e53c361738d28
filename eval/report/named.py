"""The measures of verdicts and answers by their Dutch names, for the terminal and the page alike."""

from __future__ import annotations

from collections.abc import Iterator

from eval.measure.record import Abstention, AnswersRecord, Stratum
from rag.dutch.labels import SHORT_VERDICTS

STRATA = {"number": "naar een getal of datum", "other": "naar iets anders"}
STRATUM_HEADS = ("AUROC", "zonder publicaties", "zonder paren", "beantwoord", "onterecht beantwoord")

Named = tuple[str, float | None, tuple[float, float] | None]


def abstention_rows(facts: Abstention) -> Iterator[Named]:
    """Name, value and interval of each measure of the verdict."""
    names = {
        "auroc": "AUROC tegen vragen zonder antwoord",
        "auroc_absent": "AUROC zonder de publicaties met het antwoord",
        "auroc_detail": "AUROC zonder de paren met het antwoord",
        "answered": "terecht beantwoord",
        "false_answer": "onterecht beantwoord",
        "false_refusal": "onterecht geweigerd",
    }
    for name, label in names.items():
        yield label, getattr(facts, name), facts.intervals.get(name)


def stratum_values(part: Stratum) -> tuple[float | None, ...]:
    """The values under `STRATUM_HEADS`."""
    return part.auroc, part.auroc_absent, part.auroc_detail, part.answered, part.false_answer


def answers_rows(answers: AnswersRecord) -> Iterator[Named]:
    """Name, value and interval of each measure of the quotes."""
    names = {
        "relevant": "citaten relevant",
        "first_relevant": "eerste citaat relevant",
        "answered_first_relevant": "eerste citaat relevant, bij beantwoord",
        "pairs_cited": "relevante paren geciteerd",
    }
    for name, label in names.items():
        yield label, getattr(answers, name), answers.intervals.get(name)


def verdict_rows(answers: AnswersRecord) -> Iterator[tuple[str, list[int]]]:
    """How many queries with and without an answer got each verdict, in the order of `SHORT_VERDICTS`."""
    for name, label in (("answerable", "vragen met antwoord"), ("unanswerable", "vragen zonder antwoord")):
        yield label, [answers.verdicts[name][verdict] for verdict in SHORT_VERDICTS]
