"""Writes measures, comparisons and speeds as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from eval.compare.runs import MOVED_BY, Difference, RunComparison
from eval.gold.excerpts import Excerpt
from eval.measure.measures import MEASURES
from eval.measure.record import AnswersRecord, RunRecord
from eval.measure.speed import Speed, SpeedReport
from eval.report.page import or_dash, p_value
from eval.report.rows import QUOTED_HEADS, STRATUM_HEADS, named_rows, quoted_rows, stratum_rows, type_rows, verdict_rows
from rag.dutch.labels import SHORT_VERDICTS
from rag.dutch.writing import decimal
from rag.forms.columns import aligned

ACTIONS = {
    "encode": "het model, een vraag",
    "search": "zoeken zonder herordening",
    "search_rerank": "zoeken met herordening",
    "ask": "antwoorden",
    "compare": "vergelijken per ministerie",
    "followup": "vervolgvraag",
}


def run_text(record: RunRecord) -> str:
    """The measures of a run, by type, the verdicts and the speed."""
    headline = [
        [name, decimal(record.measures[name]), _interval(record.intervals.get(name))] for name in record.measures
    ]
    verdicts = [
        *([name, or_dash(value), _interval(interval)] for name, value, interval in named_rows(record.abstention)),
        ["zoektijd p50 (ms)", or_dash(record.latency_ms.p50, 1), ""],
        ["zoektijd p95 (ms)", or_dash(record.latency_ms.p95, 1), ""],
    ]
    strata = stratum_rows(record.abstention)
    quoted = [answers_text(record.answers)] if record.answers else []
    return "\n\n".join(
        [
            f"{record.answerable} gemeten vragen van {record.queries} uit {record.gold}",
            aligned(["maat", "waarde", "95%-interval"], headline),
            aligned(["soort", "vragen", *MEASURES], type_rows(record)),
            aligned(["oordeel en snelheid", "", "95%-interval"], verdicts),
            *([aligned(["oordeel bij vragen", "met", "zonder", *STRATUM_HEADS], strata)] if strata else []),
            *quoted,
        ]
    )


def answers_text(answers: AnswersRecord) -> str:
    """What the answers quote, all together and by type."""
    measures = [[name, or_dash(value), _interval(interval)] for name, value, interval in named_rows(answers)]
    verdicts = [[name, *map(str, counts)] for name, counts in verdict_rows(answers)]
    share = "-" if answers.verbatim is None else f"{100 * answers.verbatim:.1f}%"
    unanswerable = (
        ""
        if answers.unanswerable is None
        else f"; {decimal(answers.unanswerable)} per vraag zonder antwoord in het corpus"
    )
    tables = (
        aligned(["citaten", "", "95%-interval"], measures),
        aligned(["oordelen", *SHORT_VERDICTS.values()], verdicts),
        aligned(["antwoorden", *QUOTED_HEADS], quoted_rows(answers)),
    )
    return "\n\n".join(tables) + f"\n{answers.quotes} citaten, letterlijk {share}{unanswerable}"


def comparison_text(comparison: RunComparison, excerpts: Mapping[str, Excerpt]) -> str:
    """Both runs measure by measure, and the queries that moved most with the best result of each."""
    rows = [_difference(name, item, _interval(item.interval)) for name, item in comparison.differences.items()]
    types = [_difference(name, item) for name, item in comparison.by_type.items()]
    parts = [
        f"A = {comparison.name_a}\nB = {comparison.name_b}\n{comparison.queries} vragen; verschil = B - A",
        aligned(["maat", "A", "B", "verschil", "95%-interval", "beter/gelijk/slechter", "p"], rows),
    ]
    if comparison.by_type:
        parts.append(aligned([f"soort ({MOVED_BY})", "A", "B", "verschil", "beter/gelijk/slechter", "p"], types))
    for move in comparison.most_moved:
        lines = [
            f"{move.query_id} {move.text}",
            f"  {MOVED_BY} {decimal(move.a)} -> {decimal(move.b)} ({decimal(move.difference, signed=True)})",
        ]
        for side, top in (("A", move.top_a), ("B", move.top_b)):
            if not top:
                lines.append(f"  {side}: niets gevonden")
                continue
            best = excerpts.get(top[0].pair_id, Excerpt(pair_id=top[0].pair_id))
            texts = " ".join(text for text in (best.onderwerp, f"| {best.antwoord}") if text)
            lines.append(f"  {side}: [graad {'?' if top[0].grade is None else top[0].grade}] {best.pair_id} {texts}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def speed_text(report: SpeedReport) -> str:
    """Times, recall, memory and disk."""
    parts = [
        f"{report.passages} passages van {report.publications} publicaties, {report.queries} vragen",
        _speed_table(report.quiet, "ms"),
    ]
    if report.busy is not None:
        parts.append(_speed_table(report.busy, "ms, naast twee bezige processen"))
    if report.recall:
        rows = [[name, decimal(value)] for name, value in report.recall.items()]
        parts.append(aligned(["de honderd naaste, met filter op", "gevonden"], rows))
    seen = [["geheugen", report.memory.rss_mb], ["waarvan eigen", report.memory.own_mb]]
    rows = [[str(name), decimal(float(value), 1)] for name, value in seen if isinstance(value, float)]
    rows += [[f"schijf: {name}", decimal(size, 1)] for name, size in report.disk_mb.items()]
    return "\n\n".join([*parts, aligned(["MB", ""], rows)])


def _difference(name: str, item: Difference, *between: str) -> list[str]:
    values = (decimal(item.a), decimal(item.b), decimal(item.difference, signed=True))
    return [name, *values, *between, f"{item.win}/{item.tie}/{item.loss}", p_value(item.p)]


def _interval(interval: tuple[float, float] | None) -> str:
    return f"{decimal(interval[0])} .. {decimal(interval[1])}" if interval else "-"


def _speed_table(speed: Speed, head: str) -> str:
    encode = speed.actions["encode"].p50
    rows = [
        [ACTIONS[name], decimal(times.p50, 1), decimal(times.p95, 1), decimal(times.p50 / encode, 2)]
        for name, times in speed.actions.items()
    ]
    rows += [
        [
            f"op betekenis, filter {name}" if name in speed.filters else "op betekenis, zonder filter",
            decimal(times.p50, 1),
            decimal(times.p95, 1),
            decimal(speed.filters.get(name, 1.0), 2),
        ]
        for name, times in speed.dense.items()
    ]
    return aligned([head, "p50", "p95", "verhouding"], rows)
