"""Writes two answers side by side, with the words that they do not share marked."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from rag.compare.differences import Differences, Piece, differences
from ui.app.view.markup import html, joined, verbatim, with_breaks

EQUAL = "De antwoorden zijn gelijkluidend."


def sides_html(left: tuple[str, str], right: tuple[str, str]) -> Markup:
    """Two answers beside each other, on a phone below each other.

    Args:
        left: who answered, and the whole answer.
        right: the same of the other.
    """
    found = differences(left[1], right[1])
    return html(
        '<p class="kv-lead">{}</p>'
        '<div class="kv-kolommen" tabindex="0" role="region" aria-label="Antwoorden naast elkaar">{}{}</div>',
        summary(found),
        _side(left, found.left),
        _side(right, found.right),
    )


def summary(found: Differences) -> str:
    """How alike the answers are, in words."""
    if found.is_equal:
        return EQUAL
    return f"{round(100 * found.likeness)} % van de woorden is gelijk; wat verschilt is gemarkeerd."


def _side(named: tuple[str, str], pieces: Sequence[Piece]) -> Markup:
    name, text = named
    body = joined(
        html("<mark>{}</mark>", words) if piece.is_changed else words
        for piece in pieces
        if (words := verbatim(text[piece.start : piece.end]))
    )
    return html(
        '<article class="kv-kolom" aria-label="{name}"><header><h3>{name}</h3></header><p>{body}</p></article>',
        name=name,
        body=with_breaks(body),
    )
