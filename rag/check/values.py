"""What a check of a draft finds: verdicts on quotations and mentions, each with the place that shows it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from index.values import Pair, Publication
from rag.check.draft.values import Draft, Span
from rag.check.lookup.fit import Op
from rag.check.lookup.texts import TextPart
from rag.dutch.citation import citation
from rag.values import IndexState


class Oordeel(StrEnum):
    """What is said of a quotation or a mention; the values are those of the contract."""

    LETTERLIJK = "letterlijk"
    GEWIJZIGD = "gewijzigd"
    MET_WEGLATING = "met weglating"
    SAMENGEVOEGD = "samengevoegd"
    VAN_EEN_ANDER = "van een ander"
    UIT_DE_VRAAG = "uit de vraag"
    NIET_IN_CORPUS = "niet in corpus"
    INGEHAALD = "ingehaald"

    @property
    def is_right(self) -> bool:
        """Whether nothing needs another look."""
        return self in (Oordeel.LETTERLIJK, Oordeel.MET_WEGLATING)

    @property
    def is_open(self) -> bool:
        """Whether it may be right all the same: a later answer is no mistake, nor is what the corpus lacks."""
        return self in (Oordeel.NIET_IN_CORPUS, Oordeel.INGEHAALD)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusPlace:
    """Where words stand in the corpus: `found` is the text from `start` to `end` of that part of the publication.

    The pair is None for a notice, an explanation or a note of the publication.
    """

    publication: Publication
    pair: Pair | None
    part: TextPart
    start: int
    end: int
    found: str

    @property
    def pair_id(self) -> str | None:
        """Id of the pair."""
        return self.pair.id if self.pair else None

    @property
    def citation(self) -> str:
        """How to cite these words."""
        numbers = self.pair.vraagnummers if self.pair else ()
        what = {TextPart.ANTWOORD: "antwoord op vraag", TextPart.NOOT: "noot bij het antwoord op vraag"}.get(
            self.part, "vraag"
        )
        return citation(self.publication, numbers, what=what)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """Words that differ: what the draft has (empty for what it lacks) and what the source has (empty for nothing).

    The span is that in the draft; empty where words are missing.
    """

    op: Op
    span: Span
    draft: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuotation:
    """A quotation with what is said of it.

    Attributes:
        span: of the words, without the marks: `draft.text[start:end] == quote`.
        places: where the words stand; of a joined quotation one place per part; empty for what is not in the corpus.
        nearest: for what is not in the corpus, the passage that comes nearest.
        changes: the words that differ or were left out, in order.
        note: for the user, in Dutch; empty when there is nothing to add.
        elsewhere: how many other places have the same words, as far as was looked.
    """

    span: Span
    quote: str
    verdict: Oordeel
    places: tuple[CorpusPlace, ...] = ()
    nearest: CorpusPlace | None = None
    changes: tuple[WordChange, ...] = ()
    note: str = ""
    elsewhere: int = 0

    @property
    def place(self) -> CorpusPlace | None:
        """The place to cite."""
        return self.places[0] if self.places else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedMention:
    """A mention of a Kamervraag with what is said of it.

    Attributes:
        verdict: `letterlijk` when it is right; else `van een ander`, `niet in corpus` or `ingehaald`.
        publications: what it means, as far as that is in the corpus.
    """

    span: Span
    text: str
    verdict: Oordeel
    publications: tuple[Publication, ...] = ()
    citation: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A quotation on which nothing can be said, with why."""

    span: Span
    quote: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The check of a draft; everything is in the order of the text. What the corpus holds is told in a sentence."""

    draft: Draft
    quotations: tuple[CheckedQuotation, ...]
    mentions: tuple[CheckedMention, ...]
    unchecked: tuple[Unchecked, ...]
    index: IndexState
    corpus: str
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> Counter[Oordeel]:
        """How many quotations have each verdict."""
        return Counter(quotation.verdict for quotation in self.quotations)
