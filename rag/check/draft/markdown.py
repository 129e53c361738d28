"""Reads a Markdown draft: the text stays as it is, the mark-up tells what is quoted, linked and noted."""

from __future__ import annotations

import re

from rag.check.draft.values import Draft, DraftForm, Link, NoteMark, Span

SIGNS = re.compile(
    r"""
      ^ \s{0,3} \# {1,6} \s                       # a heading
    | ^ \s{0,3} > \s?                             # a block quotation
    | \[ [^\[\]\n]+ \] \( \s* \S                  # a link
    | ^ \[\^ [^\]\s]+ \] :                        # a note
    | ^ \s{0,3} ``` | \*\* \S | (?<!\w) __ \S
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What a text without a telling name must have to be read as Markdown: `## Kop`, `> citaat`, `[a](http://b)`."""

FENCE = re.compile(
    r"^[ ]{0,3}(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^[ ]{0,3}(?P=fence)[^\n]*$|\Z)", re.MULTILINE | re.DOTALL
)
BLOCK = re.compile(r"(?:^[ ]{0,3}>[^\n]*(?:\n|\Z))+", re.MULTILINE)
BLOCK_MARK = re.compile(r"^[ ]{0,3}>(?:[ ]?>)*[ ]?", re.MULTILINE)
LINK = re.compile(
    r"(?P<open>!?\[)(?P<words>[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*)(?P<address>\]\(\s*<?(?P<url>[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)?)>?[^()\n]*\))"
)
"""`[nr. 1068](https://zoek.example/ah-tk-20232024-1068.html "titel")`; not: `[de minister] (zie boven)`."""
AUTOLINK = re.compile(r"<(?P<url>https?://[^\s<>]+)>")
NOTE = re.compile(r"^[ ]{0,3}\[\^(?P<name>[^\]\s]+)\]:[ \t]*(?P<note>[^\n]*(?:\n[ ]{2,}[^\n]+)*)", re.MULTILINE)
NOTE_MARK = re.compile(r"\[\^(?P<name>[^\]\s]+)\](?!:)")


def read_markdown(text: str) -> Draft:
    """The draft with its text unchanged."""
    fences = [Span(start=m.start(), end=m.end()) for m in FENCE.finditer(text)]

    def is_code(start: int) -> bool:
        return any(fence.start <= start < fence.end for fence in fences)

    ignored = list(fences)
    links: list[Link] = []
    for match in LINK.finditer(text):
        if not is_code(match.start()):
            links.append(Link(span=Span(start=match.start("words"), end=match.end("words")), url=match["url"]))
            ignored += [Span(start=match.start(name), end=match.end(name)) for name in ("open", "address")]
    links += [
        Link(span=Span(start=m.start("url"), end=m.end("url")), url=m["url"])
        for m in AUTOLINK.finditer(text)
        if not is_code(m.start())
    ]
    named = {m["name"]: Span(start=m.start("note"), end=m.end("note")) for m in NOTE.finditer(text)}
    notes: list[NoteMark] = []
    for match in NOTE_MARK.finditer(text):
        span = Span(start=match.start(), end=match.end())
        ignored.append(span)
        if match["name"] in named:
            notes.append(NoteMark(span=span, note=named[match["name"]]))
    blocks: list[Span] = []
    for match in BLOCK.finditer(text):
        if not is_code(match.start()):
            blocks.append(Span(start=match.start(), end=match.end()))
            ignored += [
                Span(start=match.start() + mark.start(), end=match.start() + mark.end())
                for mark in BLOCK_MARK.finditer(match[0])
            ]
    return Draft(
        text=text,
        form=DraftForm.MARKDOWN,
        blocks=tuple(blocks),
        links=tuple(links),
        notes=tuple(notes),
        ignored=tuple(sorted(ignored)),
    )
