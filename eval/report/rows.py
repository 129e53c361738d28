"""The rows of the tables about a run, under their Dutch names: for the terminal and the page alike."""

from __future__ import annotations

from collections.abc import Iterator

from eval.measure.measures import MEASURES
from eval.measure.record import Abstention, AnswersRecord, RunRecord
from eval.report.page import or_dash
from rag.dutch.labels import SHORT_VERDICTS
from rag.dutch.writing import decimal

STRATA = {"number": "naar een getal of datum", "other": "naar iets anders"}
STRATUM_HEADS = ("AUROC", "zonder publicaties", "zonder paren", "beantwoord", "onterecht beantwoord")
QUOTED_HEADS = ("vragen", "citaten per vraag", "citaten relevant", "relevante paren geciteerd", "zonder citaat")

VERDICT_NAMES = {
    "auroc": "AUROC tegen vragen zonder antwoord",
    "auroc_absent": "AUROC zonder de publicaties met het antwoord",
    "auroc_detail": "AUROC zonder de paren met het antwoord",
    "answered": "terecht beantwoord",
    "false_answer": "onterecht beantwoord",
    "false_refusal": "onterecht geweigerd",
}
QUOTE_NAMES = {
    "relevant": "citaten relevant",
    "first_relevant": "eerste citaat relevant",
    "answered_first_relevant": "eerste citaat relevant, bij beantwoord",
    "unjudged": "citaten van niet beoordeelde paren",
    "pairs_cited": "relevante paren geciteerd",
    "sentence_answers": "citaat heeft een zin die antwoordt",
    "sentence_tells": "citaat heeft ten minste een deel van een antwoord",
    "sentences_idle": "geciteerde zinnen die niet antwoorden",
}

Named = tuple[str, float | None, tuple[float, float] | None]


def named_rows(facts: Abstention | AnswersRecord) -> list[Named]:
    """Name, value and interval of each measure of the verdict, or of the quotes."""
    names = VERDICT_NAMES if isinstance(facts, Abstention) else QUOTE_NAMES
    return [(label, getattr(facts, name), facts.intervals.get(name)) for name, label in names.items()]


def type_rows(record: RunRecord) -> list[list[str]]:
    """The measures for each type of query, with how many there are."""
    return [
        [name, str(int(values["queries"])), *(decimal(values[measure]) for measure in MEASURES)]
        for name, values in record.by_type.items()
    ]


def stratum_rows(facts: Abstention) -> list[list[str]]:
    """For each kind of what is asked: queries with and without an answer, then the values under `STRATUM_HEADS`."""
    return [
        [
            *(STRATA[name], str(part.answerable), str(part.unanswerable)),
            *map(or_dash, (part.auroc, part.auroc_absent, part.auroc_detail, part.answered, part.false_answer)),
        ]
        for name, part in facts.strata.items()
    ]


def quoted_rows(answers: AnswersRecord) -> list[list[str]]:
    """What the answers quote, all together and by type of query, under `QUOTED_HEADS`."""
    return [
        [
            *(name, str(group.queries), decimal(group.statements), or_dash(group.relevant), or_dash(group.cited)),
            str(group.without),
        ]
        for name, group in {"alle": answers.overall, **answers.by_type}.items()
    ]


def verdict_rows(answers: AnswersRecord) -> Iterator[tuple[str, list[int]]]:
    """How many queries with and without an answer got each verdict, in the order of `SHORT_VERDICTS`."""
    for name, label in (("answerable", "vragen met antwoord"), ("unanswerable", "vragen zonder antwoord")):
        yield label, [answers.verdicts[name][verdict] for verdict in SHORT_VERDICTS]
