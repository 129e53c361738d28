"""Writes what ministries answered as columns beside each other, with the words marked that the others do not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from index.parse.lines.damage import CorpusWords
from rag.compare.differences import Differences, SharedStretch, commonest, differences, same_words
from rag.dutch.writing import capital, enumerate_dutch
from rag.values import Row, Standpunt
from ui.app.view.answers.comparison import standpunt_badge
from ui.app.view.answers.differences import EQUAL, beside_each_other
from ui.app.view.facts import statement_link
from ui.app.view.markup import NOTHING, enumerated, html, joined, stretches, with_breaks

SAID = "gezegd in de onderstreepte woorden"
APART = 0.2
"""Fewer words in common than this: marking what differs would mark all."""
SURE = (Standpunt.JA, Standpunt.NEE, Standpunt.DEELS, Standpunt.GEEN_ANTWOORD)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerColumn:
    """One answer in full, and the ministries that gave it in the same words.

    Attributes:
        rows: of those ministries; each has a statement.
        text: the whole answer of the first.
    """

    rows: tuple[Row, ...]
    text: str

    @property
    def names(self) -> str:
        """The ministries, as they are listed."""
        return enumerate_dutch([row.ministerie for row in self.rows])


def columns_of(answered: Sequence[tuple[Row, str]]) -> list[AnswerColumn]:
    """A column for every answer, in the order of its first ministry.

    Args:
        answered: rows that have a statement, each with its whole answer.
    """
    groups = same_words([text for _, text in answered])
    return [AnswerColumn(rows=tuple(answered[n][0] for n in group), text=answered[group[0]][1]) for group in groups]


def commonest_of(columns: Sequence[AnswerColumn]) -> AnswerColumn:
    """The answer that most ministries gave, else the one that is most like the others."""
    each = [column for column in columns for _ in column.rows]
    return each[commonest([column.text for column in each])]


def columns_html(columns: Sequence[AnswerColumn], reference: AnswerColumn, words: CorpusWords | None = None) -> Markup:
    """The columns, the one that the others are compared with first."""
    others = [column for column in columns if column is not reference]
    told = [_column_html(reference, None, words)]
    told += [_column_html(column, differences(reference.text, column.text), words) for column in others]
    return beside_each_other(told)


def _column_html(column: AnswerColumn, found: Differences | None, words: CorpusWords | None) -> Markup:
    is_marked = found is not None and found.likeness >= APART
    pieces = found.right if found and is_marked else (SharedStretch(start=0, end=len(column.text), is_changed=False),)
    return html(
        '<article class="kv-kolom{kind}"><header><h3>{names}</h3><p class="kv-facts">{badge} {how}</p></header>'
        '<p class="kv-facts">{likeness}</p><p>{body}</p><p class="kv-cite">{ways}</p>{remarks}</article>',
        kind="" if found else " kv-ijk",
        names=column.names,
        badge=standpunt_badge(column.rows[0].standpunt),
        how=SAID if column.rows[0].standpunt in SURE else "",
        likeness=_likeness(column, found),
        body=with_breaks(_body(column, pieces, words)),
        ways=enumerated([statement_link(row.statement) for row in column.rows if row.statement]),
        remarks=_remarks(column),
    )


def _likeness(column: AnswerColumn, found: Differences | None) -> str:
    equal = f"van deze {len(column.rows)} is het antwoord gelijkluidend" if len(column.rows) > 1 else ""
    if found is None:
        return f"Hiermee zijn de andere vergeleken{f'; {equal}' if equal else ''}."
    alike = EQUAL if found.is_equal else f"{round(100 * found.likeness)} % van de woorden is gelijk."
    alike += "" if found.likeness >= APART else " Wat verschilt is niet gemarkeerd: dat is vrijwel alles."
    return f"{alike} {capital(equal)}{'.' if equal else ''}".strip()


def _body(column: AnswerColumn, pieces: Sequence[SharedStretch], words: CorpusWords | None) -> Markup:
    """The answer with what differs marked, and the words that show the standpunt underlined."""
    statement = column.rows[0].statement
    is_shown = statement is not None and column.rows[0].standpunt in SURE
    start, end = (statement.start, statement.end) if statement is not None and is_shown else (0, 0)
    edges = sorted({0, len(column.text), start, end, *(piece.end for piece in pieces)})
    write = stretches(column.text, words)
    return joined(
        _stretch(write(a, b), is_changed=_is_changed(pieces, a), is_quote=start <= a < end) for a, b in pairwise(edges)
    )


def _is_changed(pieces: Sequence[SharedStretch], at: int) -> bool:
    return any(piece.is_changed for piece in pieces if piece.start <= at < piece.end)


def _stretch(words: Markup, *, is_changed: bool, is_quote: bool) -> Markup:
    words = html("<mark>{}</mark>", words) if is_changed else words
    return html("<u>{}</u>", words) if is_quote else words


def _remarks(column: AnswerColumn) -> Markup:
    texts = dict.fromkeys(
        text
        for row in column.rows
        for text in (row.reason, row.statement.kanttekening if row.statement else None)
        if text
    )
    return joined(html('<p class="kv-facts">{}</p>', text) for text in texts) if texts else NOTHING
