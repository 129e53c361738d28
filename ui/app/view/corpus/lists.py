"""What lists of the corpus are made of: items up to a number, folds, tables, bars of what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from markupsafe import Markup

from rag.dutch.writing import number
from ui.app.view.markup import NOTHING, html, items, joined

SHOWN = 50
AROUND_CHART = {"right": 6}
"""Pixels: without them the last number of an axis is cut off."""
Item = TypeVar("Item")


def notes_html(
    values: Sequence[Item], write: Callable[[Item], Markup], *, most: int = SHOWN, total: int | None = None
) -> Markup:
    """A list of remarks, with how many more there are than are shown; empty without any.

    Args:
        total: how many there are, where not all are given.
    """
    shown = values[:most]
    left = (len(values) if total is None else total) - len(shown)
    return html('<ul class="kv-notes">{}{}</ul>', items(map(write, shown)), rest_html(left)) if shown else NOTHING


def rest_html(amount: int) -> Markup:
    """The last item of a list that was cut; empty when nothing was left out."""
    return html("<li>en nog {}</li>", number(amount)) if amount > 0 else NOTHING


def folded(title: str, body: Markup, *, is_open: bool = False) -> Markup:
    """A part of the page that unfolds under its title; empty where there is nothing to unfold."""
    opened = html(" open") if is_open else NOTHING
    return html("<details{}><summary>{}</summary>{}</details>", opened, title, body) if body else NOTHING


def table_html(label: str, kind: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """A table in a frame that scrolls on a phone.

    Args:
        label: says what it is to who does not see it.
        kind: its class.
        rows: the first cell of each names it.
    """
    return html(
        '<div class="table kv-schuif" tabindex="0" role="region" aria-label="{label}">'
        '<table class="kv-table {kind}"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>',
        label=label,
        kind=kind,
        heads=joined(html('<th scope="col">{}</th>', head) for head in heads),
        rows=joined(map(_row_html, rows)),
    )


def _row_html(cells: Sequence[object]) -> Markup:
    name, *others = cells
    return html('<tr><th scope="row">{}</th>{}</tr>', name, joined(html("<td>{}</td>", other) for other in others))


def bar_html(name: str, done: int, total: int, of: str = "") -> Markup:
    """How much of a year is done, and `of` what, for who does not see the bar; empty when there is nothing to do."""
    if not total:
        return NOTHING
    return html(
        '<progress value="{}" max="{}" aria-label="{}"></progress>',
        done,
        total,
        f"{name}: {100 * done / total:.0f}%{of}",
    )
