"""Writes two answers side by side, with the words that they do not share marked."""

from __future__ import annotations

from collections.abc import Sequence

from rag.compare.differences import Differences, Piece, differences
from ui.app.view.markup import esc, verbatim

EQUAL = "De antwoorden zijn gelijkluidend."


def sides_html(left: tuple[str, str], right: tuple[str, str]) -> str:
    """Two answers beside each other, on a phone below each other.

    Args:
        left: who answered, and the whole answer.
        right: the same of the other.
    """
    found = differences(left[1], right[1])
    return (
        f'<p class="kv-lead">{esc(summary(found))}</p><div class="kv-zijden">'
        f"{_side(left, found.left)}{_side(right, found.right)}</div>"
    )


def summary(found: Differences) -> str:
    """How alike the answers are, in words."""
    if found.is_equal:
        return EQUAL
    return f"{round(100 * found.likeness)} % van de woorden is gelijk; wat verschilt is gemarkeerd."


def _side(named: tuple[str, str], pieces: Sequence[Piece]) -> str:
    name, text = named
    body = "".join(
        f"<mark>{words}</mark>" if piece.is_changed else words
        for piece in pieces
        if (words := verbatim(text[piece.start : piece.end]))
    )
    body = body.replace("\n\n", "<br><br>").replace("\n", "<br>")
    return f'<article class="kv-zijde" aria-label="{esc(name)}"><h3>{esc(name)}</h3><p>{body}</p></article>'
