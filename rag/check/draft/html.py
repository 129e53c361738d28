"""Reads an HTML draft to running text, with its block quotations, links and notes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from rag.check.draft.values import Draft, DraftForm, Link, NoteMark, Span

SIGNS = re.compile(r"<!doctype\s+html|<(?:html|body|p|div|blockquote|article|h[1-6])\b[^<>]*>", re.IGNORECASE)
"""What a text without a telling name must have to be read as HTML."""

BLOCK_TAGS = frozenset(
    """
    address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header
    hr html li main nav ol p pre section table td th tr ul
    """.split()  # noqa: SIM905  # a list of quoted names reads worse
)
SKIPPED = frozenset({"del", "head", "noscript", "script", "style", "svg", "template", "title"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
UNCLOSED = re.compile(r"<(?!!--)(?![^<>]*>)")
"""A bracket that opens no tag: `a < b`, `<p<p>`."""
SPACE = re.compile(r"[^\S\xa0]+")


def read_html(text: str) -> Draft:
    """The draft as running text: paragraphs apart by a blank line, `<q>` in quotation marks."""
    reader = _Reader()
    reader.feed(_closed(text))
    reader.close()
    return reader.draft()


def _closed(text: str) -> str:
    """The text without brackets that nothing closes: of each of those the parser would try every end."""
    end = max(0, text.rfind("-->"))
    return UNCLOSED.sub("&lt;", text[:end] + text[end:].replace("<!--", "&lt;!--"))


class _Reader(HTMLParser):
    """Collects the text and where the mark-up begins and ends in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._length = 0
        self._break = ""
        self._skip: list[str] = []
        self._is_kept = 0  # depth of <pre>
        self._blocks: list[int] = []
        self._found_blocks: list[Span] = []
        self._link: tuple[int, str] | None = None
        self._links: list[Link] = []
        self._targets: dict[str, int] = {}
        self._raised: list[tuple[Span, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED and tag not in VOID:
            self._skip.append(tag)
        if self._skip:
            return
        given = dict(attrs)
        if tag in BLOCK_TAGS:
            self._add_break("\n\n")
        if tag == "br":
            self._add_break("\n")
        elif tag == "q":
            self._add("“")
        elif tag == "pre":
            self._is_kept += 1
        elif tag == "blockquote":
            self._blocks.append(self._next())
        elif tag == "a" and given.get("href"):
            self._link = (self._next(), given["href"] or "")
        if given.get("id"):
            self._targets.setdefault(given["id"] or "", self._next())

    def handle_endtag(self, tag: str) -> None:
        if self._skip:
            if tag == self._skip[-1]:
                self._skip.pop()
            return
        if tag == "q":
            self._add("”")
        elif tag == "pre":
            self._is_kept = max(0, self._is_kept - 1)
        elif tag == "blockquote" and self._blocks:
            start = self._blocks.pop()
            if start < self._length:
                self._found_blocks.append(Span(start=start, end=self._length))
        elif tag == "a" and self._link:
            (start, url), self._link = self._link, None
            if start < self._length:
                span = Span(start=start, end=self._length)
                self._links.append(Link(span=span, url=url))
                if url.startswith("#"):
                    self._raised.append((span, url[1:]))
        if tag in BLOCK_TAGS:
            self._add_break("\n\n")

    def handle_data(self, data: str) -> None:
        if self._skip:
            return
        text = data if self._is_kept else SPACE.sub(" ", data)
        if self._break or not self._length:
            text = text.lstrip(" ")
        if text:
            self._add(text)

    def draft(self) -> Draft:
        """What was read."""
        text = "".join(self._parts).rstrip()
        notes = [
            NoteMark(span=span, note=Span(start=self._targets[name], end=self._line_end(text, self._targets[name])))
            for span, name in self._raised
            if name in self._targets and self._targets[name] > span.end
        ]
        return Draft(
            text=text,
            form=DraftForm.HTML,
            blocks=tuple(sorted(self._found_blocks)),
            links=tuple(link for link in self._links if not link.url.startswith("#")),
            notes=tuple(notes),
            ignored=tuple(sorted(note.span for note in notes)),
        )

    def _next(self) -> int:
        """Where the next character comes."""
        return self._length + len(self._break) if self._length else 0

    def _add(self, text: str) -> None:
        if self._length:
            text = self._break + text
        self._break = ""
        self._parts.append(text)
        self._length += len(text)

    def _add_break(self, text: str) -> None:
        if len(text) > len(self._break):
            self._break = text

    @staticmethod
    def _line_end(text: str, start: int) -> int:
        end = text.find("\n\n", start)
        return len(text) if end < 0 else end
