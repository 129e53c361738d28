"""Splits Dutch official prose into sentences, with offsets."""

from __future__ import annotations

import re
from functools import lru_cache

from index.names.dates import SHORT_MONTHS

_ABBREVIATIONS = """
a.d.h.v a.i art artt b.g.g b.v bijv blz c.a c.q ca cf d.d d.m.v d.w.z dd dhr dr drs e.v evt excl fig gem hfst i.c i.o.m
i.p.v i.s.m i.t.t i.v.m incl ing inz ir jhr jo jr k.b kamerst m.a.w m.b.t m.b.v m.i m.i.v m.m.v m.n m.u.v max mevr mr
n.a.v n.v nl nr nrs o.a o.b.v o.g.v o.m o.v.v p p.j p.m pag par pct plm prof resp s.v.p st stb stcrt t.a.v t.b.v t.g.v
t.h.v t.o.v t.w t/m tel temp trb u.a v.h v.w.b vgl vs w.o w.v z.g zgn
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
# "appels, peren, enz. De rest", "Dat zei Jan. De rest": only a figure or a bracket goes on with the sentence
MAY_END = frozenset(["c.s", "e.a", "e.d", "enz", "etc", "jl", "min", "mld", "mln", *SHORT_MONTHS])
BOUNDARY = re.compile(
    r"""
    (?<! [.!?…] ) (?P<end> [.!?…]++ )  # "... plaats." but not the dot of "nr. 77"; a run of dots is looked at once
    (?P<close> (?: [»”"'’)\]_*] | \s?\[\s?\d{1,3}\s?\] | [¹²³⁰⁴-⁹] )* )  # what closes with it: quotes, footnote marks
    (?P<gap> \s+ | (?<= [a-zà-ÿ]{2} \.) (?= (?!Com|Eu|Net|Nl|Org) [A-Z][a-z]+ \s) )  # "is.Ten"
    (?= (?: [–—-]\s+ )? [«“„"'‘(\[]* [A-ZÀ-Þ0-9€’'] )  # the next sentence begins with a capital, a digit or 's-
    """,
    re.VERBOSE,
)
INITIAL = re.compile(r"(?:(?:[A-Z]|IJ|[CPST]h)\.)*(?:[A-Z]|IJ|[CPST]h)$")
"""`A.B`, `H.J.Th`; not: `AB`."""
CAPITAL_THAT_ENDS = re.compile(
    r"""
    (?: Als|Bij|Daar(?:bij|mee|naast|om)|Dan|Dat|De|Deze|Die|Dit|Door|Een|Er|Het|Hier(?:bij|mee|voor|door)?|Hij|Ik|In
      | Indien|Maar|Met|Naast|Om|Ook|Op|Over|Per|Sinds|Toch|Uit|Verder|Volgens|Voor|We|Wel|Wij|Ze|Zie|Zij|Zo|Zoals ) \b
    """,
    re.VERBOSE,
)
"""What follows a lone capital that ends a sentence: `score D. Bij`; not: `J. Jansen`."""
LEFT_OUT = re.compile(r"\.{2,}|…")
"""`(...)` in a quotation ends nothing."""
IN_WORD = frozenset("_./:@’'-")
"""What a word may hold besides letters and digits: `t.a.v`, `www.x.nl/a-b`."""
PARAGRAPH = re.compile(
    r"""
    (?<! [\w,] ) \n\s*\n                      # a blank line ...
    | \n (?= \s*\n ) \s++ (?! [a-zà-ÿ]{2} )  # ... but not one that a page break put within a sentence
    | \n (?= \s* (?: [-–•*] | \d{1,2}[.)] | [a-z][.)] ) \s )
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=128)  # reader, quotes and verdict of one question split the same answers
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences, in order; white space between them belongs to none."""
    spans: list[tuple[int, int]] = []
    at = 0
    for match in PARAGRAPH.finditer(text):
        spans.extend(_within_paragraph(text, at, match.start()))
        at = match.end()
    spans.extend(_within_paragraph(text, at, len(text)))
    return tuple(spans)


def sentences_of(text: str) -> list[str]:
    """The sentences themselves, in order."""
    return [text[start:end] for start, end in sentence_spans(text)]


def _within_paragraph(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = start
    for match in BOUNDARY.finditer(text, start, end):
        if _is_sentence_end(text, at, match):
            spans.append((at, match.end("close")))
            at = match.end("gap")
    spans.append((at, end))
    return [span for raw in spans if (span := _strip(text, raw))]


def _is_sentence_end(text: str, sentence_start: int, match: re.Match[str]) -> bool:
    stop = match.start("end")
    if stop > sentence_start and text[stop - 1] in "([" and LEFT_OUT.fullmatch(match["end"]):
        return False
    if match["end"] != ".":
        return True
    word_start = _start_of_word(text, sentence_start, stop)
    word = text[word_start:stop]
    if not word:
        return True
    following = text[match.end("gap") : match.end("gap") + 1]
    if match["gap"] == "" and not word.isalpha():
        return False  # part of an address
    if word.casefold() in MAY_END:
        return not (following.isdigit() or following in "([")
    if word.casefold() in ABBREVIATIONS:
        return False
    if INITIAL.fullmatch(word):
        return len(word) == 1 and CAPITAL_THAT_ENDS.match(text, match.end("gap")) is not None
    # a numbered line ("2. De ...") and a date ("d.d. 3. ...") do not end a sentence; "... in 2024. Dat" does
    return not (word.isdigit() and len(word) < 3 and word_start == sentence_start) or not following


def _start_of_word(text: str, start: int, end: int) -> int:
    """Where the word begins that ends at `end`; `end` itself when no word does. Backwards: a sentence may be long."""
    at = end
    while at > start and (text[at - 1].isalnum() or text[at - 1] in IN_WORD):
        at -= 1
    return at


def _strip(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    part = text[span[0] : span[1]]
    if not part.strip():
        return None
    return span[0] + len(part) - len(part.lstrip()), span[1] - (len(part) - len(part.rstrip()))
