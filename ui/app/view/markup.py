"""Turns text of documents and users into safe HTML: escaped, in paragraphs, with the relevant words marked.

What may be drawn is a `Markup`, never a string: mypy finds text that nobody escaped. `words`, wherever a function takes
them, are those of the corpus: by them what a source has glued or broken is shown apart or whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from html import escape
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup

from index.parse.lines.damage import CorpusWords
from index.parse.marks.notes import put_marks, take_marks
from index.store.words.compounds import WORD
from rag.dutch.writing import shown_quote

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
"""Gives the index terms of a word."""

NOTHING = Markup()

GAP = Markup('<span class="kv-los" title="in de bron aaneen"></span>')
"""Shown where the source has no space between two words; what is copied has none either."""


def esc(value: object) -> Markup:
    """A value as it may stand in HTML, in an attribute too; what is markup stays as it is."""
    if isinstance(value, Markup):
        return value
    return Markup(escape(printable(str(value)), quote=True))  # noqa: S704  # escaped


def html(template: str, /, *values: object, **named: object) -> Markup:
    """A template of our own, filled as by `str.format`; every value that is not markup is escaped.

    Args:
        template: a literal; ruff refuses anything else.
    """
    filled = template.format(*map(esc, values), **{name: esc(value) for name, value in named.items()})
    return Markup(filled)  # noqa: S704  # all that was filled in is escaped


def joined(parts: Iterable[Markup], separator: str = "") -> Markup:
    """Pieces of markup one after the other, with a text between."""
    return esc(separator).join(parts)


def items(values: Iterable[object]) -> Markup:
    """Each as an item of a list."""
    return joined(html("<li>{}</li>", value) for value in values)


def enumerated(parts: Sequence[Markup]) -> Markup:
    """`1`, `1 en 2`, `4, 5, 7 en 8`, as `enumerate_dutch` does with text."""
    return html("{} en {}", joined(parts[:-1], ", "), parts[-1]) if len(parts) > 1 else joined(parts)


def printable(text: str) -> str:
    """Text for a line of the app: what cannot be sent or would turn the line around is replaced by a mark."""
    return HINT.sub("", TURN.sub("\ufffd", UNSENDABLE.sub("\ufffd", text)))


def verbatim(text: str) -> Markup:
    """Words of a document as HTML, character for character, in the order in which they are written.

    A mark of direction stays, but alone in an isolate: it can turn nothing, neither in the text nor around it, and one
    that was meant to turn is shown.
    """
    escaped = escape(UNSENDABLE.sub("\ufffd", text), quote=True)
    return Markup(DIRECTION.sub(_shut_in, escaped))  # noqa: S704  # only our own elements are added


def _shut_in(match: re.Match[str]) -> str:
    if HINT.fullmatch(match[0]):
        return f"<bdi>{match[0]}</bdi>"
    name = f"U+{ord(match[0]):04X}"
    return f'<bdi class="kv-richting" title="Teken dat de leesrichting keert ({name})">{match[0]}</bdi>'


def quotation(text: str, words: CorpusWords | None = None, inserts: Mapping[int, Markup] | None = None) -> Markup:
    """A quotation with its marks, without line breaks in its sentences; nothing in it reaches what stands around it.

    Args:
        inserts: what stands in it at an offset, such as the reference to a note.
    """
    shown, moved = take_marks(shown_quote(put_marks(text, list(inserts or {}))))
    there = {moved[n]: insert for n, insert in enumerate((inserts or {}).values(), start=1) if n in moved}
    gaps, breaks = _damage(shown, words)
    parts = _inserted(shown, 0, len(shown), verbatim, gaps | there, breaks)
    return html('«<bdi dir="ltr">{}</bdi>»', parts)


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


def link(url: str, text: str, *, is_external: bool = False) -> Markup:
    """A link; an external one opens beside the app."""
    if is_external:
        return html('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>', url, text)
    return html('<a href="{}">{}</a>', url, text)


def relative_url(page: str, params: Mapping[str, str | Sequence[str]]) -> str:
    """Address of a page of the app with its parameters, relative to the start page."""
    return f"{page}?{urlencode(params, doseq=True)}"


def make_matcher(terms: Iterable[str], analyse: Analyse) -> Matcher:
    """Tells whether a word of a text is, in any form or as part of a compound, one of those that the user typed."""
    wanted = {index_term for term in terms for index_term in analyse(term)}
    known: dict[str, bool] = {}

    def matches(word: str) -> bool:
        if word not in known:
            known[word] = not wanted.isdisjoint(analyse(word))
        return known[word]

    return matches if wanted else lambda word: False


def stretches(text: str, words: CorpusWords | None) -> Callable[[int, int], Markup]:
    """Writes a text from one offset to another, with what the source has glued or broken shown apart or whole."""
    gaps, breaks = _damage(text, words)
    return lambda start, end: _inserted(text, start, end, verbatim, gaps, breaks)


def in_line(text: str, words: CorpusWords | None, matches: Matcher | None = None) -> Markup:
    """Words of a document on one line, what the source has glued or broken apart or whole, and some marked."""
    flat = " ".join(text.split())
    return _inserted(flat, 0, len(flat), partial(marked, matches=matches), *_damage(flat, words))


def marked(text: str, matches: Matcher | None) -> Markup:
    """Escaped text with every matching word in `<mark>`; a line break stays one."""
    pieces: list[Markup] = []
    at = 0
    for match in WORD.finditer(text):
        if matches is not None and matches(match[0]):
            pieces += [verbatim(text[at : match.start()]), html("<mark>{}</mark>", verbatim(match[0]))]
            at = match.end()
    pieces.append(verbatim(text[at:]))
    return with_breaks(joined(pieces))


def with_breaks(text: Markup) -> Markup:
    """Every line break as one of the page."""
    return text.replace("\n", Markup("<br>"))


def paragraphs(
    text: str,
    matches: Matcher | None = None,
    passage: tuple[int, int] | None = None,
    inserts: Mapping[int, Markup] | None = None,
    words: CorpusWords | None = None,
) -> Markup:
    """Text as HTML paragraphs; a line that its source broke at the margin flows on.

    Args:
        text: paragraphs separated by a blank line.
        matches: words to mark.
        passage: offsets into the text of the part to set off.
        inserts: what stands in the text at an offset, such as the reference to a note.
    """
    start, end = passage or (0, 0)
    text = HARD_WRAP.sub(" ", text)  # as long as before: the offsets stay right
    gaps, breaks = _damage(text, words)
    inserts = gaps | dict(inserts or {})
    draw = partial(marked, matches=matches)
    found: list[Markup] = []
    for first, last in _paragraph_spans(text):
        low, high = max(first, start), min(last, end)
        if low >= high:
            found.append(html("<p>{}</p>", _inserted(text, first, last, draw, inserts, breaks)))
            continue
        edges = ((first, low), (low, high), (high, last))
        parts = (_inserted(text, a, b, draw, inserts, breaks) for a, b in edges)
        found.append(html('<p>{}<span class="kv-passage">{}</span>{}</p>', *parts))
    return joined(found)


def _damage(text: str, words: CorpusWords | None) -> tuple[dict[int, Markup], frozenset[tuple[int, int]]]:
    """The gap to put in where words are glued, and the hyphens that break a word."""
    places = words.damage_in(text) if words else ()
    gaps = {place.start: GAP for place in places if place.is_gap}
    return gaps, frozenset((place.start, place.end) for place in places if not place.is_gap)


def _inserted(
    text: str,
    start: int,
    end: int,
    draw: Callable[[str], Markup],
    inserts: Mapping[int, Markup],
    breaks: Collection[tuple[int, int]],
) -> Markup:
    """A part of a text with what stands in it; what stands at its end belongs to it, not to the next.

    Args:
        draw: writes what stands between.
        inserts: what is put in at an offset.
        breaks: hyphens that break a word: they stay in what is copied, and are not seen.
    """
    inner = {edge for first, last in breaks if start < first and last < end for edge in (first, last)}
    places = sorted({place for place in inserts if start < place <= end} | inner)
    edges = zip([start, *places], [*places, end], strict=True)
    found: list[Markup] = []
    for a, b in edges:
        found.append(_broken(text[a:b]) if (a, b) in breaks else draw(text[a:b]))
        found.append(inserts.get(b, NOTHING) if a < b else NOTHING)
    return joined(found)


def _broken(hyphen: str) -> Markup:
    return html('<span class="kv-breuk" title="in de bron afgebroken">{}</span>', verbatim(hyphen))


def _paragraph_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for match in PARAGRAPH_BREAK.finditer(text):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, len(text)))
    return [(first, last) for first, last in spans if text[first:last].strip()]
