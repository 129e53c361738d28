"""Writes two answers side by side, with the words that they do not share marked."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from index.parse.lines.damage import CorpusWords
from rag.compare.differences import Differences, SharedStretch, differences
from ui.app.view.markup import html, joined, stretches, with_breaks

EQUAL = "De antwoorden zijn gelijkluidend."


def sides_html(left: tuple[str, str], right: tuple[str, str], words: CorpusWords | None = None) -> Markup:
    """Two answers beside each other, on a phone below each other.

    Args:
        left: who answered, and the whole answer.
        right: the same of the other.
    """
    found = differences(left[1], right[1])
    sides = [_side(left, found.left, words), _side(right, found.right, words)]
    return html('<p class="kv-lead">{}</p>{}', summary(found), beside_each_other(sides))


def beside_each_other(answers: Sequence[Markup]) -> Markup:
    """Answers as columns, of which only the frame scrolls sideways."""
    return html(
        '<div class="kv-kolommen" tabindex="0" role="region" aria-label="Antwoorden naast elkaar">{}</div>',
        joined(answers),
    )


def summary(found: Differences) -> str:
    """How alike the answers are, in words."""
    if found.is_equal:
        return EQUAL
    return f"{round(100 * found.likeness)} % van de woorden is gelijk; wat verschilt is gemarkeerd."


def _side(named: tuple[str, str], pieces: Sequence[SharedStretch], words: CorpusWords | None) -> Markup:
    name, text = named
    write = stretches(text, words)
    body = joined(
        html("<mark>{}</mark>", shown) if piece.is_changed else shown
        for piece in pieces
        if (shown := write(piece.start, piece.end))
    )
    return html(
        '<article class="kv-kolom" aria-label="{name}"><header><h3>{name}</h3></header><p>{body}</p></article>',
        name=name,
        body=with_breaks(body),
    )
