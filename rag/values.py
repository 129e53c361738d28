"""What a search and an answer are: ranked hits, verbatim statements, a verdict with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from index.store.filters import Filters
from index.values import Pair, PairId, Publication, Soort

if TYPE_CHECKING:
    from index.embed.forward import Encoded


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


class Standpunt(StrEnum):
    """What an answer says to a yes/no question."""

    JA = "ja"
    NEE = "nee"
    DEELS = "deels"
    GEEN_ANTWOORD = "geen antwoord"
    UITGESTELD = "uitgesteld"
    ONZEKER = "onzeker"
    NIET_IN_CORPUS = "niet in corpus"


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
    why: Why
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


class Figure(StrEnum):
    """What kind of figure is asked for."""

    DATUM = "datum"
    BEDRAG = "bedrag"
    AANDEEL = "aandeel"
    DUUR = "duur"
    KEREN = "keren"
    AANTAL = "aantal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """A figure of a quote: `quote[start:end] == text`."""

    text: str
    start: int
    end: int
    kind: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A verbatim sentence (or run of sentences) of an answer: `pair.antwoord[start:end] == quote`.

    Attributes:
        kanttekening: in Dutch, why the quote is not a real answer ("verwijst naar een Kamerbrief"); else None.
        nummer, vergaderjaar: of the publication; vraagnummers: the questions that the pair answers.
        vraag: what was asked, where the quote is too short to be read without; else None.
        lifted: the date, amount or number of the quote that the query asks for; offsets into the quote.
    """

    quote: str
    pair_id: PairId
    start: int
    end: int
    citation: str
    url: str | None = None
    kanttekening: str | None = None
    nummer: str | None = None
    vergaderjaar: str | None = None
    vraagnummers: tuple[int, ...] = ()
    vraag: str | None = None
    lifted: Lifted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What an answer says to its yes/no question, with the words that show it.

    Attributes:
        waarde: None when the question cannot be answered by yes or no; onzeker when the answer does not say it in so
            many words.
        quote, start, end: `antwoord[start:end] == quote`; None where there is nothing to show.
        deelvraag: the part of the question that it is about; None when yes or no was not asked.
    """

    waarde: Standpunt | None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    deelvraag: str | None = None

    @property
    def zeker(self) -> bool:
        """Whether a position is said: with the words that show it."""
        return self.waarde is not None and self.waarde is not Standpunt.ONZEKER


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question that was put to one or more ministries.

    Attributes:
        pair_id: one of its pairs: names the question in an address or an option.
        vraag: its text.
        onderwerp: what the series is about.
        ministeries: those asked, as the register writes them.
    """

    pair_id: PairId
    vraag: str
    onderwerp: str
    ministeries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one ministry answered to the question that is compared.

    Attributes:
        standpunt: None when it answered a question that is not a yes/no question.
        statement: the words that show it; None where there is none.
        reason: why there is no statement, in Dutch ("uitgesteld op 5 maart 2024, geen later antwoord in het corpus").
        publication_id: the answer or the delay notice; None when neither is in the corpus.
        nummer, vergaderjaar: of that publication; vraagnummers: the questions there that the row is about.
    """

    ministerie: str
    standpunt: Standpunt | None
    statement: Statement | None
    reason: str | None = None
    publication_id: str | None = None
    nummer: str | None = None
    vergaderjaar: str | None = None
    vraagnummers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The exhaustive answer to "which ministries": one row for every ministry asked.

    Attributes:
        vraag: the question that is compared; options: others that may have been meant, best first.
        rows: ja on top, then deels and nee, those without an answer last; equal ones in the order of the register.
        summary: the counts as a sentence; they add up to the rows.
        names: the ministries of each standpunt in one line: "Ja: BZK en OCW. Nee: Defensie."
        order: the ministries in the order of the register.
    """

    vraag: AskedQuestion
    options: tuple[AskedQuestion, ...]
    rows: tuple[Row, ...]
    summary: str
    names: str = ""
    order: tuple[str, ...] = ()

    @property
    def in_fixed_order(self) -> tuple[Row, ...]:
        """The rows in the order of the register."""
        return tuple(sorted(self.rows, key=lambda row: self.order.index(row.ministerie) if self.order else 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A position at one moment in time; the newest comes first in an answer."""

    ontvangen: date
    statement: Statement
    standpunt: Standpunt | None


class What(StrEnum):
    """What is counted."""

    GESTELD = "gesteld"
    BEANTWOORD = "beantwoord"
    OPEN = "open"
    TE_LAAT = "te laat"
    OP_TIJD = "op tijd"
    UITGESTELD = "uitgesteld"
    INGETROKKEN = "ingetrokken"


class Per(StrEnum):
    """What publications are put together by."""

    MINISTERIE = "ministerie"
    BEWINDSPERSOON = "bewindspersoon"
    JAAR = "jaar"
    FRACTIE = "fractie"
    INDIENER = "indiener"
    VERGADERJAAR = "vergaderjaar"
    MAAND = "maand"
    SOORT = "soort"


class Order(StrEnum):
    """Which group or publication is asked for."""

    MOST = "meeste"
    LEAST = "minste"
    SLOWEST = "traagste"
    FASTEST = "snelste"
    FIRST = "eerste"
    LAST = "laatste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of the catalogue.

    Attributes:
        what: of which publications.
        filters: what they must fit; a period is of the day that `what` is about.
        subject: the words that their subject or questions must have; empty for any.
        per: what they are put together by; None for one number.
        order: which comes first.
        is_list: whether the publications are asked for, not their number.
        is_times: whether the answer times are asked for: then only answers with both days count.
        only: how the names of the groups begin that are asked for: `Staatssecretaris`; empty for all.
        unknown: a name, as typed, that the corpus does not have; then there is nothing to count.
        near: names of the corpus that are like it.
    """

    what: What
    filters: Filters
    subject: str = ""
    per: Per | None = None
    order: Order | None = None
    is_list: bool = False
    is_times: bool = False
    only: str = ""
    unknown: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One group with its number.

    Attributes:
        filters: with `Counted.query` a question that lists exactly what is counted here; None where there is none.
        median_days: from sent in to received, where answer times are asked.
        in_time: share that came within the term, 0 to 1.
    """

    name: str
    count: int
    filters: Filters | None
    median_days: float | None = None
    in_time: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One publication that is counted."""

    publication_id: str
    soort: Soort
    nummer: str | None
    vergaderjaar: str | None
    onderwerp: str | None
    ingezonden: date | None
    ontvangen: date | None
    indieners: tuple[str, ...]
    ministeries: tuple[str, ...]
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The answer of the catalogue.

    Attributes:
        sentence: the answer in Dutch; account: how was counted, a sentence each.
        total: each publication once, also where it is in several groups.
        rows: the groups, in the order asked for; empty without `Wanted.per`.
        listed: what is counted, the latest first unless asked otherwise.
        query: the text that, with the filters of a row, asks for what it counts.
    """

    wanted: Wanted
    sentence: str
    account: tuple[str, ...]
    total: int
    query: str
    filters: Filters
    rows: tuple[Tally, ...] = ()
    listed: tuple[Listed, ...] = field(default=(), repr=False)


class Ground(StrEnum):
    """Why a verdict is what it is; `rag.dutch.reasons` words each."""

    BY_NUMBER = "looked up by number"
    NOTHING = "no hit"
    ABSENT = "the subject is not there"
    RELATED = "the subject is there, an answer is not certain"
    FAR = "the subject may be there, but no pair is near enough to be quoted"
    OTHER_LANGUAGE = "put in another language, where nearness tells less"
    ANSWERED = "the best pair answers"
    UNREAD = "the reader does not know these scores"
    NOTICE = "only notices and open questions"
    ONE_WORD = "a query of one word"
    NO_SUBJECT = "a query that names no subject"
    NOTHING_TO_QUOTE = "no answer with a sentence to quote"
    NAMES_LITTLE = "the quoted pairs name little of the query"
    NO_REAL_ANSWER = "every quote declines, defers or refers away"
    NO_NUMBER = "a number is asked and none is quoted"
    NO_NAME = "it is asked which, and none is quoted"
    NO_REASON = "it is asked why, and no reason is quoted"
    SAME_QUESTION = "this very question was answered"
    COMPARED = "a comparison by ministry"
    COUNTED = "a count in the catalogue"
    FOLLOWED = "a follow-up on what was cited"
    PARTS = "sub-questions"
    ONLY_HANDLING = "every sub-question asks how it is answered"
    HANDLING = "a sub-question that asks how it is answered"
    ACQUAINTANCE = "a sub-question that asks whether a report is known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much an answer quotes, of how many publications, and when the newest of them was received."""

    quotes: int
    publications: int
    newest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCounts:
    """How many sub-questions got which verdict, and how many ask nothing that is searched.

    Attributes:
        handling: those that ask only how they are answered.
        acquaintance: those that ask only whether a report is known.
    """

    answered: int
    related: int
    nothing: int
    handling: int
    acquaintance: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the verdict of an answer is what it is, and what goes with it.

    Attributes:
        asked_before: the stored question that the first quote answers, where it asks the same.
        extent: of what is quoted; None where it is not told.
        missing: words of the query that none of the first hits names.
        near_words: those of them that the corpus lacks, each with the nearest words that it has.
        check_number: whether the user must see to it that a number that was asked for is there.
        ways: for NO_REAL_ANSWER, what the quotes do instead of answering.
        publications: for SAME_QUESTION, where the question was answered.
        parts: for PARTS.
        summary: for COMPARED, the names and counts; for COUNTED the answer; for FOLLOWED, where it stands or what is
            missing.
        uncompared: ministries of the nearest answers, where a comparison was asked and there is none; else None.
    """

    ground: Ground
    asked_before: str | None = None
    extent: Extent | None = None
    missing: tuple[str, ...] = ()
    near_words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    check_number: bool = False
    ways: tuple[str, ...] = ()
    publications: tuple[Publication, ...] = ()
    parts: PartCounts | None = None
    summary: str = ""
    uncompared: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a query: the verdict, its reason, the statements, and the search that they come from.

    Attributes:
        confidence: 0 to 1, how sure the verdict is that the corpus answers the query.
        rejected: quotes that did not stand in the catalogue as cited; they are not shown, only counted.
        comparison: for "welke ministeries ...?" only.
        timeline: the positions on one subject, newest first, where the corpus holds more than one; else empty.
        parts: for a pasted Kamervraag: each sub-question with its own answer; `statements` is empty then.
        phrased: the answer in the words of a language model; None unless one is configured.
        counted: for a question to the catalogue; what was found by searching then only lies beside it.
    """

    verdict: Verdict
    reason: Reason
    statements: tuple[Statement, ...]
    search: SearchResult
    confidence: float
    rejected: int = 0
    comparison: Comparison | None = None
    timeline: tuple[Standing, ...] = ()
    parts: tuple[Part, ...] = ()
    phrased: Phrased | None = None
    counted: Counted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One sub-question of a pasted Kamervraag with what was answered before."""

    nummer: int
    vraag: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class PhrasedSentence:
    """A sentence of a language model with the statements it cites (from 1), and whether they support it."""

    text: str
    cites: tuple[int, ...]
    is_supported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrased:
    """What a language model made of the statements, checked.

    Attributes:
        sentences: those that are kept; unsupported ones are marked.
        dropped: how many sentences were left out because what they cite does not support them.
        note: why there is no phrased answer, or what the user must know; None when all is well.
    """

    sentences: tuple[PhrasedSentence, ...]
    model: str
    dropped: int = 0
    note: str | None = None
