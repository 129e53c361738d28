"""Reads a draft in whatever form it comes, within limits."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from index.errors import InputError, UnknownFormatError
from index.parse.lines.normalise import decode
from index.sources.limits import size_text
from rag.check.draft.html import SIGNS as HTML_SIGNS
from rag.check.draft.html import read_html
from rag.check.draft.markdown import SIGNS as MARKDOWN_SIGNS
from rag.check.draft.markdown import read_markdown
from rag.check.draft.values import Draft, DraftForm
from rag.check.draft.word import read_word

MAX_BYTES = 20_000_000
MAX_CHARS = 600_000
"""Some ninety thousand words: a book."""

SUFFIXES = {
    "txt": DraftForm.TEKST,
    "text": DraftForm.TEKST,
    "md": DraftForm.MARKDOWN,
    "markdown": DraftForm.MARKDOWN,
    "html": DraftForm.HTML,
    "htm": DraftForm.HTML,
    "docx": DraftForm.DOCX,
}
KNOWN = {
    b"%PDF-": "een PDF: kopieer de tekst eruit of bewaar het als Word-bestand",
    b"\xd0\xcf\x11\xe0": "een Word-bestand van de oude soort (.doc) of een vergrendeld bestand: bewaar het als .docx",
    b"{\\rtf": "een RTF-bestand: bewaar het als .docx",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding",
    b"GIF8": "een afbeelding",
}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MAX_CONTROL_SHARE = 0.01


def read_draft(data: bytes, name: str = "concept") -> Draft:
    """A draft from the bytes of a file; the form is that of the content, the name helps where the content cannot tell.

    Raises:
        InputError: empty, or longer than a book.
        UnknownFormatError: not one of the forms, with what it is.
        UnreadableError: a broken Word document.
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{name}: {size_text(len(data))}; een concept van hoogstens {size_text(MAX_BYTES)} wordt gelezen"
        )
    draft = read_word(data).draft if is_word(data) else _read_text(data, name)
    if not draft.text.strip():
        raise InputError(f"{name}: er staat geen tekst in om te controleren")
    return check_length(draft, name)


def read_text(text: str, name: str = "concept", form: DraftForm | None = None) -> Draft:
    """A draft from text, as Markdown or HTML where it, or the given form, says so; an InputError as of `read_draft`."""
    if not text.strip():
        raise InputError(f"{name}: er staat geen tekst in om te controleren")
    check_length(Draft(text=text), name)
    form = form or _form_of(text, name)
    if form is DraftForm.HTML:
        return read_html(text)
    if form is DraftForm.MARKDOWN:
        return read_markdown(text)
    return Draft(text=text)


def check_length(draft: Draft, name: str) -> Draft:
    """The draft; an InputError where it is longer than a book."""
    if len(draft.text) > MAX_CHARS:
        raise InputError(
            f"{name}: {len(draft.text)} tekens; hoogstens {MAX_CHARS} worden in een keer gecontroleerd: "
            "knip het concept in hoofdstukken"
        )
    return draft


def is_word(data: bytes) -> bool:
    """Whether the bytes are a Word document."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _read_text(data: bytes, name: str) -> Draft:
    for start, what in KNOWN.items():
        if data.startswith(start):
            raise UnknownFormatError(f"{name} is {what}; gelezen worden tekst, Markdown, HTML en Word (.docx)")
    text = decode(data)
    sample = text[:100_000]
    if len(CONTROL.findall(sample)) > MAX_CONTROL_SHARE * len(sample):
        raise UnknownFormatError(f"{name} is geen tekst; gelezen worden tekst, Markdown, HTML en Word (.docx)")
    return read_text(text, name)


def _form_of(text: str, name: str) -> DraftForm:
    told = SUFFIXES.get(name.rpartition(".")[2].lower()) if "." in name else None
    if told is not None and told is not DraftForm.DOCX:
        return told
    if HTML_SIGNS.search(text[:4000]):
        return DraftForm.HTML
    return DraftForm.MARKDOWN if MARKDOWN_SIGNS.search(text) else DraftForm.TEKST
