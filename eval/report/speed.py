"""Writes a measurement of speed as plain text for a terminal."""

from __future__ import annotations

from eval.measure.speed import Speed, SpeedReport
from rag.dutch.writing import decimal
from rag.forms.columns import aligned

NAMES = {
    "encode": "het model, een vraag",
    "search": "zoeken zonder herordening",
    "search_rerank": "zoeken met herordening",
    "ask": "antwoorden",
    "compare": "vergelijken per ministerie",
    "followup": "vervolgvraag",
}


def speed_text(report: SpeedReport) -> str:
    """Times, recall, memory and disk."""
    parts = [
        f"{report.passages} passages van {report.publications} publicaties, {report.queries} vragen",
        _table(report.quiet, "ms"),
    ]
    if report.busy is not None:
        parts.append(_table(report.busy, "ms, naast twee bezige processen"))
    if report.recall:
        rows = [[name, decimal(value)] for name, value in report.recall.items()]
        parts.append(aligned(["de honderd naaste, met filter op", "gevonden"], rows))
    seen = [["geheugen", report.memory.rss_mb], ["waarvan eigen", report.memory.own_mb]]
    rows = [[str(name), decimal(float(value), 1)] for name, value in seen if isinstance(value, float)]
    rows += [[f"schijf: {name}", decimal(size, 1)] for name, size in report.disk_mb.items()]
    return "\n\n".join([*parts, aligned(["MB", ""], rows)])


def _table(speed: Speed, head: str) -> str:
    encode = speed.actions["encode"].p50
    rows = [
        [NAMES[name], decimal(times.p50, 1), decimal(times.p95, 1), decimal(times.p50 / encode, 2)]
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
