"""The record of a run: what was measured, on what, with what, and what every query came to."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.gold.files import write_text
from index.errors import InputError, why

FORMAT = 1
KEPT = 10  # results per query in a record; a TREC run holds all


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class QueryRecord(_Frozen):
    """What one query came to.

    Attributes:
        values: by measure; empty when the query is not measured.
        confidence: how sure the verdict is that the corpus answers it, 0 to 1.
        top: (pair id, score), best first.
        grades: of the pairs in `top` that were judged.
    """

    text: str
    type: str
    answerable: bool
    values: dict[str, float]
    verdict: str | None = None
    confidence: float | None = None
    search_ms: float
    top: list[tuple[str, float]]
    grades: dict[str, int] = {}


class Stratum(_Frozen):
    """The measures of `Abstention` over a part of the queries."""

    answerable: int
    unanswerable: int
    auroc: float | None
    auroc_absent: float | None
    auroc_detail: float | None
    answered: float | None
    false_answer: float | None


class Abstention(_Frozen):
    """How well the verdict knows what the corpus does not answer.

    Attributes:
        auroc: chance that an answerable query gets more confidence than an unanswerable one.
        auroc_absent: the same against the answerable queries searched again without the publications that hold a
            relevant pair, and `auroc_detail` without the relevant pairs alone; None unless answers were measured.
        answered: share of answerable queries with verdict "beantwoord".
        false_answer: share of unanswerable queries with verdict "beantwoord".
        false_refusal: share of answerable queries with verdict "niet_gevonden".
        intervals: 95% bootstrap interval by measure.
        strata: the measures apart for queries that ask for a number or date ("number") and others ("other").
    """

    auroc: float | None = None
    auroc_absent: float | None = None
    auroc_detail: float | None = None
    answered: float | None = None
    false_answer: float | None = None
    false_refusal: float | None = None
    intervals: dict[str, tuple[float, float]] = {}
    strata: dict[str, Stratum] = {}


class Latency(_Frozen):
    """Milliseconds per query of a warm search."""

    p50: float | None
    p95: float | None


class AnswerRecord(_Frozen):
    """What the answers to a group of queries quote.

    Attributes:
        statements: per query.
        relevant: share of the statements that stand on a relevant pair.
        cited: share of the relevant pairs that are cited.
        without: queries whose answer quotes nothing.
    """

    queries: int
    statements: float
    relevant: float | None
    cited: float | None
    without: int


class AnswersRecord(_Frozen):
    """The measures of the answers.

    Attributes:
        quotes: all that were made; verbatim: share of them that stands in the catalogue exactly as cited.
        relevant: share of the quotes to answerable queries that stand on a relevant pair.
        first_relevant: the same of first quotes; `answered_first_relevant`: of those under verdict "beantwoord".
        pairs_cited: share of the relevant pairs that are cited.
        unjudged: share of the quotes to answerable queries on a pair that nobody judged.
        sentences_judged: how many quotes are of a relevant answer of which every sentence was judged. Of these
            `sentence_answers` is the share that holds a sentence that answers, where the answer has one,
            `sentence_tells` the share that holds a part of an answer at least, and `sentences_idle` the share of the
            quoted sentences that do not answer.
        verdicts: how many answerable and unanswerable queries got each verdict.
        intervals: 95% bootstrap interval over the queries by measure.
        overall, by_type: over the answerable queries with judgments.
        unanswerable: statements per query that the corpus does not answer.
    """

    quotes: int
    verbatim: float | None
    relevant: float | None
    first_relevant: float | None
    answered_first_relevant: float | None
    pairs_cited: float | None
    unjudged: float | None = None
    sentences_judged: int = 0
    sentence_answers: float | None = None
    sentence_tells: float | None = None
    sentences_idle: float | None = None
    verdicts: dict[str, dict[str, int]]
    intervals: dict[str, tuple[float, float]]
    overall: AnswerRecord
    by_type: dict[str, AnswerRecord]
    unanswerable: float | None


class Leak(_Frozen):
    """A query that copies words of a passage it is judged on."""

    query_id: str
    pair_id: str
    grade: int
    words: str


class RunRecord(_Frozen):
    """One run over one gold set; `settings` make the same run again.

    Attributes:
        index: fingerprint, model and size of the corpus.
        queries: how many were run; `answerable`: how many of them the measures are over.
        intervals: 95% bootstrap interval by measure.
        unjudged: pairs in the top 10 of measured queries that nobody judged, by query.
        answers: None unless they were measured.
    """

    format: int = FORMAT
    name: str
    made: str
    commit: str | None
    gold: str
    gold_hash: str
    limit: int | None
    allow_missing: bool
    exclude_source: bool
    top: int
    settings: dict[str, object]
    versions: dict[str, str]
    seconds: float
    queries: int
    answerable: int
    measures: dict[str, float]
    by_type: dict[str, dict[str, int | float]]
    abstention: Abstention
    latency_ms: Latency
    index: dict[str, object]
    intervals: dict[str, tuple[float, float]]
    missing: list[str]
    warnings: list[str]
    leakage: list[Leak]
    unjudged: dict[str, list[str]]
    per_query: dict[str, QueryRecord]
    answers: AnswersRecord | None = None

    @property
    def query_values(self) -> dict[str, dict[str, float]]:
        """Value by measure by measured query."""
        return {query_id: query.values for query_id, query in self.per_query.items() if query.values}

    @property
    def copying_queries(self) -> list[str]:
        """Ids of the queries that copy words of a passage they are judged on."""
        return sorted({leak.query_id for leak in self.leakage})

    @property
    def unjudged_count(self) -> int:
        """How many pairs in the top 10 of measured queries nobody judged."""
        return sum(len(pair_ids) for pair_ids in self.unjudged.values())

    def notes(self) -> Iterator[str]:
        """What a reader must know to judge the figures, in Dutch."""
        yield from self.warnings
        if self.missing:
            yield f"{len(self.missing)} beoordeelde paren staan niet in het corpus en tellen als niet gevonden"
        if self.unjudged:
            count = self.unjudged_count
            yield f"{count} resultaten in de toptien heeft niemand beoordeeld; ze tellen als niet relevant"
        if self.leakage:
            names = ", ".join(self.copying_queries)
            yield f"{len(self.copying_queries)} vragen nemen zes of meer woorden over uit hun antwoord: {names}"
        if self.exclude_source:
            yield "publicaties waaruit een vraag is overgeschreven zijn weggelaten"

    def contract(self) -> dict[str, object]:
        """What `eval --json` prints."""
        own = {"queries", "answerable", "measures", "by_type", "abstention", "latency_ms", "index", "intervals"}
        kept = self.model_dump(mode="json", include=own | {"leakage", "missing", "warnings"})
        shown = sum(min(KEPT, len(query.top)) for query in self.per_query.values() if query.values)
        return {
            **kept,
            **({"answers": self.answers.model_dump(mode="json")} if self.answers else {}),
            "unjudged": {"count": self.unjudged_count, "shown": shown, "by_query": self.unjudged},
            "gold": {"folder": self.gold, "hash": self.gold_hash},
            "settings": self.settings,
            "seconds": self.seconds,
        }


def write_record(path: Path, record: RunRecord) -> None:
    """Writes a record as JSON; an InputError where the file cannot be written."""
    write_text(path, record.model_dump_json(indent=1) + "\n")


def read_record(path: Path) -> RunRecord:
    """Reads a record; an InputError where it is none, or of another version."""
    try:
        return RunRecord.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"kan het verslag {path} niet lezen: {why(error)}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "bestand"
        raise InputError(
            f"{path} is geen verslag van deze versie ({error.error_count()} problemen, het eerste bij {where}: "
            f"{first['msg']}); maak er een met `kamervragen eval --gold DIR --record-out FILE`"
        ) from error


def current_commit(source: Path = Path(__file__)) -> str | None:
    """The commit of the source that runs; None for an installed copy, also in the checkout of another project."""
    try:
        _git(source, "ls-files", "--error-unmatch", source.name)
        return _git(source, "rev-parse", "HEAD") or None
    except (OSError, subprocess.SubprocessError):
        return None


def _git(source: Path, *words: str) -> str:
    done = subprocess.run(  # noqa: S603  # fixed words, no shell
        ["git", *words],  # noqa: S607
        cwd=source.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    )
    return done.stdout.strip()
