"""Texts for the terminal: a comparison by ministry, and the series of a publication."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

from rag.dutch.writing import dutch_date
from rag.values import AskedQuestion, Comparison, Row

if TYPE_CHECKING:
    from rag.compare.series import Member, Series

WIDTH = 100
MAX_QUESTION_CHARS = 160


def comparison_text(comparison: Comparison) -> list[str]:
    """The question that is compared, a block per ministry, and the other questions that may have been meant."""
    asked = comparison.vraag
    blocks = ["\n".join([_wrap(f"«{asked.vraag}»", "Vergeleken vraag: "), f"  over {asked.onderwerp}"])]
    blocks.append("\n".join(_row_text(row) for row in comparison.rows))
    if comparison.options:
        lines = ["Bedoelde u een andere vraag? Kies die met --meant:"]
        lines += [_option_text(option) for option in comparison.options]
        blocks.append("\n".join(lines))
    return blocks


def series_text(series: Series) -> list[str]:
    """The other publications of a series, and what is missing; nothing for a lone publication."""
    others = [member for member in series.members if member.publication.id != series.publication_id]
    if not others and not series.missing:
        return []
    own = series.member(series.publication_id)
    lines = ["--- reeks", *(_member_text(member) for member in others)]
    if own and own.later_answers:
        lines.append(_wrap(f"dit bericht is later beantwoord in {', '.join(own.later_answers)}", "  "))
    for missing in series.missing:
        lines.append(_wrap(f"{missing.id}: niet in het corpus, genoemd door {', '.join(missing.named_by)}", "  - "))
    if series.is_cut:
        lines.append("  de reeks is langer; dit is het begin")
    return ["\n".join(lines)]


def _member_text(member: Member) -> str:
    publication = member.publication
    who = "; ".join(publication.ministeries) or "ministerie onbekend"
    on = f", {dutch_date(publication.ontvangen)}" if publication.ontvangen else ""
    later = f"; later beantwoord in {', '.join(member.later_answers)}" if member.later_answers else ""
    return _wrap(f"{publication.id}: {member.rol.value} van {who}{on} ({member.link.value}{later})", "  - ")


def _row_text(row: Row) -> str:
    lines = [f"{row.ministerie}: {row.standpunt.value if row.standpunt else 'antwoord'}"]
    if row.statement:
        lines += [_wrap(f"«{row.statement.quote}»", "   "), _wrap(row.statement.citation, "   — ")]
        lines += [f"     {row.statement.url}"] if row.statement.url else []
        lines += [_wrap(row.statement.kanttekening, "     let op: ")] if row.statement.kanttekening else []
    if row.reason:
        lines.append(_wrap(row.reason, "   "))
    return "\n".join(lines)


def _option_text(option: AskedQuestion) -> str:
    vraag = textwrap.shorten(option.vraag, MAX_QUESTION_CHARS, placeholder=" …")
    return _wrap(f"{option.pair_id}: {vraag}", "  - ")


def _wrap(text: str, prefix: str) -> str:
    width = min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
    return textwrap.fill(" ".join(text.split()), width, initial_indent=prefix, subsequent_indent=" " * len(prefix))
