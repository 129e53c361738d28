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
    r"^[ ]{0,3}(?P<fence>```++|~~~++)[^\n]*\n.*?(?:^[ ]{0,3}(?P=fence)[^\n]*$|\Z)", re.MULTILINE | re.DOTALL
)
BLOCK = re.compile(r"(?:^[ ]{0,3}>[^\n]*(?:\n|\Z))+", re.MULTILINE)
BLOCK_MARK = re.compile(r"^[ ]{0,3}>(?:[ ]?>)*[ ]?", re.MULTILINE)
LINK = re.compile(
    r"(?P<open>!?\[)(?P<words>[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*)(?P<address>\]\(\s*<?(?P<url>[^\s()<>]++(?:\([^\s()]*\)[^\s()]*+)?)>?[^()\n]*+\))"
)
"""`[nr. 1068](https://zoek.example/ah-tk-20232024-1068.html "titel")`; not: `[de minister] (zie boven)`."""
AUTOLINK = re.compile(r"<(?P<url>https?://[^\s<>]+)>")
NOTE = re.compile(r"^[ ]{0,3}\[\^(?P<name>[^\]\s]+)\]:[ \t]*(?P<note>[^\n]*(?:\n[ ]{2,}[^\n]+)*)", re.MULTILINE)
NOTE_MARK = re.compile(r"\[\^(?P<name>[^\[\]\s]+)\](?!:)")


def read_markdown(text: str) -> Draft:
    """The draft with its text unchanged."""
    fences = [Span.of(match) for match in FENCE.finditer(text)]

    def is_code(start: int) -> bool:
        return any(fence.start <= start < fence.end for fence in fences)

    ignored = list(fences)
    links: list[Link] = []
    for match in LINK.finditer(text):
        if not is_code(match.start()):
            links.append(Link(span=Span.of(match, "words"), url=match["url"]))
            ignored += [Span.of(match, "open"), Span.of(match, "address")]
    links += [Link(span=Span.of(m, "url"), url=m["url"]) for m in AUTOLINK.finditer(text) if not is_code(m.start())]
    named = {match["name"]: Span.of(match, "note") for match in NOTE.finditer(text)}
    marks = list(NOTE_MARK.finditer(text))
    ignored += map(Span.of, marks)
    notes = [NoteMark(span=Span.of(mark), note=named[mark["name"]]) for mark in marks if mark["name"] in named]
    blocks = [Span.of(match) for match in BLOCK.finditer(text) if not is_code(match.start())]
    ignored += [Span.of(mark) for block in blocks for mark in BLOCK_MARK.finditer(text, block.start, block.end)]
    return Draft(
        text=text,
        form=DraftForm.MARKDOWN,
        blocks=tuple(blocks),
        links=tuple(links),
        notes=tuple(notes),
        ignored=tuple(sorted(ignored)),
    )
