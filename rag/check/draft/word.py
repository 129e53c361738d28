"""Reads a Word draft to running text, and keeps where in the document each piece of it stands."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import UnreadableError
from index.sources.archive import open_zip, read_member
from index.sources.limits import PART_BYTES
from rag.check.draft.values import Draft, DraftForm, Link, NoteMark, Span

if TYPE_CHECKING:
    from docx.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
QUOTE_STYLE = re.compile(r"quote|cit[ai]", re.IGNORECASE)
"""Name or id of a style that sets a paragraph apart as a quotation: `Quote`, `Intense Quote`, `Citaat`."""
FIELD_LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
"""The code of a field that leads elsewhere, as word processors other than Word write it."""
PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPart:
    """A run of the document, with the part of the draft's text that it holds."""

    span: Span
    run: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDraft:
    """A draft with the document that it was read from."""

    draft: Draft
    document: Document
    pieces: tuple[RunPart, ...]


def read_word(data: bytes) -> WordDraft:
    """The running text of a document: tables and text boxes where they stand, deleted text left out, notes at the end.

    Raises:
        UnreadableError: broken, locked or unpacking to far more than it is.
    """
    import docx

    archive = open_zip(data)
    for info in archive.infolist():
        read_member(archive, info, PART_BYTES)
    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx lets every error of zipfile, lxml and its own through
        raise UnreadableError(f"beschadigd of vergrendeld Word-bestand ({error}): bewaar het opnieuw") from error
    reader = _Reader(document)
    reader.read()
    return WordDraft(draft=reader.draft(), document=document, pieces=tuple(reader.pieces))


class _Reader:
    """Goes through the document in order and notes where everything comes in the text."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._parts: list[str] = []
        self._length = 0
        self.pieces: list[RunPart] = []
        self._blocks: list[Span] = []
        self._links: list[Link] = []
        self._marks: list[tuple[Span, str]] = []
        self._raised: list[Span] = []  # numbers that lead to a note within the text
        self._notes: dict[str, Span] = {}
        self._fields: list[str] = []  # the codes of the fields that are open

    def read(self) -> None:
        for paragraph in self._document.element.body.iter(f"{W}p"):
            if not _within(paragraph, FALLBACK):
                self._paragraph(paragraph)
        for kind in ("footnotes", "endnotes"):
            for name, paragraphs in self._note_paragraphs(kind):
                self._notes[name] = self._note(paragraphs)

    def draft(self) -> Draft:
        """What was read."""
        notes = [NoteMark(span=span, note=self._notes[name]) for span, name in self._marks if name in self._notes]
        return Draft(
            text="".join(self._parts),
            form=DraftForm.DOCX,
            blocks=tuple(_together(self._blocks)),
            links=tuple(self._links),
            notes=tuple(notes),
            ignored=tuple(sorted([*(span for span, _ in self._marks), *self._raised])),
        )

    def _paragraph(self, paragraph: Any) -> None:
        start = self._begin_paragraph()
        for run in paragraph.iter(f"{W}r"):
            of_another = next(run.iterancestors(f"{W}p"), None) is not paragraph  # as in a text box
            if of_another or _within(run, f"{W}del") or _within(run, FALLBACK):
                continue
            self._run(run)
        if start < self._length and self._is_quotation(paragraph):
            self._blocks.append(Span(start=start, end=self._length))

    def _begin_paragraph(self) -> int:
        if self._length and not "".join(self._parts[-1:]).endswith(PARAGRAPH):
            self._add(PARAGRAPH)
        return self._length

    def _run(self, run: Any) -> None:
        start = self._length
        for child in run:
            self._field(child)
        text = "".join(text_of(child) for child in run)
        if text:
            self._add(text)
            self.pieces.append(RunPart(span=Span(start=start, end=self._length), run=run))
            if _leads_to_note(run, text):
                self._raised.append(Span(start=start, end=self._length))
            if url := self._address(run):
                self._links.append(Link(span=Span(start=start, end=self._length), url=url))
        for kind in ("footnote", "endnote"):
            for mark in run.iter(f"{W}{kind}Reference"):
                number = f"[{len(self._marks) + 1}]"
                at = self._length
                self._add(number)
                self._marks.append((Span(start=at, end=self._length), f"{kind}s {mark.get(f'{W}id')}"))

    def _address(self, run: Any) -> str | None:
        for above in run.iterancestors(f"{W}hyperlink"):
            relation = self._document.part.rels.get(above.get(f"{R}id") or "")
            return relation.target_ref if relation is not None and relation.is_external else None
        codes = [above.get(f"{W}instr", "") for above in run.iterancestors(f"{W}fldSimple")]
        found = [match[1] for code in (*codes, *self._fields[::-1]) if (match := FIELD_LINK.search(code))]
        return found[0] if found else None

    def _field(self, child: Any) -> None:
        """Takes notice of where a field begins and ends, and of its code."""
        if child.tag == f"{W}fldChar":
            kind = child.get(f"{W}fldCharType")
            if kind == "begin":
                self._fields.append("")
            elif kind == "end":
                del self._fields[-1:]
        elif child.tag == f"{W}instrText" and self._fields:
            self._fields[-1] += child.text or ""

    def _is_quotation(self, paragraph: Any) -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None:
            return False
        name = style.get(f"{W}val", "")
        known = next((s.name or "" for s in self._document.styles if s.style_id == name), "")
        return QUOTE_STYLE.search(name) is not None or QUOTE_STYLE.search(known) is not None

    def _note_paragraphs(self, kind: str) -> Iterator[tuple[str, list[Any]]]:
        """The notes of a kind by name, the separators that Word keeps among them left out."""
        from docx.oxml import parse_xml

        for relation in self._document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                for note in parse_xml(relation.target_part.blob):
                    if note.get(f"{W}type") in (None, "normal"):
                        yield f"{kind} {note.get(f'{W}id')}", list(note.iter(f"{W}p"))

    def _note(self, paragraphs: list[Any]) -> Span:
        start = self._begin_paragraph()
        for paragraph in paragraphs:
            text = "".join(
                text_of(child) for run in paragraph.iter(f"{W}r") if not _within(run, f"{W}del") for child in run
            ).strip()
            if text:
                self._add(f" {text}" if self._length > start else text)
        return Span(start=start, end=self._length)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def text_of(child: Any) -> str:
    """The text of a part of a run."""
    if child.tag == f"{W}t":
        return child.text or ""
    if child.tag == f"{W}tab":
        return "\t"
    if child.tag in (f"{W}br", f"{W}cr"):
        return "\n"
    return {f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}.get(child.tag, "")


def _leads_to_note(run: Any, text: str) -> bool:
    """Whether a run is a raised number with a link to a place in the document: `beleid²`; not: `km²`."""
    raised = run.find(f"{W}rPr/{W}vertAlign[@{W}val='superscript']")
    link = next(run.iterancestors(f"{W}hyperlink"), None)
    return raised is not None and link is not None and bool(link.get(f"{W}anchor")) and text.strip().isdigit()


def _within(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _together(blocks: list[Span]) -> list[Span]:
    """Paragraphs that follow each other directly are one block."""
    found: list[Span] = []
    for block in blocks:
        if found and block.start - found[-1].end <= len(PARAGRAPH):
            found[-1] = Span(start=found[-1].start, end=block.end)
        else:
            found.append(block)
    return found
