"""What a search finds: ranked hits, with what was understood and why each was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from index.store.filters import Filters
from index.values import Pair, PairId, Publication

if TYPE_CHECKING:
    from index.embed.forward import Encoded
    from index.store.manifest import Manifest


class Arm(StrEnum):
    """Which index is asked."""

    DENSE = "dense"
    LEXICAL = "lexical"
    HYBRID = "hybrid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """A part of a query that was read as more than words: a filter, or a preference.

    Attributes:
        key: names it in an address or an option, to have it ignored: `ministeries:Defensie`.
        field: the field of `Filters` that it fills; `ontvangen` for a period.
        value: as the catalogue spells it; a period as `2023-01-01..2023-12-31`, an end may be open.
        typed: the words of the query that it was read from.
        label: for the user, in Dutch: `ministerie Defensie`.
        is_filter: whether it keeps the rest out; else it only lifts what fits.
    """

    key: str
    field: str
    value: str
    typed: str
    label: str
    is_filter: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a pair was found.

    Attributes:
        dense: cosine similarity of its best passage; None when the dense arm did not find it.
        lexical: BM25 of its best passage; None when the lexical arm did not find it.
        rerank: score of the reranker; None when it was not reranked.
        terms: words of the query, as typed, that stand in the passage in some form.
    """

    dense: float | None = None
    lexical: float | None = None
    rerank: float | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """A pair that was folded into a hit: the same question with the same answer in another publication."""

    pair_id: PairId
    publication: Publication
    vraagnummers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A ranked pair; `pair` is None for a notice, which answers nothing.

    Attributes:
        rank: from 1.
        score: higher is better, comparable within one search only.
        passage_start, passage_end: offsets of the best passage into the answer (into the notice without a pair).
        siblings: the same question and answer in other publications, best first.
        answers: how likely the pair answers the query, comparable between searches; None where it was not read.
    """

    rank: int
    score: float
    publication: Publication
    pair: Pair | None
    passage_start: int
    passage_end: int
    why: Why = Why()
    siblings: tuple[Sibling, ...] = ()
    answers: float | None = None

    @property
    def pair_id(self) -> PairId:
        """Id of the pair; for a notice, of the first question that it leaves open."""
        if self.pair is not None:
            return self.pair.id
        first = min((vraag.nummer for vraag in self.publication.open_vragen), default=1)
        return PairId.of(self.publication.id, first)

    @property
    def vraagnummers(self) -> tuple[int, ...]:
        """Question numbers that the pair answers, or that the notice leaves open."""
        if self.pair is not None:
            return self.pair.vraagnummers
        return tuple(vraag.nummer for vraag in self.publication.open_vragen)

    @property
    def vraag(self) -> str:
        """The questions, a line each."""
        return self.publication.asked_in(self.pair)

    @property
    def antwoord(self) -> str:
        """The whole answer; empty for a notice."""
        return self.pair.antwoord if self.pair is not None else ""

    @property
    def passage(self) -> str:
        """The part that matched best, verbatim."""
        text = self.publication.text_of(self.pair)
        return text[self.passage_start : self.passage_end]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """Which index gave a result."""

    fingerprint: str
    publications: int
    pairs: int

    @classmethod
    def of(cls, manifest: Manifest) -> Self:
        """The state of the index with this manifest."""
        return cls(fingerprint=manifest.fingerprint, publications=manifest.publications, pairs=manifest.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Signs that the corpus answers a query; None where the reader did not look, as without reranking.

    None of them is scaled within the search: they say the same in a small and a large corpus.

    Attributes:
        asks_number: whether the query asks for a number, amount or date.
        nearest: how far the late interaction of the nearest pair lies above that of an arbitrary passage, in spreads
            over such passages: near 2 for a subject that the corpus lacks.
        answers: how likely the pair that answers best answers the query.
    """

    asks_number: bool
    nearest: float | None = None
    answers: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Ranked pairs for a query.

    Attributes:
        query: as typed.
        filters: as applied, those understood from the query included.
        notes: what the user must know, in Dutch: an unknown number, a filter that excludes everything, a cut-off list.
        found: results, each with its siblings, that either arm found; more than `hits` when the list was cut to `top`.
        evidence: what speaks for the corpus answering the query; None for a look-up by number.
        understood: what was read in the query as filters or preferences, each removable by its key.
        searched: the words that were searched: references taken out, mistyped names put right; empty when nothing had
            to be searched, as by number alone.
        encoded: the vectors of those words, for the answer; None when there are none.
    """

    query: str
    filters: Filters
    hits: tuple[Hit, ...]
    index: IndexState
    notes: tuple[str, ...] = ()
    found: int = 0
    evidence: Evidence | None = None
    understood: tuple[Understanding, ...] = ()
    searched: str = ""
    encoded: Encoded | None = field(default=None, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The words that were searched, by which quotes are chosen; the query as typed where nothing was corrected."""
        return self.searched or self.query
