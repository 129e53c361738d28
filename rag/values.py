"""What a search and an answer are: ranked hits, verbatim statements, a verdict with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.filters import Filters
from index.values import Pair, Publication
from rag.evidence import Evidence


class Arm(StrEnum):
    """Which index is asked."""

    DENSE = "dense"
    LEXICAL = "lexical"
    HYBRID = "hybrid"


class Verdict(StrEnum):
    """Whether the corpus answers the query."""

    BEANTWOORD = "beantwoord"
    VERWANT = "verwant"
    NIET_GEVONDEN = "niet_gevonden"


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
class Hit:
    """A ranked pair; `pair` is None for a notice, which answers nothing.

    Attributes:
        rank: from 1.
        score: higher is better, comparable within one search only.
        passage_start, passage_end: offsets of the best passage into the answer (into the notice without a pair).
    """

    rank: int
    score: float
    publication: Publication
    pair: Pair | None
    passage_start: int
    passage_end: int
    why: Why

    @property
    def pair_id(self) -> str:
        """Id of the pair; for a notice, of the first question that it leaves open."""
        if self.pair is not None:
            return self.pair.id
        first = min((vraag.nummer for vraag in self.publication.open_vragen), default=1)
        return f"{self.publication.id}#v{first}"

    @property
    def vraagnummers(self) -> tuple[int, ...]:
        """Question numbers that the pair answers, or that the notice leaves open."""
        if self.pair is not None:
            return self.pair.vraagnummers
        return tuple(vraag.nummer for vraag in self.publication.open_vragen)

    @property
    def vraag(self) -> str:
        """The questions, a line each."""
        if self.pair is not None:
            return self.pair.vraagtekst
        return "\n".join(vraag.tekst for vraag in self.publication.open_vragen if vraag.tekst)

    @property
    def antwoord(self) -> str:
        """The whole answer; empty for a notice."""
        return self.pair.antwoord if self.pair is not None else ""

    @property
    def passage(self) -> str:
        """The part that matched best, verbatim."""
        text = self.pair.antwoord if self.pair is not None else (self.publication.mededeling or "")
        return text[self.passage_start : self.passage_end]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """Which index gave a result."""

    fingerprint: str
    publications: int
    pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Ranked pairs for a query.

    Attributes:
        filters: as applied, those understood from the query included.
        notes: what the user must know, in Dutch: an unknown number, a filter that excludes everything, a cut-off list.
        found: pairs that either arm found; more than `hits` when the list was cut to `top`.
        evidence: what speaks for the corpus answering the query; None for a look-up by number.
    """

    query: str
    filters: Filters
    hits: tuple[Hit, ...]
    index: IndexState
    notes: tuple[str, ...] = ()
    found: int = 0
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A verbatim sentence (or run of sentences) of an answer: `pair.antwoord[start:end] == quote`."""

    quote: str
    pair_id: str
    start: int
    end: int
    citation: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a query: the verdict, its reason, the statements, and the search that they come from.

    Attributes:
        confidence: 0 to 1, how sure the verdict is that the corpus answers the query.
        rejected: quotes that did not stand in the catalogue as cited; they are not shown, only counted.
    """

    verdict: Verdict
    reason: str
    statements: tuple[Statement, ...]
    search: SearchResult
    confidence: float
    rejected: int = 0
