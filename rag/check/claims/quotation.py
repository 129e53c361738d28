"""What a quotation is: the words of a draft that it quotes, cut where the writer left out or put in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rag.check.draft.values import Draft, Span
from rag.check.words import Words, joined, words_of

OMISSION = re.compile(
    r"""
      \[ \s* (?: … | \.{2,} | (?:\.\s){2,}\. | knip | weggelaten ) \s* \]
    | \( \s* (?: … | \.{2,} | (?:\.\s){2,}\. | knip ) \s* \)
    | … | \.{3,} | \. \s \. \s \.
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`[…]`, `(...)`, `...`; not: `enz.`."""
SIC = re.compile(r"[\[(]\s*+sic\s*+(?:!\s*+)?[\])]", re.IGNORECASE)
NOTE_NUMBER = re.compile(r"\[\^[^\]\s]{1,20}\]|\[\d{1,3}\]")
"""The mark of a note: `[3]`, `[^a1]`; not: `[D]e`, `[de minister]`."""
INSERTION = re.compile(r"\[(?P<text>[^\[\]\n]{1,200})\]")
"""What the writer put in: `[de gemeenten]`, `minister[s]`; `[D]e` is the same word with another letter."""
LETTER = re.compile(r"\[\w\](?=\w)")


class Gap(StrEnum):
    """What stands between two parts of a quotation."""

    OMISSION = "weglating"
    INSERTION = "ingevoegd"


class QuotationKind(StrEnum):
    """How a quotation is set apart."""

    MARKS = "aanhalingstekens"
    BLOCK = "blok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What a draft quotes.

    Attributes:
        span: the words, without the marks; outer: with them.
        segments: the words, in parts where the writer left out or put in; gaps: what stands between the parts.
        inner: quotations within this one; parts: the paragraphs of a block, or none when it has one.
        is_title: whether the words before say that it is the title of something.
    """

    span: Span
    outer: Span
    kind: QuotationKind
    segments: tuple[Words, ...]
    gaps: tuple[Gap, ...]
    inner: tuple[Quotation, ...] = ()
    parts: tuple[Quotation, ...] = ()
    is_title: bool = False

    @property
    def count(self) -> int:
        """How many words it has."""
        return sum(len(segment) for segment in self.segments)

    @property
    def quoted(self) -> Span:
        """The words with their marks; of a block the words alone, for its last line may say who."""
        return self.span if self.kind is QuotationKind.BLOCK else self.outer


def make_quotation(draft: Draft, span: Span, outer: Span, kind: QuotationKind) -> Quotation:
    """A quotation of a part of a draft, cut where the writer left out or put in."""
    stretches: list[list[Words]] = []  # per segment, parted by what is no word
    gaps: list[Gap] = []
    pending: list[Gap] = []
    at = span.start
    for start, end, gap in [*_cuts(draft, span), (span.end, span.end, None)]:
        words = words_of(draft.text, at, start) if at < start else None
        if words:
            if not stretches or pending:
                gaps += [Gap.OMISSION if Gap.OMISSION in pending else Gap.INSERTION] if stretches else []
                stretches.append([])
            stretches[-1].append(words)
            pending = []
        at = max(at, end)
        pending += [gap] if gap is not None else []
    segments = tuple(joined(stretch) for stretch in stretches)
    return Quotation(span=span, outer=outer, kind=kind, segments=segments, gaps=tuple(gaps))


def _cuts(draft: Draft, span: Span) -> list[tuple[int, int, Gap | None]]:
    """What is no word of the quoted text, in order; None for what counts as nothing at all."""
    text = draft.text
    cuts: list[tuple[int, int, Gap | None]] = []
    for pattern, gap in ((SIC, None), (NOTE_NUMBER, None), (OMISSION, Gap.OMISSION)):
        cuts += [(m.start(), m.end(), gap) for m in pattern.finditer(text, span.start, span.end)]
    taken = [(start, end) for start, end, _ in cuts]
    links = [link.span for link in draft.links]
    for match in INSERTION.finditer(text, span.start, span.end):
        is_other = any(start < match.end() and match.start() < end for start, end in taken)
        is_link = any(link.start == match.start("text") for link in links)
        if not (is_other or is_link or LETTER.match(text, match.start())):
            cuts.append((match.start(), match.end(), Gap.INSERTION))
    cuts += [(ignored.start, ignored.end, None) for ignored in _ignored_within(draft, span.start, span.end)]
    return sorted(cuts, key=lambda cut: (cut[0], -cut[1]))


def _ignored_within(draft: Draft, start: int, end: int) -> Iterator[Span]:
    """The ignored spans that touch a part of the text."""
    at = max(0, bisect_right(draft.ignored, start, key=lambda span: span.start) - 1)
    for ignored in draft.ignored[at:]:
        if ignored.start >= end:
            return
        if ignored.end > start:
            yield ignored
