"""Turns text of documents and users into safe HTML: escaped, in paragraphs, with the relevant words marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from urllib.parse import urlencode, urlsplit

from index.store.lexical import WORD

PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
HARD_WRAP = re.compile(
    r"""
    (?<= [^\s;:] ) \n (?= [a-zà-ÿ] (?! [.)] ) )
    | (?<= [^\n]{50} ) (?<! [\s.;:?!»"'”)] ) \n (?= [A-ZÀ-Ý0-9(] )
    """,
    re.VERBOSE,
)
"""The line that a source broke at its margin: `de uitkomsten\\nvan het onderzoek`; not: `:\\na) een\\nb) twee`."""

UNSENDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Controls, and half characters that cannot be sent."""

TURN = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the reading direction of what follows: `nr. \u202e8601` shows as `nr. 1068`."""

HINT = re.compile(r"[\u061c\u200e\u200f]")
"""Marks that show nothing and steer the direction of digits and signs beside them."""

DIRECTION = re.compile(rf"{TURN.pattern}|{HINT.pattern}")

MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@&\"'=^/])")
WORD_JOINER = "\u2060"

Matcher = Callable[[str], bool]
Analyse = Callable[[str], list[str]]


def esc(text: str) -> str:
    """Text as it may stand in HTML, in an attribute too."""
    return escape(printable(text), quote=True)


def printable(text: str) -> str:
    """Text for a line of the app: what cannot be sent or would turn the line around is replaced by a mark."""
    return HINT.sub("", TURN.sub("\ufffd", UNSENDABLE.sub("\ufffd", text)))


def verbatim(text: str) -> str:
    """Words of a document as HTML, character for character, in the order in which they are written.

    A mark of direction stays, but alone in an isolate: it can turn nothing, neither in the text nor around it, and one
    that was meant to turn is shown.
    """
    return DIRECTION.sub(_shut_in, escape(UNSENDABLE.sub("\ufffd", text), quote=True))


def _shut_in(match: re.Match[str]) -> str:
    if HINT.fullmatch(match[0]):
        return f"<bdi>{match[0]}</bdi>"
    name = f"U+{ord(match[0]):04X}"
    return f'<bdi class="kv-richting" title="Teken dat de leesrichting keert ({name})">{match[0]}</bdi>'


def quotation(text: str) -> str:
    """A quotation with its marks; nothing in it reaches what stands around it."""
    return f'«<bdi dir="ltr">{verbatim(text)}</bdi>»'


def plain_label(text: str) -> str:
    """Text for the label of a button, where Streamlit reads Markdown: nothing in it can become markup.

    A backslash stops emphasis, links and formulas; the word joiner stops what is looked for after that, in the plain
    text: `:smile:`, `www.` and addresses.
    """
    flat = " ".join(printable(text).split())
    escaped = MARKDOWN.sub(lambda match: f"\\{match[1]}", flat)
    return re.sub(r"([:@]|www|//)", lambda match: f"{match[1]}{WORD_JOINER}", escaped)


def safe_url(url: str | None) -> str | None:
    """The address when it is one of a web page, else None."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def link(url: str, text: str, *, is_external: bool = False) -> str:
    """A link; an external one opens beside the app."""
    extra = ' target="_blank" rel="noopener noreferrer"' if is_external else ""
    return f'<a href="{esc(url)}"{extra}>{esc(text)}</a>'


def relative_url(page: str, params: Mapping[str, str | Sequence[str]]) -> str:
    """Address of a page of the app with its parameters, relative to the start page."""
    return f"{page}?{urlencode(params, doseq=True)}"


def make_matcher(terms: Iterable[str], analyse: Analyse) -> Matcher:
    """Tells whether a word of a text is, in any form or as part of a compound, one of the given words.

    Args:
        terms: words as the user typed them.
        analyse: gives the index terms of a word.
    """
    wanted = {index_term for term in terms for index_term in analyse(term)}
    known: dict[str, bool] = {}

    def matches(word: str) -> bool:
        if word not in known:
            known[word] = not wanted.isdisjoint(analyse(word))
        return known[word]

    return matches if wanted else lambda word: False


def marked(text: str, matches: Matcher) -> str:
    """Escaped text with every matching word in `<mark>`; a line break stays one."""
    pieces: list[str] = []
    at = 0
    for match in WORD.finditer(text):
        if matches(match[0]):
            pieces += [verbatim(text[at : match.start()]), f"<mark>{verbatim(match[0])}</mark>"]
            at = match.end()
    pieces.append(verbatim(text[at:]))
    return "".join(pieces).replace("\n", "<br>")


def paragraphs(text: str, matches: Matcher | None = None, passage: tuple[int, int] | None = None) -> str:
    """Text as HTML paragraphs; a line that its source broke at the margin flows on.

    Args:
        text: paragraphs separated by a blank line.
        matches: words to mark.
        passage: offsets into the text of the part to set off.
    """
    matches = matches or (lambda word: False)
    start, end = passage or (0, 0)
    text = HARD_WRAP.sub(" ", text)  # as long as before: the offsets stay right
    html: list[str] = []
    for first, last in _paragraph_spans(text):
        low, high = max(first, start), min(last, end)
        if low >= high:
            html.append(f"<p>{marked(text[first:last], matches)}</p>")
            continue
        html.append(
            f"<p>{marked(text[first:low], matches)}"
            f'<span class="kv-passage">{marked(text[low:high], matches)}</span>'
            f"{marked(text[high:last], matches)}</p>"
        )
    return "".join(html)


def _paragraph_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for match in PARAGRAPH_BREAK.finditer(text):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, len(text)))
    return [(first, last) for first, last in spans if text[first:last].strip()]
