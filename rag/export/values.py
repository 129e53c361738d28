"""What an exported list is: facts about the search, rows, quotations, a comparison, and the sources that they cite."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from rag.export.clean import web_link
from rag.export.footnotes import FileNote
from rag.values import Answer, Counted, Listed, SearchResult, Standpunt

MOST_LISTED = 1000
"""So many publications of a count stand in a text or a list of references."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFact:
    """Something about the whole list: what was asked, of what corpus, when.

    The key names it for a program, the same in every list; the value is empty when there is nothing to say.
    """

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entry of the source list; `number` is what [1] in the text refers to.

    The ministries are those that answered; none when the list does not know.
    """

    number: int
    pair_id: str
    citation: str
    url: str | None
    ministeries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A statement of the answer, verbatim.

    Attributes:
        vraag: the question that it answers; empty when that is not among the results.
        part: the sub-question of a pasted Kamervraag that it stands under.
        lifted: the date, amount or number in it that was asked for.
        footnotes: that it refers to.
        oordeel: the verdict on what it was quoted for, in words: the answer, or the sub-question.
    """

    text: str
    pair_id: str
    source: int
    vraag: str
    kanttekening: str | None = None
    part: str | None = None
    lifted: str | None = None
    footnotes: tuple[FileNote, ...] = ()
    oordeel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSaid:
    """A sub-question of a pasted Kamervraag, with the verdict on it and its reason in words."""

    vraag: str
    oordeel: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedRow:
    """A row with a quotation and where it stands.

    Attributes:
        standpunt: None where the question cannot be answered by yes or no.
        source: number in the source list.
        note: what the user wrote about it.
    """

    nummer: str | None
    vergaderjaar: str | None
    vraagnummers: tuple[int, ...]
    standpunt: str | None
    quote: str
    url: str | None
    pair_id: str
    citation: str
    source: int
    note: str | None = None
    footnotes: tuple[FileNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRow(CitedRow):
    """A position at one moment."""

    ontvangen: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow(CitedRow):
    """One result, as on screen.

    Attributes:
        rank: from 1; within its part when the query had parts.
        quote: verbatim: the statement of the answer, empty where it quotes nothing of the pair; of what was only
            searched or kept the passage.
        antwoord: the whole answer, or the whole notice where there is no answer.
        part: the sub-question of a pasted Kamervraag that it was found for.
        oordeel: as of `Quote`; empty where only was searched.
    """

    rank: int
    soort: str
    ministeries: tuple[str, ...]
    bewindspersonen: tuple[str, ...]
    indieners: tuple[str, ...]
    onderwerp: str
    vraag: str
    antwoord: str
    ontvangen: date | None
    publication_id: str
    is_fictional: bool = False
    part: str | None = None
    oordeel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """What one ministry answered, or what else is compared.

    Attributes:
        rank: from 1, among the ministries that answered; None without an answer.
        reason: why there is no quote; beside a quote what must be known of it.
    """

    rank: int | None
    ministerie: str
    standpunt: str | None
    reason: str | None
    nummer: str | None
    vergaderjaar: str | None
    vraagnummers: tuple[int, ...]
    quote: str | None = None
    pair_id: str | None = None
    citation: str | None = None
    source: int | None = None
    url: str | None = None
    note: str | None = None
    footnotes: tuple[FileNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedTable:
    """The comparison by ministry: the question that was put to all, the counts in a sentence, a row per ministry.

    Attributes:
        per: what each row is of (`Comparison.per`).
        names: the ministries of each standpunt in one line.
        absent: a line for the ministries of which the corpus has nothing, where they need no row each.
    """

    vraag: str
    onderwerp: str
    names: str
    summary: str
    per: str
    rows: tuple[ComparedRow, ...]
    absent: tuple[str, ...]

    @property
    def present(self) -> tuple[ComparedRow, ...]:
        """The rows of the ministries of which the corpus has something."""
        return tuple(row for row in self.rows if row.standpunt != Standpunt.NIET_IN_CORPUS.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportList:
    """A cited answer list, ready to be written in any format.

    Attributes:
        facts: about the whole list, in a fixed order with fixed keys.
        parts: the sub-questions of a pasted Kamervraag, all of them unless pairs were chosen.
        rows: the results that were chosen, in the order of the screen.
        comparison: for "welke ministeries ...?" only.
        timeline: positions over time, newest first.
        sources: every pair that is cited, numbered in order of appearance.
        found: what the list was made from, for the JSON contract; messages: what the user was told beside its notes.
        selected: ids of the chosen pairs; None when nothing was left out.
        has_fictional: whether an invented publication may be among it.
    """

    query: str
    facts: tuple[ListFact, ...]
    quotes: tuple[Quote, ...]
    parts: tuple[PartSaid, ...]
    rows: tuple[ExportRow, ...]
    comparison: ComparedTable | None
    timeline: tuple[StandingRow, ...]
    sources: tuple[Source, ...]
    found: Answer | SearchResult
    messages: tuple[str, ...]
    selected: frozenset[str] | None
    made: datetime
    has_fictional: bool

    @property
    def counted(self) -> Counted | None:
        """What the catalogue counted; None for other answers."""
        return self.found.counted if isinstance(self.found, Answer) else None

    @property
    def quoted(self) -> tuple[tuple[PartSaid | None, tuple[Quote, ...]], ...]:
        """The quotations by the sub-question that they stand under; together where there are none."""
        if not self.parts:
            return ((None, self.quotes),) if self.quotes else ()
        return tuple((part, tuple(q for q in self.quotes if q.part == part.vraag)) for part in self.parts)

    @property
    def listed(self) -> tuple[Listed, ...]:
        """What is counted, as far as a text can hold it: tables have all."""
        listed = self.counted.listed[:MOST_LISTED] if self.counted else ()
        return tuple(replace(one, url=web_link(one.url)) for one in listed)

    def source(self, number: int) -> Source:
        """The entry that [number] refers to."""
        return self.sources[number - 1]

    def fact(self, key: str) -> str:
        """The value of a fact."""
        return next(fact.value for fact in self.facts if fact.key == key)
