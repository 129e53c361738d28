"""What a draft claims about a quotation: the mentions in its sentence or paragraph that say whose words it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.check.claims.mention import DraftMention
from rag.check.claims.quotation import Quotation, QuotationKind
from rag.check.claims.references import CONNECT
from rag.check.draft.values import Draft, Span
from rag.dutch.sentences import sentence_spans

MAX_ADJACENT = 40
MAX_SENTENCE = 1_500
MAX_PARAGRAPH = 2_500
MAX_LEAD = 60
LEAD_ENDS = re.compile(r"[.?!;]\s")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")

ELSEWHERE = re.compile(
    r"""
    \b (?: aan | over | met | bij | naar | tegen | richting | tot | dan | zonder | voor | jegens | vanuit
      | binnen | op )
    \s+ (?: (?: de | het | zijn | haar | hun | een | toenmalige? | demissionaire? | voormalige? | oud-?
      | collega-? | nieuwe | vorige ) \s+ )* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before a ministry that is spoken to or of: `vragen aan de `, `kritiek op het `; not: `schrijft de `."""
SAYS = re.compile(
    r"""
    \b (?: (?:be)?antwoord\w* | schr(?:ijft|eef|ijven|even) | geschreven | zeg(?:t|gen) | zei(?:den)? | gezegd
      | stel(?:t|de|len|den)? | gesteld | aldus | volgens
      | meld\w* | laat | liet(?:en)? | lieten | reageer\w* | reactie | verklaar\w* | noem\w* | erken\w*
        | bevestig\w* | benadruk\w* | geeft? | gaf
      | concludeer\w* | belo(?:of|ven|ofde) | toegezegd | zegde | licht(?:te)? | ontken\w* | vind(?:t|en)?
        | vond(?:en)? | me(?:ent|ende) | acht(?:te)? | herhaal\w* | woorden
      | uitspraak | citaat | citeer\w* | deelt? | deelde | betoog\w* | betoogt | oordeel\w* | spreekt? | sprak
        | wijst? | wees | kondig\w* | waarschuw\w* ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
ASKS = re.compile(
    r"""
    \b (?: vroeg(?:en)? | vraagt | gevraagd | vragen \s+ (?:zij|ze|de \s+ leden|het \s+ lid|of|wat|hoe|waarom)
      | vraagsteller\w* | vraagstelling
      | wil(?:de|den|len|t)? \s+ (?:\w+\s+){0,3}weten | luid(?:t|de) \s+ (?:\w+\s+)?(?:de\s+)?vraag
        | (?:de|hun|zijn|haar|die|deze) \s++ (?: (?:eerste|laatste) \s*+ )? vra(?:ag|gen)
          (?: \s++ van \s++ [^.?!«»“”"\s][^.?!«»“”"]{0,59}? )? \s++ (?: luid(?:t|de|en|den) | was | waren | is )
      | (?: stel(?:t|de|len|den) | legde[n]? ) \s+ (?: (?!antwoord|reactie) [\w’'()/-]+ \s+ ){0,8}? vra(?:ag|gen)
      | in \s+ (?:hun|zijn|haar|de) \s+ vra(?:ag|gen) ) \b
    | (?<!\w) (?<!antwoord\sop\s) (?<!antwoord\s) vra(?:ag|gen) \s++ [\d,en–-][\d\s,en–-]*+
      (?: luid(?:t|de) \s*+ )? (?: [:(,] \s*+ )? $
    | (?: ^ | [.?!;:»”"X] ) \s* (?:Kamer)?vra(?:ag|gen) \s* : \s* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Says that members ask: `vroeg het lid X: `, `stelden de vraag: `, `vraag 2: `; not: `antwoordde op de vraag: `."""
ASKED = re.compile(
    r"""
    [\s,;–—-]* (?: (?:zo|aldus) \s+ )?
    (?: vroeg(?:en)? | vraagt | vragen | wil(?:de|den|len|t)? \s+ (?: [\w’'()/-]+ \s+ ){1,8}? weten
      | luid(?:t|de) \s+ (?: [\w’'-]+ \s+ ){0,2} vra(?:ag|gen)
      | (?: aldus | zei | zegt | schr(?:eef|ijft) ) \s+ (?: (?:de|het|een) \s+ )? (?: [\w/’'-]+ \s+ ){0,2}?
        (?: \w+- )? (?: kamerlid | kamerleden | vraagstellers? | indieners? | fractie ) ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The same directly after a quotation: `, wilden X en Y weten`, `, aldus het Kamerlid X`."""
HOUSE = re.compile(r"ministerie|departement", re.IGNORECASE)
TOLD = re.compile(r"\b(?:volgens|aldus)\s+(?:het\s+)?$", re.IGNORECASE)
"""Example: "volgens het "; not: "volgens ons "."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a draft says about where the words of a quotation stand.

    Attributes:
        options: the mentions that may be meant; the words need to fit one of them.
        asks: whether it says that a member asks this.
        is_own: whether the options stand in the sentence of the quotation, and not only in its paragraph.
        is_loose: whether the publications in them are named directly after another quotation, and are perhaps only of
            that; then one option names none.
    """

    options: tuple[DraftMention, ...] = ()
    asks: bool = False
    is_own: bool = True
    is_loose: bool = False


class Surroundings:
    """The sentences and paragraphs of a draft, with all quotations and the mentions outside them, in order."""

    def __init__(self, draft: Draft, quotations: Sequence[Quotation], mentions: Sequence[DraftMention]) -> None:
        self._draft = draft
        self._outers = sorted(quotation.outer for quotation in quotations)
        self._mentions = list(mentions)
        self._starts = [mention.span.start for mention in mentions]
        masked = list(draft.text)
        for quotation in quotations:  # a sentence goes on after the sentences that it quotes
            inside = quotation.quoted
            masked[inside.start : inside.end] = "X" * (inside.end - inside.start)
        self._masked = "".join(masked)
        self._sentences = list(_sentences(self._masked))
        self._sentence_starts = [span.start for span in self._sentences]
        self._sources = dict(self._sources_of(quotations))

    def claim(self, quotation: Quotation) -> Claim:
        """What is said about a quotation."""
        region = self._region(quotation)
        before, after = self._around(quotation, region)
        asks = self._asks(quotation, region)
        prose = self._prose([*before, *after], region)
        adjacent = self._adjacent(quotation, after)
        if adjacent is not None:
            rest = self._prose([mention for mention in [*before, *after] if mention is not adjacent], region)
            named = [mention for mention in before if mention.names_publication]
            if not adjacent.names_publication and len(named) == 1:
                adjacent = adjacent | named[0]
            return Claim(options=tuple(_completed(one, rest) for one in adjacent.one_by_one), asks=asks)
        named = [mention for mention in [*before, *after] if mention.names_publication]
        is_own = bool(named)
        if not is_own:
            named = self._of_paragraph(quotation)
        if named:
            options = [_completed(one, prose) for mention in named for one in mention.one_by_one]
            is_loose = all(self._sources.get(mention.span, quotation.outer) != quotation.outer for mention in named)
            if is_loose:
                options.append(prose or DraftMention(span=quotation.outer))
            return Claim(options=tuple(options), asks=asks, is_own=is_own, is_loose=is_loose)
        return Claim(options=(prose,) if prose else (), asks=asks)

    def _sources_of(self, quotations: Sequence[Quotation]) -> Iterator[tuple[Span, Span]]:
        """Every reference directly after a quotation, with that quotation."""
        for quotation in quotations:
            _, after = self._around(quotation, self._region(quotation))
            if (source := self._adjacent(quotation, after)) is not None:
                yield source.span, quotation.outer

    def _region(self, quotation: Quotation) -> Span:
        """The sentence around a quotation, and what comes directly after it in brackets."""
        outer = quotation.outer
        first = max(0, bisect_right(self._sentence_starts, outer.start) - 1)
        start, end = outer.start, outer.end
        for n in range(max(0, first - 1), len(self._sentences)):
            sentence = self._sentences[n]
            if sentence.start > outer.end and not self._goes_on(sentence, end):
                break
            leads_in = quotation.kind is QuotationKind.BLOCK and outer.start - 6 <= sentence.end <= outer.start
            if leads_in or (sentence.end > outer.start and sentence.start < outer.end) or sentence.start >= outer.end:
                start, end = min(start, sentence.start), max(end, sentence.end)
        return Span(start=max(start, outer.start - MAX_SENTENCE), end=min(end, outer.end + MAX_SENTENCE))

    def _goes_on(self, sentence: Span, end: int) -> bool:
        """Whether a sentence is only the source of what stands before it: `(Minister van Financiën, nr. 1068)`."""
        between = self._masked[end : sentence.start]
        return not between.strip(" \n\t>.") and self._masked[sentence.start] in "([—–―" and between.count("\n") <= 3

    def _around(self, quotation: Quotation, region: Span) -> tuple[list[DraftMention], list[DraftMention]]:
        """The mentions of the sentence before and after a quotation; after it those before the next quotation."""
        outer = quotation.outer
        inside = quotation.quoted
        at = bisect_left(self._outers, Span(start=outer.end, end=outer.end))
        stop = self._outers[at].start if at < len(self._outers) else len(self._masked)
        within = self._within(region)
        before = [mention for mention in within if mention.span.end <= inside.start]
        after = [mention for mention in within if inside.end <= mention.span.start < max(stop, outer.end)]
        after = [mention for mention in after if not self._leads_on(mention, outer.end, stop)]
        notes = [mark.note for mark in self._draft.notes if outer.start <= mark.span.start <= min(stop, region.end + 8)]
        after += [mention for note in notes for mention in self._within(note)]
        return before, after

    def _leads_on(self, mention: DraftMention, end: int, following: int) -> bool:
        """Whether who is named after a quotation speaks the next one: `, en de minister van Defensie zei `."""
        if following - mention.span.end > MAX_LEAD or following >= len(self._masked) or mention.names_publication:
            return False
        lead = self._masked[mention.span.end : following]
        says_on = SAYS.search(lead) or lead.rstrip().endswith(":")
        return bool(says_on) and not LEAD_ENDS.search(lead) and not SAYS.search(self._masked, end, mention.span.start)

    def _within(self, span: Span) -> list[DraftMention]:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return self._mentions[first:last]

    def _adjacent(self, quotation: Quotation, after: Sequence[DraftMention]) -> DraftMention | None:
        """The reference that comes directly after a quotation, or in its note."""
        inside = quotation.quoted
        for mention in after:
            gap = self._masked[inside.end : mention.span.start].strip(' .,;:«»”"’>\n')
            if mention.span.start - inside.end >= 0 and len(gap) <= MAX_ADJACENT and CONNECT.fullmatch(gap):
                return mention
            is_noted = any(
                mark.note.holds(mention.span) and mark.span.start - quotation.outer.end <= 3
                for mark in self._draft.notes
            )
            if is_noted and mention.names_publication:
                return mention
        return None

    def _asks(self, quotation: Quotation, region: Span) -> bool:
        inside = quotation.quoted
        if ASKED.match(self._masked, inside.end, region.end):
            return True
        before = self._masked[region.start : inside.start].rstrip(" \n>")
        asked = max((match.end() for match in ASKS.finditer(before)), default=-1)
        said = max((match.end() for match in SAYS.finditer(before)), default=-1)
        return asked > said

    def _prose(self, mentions: Iterable[DraftMention], region: Span) -> DraftMention | None:
        """What the sentence itself says of who spoke, of which question and when; None when it says nothing."""
        if not SAYS.search(self._masked, region.start, region.end):
            return None
        told: DraftMention | None = None
        for mention in mentions:
            if mention.names_publication or (mention.is_bare and not mention.vragen):
                continue
            before = self._masked[max(region.start, mention.span.start - 80) : mention.span.start]
            words = self._masked[mention.span.start : mention.span.end]
            if (mention.ministeries or mention.personen) and not mention.vragen:
                if ELSEWHERE.search(before) or (HOUSE.match(words) and not TOLD.search(before)):
                    continue
            elif not (mention.vragen or (mention.vergaderjaren and mention.datums)):
                continue
            told = told | mention if told else mention
        return told

    def _of_paragraph(self, quotation: Quotation) -> list[DraftMention]:
        """The publications that the paragraph of a quotation names, for what its sentence leaves open."""
        start = self._masked.rfind("\n\n", 0, quotation.outer.start) + 1
        end = self._masked.find("\n\n", quotation.outer.end)
        end = len(self._masked) if end < 0 else end
        start, end = max(start, quotation.outer.start - MAX_PARAGRAPH), min(end, quotation.outer.end + MAX_PARAGRAPH)
        return [mention for mention in self._within(Span(start=max(0, start), end=end)) if mention.names_publication]


def _sentences(text: str) -> Iterator[Span]:
    """The sentences of a draft; none goes on after a blank line."""
    edges = [0, *(edge for match in BLANK_LINE.finditer(text) for edge in match.span()), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for first, last in sentence_spans(text[start:end]):
            yield Span(start=start + first, end=start + last)


def _completed(mention: DraftMention, prose: DraftMention | None) -> DraftMention:
    """A reference with what the sentence says besides, where the reference itself is silent."""
    return mention if prose is None else mention.filled(replace(prose, vergaderjaren=(), datums=()))
