"""Writes the report on a draft as comments in a Word document: in the draft itself when it is one, else in a copy."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rag.check.draft.values import DraftForm, Span
from rag.check.draft.word import PARAGRAPH, RunPart, W, WordDraft, read_word, text_of
from rag.check.values import CheckReport
from rag.check.write.words import Finding, findings, lines_of, summary, url_of
from rag.export.clean import clean, web_link

if TYPE_CHECKING:
    from docx.document import Document

AUTHOR, INITIALS = "Kamervragen", "KV"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_word(report: CheckReport, source: bytes | None = None) -> bytes:
    """The document with a comment for every finding, as bytes.

    It is the source, the Word document that the draft was read from: nothing in it changes but the comments that it
    gets. Without it the text of the draft becomes a document.
    """
    is_word = report.draft.form is DraftForm.DOCX and source is not None
    made = read_word(source) if is_word and source is not None else _as_document(report)
    writer = _Writer(made)
    for finding in findings(report):
        writer.comment(finding.item.span, _comment(finding))
    writer.comment(Span(start=0, end=1), [summary(report), report.corpus, *report.notes])
    buffer = io.BytesIO()
    made.document.save(buffer)
    return buffer.getvalue()


def _comment(finding: Finding) -> list[str]:
    """The paragraphs of a comment."""
    told = [f"{what}: {text}" for what, text in lines_of(finding)]
    url = web_link(url_of(finding))
    return [finding.label, *told, *([url] if url else [])]


def _as_document(report: CheckReport) -> WordDraft:
    """A document of the text of a draft, a paragraph for every one of its."""
    import docx

    document = docx.Document()
    pieces: list[RunPart] = []
    at = 0
    for text in report.draft.text.split(PARAGRAPH):
        paragraph = document.add_paragraph()
        if text:
            run = paragraph.add_run(clean(text.replace("\r\n", " \n")))  # of the same length
            pieces.append(RunPart(span=Span(start=at, end=at + len(text)), run=run._r))
        at += len(text) + len(PARAGRAPH)
    return WordDraft(draft=report.draft, document=document, pieces=tuple(pieces))


class _Writer:
    """Puts comments on parts of the text of a document."""

    def __init__(self, made: WordDraft) -> None:
        self._document: Document = made.document
        self._draft = made.draft
        self._pieces = sorted(made.pieces, key=lambda piece: piece.span)

    def comment(self, span: Span, paragraphs: Sequence[str]) -> None:
        """A comment on the runs that hold a span; on the mark of the note when the span is of a note."""
        from docx.text.run import Run

        runs = self._runs(span) or self._runs(self._before_note(span))
        if not runs:
            return
        ends = [Run(runs[0], self._document), Run(runs[-1], self._document)]
        comment = self._document.add_comment(ends, author=AUTHOR, initials=INITIALS)
        for n, text in enumerate(paragraphs):
            paragraph = comment.paragraphs[0] if n == 0 else comment.add_paragraph()
            paragraph.add_run(clean(text)).bold = True if n == 0 else None

    def _before_note(self, span: Span) -> Span:
        mark = next((mark for mark in self._draft.notes if mark.note.holds(span)), None)
        return Span(start=max(0, mark.span.start - 1), end=mark.span.start) if mark else span

    def _runs(self, span: Span) -> list[Any]:
        """The runs that hold a span, cut so that they hold nothing else."""
        for edge in (span.start, span.end):
            self._cut(edge)
        return [piece.run for piece in self._pieces if span.holds(piece.span)]

    def _cut(self, at: int) -> None:
        """Splits the run of text that an offset lies within in two."""
        n = next((n for n, piece in enumerate(self._pieces) if piece.span.start < at < piece.span.end), None)
        if n is None:
            return
        piece = self._pieces[n]
        rest = _split(piece.run, at - piece.span.start)
        self._pieces[n : n + 1] = [
            RunPart(span=Span(start=piece.span.start, end=at), run=piece.run),
            RunPart(span=Span(start=at, end=piece.span.end), run=rest),
        ]


def _split(run: Any, at: int) -> Any:
    """Moves what a run has from a character on to a run of its own, which has the same looks; gives that one back."""
    rest = copy.copy(run)
    for child in list(rest):
        rest.remove(child)
    looks = run.find(f"{W}rPr")
    if looks is not None:
        rest.append(copy.deepcopy(looks))
    left = at
    for child in [child for child in run if child is not looks]:
        text = text_of(child)
        if left <= 0:
            rest.append(child)
        elif len(text) > left:
            tail = copy.deepcopy(child)
            child.text, tail.text = text[:left], text[left:]
            for part in (child, tail):
                part.set(SPACE, "preserve")
            rest.append(tail)
        left -= len(text)
    run.addnext(rest)
    return rest
