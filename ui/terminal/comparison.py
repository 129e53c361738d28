"""Texts for the terminal: a comparison by ministry."""

from __future__ import annotations

import textwrap

from rag.compare.order import absent_lines, is_absent, row_label
from rag.values import AskedQuestion, Comparison, Row, Statement
from ui.terminal.lines import wrapped

MAX_QUESTION_CHARS = 160


def comparison_text(comparison: Comparison, *, in_fixed_order: bool = False) -> list[str]:
    """The question that is compared, a block per ministry, and the other questions that may have been meant.

    Ministries of which the corpus has nothing share a line.
    """
    rows = comparison.in_fixed_order if in_fixed_order else comparison.rows
    asked = comparison.vraag
    blocks = ["\n".join([wrapped(f"«{asked.vraag}»", "Vergeleken vraag: "), f"  over {asked.onderwerp}"])]
    lines = [_row_text(row) for row in rows if not is_absent(row)]
    lines += [wrapped(line, "") for line in absent_lines(rows)]
    blocks.append("\n".join(lines))
    if comparison.options:
        lines = ["Bedoelde u een andere vraag? Kies die met --bedoeld:"]
        lines += [_option_text(option) for option in comparison.options]
        blocks.append("\n".join(lines))
    return blocks


def _row_text(row: Row) -> str:
    figure = row.statement.lifted.text if row.statement and row.statement.lifted else None
    lines = [f"{row.names}: {figure or row_label(row)}"]
    lines += statement_lines(row.statement) if row.statement else []
    if row.reason:
        lines.append(wrapped(row.reason, "   "))
    return "\n".join(lines)


def statement_lines(statement: Statement) -> list[str]:
    """A quotation with its citation, its address and what must be known of it."""
    lines = [wrapped(f"«{statement.quote}»", "   "), wrapped(statement.citation, "   — ")]
    lines += [f"     {statement.url}"] if statement.url else []
    return lines + ([wrapped(statement.kanttekening, "     let op: ")] if statement.kanttekening else [])


def _option_text(option: AskedQuestion) -> str:
    vraag = textwrap.shorten(option.vraag, MAX_QUESTION_CHARS, placeholder=" …")
    return wrapped(f"{option.pair_id}: {vraag}", "  - ")
