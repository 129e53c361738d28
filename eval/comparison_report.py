"""Writes a comparison of two runs as one HTML file that opens from disk without a network."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from eval import svg
from eval.compare import MOVED, MOVED_BY, Comparison, Difference
from eval.page import page, pair_text, section, table
from eval.showing import Shown
from eval.svg import number
from eval.trec import write_text


def write_comparison(path: Path, comparison: Comparison, texts: Mapping[str, str], shown: Mapping[str, Shown]) -> None:
    """Writes the report of a comparison.

    Args:
        path: of the HTML file.
        comparison: of two runs.
        texts: of the queries, by id.
        shown: pairs by id, for the results side by side.

    Raises:
        InputError: the file cannot be written.
    """
    moves = [(texts.get(move.query_id, move.query_id), move.difference) for move in comparison.moves]
    moves.sort(key=lambda item: -item[1])
    sections = [
        section(
            f"A = {comparison.name_a}, B = {comparison.name_b}",
            f"<p>{comparison.queries} vragen. Een positief verschil betekent dat B beter is. De p-waarde is van een "
            f"tweezijdige gepaarde permutatietoets; het interval (95%) van een bootstrap over de vragen.</p>"
            + table(
                ["maat", "A", "B", "verschil", "95%-interval", "beter", "gelijk", "slechter", "p"],
                [_difference_row(name, item) for name, item in comparison.differences.items()],
            ),
        ),
        section(
            f"Verschil in {MOVED_BY} per vraag",
            svg.difference_bars(moves, f"Verschil in {MOVED_BY} per vraag, van meest gewonnen tot meest verloren")
            if moves
            else "<p>Geen enkele vraag verschilt.</p>",
        ),
        section(
            f"De {MOVED} vragen die het meest verschoven",
            table(
                ["vraag", "A", "B", "beste resultaten van A", "beste resultaten van B"],
                [
                    [
                        escape(texts.get(move.query_id, move.query_id)),
                        number(move.a),
                        number(move.b),
                        "<br>".join(pair_text(pair_id, shown) for pair_id in move.top_a) or "geen",
                        "<br>".join(pair_text(pair_id, shown) for pair_id in move.top_b) or "geen",
                    ]
                    for move in comparison.most_moved
                ],
            ),
        ),
    ]
    write_text(path, page(f"Vergelijking: {comparison.name_a} en {comparison.name_b}", sections))


def _difference_row(name: str, item: Difference) -> list[str]:
    return [
        name,
        number(item.a),
        number(item.b),
        number(item.difference, signed=True),
        f"{number(item.interval[0], signed=True)} – {number(item.interval[1], signed=True)}",
        str(item.win),
        str(item.tie),
        str(item.loss),
        f"{item.p:.4f}".replace(".", ",") + (" (exact)" if item.is_exact else ""),
    ]
