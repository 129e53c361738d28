"""Writes an exported list as one HTML file: no script, nothing from elsewhere, and fit to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from markupsafe import Markup, escape

from rag.dutch.citation import citation_of_listed
from rag.dutch.writing import capital, dutch_date
from rag.export import words
from rag.export.clean import clean, one_line
from rag.export.footnotes import FileNote, filled, with_marks
from rag.export.formats import Format
from rag.export.values import ExportList
from rag.forms.templates import Templates

FORMAT = Format(
    name="html",
    suffix=".html",
    media_type="text/html; charset=utf-8",
    label="HTML",
    place=9,
    purpose="a browser, paper",
    remark="one file without script; its own policy forbids everything but its style; prints on A4",
    other_names=("htm",),
)

ELSEWHERE = ("query", "verdict", "reason", "let_op")
"""Facts that stand above the list of facts."""


def noted(text: str, notes: Sequence[FileNote]) -> Markup:
    """A text in which a raised number leads to each note that it refers to."""
    return Markup(filled(str(escape(clean(with_marks(text, notes)))), notes, _reference))  # noqa: S704  # escaped


def _reference(note: FileNote) -> str:
    return str(Markup('<sup id="{}"><a href="#{}">{}</a></sup>').format(note.back, note.anchor, clean(note.nummer)))


FILTERS: dict[str, Callable[..., object]] = {
    "answer_heading": words.answer_heading,
    "capital": capital,
    "behind_quote": words.behind_quote,
    "citation": citation_of_listed,
    "dutch_date": dutch_date,
    "facts_of_row": words.facts_of_row,
    "heading": words.heading,
    "noted": noted,
    "one_line": one_line,
    "question_numbers": words.question_numbers,
    "subject": words.subject_of,
}


def write(listed: ExportList) -> bytes:
    """The list as bytes."""
    templates = Templates(Path(__file__).with_name("templates"), FILTERS, clean)
    page = templates.shut_page(
        "list.html",
        "list.css",
        listed=listed,
        title=one_line(listed.query) or "Kamervragen",
        facts=[(fact.label, fact.value) for fact in listed.facts if fact.value and fact.key not in ELSEWHERE],
        statements=words.quotes_heading(listed),
        compared_heads=words.compared_heads(listed.comparison) if listed.comparison else (),
        counted=words.COUNTED,
        of_count=words.LISTED,
        groups=words.groups_of(listed.counted) if listed.counted else ((), ()),
    )
    return page.encode()
