"""Evaluates: runs a gold set and puts rankings, measures, intervals and abstention together in a record."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import metadata

from eval.gold.gold import RELEVANT, GoldSet, Query
from eval.gold.judging import unjudged
from eval.gold.ranked import Ranked
from eval.gold.sentences import SENTENCES, read_sentences
from eval.measure.abstention import measure_abstention
from eval.measure.answers import measure_answers
from eval.measure.leakage import copied_words, source_publications
from eval.measure.measures import MEASURES, by_type, means, per_query
from eval.measure.record import KEPT, Latency, QueryRecord, RunRecord, current_commit
from eval.measure.run import TOP, QueryRun, run_queries
from eval.measure.statistics import bootstrap_interval, percentile
from eval.measure.variants import Variant, describe
from index.steps import Progress
from index.store.manifest import Manifest, software_versions
from index.values import PairId
from rag.assistant.assistant import Assistant
from rag.dutch.citation import is_verbatim
from rag.values import Arm


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A run with its record; `ranking` holds all that was kept of every query."""

    record: RunRecord
    ranking: Mapping[str, Ranked]


def evaluate(
    gold: GoldSet,
    assistant: Assistant,
    variant: Variant,
    *,
    name: str = "kamervragen",
    top: int = TOP,
    limit: int | None = None,
    exclude_source: bool = False,
    with_verdicts: bool = True,
    with_answers: bool = False,
    progress: Progress | None = None,
) -> Evaluation:
    """Runs the queries of a gold set and measures.

    `exclude_source` leaves the publications that a query was copied from out of its results and judgments. Without
    verdicts a run takes half the time. With answers it also measures what they quote, and the verdicts without what
    answers the queries.
    """
    started = time.perf_counter()
    gold = gold.first(limit)
    leaks = copied_words(gold, assistant.corpus.catalogue)
    excluded = source_publications(leaks) if exclude_source else {}
    gold = _without(gold, excluded)
    runs = run_queries(
        assistant,
        gold.queries,
        arm=Arm(variant.arm),
        top=top,
        excluded=excluded,
        with_verdicts=with_verdicts or with_answers,
        relevant=_relevant(gold, excluded) if with_answers else None,
        progress=progress,
    )
    # the verdict on a query whose source was excluded still saw it
    judged = [query for query in gold.queries if query.query_id not in excluded]
    catalogue = assistant.corpus.catalogue
    sentences = read_sentences(gold.folder) if (gold.folder / SENTENCES).is_file() else []
    ranking = {query_id: run.ranked for query_id, run in runs.items()}
    values = per_query(gold.measured_qrels, ids_only(ranking))
    intervals = {name: bootstrap_interval([query[name] for query in values.values()]) for name in MEASURES}
    record = RunRecord(
        name=name,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        commit=current_commit(),
        gold=str(gold.folder.resolve()),
        gold_hash=gold.hash,
        limit=limit,
        allow_missing=bool(gold.missing),
        exclude_source=exclude_source,
        top=top,
        settings=describe(variant, assistant),
        versions=software_versions() | {name: metadata.version(name) for name in ("ir-measures", "numpy")},
        seconds=round(time.perf_counter() - started, 3),
        queries=len(gold.queries),
        answerable=len(values),
        measures=means(values),
        by_type=by_type(values, gold.queries),
        abstention=measure_abstention(judged, runs),
        latency_ms=_latency(runs),
        index=index_facts(assistant.corpus.manifest),
        intervals={name: interval for name, interval in intervals.items() if interval},
        missing=list(gold.missing),
        warnings=list(gold.warnings),
        leakage=leaks,
        unjudged=unjudged(gold, ranking),
        per_query={query.query_id: _query_record(query, runs[query.query_id], gold, values) for query in gold.queries},
        answers=measure_answers(gold, runs, lambda quote: is_verbatim(quote, catalogue), sentences)
        if with_answers
        else None,
    )
    return Evaluation(record=record, ranking=ranking)


def ids_only(ranking: Mapping[str, Ranked]) -> dict[str, list[str]]:
    """Pair ids by query id, best first."""
    return {query_id: [pair_id for pair_id, _ in ranked] for query_id, ranked in ranking.items()}


def index_facts(manifest: Manifest) -> dict[str, object]:
    """Which index was measured."""
    return {
        "fingerprint": manifest.fingerprint,
        "model": manifest.model_name,
        "publications": manifest.publications,
        "pairs": manifest.pairs,
        "passages": manifest.passages,
    }


def _relevant(gold: GoldSet, excluded: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """The relevant pairs of the answerable queries."""
    return {
        query_id: [pair_id for pair_id, grade in grades.items() if grade >= RELEVANT]
        for query_id, grades in gold.measured_qrels.items()
        if query_id not in excluded
    }


def _without(gold: GoldSet, excluded: Mapping[str, frozenset[str]]) -> GoldSet:
    """The gold set without the judgments on excluded publications; a query without any left is not measured."""
    if not excluded:
        return gold
    qrels = {
        query_id: {
            pair_id: grade
            for pair_id, grade in grades.items()
            if PairId(pair_id).publication_id not in excluded.get(query_id, frozenset())
        }
        for query_id, grades in gold.qrels.items()
    }
    return replace(gold, qrels={query_id: grades for query_id, grades in qrels.items() if grades})


def _latency(runs: Mapping[str, QueryRun]) -> Latency:
    times = [run.search_ms for run in runs.values()]
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    return Latency(p50=None if p50 is None else round(p50, 2), p95=None if p95 is None else round(p95, 2))


def _query_record(query: Query, run: QueryRun, gold: GoldSet, values: Mapping[str, Mapping[str, float]]) -> QueryRecord:
    grades = gold.qrels.get(query.query_id, {})
    return QueryRecord(
        text=query.text,
        type=query.type,
        answerable=query.answerable,
        top=list(run.ranked[:KEPT]),
        values=dict(values.get(query.query_id, {})),
        verdict=run.verdict.value if run.verdict else None,
        confidence=run.confidence,
        search_ms=round(run.search_ms, 3),
        grades={pair_id: grades[pair_id] for pair_id, _ in run.ranked[:KEPT] if pair_id in grades},
    )
