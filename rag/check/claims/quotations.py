"""Finds the quotations of a draft: what stands between quotation marks, and what the mark-up sets apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.check.claims.quotation import Quotation, QuotationKind, make_quotation
from rag.check.draft.values import Draft, Span

MIN_WORDS = 3
"""Fewer words between double marks are a term, unless a Kamervraag is cited with them (`nr. 12: «Nee.»`)."""
MIN_SINGLE_WORDS = 5
"""Single marks stand around terms and titles more often than around quotations."""
MIN_BLOCK_WORDS = 5
MAX_CHARS = 12_000
MAX_DEPTH = 6
MAX_SOURCE = 600
"""The line of a block that says who is no longer than this."""

PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]{0,3}(?:[-*•–]|\d{1,3}[.)]|>|\#{1,6})\s)")
"""Where straight and single marks that were not closed are given up."""

MAX_OPEN_PARAGRAPHS = 2
CLOSES = {
    '"': re.compile(r"[^\"]*?[.?!…,\w]\"(?!\w)", re.DOTALL),
    "‘": re.compile(r"[^‘]*?[.?!…]’(?!\w)", re.DOTALL),
}
"""The mark that closes what such a mark opened in an earlier paragraph."""

BETWEEN_PARAGRAPHS = re.compile(r"\n(?:[^\S\n]*+>*+[^\S\n]*+\n)+")
"""Empty lines, those of a block quotation with them: `\\n>\\n`; not: `\\n> tekst`."""
MARKS = re.compile(r"[«»‹›“”„‟\"‘’‚‛']")
ROLES = {
    "«": ("open", "guillemet"),
    "»": ("close", "guillemet"),
    "‹": ("open", "small"),
    "›": ("close", "small"),
    "„": ("open", "double"),
    "‟": ("open", "double"),
    "‚": ("open", "single"),
}
"""What a mark that can be one thing only does, and of which kind it is."""
ONLY_OPEN = "«“„‟"
"""Marks that close nothing, but for `„...“`."""
ELISION = re.compile(r"['’‘][stnmrk]\b", re.IGNORECASE)
"""`'s morgens`, `’t`; not: `'sommige`."""

ATTRIBUTION = re.compile(r"(?:^|\n)[^\S\n]*(?:>[^\S\n]*)*(?:[—–―]|--?)[^\S\n]*(?P<rest>\S[^\n]*)\s*$")
"""The last line of a block that says who: `— Minister van Financiën, nr. 1068`."""
BLOCK_SOURCE = re.compile(
    r"(?:^|\n)[^\S\n]*(?:>[^\S\n]*)*\([^()\n]*(?:\bnr\.|Aanhangsel|vergaderjaar|\d{4}Z\d{5}|\bah-tk-)[^\n]*\)[.\s]*$",
    re.IGNORECASE,
)
"""The last line of a block that is its source: `(Aanhangsel Handelingen 2023-2024, nr. 1068)`."""

TITLE_CUE = re.compile(
    r"""
    \b (?: \w*bericht(?:en|geving)? | \w*artikel(?:en|s)? | \w*stuk | \w*rapport(?:en)? | \w*onderzoek | kop | titel
         | uitzending | programma | documentaire | boek | motie | brief | podcast | reportage | column | factsheet
         | notitie | blog | advies | evaluatie | getiteld | genaamd | geheten | zogenaamde? | zogeheten | term
         | onder \s de \s (?:titel|kop|naam) )
    (?: \s (?: van | uit | in | met ) \s [^.?!«“"‘]{1,60} )? [\s:,]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before the title of something: `het bericht «`, `het rapport van de Rekenkamer «`; not: `antwoordde «`."""


OF_REFERENCE = re.compile(r"\bKamervragen\s$")
"""Before the first words of a question that stand for a number: `Kamervragen «Kunt u toezeggen dat …»`."""
OPENING_WORDS = 16  # of such words at most; what is longer is a quotation that was cut


def find_quotations(draft: Draft) -> list[Quotation]:
    """The quotations in order of the text, none within another; titles and terms of a few words included."""
    blocks = [quotation for block in draft.blocks for quotation in _block(draft, block)]
    marked, _ = _marked(draft)
    free = [one for one in marked if not any(block.outer.holds(one.outer) for block in blocks)]
    whole = [_whole(block, marked) or block for block in blocks]
    return sorted([*whole, *free], key=lambda quotation: quotation.outer)


def unclosed_marks(draft: Draft) -> list[int]:
    """Where a mark that can only open is never closed; what such marks in a block begin is read with the block."""
    _, unclosed = _marked(draft)
    return [at for at in sorted(unclosed) if not any(block.start <= at < block.end for block in draft.blocks)]


def _whole(block: Quotation, marked: Sequence[Quotation]) -> Quotation | None:
    """The quotation in marks that a block is all of: the marks say where it ends better than the block."""
    within = [one for one in marked if block.outer.holds(one.outer)]
    return next((one for one in within if 2 * one.count > block.count and one.count >= block.count - 12), None)


def _block(draft: Draft, block: Span) -> Iterator[Quotation]:
    """The quotation that a block is; of one that is too long for an answer, those that its paragraphs are."""
    text = draft.text
    end = block.end
    for pattern in (ATTRIBUTION, BLOCK_SOURCE):
        if (source := pattern.search(text, max(block.start, end - MAX_SOURCE), end)) and text[
            block.start : source.start()
        ].strip(" >\n"):
            end = source.start()
    span = _stripped(draft, Span(start=block.start, end=end))
    if span is None:
        return
    paragraphs = [
        make_quotation(draft, part, part, QuotationKind.BLOCK)
        for start, stop in _paragraphs(text, span)
        if (part := _stripped(draft, Span(start=start, end=stop))) is not None and stop - start <= MAX_CHARS
    ]
    if span.end - span.start > MAX_CHARS:
        yield from (part for part in paragraphs if part.count >= MIN_BLOCK_WORDS)
        return
    made = make_quotation(draft, span, block, QuotationKind.BLOCK)
    if made.count >= MIN_BLOCK_WORDS:
        parts = tuple(part for part in paragraphs if part.count >= MIN_WORDS)
        yield replace(made, parts=parts) if len(paragraphs) > 1 else made


def _paragraphs(text: str, span: Span) -> Iterator[tuple[int, int]]:
    at = span.start
    for match in BETWEEN_PARAGRAPHS.finditer(text[span.start : span.end]):
        yield at, span.start + match.start()
        at = span.start + match.end()
    yield at, span.end


def _stripped(draft: Draft, span: Span) -> Span | None:
    """The span without white space and ignored marks at its ends."""
    start, end = span.start, span.end
    moved = True
    while moved and start < end:
        moved = False
        while start < end and draft.text[start].isspace():
            start, moved = start + 1, True
        while start < end and draft.text[end - 1].isspace():
            end, moved = end - 1, True
        if start < end and (ignored := _ignored_at(draft, start)) is not None:
            start, moved = min(ignored.end, end), True
        if start < end and (ignored := _ignored_at(draft, end - 1)) is not None:
            end, moved = max(ignored.start, start), True
    return Span(start=start, end=end) if start < end else None


def _ignored_at(draft: Draft, at: int) -> Span | None:
    """The ignored span that a character lies in."""
    n = bisect_right(draft.ignored, at, key=lambda span: span.start) - 1
    return draft.ignored[n] if n >= 0 and at < draft.ignored[n].end else None


@dataclass(slots=True)
class _Open:
    """A mark that waits for the one that closes it."""

    kind: str
    start: int
    char: str
    inner: list[Quotation]


def _marked(draft: Draft) -> tuple[list[Quotation], list[int]]:
    """What stands between quotation marks, nested ones within the outer; and where a mark is left open."""
    text = draft.text
    found: list[Quotation] = []
    left: list[int] = []
    stack: list[_Open] = []
    breaks = [match.start() for match in PARAGRAPH.finditer(text)]
    next_break = 0
    ignored = draft.ignored
    at_ignored = 0
    for match in MARKS.finditer(text):
        at, char = match.start(), match[0]
        while at_ignored < len(ignored) and ignored[at_ignored].end <= at:
            at_ignored += 1
        if at_ignored < len(ignored) and ignored[at_ignored].start <= at:
            continue
        while next_break < len(breaks) and breaks[next_break] < at:
            next_break += 1
            kept = [one for one in stack if at - one.start <= MAX_CHARS and _may_go_on(text, one)]
            given_up = [one for one in stack if one not in kept]
            found += [quotation for one in given_up for quotation in one.inner]
            left += [one.start for one in given_up if one.char in ONLY_OPEN]
            stack = kept
        role, kind = _role(text, at, char, stack)
        if role == "open":
            if stack and stack[-1].kind == kind and kind != "single" and _opens_paragraph(text, at):
                continue  # a quotation that goes on repeats its mark at the head of every paragraph
            stack.append(_Open(kind, at, char, []))
            if len(stack) > MAX_DEPTH:
                lowest = stack.pop(0)
                found += lowest.inner
                left += [lowest.start] if lowest.char in ONLY_OPEN else []
        elif role == "close":
            place = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].kind == kind), None)
            if place is None:
                continue
            closed, unclosed = stack[place], stack[place + 1 :]
            del stack[place:]
            left += [one.start for one in unclosed if one.char in ONLY_OPEN]
            inner = [*closed.inner, *(quotation for one in unclosed for quotation in one.inner)]
            made = _close(draft, closed, at, kind, inner)
            target = stack[-1].inner if stack else found
            target.extend([made] if made else inner)
    found += [quotation for one in stack for quotation in one.inner]
    return found, left + [one.start for one in stack if one.char in ONLY_OPEN]


