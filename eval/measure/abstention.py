"""Measures the verdict: does it know what the corpus does not answer, by kind of query that it does not answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from eval.gold.gold import Query
from eval.measure.record import Abstention, Stratum
from eval.measure.run import QueryRun
from eval.measure.statistics import auroc, auroc_interval, bootstrap_interval
from rag.understand.asking import asks_number
from rag.values import Verdict


def measure_abstention(queries: Sequence[Query], runs: Mapping[str, QueryRun]) -> Abstention:
    """Measures the verdicts and confidences of a run; what was not asked is left out."""
    answerable = [runs[query.query_id] for query in queries if query.answerable]
    unanswerable = [runs[query.query_id] for query in queries if not query.answerable]
    whole = _stratum(queries, runs)
    answered, others = _confidences(answerable), _confidences(unanswerable)
    intervals = {
        "auroc": auroc_interval(answered, others, paired=False),
        "auroc_absent": auroc_interval(*_twins(answerable, lambda run: run.absent), paired=True),
        "auroc_detail": auroc_interval(*_twins(answerable, lambda run: run.detail), paired=True),
        "answered": bootstrap_interval(_are(answerable, Verdict.BEANTWOORD)),
        "false_answer": bootstrap_interval(_are(unanswerable, Verdict.BEANTWOORD)),
        "false_refusal": bootstrap_interval(_are(answerable, Verdict.NIET_GEVONDEN)),
    }
    return Abstention(
        **whole.model_dump(exclude={"answerable", "unanswerable"}),
        false_refusal=_share(answerable, Verdict.NIET_GEVONDEN),
        intervals={name: interval for name, interval in intervals.items() if interval},
        strata={
            name: _stratum([query for query in queries if asks_number(query.text) is wanted], runs)
            for name, wanted in (("number", True), ("other", False))
        },
    )


def _stratum(queries: Sequence[Query], runs: Mapping[str, QueryRun]) -> Stratum:
    answerable = [runs[query.query_id] for query in queries if query.answerable]
    unanswerable = [runs[query.query_id] for query in queries if not query.answerable]
    return Stratum(
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        auroc=auroc(_confidences(answerable), _confidences(unanswerable)),
        auroc_absent=auroc(*_twins(answerable, lambda run: run.absent)),
        auroc_detail=auroc(*_twins(answerable, lambda run: run.detail)),
        answered=_share(answerable, Verdict.BEANTWOORD),
        false_answer=_share(unanswerable, Verdict.BEANTWOORD),
    )


def _twins(runs: Sequence[QueryRun], without: Callable[[QueryRun], float | None]) -> tuple[list[float], list[float]]:
    """Confidences of the queries that were also asked without their answer, and of those twins, in the same order."""
    pairs = [(run.confidence, without(run)) for run in runs]
    known = [(own, other) for own, other in pairs if own is not None and other is not None]
    return [own for own, _ in known], [other for _, other in known]


def _confidences(runs: Sequence[QueryRun]) -> list[float]:
    return [run.confidence for run in runs if run.confidence is not None]


def _are(runs: Sequence[QueryRun], which: Verdict) -> list[float]:
    return [float(run.verdict is which) for run in runs if run.verdict is not None]


def _share(runs: Sequence[QueryRun], which: Verdict) -> float | None:
    found = _are(runs, which)
    return sum(found) / len(found) if found else None
