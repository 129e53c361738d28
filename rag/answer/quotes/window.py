"""Finds what can be quoted of an answer: windows of one to three sentences that can be read on their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rag.answer.quotes.empty import Empty, empty_kind
from rag.dutch.acts import LEANS_ON_SENTENCE, TURNS
from rag.dutch.sentences import sentence_spans

MAX_SENTENCES = 3  # of a window, before it takes along what it cannot be read without
MAX_WINDOW_CHARS = 600  # of the same
ROOM_CHARS = 500  # within which a sentence that goes on is taken along
MAX_LIST_CHARS = 1_500  # a longer list is not taken along: then its lead-in is no quote either
MAX_CHARS = 1_000  # of a window with what it needs
WHOLE_CHARS = 450  # a short answer is quoted whole
SHORT_WORDS = 4
SHORT_OPENING_WORDS = 7  # "Ja, die mening deel ik." says little without the sentence after it
LOOK_BACK = 3
LOOK_FORWARD = 3
UNFINISHED_CHARS = 60
FEW_WORDS = 4

FORWARD = re.compile(
    r"""
    ^ \W* (?: dat | dit | die | deze ) \s (?: \w+ \s ){1,2} (?: ik | we | wij ) \b
    | ^ \W* (?: dat | dit ) \s (?: klopt | is \s (?: niet \s )? (?: juist | correct | waar ) )
    | ^ \W* daar(?:toe|voor) \s (?: ben | zie | heb ) \s ik \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`Die mening deel ik niet.` answers the question: it needs no sentence before it."""
GOES_ON = re.compile(r"^\W*(?:dit|dat|ook|daarom|hierdoor|daardoor|hiermee|daarmee|deze|zij|zo)\b", re.IGNORECASE)
"""`Dit betekent dat ...`: belongs to the sentence before it where there is room."""
ITEM = re.compile(r"^\s*(?:[-–—•*·▪o]\s|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s|_?[a-z])|;\s*(?:en|of)?$")
"""`- scholen;`, `2. Het toezicht ...`, `b) de kosten`; not: `De minister ...`"""
LOWER = re.compile(r"^\W*_?[a-zà-ÿ]{2}")
WORD = re.compile(r"[^\W\d_]{2,}")
FIGURE = re.compile(r"\d[\d.,]*")
ROW = re.compile(r"^\W*(?:\d[\d.,]*\s+){3}")
"""`3.354 2.365 887 Noord: ...`: the figures of a table run on in a sentence."""
ENDS = re.compile(r"""[.!?…:;][»”"'’)\]_*\s\d\[¹²³⁰⁴-⁹]*$|[»”)]$""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A run of sentences that can be read on its own.

    Attributes:
        start, end: offsets into the answer.
        first, last: numbers of its sentences in the answer, from 0.
    """

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A sentence with its place, and what it means for a quote.

    Attributes:
        is_item: of a list.
        is_tail: goes on in the middle of a sentence, or turns what stands before it.
        announces: what follows.
        is_alien: a heading, a source, a fragment: never within a quote.
        is_empty: answers no question about a subject: no quote begins or ends with it.
        can_introduce: an empty one that what follows may point back at.
        points_back: at the sentence before it.
        goes_on: belongs to the sentence before it where there is room.
        words: how many.
        unclosed: quotation marks that open in it, less those that close.
    """

    start: int
    end: int
    text: str
    is_item: bool
    is_tail: bool
    announces: bool
    is_alien: bool
    is_empty: bool
    can_introduce: bool
    points_back: bool
    goes_on: bool
    words: int
    unclosed: int


@lru_cache(maxsize=64)  # that an answer can be quoted at all is asked before what is quoted of it
def windows(antwoord: str, *, takes_empty: bool = False) -> tuple[Window, ...]:
    """All windows of an answer, in order; a short answer is one.

    With `takes_empty` sentences that answer no question about a subject may be quoted too.
    """
    sentences = _sentences(antwoord, takes_empty=takes_empty)
    found: dict[tuple[int, int], Window] = {}
    for first in range(len(sentences)):
        for last in range(first, min(first + MAX_SENTENCES, len(sentences))):
            if last > first and sentences[last].end - sentences[first].start > MAX_WINDOW_CHARS:
                break
            if sentences[first].is_empty or sentences[last].is_empty:
                continue
            run = _closed(sentences, first, last)
            if run is not None:
                found[run] = Window(start=sentences[run[0]].start, end=sentences[run[1]].end, first=run[0], last=run[1])
    return tuple(_whole(sentences, found) or (found[run] for run in sorted(found)))


def window_around(antwoord: str, start: int, end: int) -> Window | None:
    """The shortest window that holds a part of the answer; None when no window does."""
    holding = [one for one in windows(antwoord, takes_empty=True) if one.start <= start and end <= one.end]
    return min(holding, key=lambda one: one.end - one.start, default=None)


def _sentences(antwoord: str, *, takes_empty: bool) -> list[_Sentence]:
    spans = sentence_spans(antwoord)
    if spans and _breaks_off(antwoord, spans):
        spans = spans[:-1]
    found = []
    for n, (start, end) in enumerate(spans):
        text = antwoord[start:end]
        kind = empty_kind(text)
        is_alien = kind is Empty.BRON or _is_heading(antwoord, spans, n) or _is_fragment(text)
        is_tail = TURNS.search(text) is not None or LOWER.search(text) is not None
        leans = is_tail or LEANS_ON_SENTENCE.search(text) is not None
        found.append(
            _Sentence(
                start=start,
                end=end,
                text=text,
                is_item=ITEM.search(text) is not None,
                is_tail=is_tail,
                announces=text.endswith(":") or kind is Empty.AANKONDIGING,
                is_alien=is_alien,
                is_empty=is_alien
                or kind is Empty.VERWIJZING
                or (kind in {Empty.HANDELING, Empty.BEKEND} and not takes_empty),
                can_introduce=kind in {Empty.VERWIJZING, Empty.BEKEND},
                points_back=leans and FORWARD.search(text) is None,
                goes_on=GOES_ON.search(text) is not None,
                words=len(text.split()),
                unclosed=text.count("«") - text.count("»"),
            )
        )
    return found


def _whole(sentences: Sequence[_Sentence], found: dict[tuple[int, int], Window]) -> list[Window]:
    """The one window of an answer that is short enough to be quoted whole, without empty sentences at its ends."""
    telling = [n for n, sentence in enumerate(sentences) if not sentence.is_empty]
    if not telling or not found:
        return []
    first, last = telling[0], telling[-1]
    run = sentences[first : last + 1]
    if len(run) > MAX_SENTENCES or run[-1].end - run[0].start > WHOLE_CHARS or (first, last) not in found:
        return []
    return [found[first, last]]


def _closed(sentences: Sequence[_Sentence], first: int, last: int) -> tuple[int, int] | None:
    """The run of sentences, grown by those that it cannot be read without; None when they cannot all be quoted."""
    at, end = first, last
    while at - first < LOOK_BACK and _leans_back(sentences, first):
        first -= 1
    if _leans_back(sentences, first):
        return None
    if sentences[first].is_item:
        first = _lead_in(sentences, first)
    while _must_go_on(sentences, first, last):
        last += 1
        if last == len(sentences):
            return None
    while last - end < LOOK_FORWARD and _may_go_on(sentences, first, last):
        last += 1
    run = sentences[first : last + 1]
    size = run[-1].end - run[0].start
    may_open = not run[0].is_empty or (first < at and run[0].can_introduce)
    if any(sentence.is_alien for sentence in run) or not may_open or run[-1].is_empty:
        return None
    if size > (MAX_LIST_CHARS if any(sentence.text.endswith(":") for sentence in run) else MAX_CHARS):
        return None
    return first, last


def _leans_back(sentences: Sequence[_Sentence], n: int) -> bool:
    """Whether a sentence points at the one before it; the first of an answer points at the question."""
    if n == 0 or (sentences[n].is_item and _lead_in(sentences, n) != n):
        return False
    return sentences[n].points_back


def _lead_in(sentences: Sequence[_Sentence], n: int) -> int:
    """The sentence that opens the list that an item stands in; the item itself when there is none."""
    at = n
    while at > 0 and sentences[at].is_item:
        at -= 1
    return at if sentences[at].announces else n


def _must_go_on(sentences: Sequence[_Sentence], first: int, last: int) -> bool:
    """Whether the run cannot end here: it announces, stands in a list or a quotation, or is turned by what follows."""
    run = sentences[first : last + 1]
    if run[-1].announces:
        return True
    if last + 1 == len(sentences):
        return False
    following = sentences[last + 1]
    in_list = run[-1].is_item and following.is_item and (first < last or run[-1].text.endswith(";"))
    if in_list or sum(one.unclosed for one in run) > 0:
        return True
    if following.is_empty:
        return False
    words = sum(one.words for one in run)
    is_short = words < (SHORT_OPENING_WORDS if first == 0 else SHORT_WORDS)
    return is_short or following.is_tail


def _may_go_on(sentences: Sequence[_Sentence], first: int, last: int) -> bool:
    """Whether the next sentence goes on with this one, and there is room for it."""
    if last + 1 >= len(sentences) or last + 1 - first >= MAX_SENTENCES + 1:
        return False
    following = sentences[last + 1]
    if following.is_empty or following.end - sentences[first].start > ROOM_CHARS:
        return False
    return following.goes_on and not _must_go_on(sentences, first, last + 1)


def _breaks_off(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the source ends in the middle of a sentence: a long last one without a stop."""
    start, end = spans[-1]
    if ENDS.search(text[start:end]) or ITEM.search(text[start:end]):
        return False
    return len(spans) > 1 or end - start > UNFINISHED_CHARS


def _is_fragment(text: str) -> bool:
    """Whether hardly a word stands in it, or more figures than words: a row of a table, a number of a note."""
    if ROW.search(text):
        return True
    words = len([*islice(WORD.finditer(text), FEW_WORDS)])
    return not words or (words < FEW_WORDS and len(FIGURE.findall(text)) >= words)


def _is_heading(text: str, spans: Sequence[tuple[int, int]], n: int) -> bool:
    """A line without a stop that stands apart from what follows: a heading, or a sentence that is cut off."""
    start, end = spans[n]
    if n + 1 == len(spans) or ENDS.search(text[start:end]) or ITEM.search(text[start:end]):
        return False
    return "\n" in text[end : spans[n + 1][0]]
