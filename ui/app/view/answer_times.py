"""Writes how long answers took: a table of groups, and what is open the longest."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from rag.dutch.labels import title_of
from rag.dutch.writing import counted, dutch_date
from rag.overview.answer_times import AnswerTimes, Open
from ui.app.view.corpus.lists import notes_html, table_html
from ui.app.view.facts import publication_url
from ui.app.view.markup import NOTHING, html, link
from ui.terminal.termijnen import HEAD, table

UNKNOWN_SUBJECT = "zonder onderwerp"


def answer_times_html(times: AnswerTimes) -> Markup:
    """A row for each group and one for all."""
    heads = [times.per.value, *HEAD[1:]]
    return table_html(f"Termijnen per {times.per.value}", "kv-termijnen", heads, table(times))


def open_html(waiting: Sequence[Open]) -> Markup:
    """What has no answer in the corpus, the longest open first; empty when nothing is."""
    return html('<div class="kv-doc">{}</div>', notes_html(waiting, _open)) if waiting else NOTHING


def _open(one: Open) -> Markup:
    sent = one.sent
    facts = [
        ", ".join(sent.ministeries) or "ministerie onbekend",
        *([f"ingezonden {dutch_date(sent.ingezonden)}"] if sent.ingezonden else []),
        f"{counted(one.days, 'dag', 'dagen')} zonder antwoord in het corpus",
    ]
    return html("{}: {}", link(publication_url(sent.id), title_of(sent) or UNKNOWN_SUBJECT), "; ".join(facts))
