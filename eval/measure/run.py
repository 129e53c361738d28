"""Runs the configured retrieval over a gold set: rankings, verdicts and the time of each query."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.gold.gold import Query
from eval.gold.ranked import Ranked, ordered
from index.steps import Progress
from index.values import publication_of
from rag.question import Question
from rag.values import Answer, Arm, SearchResult, Statement, Verdict

TOP = 100


class Searcher(Protocol):
    """What a run needs of an assistant."""

    def search(self, question: Question) -> SearchResult:
        """The pairs that a search for this text ranks."""

    def ask(self, question: Question, *, without: Collection[str] = ...) -> Answer:
        """The verdict on a query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRun:
    """What one query came to.

    Attributes:
        ranked: (pair id, score), best first.
        verdict: None when verdicts were not asked for.
        confidence: that the corpus answers it, 0 to 1.
        search_ms: time of the search alone.
        statements: what the answer quotes, and `rejected`: quotes that it dropped because they were not verbatim.
        absent: confidence of the same query without the publications that hold a relevant pair; None when not asked.
        detail: the same without the relevant pairs alone.
    """

    ranked: Ranked
    verdict: Verdict | None
    confidence: float | None
    search_ms: float
    statements: tuple[Statement, ...] = ()
    rejected: int = 0
    absent: float | None = None
    detail: float | None = None


def run_queries(
    searcher: Searcher,
    queries: Sequence[Query],
    *,
    arm: Arm = Arm.HYBRID,
    top: int = TOP,
    excluded: Mapping[str, frozenset[str]] | None = None,
    with_verdicts: bool = True,
    relevant: Mapping[str, Collection[str]] | None = None,
    progress: Progress | None = None,
) -> dict[str, QueryRun]:
    """Searches and asks every query; an error ends the run, it never counts as an empty result.

    The publications in `excluded` are left out of the results of their query. The queries in `relevant`, with their
    pair ids, are asked twice more, as if the corpus did not answer them.
    """
    runs: dict[str, QueryRun] = {}
    if queries:
        # loads the model: the first query is not of its speed
        searcher.search(Question(queries[0].text, top=top, arm=arm))
    for n, query in enumerate(queries, start=1):
        banned = (excluded or {}).get(query.query_id, frozenset())
        wanted = top * 2 if banned else top
        started = time.perf_counter()
        result = searcher.search(Question(query.text, top=wanted, arm=arm))
        search_ms = (time.perf_counter() - started) * 1000
        asked = Question(query.text, arm=arm)  # as a user asks it
        answer = searcher.ask(asked) if with_verdicts else None
        own = (relevant or {}).get(query.query_id, ())
        publications = {publication_of(pair_id) for pair_id in own}
        scored = [(hit.pair_id, hit.score) for hit in result.hits if hit.publication.id not in banned]
        runs[query.query_id] = QueryRun(
            ranked=ordered(scored)[:top],
            verdict=answer.verdict if answer else None,
            confidence=answer.confidence if answer else None,
            search_ms=search_ms,
            statements=tuple(s for s in answer.statements if s.pair_id.publication_id not in banned) if answer else (),
            rejected=answer.rejected if answer else 0,
            absent=searcher.ask(asked, without=publications).confidence if own else None,
            detail=searcher.ask(asked, without=own).confidence if own else None,
        )
        if progress:
            progress(n, len(queries))
    return runs
