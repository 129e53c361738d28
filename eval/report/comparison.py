"""Writes a comparison of two runs as one HTML file that opens from disk without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from eval.compare.runs import MOVED, MOVED_BY, Difference, Result, RunComparison
from eval.gold.excerpts import Excerpt
from eval.gold.files import write_text
from eval.report import svg
from eval.report.page import grade_name, p_value, page, pair_text, section, table
from rag.dutch.writing import decimal


def write_comparison(path: Path, comparison: RunComparison, excerpts: Mapping[str, Excerpt]) -> None:
    """Writes the report of a comparison.

    Args:
        path: of the HTML file.
        comparison: of two runs.
        excerpts: pairs by id, for the results side by side.

    Raises:
        InputError: the file cannot be written.
    """
    title = f"Vergelijking: {comparison.name_a} en {comparison.name_b}"
    write_text(path, page(title, comparison_sections(comparison, excerpts)))


def comparison_sections(comparison: RunComparison, excerpts: Mapping[str, Excerpt]) -> list[str]:
    """The parts of the report, each with its heading."""
    moved = sorted(((move.text, move.difference) for move in comparison.moves), key=lambda item: -item[1])
    explained = (
        f"<p>{comparison.queries} vragen. Een positief verschil betekent dat B beter is. De p-waarde is van een "
        "tweezijdige gepaarde permutatietoets; het interval (95%) van een bootstrap over de vragen.</p>"
    )
    return [
        section(
            f"A = {comparison.name_a}, B = {comparison.name_b}",
            explained + _differences("maat", comparison.differences),
        ),
        section(f"{MOVED_BY} per soort vraag", _differences("soort", comparison.by_type)) if comparison.by_type else "",
        section(
            f"Verschil in {MOVED_BY} per vraag",
            svg.difference_bars(moved, f"Verschil in {MOVED_BY} per vraag, van meest gewonnen tot meest verloren")
            if moved
            else "<p>Geen enkele vraag verschilt.</p>",
        ),
        section(
            f"De {MOVED} vragen die het meest verschoven",
            table(
                ["vraag", "A", "B", "beste resultaten van A", "beste resultaten van B"],
                [
                    [
                        escape(move.text),
                        decimal(move.a),
                        decimal(move.b),
                        _results(move.top_a, excerpts),
                        _results(move.top_b, excerpts),
                    ]
                    for move in comparison.most_moved
                ],
            ),
        ),
    ]


def _differences(what: str, items: Mapping[str, Difference]) -> str:
    heads = [what, "A", "B", "verschil", "95%-interval", "beter", "gelijk", "slechter", "p"]
    return table(heads, [_difference_row(name, item) for name, item in items.items()])


def _results(results: Sequence[Result], excerpts: Mapping[str, Excerpt]) -> str:
    if not results:
        return "niets gevonden"
    items = [f"<li>{pair_text(result.pair_id, excerpts)} ({grade_name(result.grade)})</li>" for result in results]
    return f"<ol>{''.join(items)}</ol>"


def _difference_row(name: str, item: Difference) -> list[str]:
    return [
        escape(name),
        decimal(item.a),
        decimal(item.b),
        decimal(item.difference, signed=True),
        f"{decimal(item.interval[0], signed=True)} – {decimal(item.interval[1], signed=True)}",
        str(item.win),
        str(item.tie),
        str(item.loss),
        escape(p_value(item.p)) + (" (exact)" if item.is_exact else ""),
    ]