def _may_go_on(text: str, opened: _Open) -> bool:
    """Whether a quotation that a paragraph leaves open may go on in the next.

    What straight and single marks open, the next of their kind closes at the end of a sentence, or it was none.
    """
    if opened.char in ONLY_OPEN:
        return True
    close = CLOSES.get(opened.char)
    start = opened.start + 1
    found = close.match(text, start, start + MAX_CHARS) if close else None
    return found is not None and len(PARAGRAPH.findall(text, start, found.end())) <= MAX_OPEN_PARAGRAPHS


def _close(draft: Draft, opened: _Open, at: int, kind: str, inner: Sequence[Quotation]) -> Quotation | None:
    span = _stripped(draft, Span(start=opened.start + 1, end=at))
    if span is None or at - opened.start > MAX_CHARS:
        return None
    made = make_quotation(draft, span, Span(start=opened.start, end=at + 1), QuotationKind.MARKS)
    if made.count < (MIN_SINGLE_WORDS if kind == "single" else 1):
        return None
    before = draft.text[max(0, opened.start - 120) : opened.start]
    is_opening = made.count <= OPENING_WORDS and draft.text[span.start : span.end].endswith("…")
    if is_opening and OF_REFERENCE.search(before):
        return None
    return replace(made, inner=tuple(inner), is_title=TITLE_CUE.search(before) is not None)


