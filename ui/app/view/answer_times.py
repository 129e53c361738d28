"""Writes how long answers took: a table of groups, and what is open the longest."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from rag.dutch.writing import counted, dutch_date
from rag.overview.answer_times import AnswerTimes, Open
from ui.app.view.corpus.lists import SHOWN, notes_html
from ui.app.view.facts import badge, publication_url
from ui.app.view.markup import html, joined, link
from ui.terminal.termijnen import HEAD, table

UNKNOWN_SUBJECT = "zonder onderwerp"


def answer_times_html(times: AnswerTimes) -> Markup:
    """A row for each group and one for all, in a frame that scrolls on a phone."""
    _, *others = HEAD
    return html(
        '<div class="table kv-schuif" tabindex="0" role="region" aria-label="Termijnen per {per}">'
        '<table class="kv-table kv-termijnen"><thead><tr><th scope="col">{per}</th>{others}</tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        per=times.per.value,
        others=joined(html('<th scope="col">{}</th>', other) for other in others),
        rows=joined(map(_row, table(times))),
    )


def open_html(waiting: Sequence[Open]) -> Markup:
    """What has no answer in the corpus, the longest open first."""
    return html('<div class="kv-doc">{}</div>', notes_html([_open(one) for one in waiting[:SHOWN]], total=len(waiting)))


def _row(cells: Sequence[str]) -> Markup:
    name, *figures = cells
    return html('<tr><th scope="row">{}</th>{}</tr>', name, joined(html("<td>{}</td>", figure) for figure in figures))


def _open(one: Open) -> Markup:
    sent = one.sent
    facts = [
        ", ".join(sent.ministeries) or "ministerie onbekend",
        *([f"ingezonden {dutch_date(sent.ingezonden)}"] if sent.ingezonden else []),
        counted(one.days, "dag", "dagen"),
    ]
    late = html(" {}", badge("te laat")) if one.is_overdue else ""
    return html("{}: {}{}", link(publication_url(sent.id), sent.onderwerp or UNKNOWN_SUBJECT), "; ".join(facts), late)
