"""Writes a comparison of two runs as one HTML file that opens from disk without a network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from eval.compare.runs import MOVED, MOVED_BY, RunComparison
from eval.gold.excerpts import Excerpt
from eval.gold.files import write_text
from eval.report.charts import difference_bars
from eval.report.page import Draw, in_page, page, sections_of


def write_comparison(path: Path, comparison: RunComparison, excerpts: Mapping[str, Excerpt]) -> None:
    """Writes the report of a comparison; an InputError where the file cannot be written."""
    title = f"Vergelijking: {comparison.name_a} en {comparison.name_b}"
    write_text(path, page(title, comparison_sections(comparison, excerpts)))


def comparison_sections(comparison: RunComparison, excerpts: Mapping[str, Excerpt], draw: Draw = in_page) -> Markup:
    """The parts of the report, each with its heading; `draw` puts the chart in."""
    moved = sorted(((move.text, move.difference) for move in comparison.moves), key=lambda item: -item[1])
    title = f"Verschil in {MOVED_BY} per vraag, van meest gewonnen tot meest verloren"
    return sections_of(
        "comparison.html",
        draw,
        comparison=comparison,
        moved=difference_bars(moved, title) if moved else None,
        moved_by=MOVED_BY,
        most=MOVED,
        excerpt_of=lambda pair_id: excerpts.get(pair_id, Excerpt(pair_id=pair_id)),
    )
