"""What a draft is: its text, and what its mark-up says about parts of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class DraftForm(StrEnum):
    """What a draft was written in."""

    TEKST = "tekst"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A part of the text of a draft: `text[start:end]`."""

    start: int
    end: int

    @classmethod
    def of(cls, match: re.Match[str], group: str | int = 0) -> Span:
        """What a pattern matched, or a group of it."""
        return cls(start=match.start(group), end=match.end(group))

    def holds(self, other: Span) -> bool:
        """Whether another span lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead to an address."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """The mark of a footnote, with the place of the note itself in the text."""

    span: Span
    note: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as text; every offset of a report is into `text`.

    Attributes:
        text: a Markdown draft with its marks; of HTML and Word the running text, paragraphs apart by a blank line.
        blocks: what the mark-up sets apart as a quotation.
        ignored: what stands in the text but is no word of it: marks of Markdown, addresses of links, marks of notes.
    """

    text: str
    form: DraftForm = DraftForm.TEKST
    blocks: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[NoteMark, ...] = ()
    ignored: tuple[Span, ...] = ()
