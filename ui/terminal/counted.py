"""Texts for the terminal: a count or a list that the catalogue gave, with its groups, and how was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.parse.facts.ids import is_official_id
from rag.dutch.labels import days_of, title_of
from rag.dutch.writing import half_days, number, share_text
from rag.forms.columns import aligned
from rag.overview.in_words import GROUPS
from rag.values import Counted, Listed, Per
from ui.terminal.lines import wrapped

MOST_ROWS = 25
MOST_LISTED = 10


def counted_blocks(counted: Counted) -> Iterator[str]:
    """The table, the first of what is counted, and the account."""
    if counted.rows and counted.wanted.per:
        yield _table(counted)
    if counted.listed:
        yield _list(counted.listed, counted.total if counted.wanted.is_list else MOST_LISTED)
    yield "\n".join(wrapped(sentence, "") for sentence in counted.account)


def _table(counted: Counted) -> str:
    per = counted.wanted.per or Per.SOORT
    heads = [GROUPS[per][0], "aantal"]
    rows = [[row.name, number(row.count)] for row in counted.rows[:MOST_ROWS]]
    if counted.wanted.is_times:
        heads += ["mediaan (dagen)", "op tijd"]
        for cells, row in zip(rows, counted.rows, strict=False):
            cells += [half_days(row.median_days), share_text(row.in_time)]
    more = len(counted.rows) - MOST_ROWS
    return aligned(heads, rows) + (f"\nen nog {number(more)}; alle met --json" if more > 0 else "")


def _list(listed: Sequence[Listed], most: int) -> str:
    lines = ["Geteld:"]
    for one in listed[: min(most, MOST_ROWS)]:
        own_id = one.publication_id if is_official_id(one.publication_id) else ""
        where = f"{one.vergaderjaar}, nr. {one.nummer}" if one.nummer and one.vergaderjaar else own_id
        facts = [", ".join(one.indieners), ", ".join(one.ministeries), days_of(one), where]
        told = "; ".join(fact for fact in facts if fact)
        lines.append(wrapped(f"{title_of(one) or 'zonder onderwerp'}{f' ({told})' if told else ''}", "  - "))
    left = len(listed) - min(most, MOST_ROWS, len(listed))
    if left:
        lines.append(f"  en nog {number(left)}; alle met --json of `kamervragen export`")
    return "\n".join(lines)
