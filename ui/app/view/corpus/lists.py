"""What the lists of the page about the corpus are made of: items up to a number, folds, bars of what is done."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from rag.dutch.writing import number
from ui.app.view.markup import NOTHING, html, items

SHOWN = 50


def notes_html(shown: Sequence[Markup], total: int) -> Markup:
    """A list of remarks, with how many more there are than are shown."""
    return html('<ul class="kv-notes">{}{}</ul>', items(shown), rest_html(total - len(shown)))


def rest_html(amount: int) -> Markup:
    """The last item of a list that was cut; empty when nothing was left out."""
    return html("<li>en nog {}</li>", number(amount)) if amount > 0 else NOTHING


def folded(title: str, body: Markup, *, is_open: bool = False) -> Markup:
    """A part of the page that unfolds under its title."""
    return html("<details{}><summary>{}</summary>{}</details>", html(" open") if is_open else NOTHING, title, body)


def bar_html(name: str, done: int, total: int, of: str = "") -> Markup:
    """How much of a year is done; empty when there is nothing to do.

    Args:
        of: what is counted, for who does not see the bar.
    """
    if not total:
        return NOTHING
    return html(
        '<progress value="{}" max="{}" aria-label="{}"></progress>',
        done,
        total,
        f"{name}: {100 * done / total:.0f}%{of}",
    )
