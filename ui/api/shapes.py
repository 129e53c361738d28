"""The JSON of the API as types, for its description: what `rag/forms/contract.py` writes."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """An object with exactly these keys."""

    model_config = ConfigDict(extra="forbid")


class Open(BaseModel):
    """An object of which more keys may come."""

    model_config = ConfigDict(extra="allow")


class Problem(Shape):
    """An error (RFC 9457); `detail` says what is wrong and what to do, as the command line does."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[str] = []


class Index(Shape):
    """Which index answered."""

    fingerprint: str
    publications: int
    pairs: int


class Understood(Shape):
    """What was read in the question; `negeer=key` takes it away."""

    key: str
    field: str
    value: str
    typed: str
    label: str
    is_filter: bool


class Indiener(Shape):
    """Who asked."""

    naam: str
    fractie: str | None


class Facts(Shape):
    """What a publication says of itself."""

    publication_id: str
    soort: str
    nummer: str | None
    vergaderjaar: str | None
    onderwerp: str | None
    ministeries: list[str]
    bewindspersonen: list[str]
    indieners: list[Indiener]
    ontvangen: str | None
    url: str | None
    fictief: bool


class Why(Shape):
    """Why a pair was found."""

    dense: float | None
    lexical: float | None
    rerank: float | None
    terms: list[str]


class Result(Facts):
    """A ranked pair."""

    rank: int
    score: float
    pair_id: str = Field(examples=["ah-tk-20232024-90005#v1"])
    vraagnummers: list[int]
    vraag: str
    antwoord: str
    passage: str
    siblings: list[str]
    why: Why


class Searched(Open):
    """`search --json`."""

    query: str
    filters: dict[str, Any]
    index: Index
    understood: list[Understood]
    found: int
    notes: list[str]
    results: list[Result]


class SearchPage(Searched):
    """A page of a search.

    Attributes:
        total: how many results there are.
        next: the cursor of the next page.
    """

    total: int
    next: str | None


class Statement(Shape):
    """A verbatim quotation: `antwoord[start:end] == quote`."""

    quote: str
    pair_id: str
    start: int
    end: int
    citation: str
    url: str | None
    kanttekening: str | None
    nummer: str | None
    vergaderjaar: str | None
    vraagnummers: list[int]
    lifted: dict[str, Any] | None


class QuotedStatement(Statement):
    """A quotation of an answer; `in_de_buurt`: it lies near the question but is not known to answer it."""

    in_de_buurt: bool


class Answer(Searched):
    """`ask --json`; with `rows` where ministries are compared."""

    verdict: str = Field(examples=["beantwoord"])
    reason: str
    confidence: float
    statements: list[QuotedStatement]
    timeline: list[dict[str, Any]]
    rejected: int
    parts: list[dict[str, Any]]
    phrased: dict[str, Any] | None


class Pair(Facts):
    """One question with its whole answer."""

    pair_id: str
    vraagnummers: list[int]
    vraag: str
    antwoord: str
    citation: str
    standpunt: str | None


class Publication(Open):
    """A publication, as `dump --standpunt` writes it."""

    id: str
    soort: str
    paren: list[dict[str, Any]]


class Member(Facts):
    """A publication of a series."""

    rol: str
    link: str
    in_round: bool
    later_answers: list[str]
    citation: str


class Missing(Shape):
    """What members refer to and the corpus lacks."""

    id: str
    vergaderjaar: str | None
    nummer: str | None
    named_by: list[str]


class Series(Shape):
    """Publications that belong together."""

    publication_id: str
    gevraagd: list[str]
    members: list[Member]
    missing: list[Missing]
    is_cut: bool


class Facet(Shape):
    """What can be filtered by, as the corpus spells it."""

    parameter: str
    label: str
    values: list[str]


class Facets(Shape):
    """Every field with its values."""

    facets: list[Facet]


class Status(Open):
    """What is in the corpus and until when."""

    publications: int
    pairs: int
    passages: int
    ontvangen: dict[str, str | None]


class Draft(Shape):
    """A text to check, plain or Markdown."""

    text: str = Field(min_length=1, max_length=1_000_000, examples=["De minister schreef: «Dat klopt niet.»"])


class Report(Shape):
    """`controleer --json`."""

    quotations: list[dict[str, Any]]
    mentions: list[dict[str, Any]]
    unchecked: list[dict[str, Any]]
    counts: dict[str, int]
    notes: list[str]
    corpus: str
    index: Index
    draft: dict[str, Any]


class AnswerTimes(Shape):
    """`termijnen --json`."""

    peildatum: str
    termijn_dagen: int
    per: str
    totaal: dict[str, Any]
    groepen: list[dict[str, Any]]
    open: list[dict[str, Any]]
    onmogelijk: list[str]
    zonder_datum: int
    mondeling: int
    notes: list[str]


class Saved(Open):
    """A saved search, as `volg list --json` shows it: with the question as it was saved."""

    name: str
    query: str
    filters: dict[str, Any]
    since: str


class Searches(Shape):
    """`volg list --json`."""

    searches: list[Saved]


class Follow(Shape):
    """A question to follow.

    Attributes:
        since: what was taken in from this day on is new too; else what comes from now on.
    """

    name: str = Field(min_length=1, max_length=100, examples=["jeugdzorg"])
    query: str = Field(min_length=1, max_length=8_000, examples=["wachttijden jeugdzorg"])
    filters: dict[str, list[str] | str] = Field(default={}, max_length=20, examples=[{"ministeries": ["Defensie"]}])
    since: date | None = None
    ignore: list[str] = Field(default=[], max_length=30)
    follow_ups: list[str] = Field(default=[], max_length=30)
    arm: str = Field(default="hybrid", max_length=20)


class Change(Shape):
    """A publication that has another text now, or that answers what was open (`before`)."""

    publication_id: str
    soort: str
    nummer: str | None
    vergaderjaar: str | None
    onderwerp: str | None
    ministeries: list[str]
    ontvangen: str | None
    url: str | None
    before: str | None


class SearchNews(Shape):
    """What one saved search has to tell."""

    name: str
    query: str
    filters: dict[str, Any]
    since: str
    new: list[Result]
    changed: list[Change]
    answered: list[Change]
    is_cut: bool


class FoundNews(Shape):
    """`volg run --json`."""

    searches: list[SearchNews]
