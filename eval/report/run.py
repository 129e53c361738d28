"""Writes a run as one HTML file that opens from disk without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from eval.compare.runs import MOVED_BY
from eval.gold.excerpts import Excerpt
from eval.gold.files import write_text
from eval.measure.measures import MEASURES
from eval.measure.record import Abstention, AnswersRecord, QueryRecord, RunRecord
from eval.report.charts import Chart, histograms, interval_bars, reliability
from eval.report.page import Draw, in_page, interval_text, or_dash, page, sections_of
from eval.report.rows import STRATUM_HEADS, named_rows, quoted_rows, stratum_rows, type_rows, verdict_rows
from rag.dutch.labels import SHORT_VERDICTS
from rag.dutch.writing import decimal
from rag.values import Verdict

DECILES = 10
TIME_BINS = 12


def write_report(path: Path, record: RunRecord, excerpts: Mapping[str, Excerpt]) -> None:
    """Writes the report of one run, with the best result of each query.

    Raises:
        InputError: the file cannot be written.
    """
    write_text(path, report_page(record, excerpts))


def report_page(record: RunRecord, excerpts: Mapping[str, Excerpt]) -> str:
    """The report of one run as a whole page."""
    return page(f"Meting van het zoeken: {record.name}", report_sections(record, excerpts))


def report_sections(record: RunRecord, excerpts: Mapping[str, Excerpt], draw: Draw = in_page) -> Markup:
    """The parts of the report, each with its heading; `draw` puts the charts in."""
    judged = [query for query in record.per_query.values() if query.confidence is not None]
    points = reliability_points(judged)
    return sections_of(
        "run.html",
        draw,
        record=record,
        charts=_charts(record, judged, points),
        measures=[
            (name, decimal(record.measures[name]), interval_text(record.intervals.get(name))) for name in MEASURES
        ],
        notes=list(record.notes()),
        measure_names=list(MEASURES),
        types=type_rows(record),
        has_verdicts=bool(judged),
        abstention=_named(record.abstention),
        stratum_heads=list(STRATUM_HEADS),
        strata=stratum_rows(record.abstention),
        reliability=[(decimal(expected), decimal(seen), count) for expected, seen, count in points],
        answers=record.answers,
        verdict_names=list(SHORT_VERDICTS.values()),
        **(_answers(record.answers) if record.answers else {}),
        moved_by=MOVED_BY,
        queries=[_query(query_id, query, excerpts) for query_id, query in record.per_query.items()],
        made_with=_made_with(record),
    )


def _charts(
    record: RunRecord, judged: Sequence[QueryRecord], points: Sequence[tuple[float, float, int]]
) -> dict[str, Chart]:
    measures = [(name, record.measures[name], record.intervals.get(name)) for name in MEASURES]
    types = [
        (f"{name} ({int(values['queries'])})", float(values[MOVED_BY]), None) for name, values in record.by_type.items()
    ]
    confidence = {
        "met antwoord": [query.confidence or 0.0 for query in judged if query.answerable],
        "zonder antwoord": [query.confidence or 0.0 for query in judged if not query.answerable],
    }
    times = sorted(query.search_ms for query in record.per_query.values())
    longest = max(times, default=0.0) or 1.0
    return {
        "measures": interval_bars(measures, "De maten met hun interval"),
        "types": interval_bars(types, f"{MOVED_BY} per soort vraag"),
        "confidence": histograms(confidence, "Verdeling van de zekerheid over vragen met en zonder antwoord"),
        "reliability": reliability(points, "Zekerheid tegen het deel dat echt een antwoord heeft"),
        "times": histograms(
            {"vragen, naar zoektijd in ms": [time / longest for time in times]},
            "Verdeling van de zoektijd",
            [f"{longest * n / TIME_BINS:.0f}" for n in range(TIME_BINS)],
        ),
    }


def reliability_points(queries: Sequence[QueryRecord]) -> list[tuple[float, float, int]]:
    """Per tenth of the confidence: its mean, the share of queries that are answerable, and how many there are."""
    tenths: dict[int, list[QueryRecord]] = {}
    for query in queries:
        tenths.setdefault(min(int((query.confidence or 0.0) * DECILES), DECILES - 1), []).append(query)
    return [
        (
            sum(query.confidence or 0.0 for query in own) / len(own),
            sum(query.answerable for query in own) / len(own),
            len(own),
        )
        for _, own in sorted(tenths.items())
    ]


def _named(facts: Abstention | AnswersRecord) -> list[tuple[str, str, str]]:
    return [(name, or_dash(value), interval_text(interval)) for name, value, interval in named_rows(facts)]


def _answers(answers: AnswersRecord) -> dict[str, object]:
    return {
        "quoted": _named(answers),
        "verdicts": [(name, *counts) for name, counts in verdict_rows(answers)],
        "quoted_by_type": quoted_rows(answers),
    }


def _query(
    query_id: str, query: QueryRecord, excerpts: Mapping[str, Excerpt]
) -> tuple[tuple[str, ...], Excerpt | None, int | None]:
    """The cells of a query, its best result, and the grade of that."""
    cells = (
        query_id,
        query.text,
        query.type,
        decimal(query.values[MOVED_BY]) if query.values else "–",
        SHORT_VERDICTS[Verdict(query.verdict)] if query.verdict else "–",
        or_dash(query.confidence, 2),
    )
    if not query.top:
        return cells, None, None
    best = query.top[0][0]
    return cells, excerpts.get(best, Excerpt(pair_id=best)), query.grades.get(best)


def _made_with(record: RunRecord) -> list[tuple[str, str]]:
    return [
        ("gemeten", record.made),
        ("versie van de bron", record.commit or "onbekend"),
        ("gouden set", f"{record.gold} ({record.gold_hash})"),
        ("index", ", ".join(f"{name} {value}" for name, value in record.index.items())),
        ("instellingen", ", ".join(f"{name}={value}" for name, value in record.settings.items())),
        ("programmatuur", ", ".join(f"{name} {version}" for name, version in record.versions.items())),
        ("duur", f"{record.seconds:.1f} s"),
    ]