def _role(text: str, at: int, char: str, stack: Sequence[_Open]) -> tuple[str, str]:
    """Whether a mark opens, closes or is an apostrophe, and of which kind it is."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    starts_word = (not before or not (before.isalnum() or before in ".,;:!?)]…%")) and bool(after.strip())
    open_kinds = [one.kind for one in stack]
    if char in ROLES:
        return ROLES[char]
    if char == "“":
        closes_low = any(one.char == "„" for one in stack) and not starts_word
        return ("close" if closes_low else "open"), "double"
    if char == "”":
        if "double" in open_kinds and not (starts_word and text[at - 1 : at].isspace()):
            return "close", "double"
        if "straight" in open_kinds and not starts_word:
            return "close", "straight"
        return ("open" if starts_word else "close"), "double"
    if char == '"':
        if "straight" in open_kinds and not (starts_word and before.isspace()):
            return "close", "straight"
        if "double" in open_kinds and not starts_word:
            return "close", "double"
        return ("open" if starts_word else "close"), "straight"
    return _single_role(text, at, char, open_kinds, starts_word=starts_word)


def _single_role(text: str, at: int, char: str, open_kinds: Sequence[str], *, starts_word: bool) -> tuple[str, str]:
    after = text[at + 1 : at + 2]
    if char == "‘" and not starts_word and "single" in open_kinds:
        return "close", "single"  # ‚Nee‘
    if ELISION.match(text, at) and not text[at - 1 : at].isalnum():
        return "none", "single"
    if char in "‘‛" or (char == "'" and "single" not in open_kinds):
        return ("open" if starts_word else "none"), "single"
    if char == "’" and starts_word and "single" not in open_kinds:
        return "open", "single"  # ’Nee’, as some keyboards have it
    is_apart = text[at - 1 : at].isspace() and (char == "'" or not after.strip(" \t"))  # `Mission ’, en` closes
    closes = "single" in open_kinds and not after.isalnum() and not is_apart
    if char == "'" and starts_word and not closes:
        return "open", "single"
    return ("close" if closes else "none"), "single"


def _opens_paragraph(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t>")
