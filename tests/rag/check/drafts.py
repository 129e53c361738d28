"""Drafts made to order for the tests."""

from __future__ import annotations

import io

import docx
from docx.document import Document

DRONES = "Het leger koopt zestig drones van een Nederlandse fabrikant."


def saved(document: Document) -> bytes:
    """The document as a file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def opened(data: bytes) -> Document:
    """The file as a document."""
    return docx.Document(io.BytesIO(data))


def word_draft(*runs: str) -> bytes:
    """A document of one paragraph of these runs, every second one bold."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for n, text in enumerate(runs):
        paragraph.add_run(text).bold = bool(n % 2) or None
    return saved(document)
