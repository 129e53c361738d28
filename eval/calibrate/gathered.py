"""Runs the queries of gold sets and keeps what the reader sees of their pairs, with and without the right answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.calibrate.solid import solid_pairs
from eval.gold.gold import RELEVANT, GoldSet
from index.store.filters import Filters
from index.values import publication_of
from rag.retrieve.close.net import CloseReader
from rag.retrieve.encode import Beside
from rag.retrieve.reader import READ_SIGNS, Read, read, read_query
from rag.retrieve.search import rank
from rag.understand.query import understand
from rag.values import Arm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.steps import Progress
    from rag.assistant.assistant import Assistant
    from rag.retrieve.background import Background
    from rag.retrieve.close.inputs import CloseInput


POOLED = 1.2  # relevant pairs a query


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRun:
    """The pairs that were read for a query.

    Attributes:
        query: number of the query over all gold sets.
        kind: "full"; "detail" and "absent" without its relevant pairs and their publications; "unanswerable".
        pair_ids: in the order before reading, those that were not read behind.
        signs: of those that were read, in the order of `READ_SIGNS`.
        grades: of the same.
        solid: of the same, whether what would be quoted of it says something and carries what is asked.
        close: of the same, what the close reader reads.
    """

    query: int
    kind: str
    pair_ids: tuple[str, ...]
    signs: NDArray[np.float64]
    grades: NDArray[np.int_]
    solid: NDArray[np.bool_]
    close: tuple[CloseInput, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What was read for the queries of gold sets.

    Attributes:
        runs: of all queries.
        groups: by query, a number that queries which share a relevant publication have in common.
        sets: by query, the number of its gold set.
        qrels: grade by pair id by query, of those with an answer.
    """

    runs: tuple[ReadRun, ...]
    groups: tuple[int, ...]
    sets: tuple[int, ...]
    qrels: dict[int, dict[str, int]]

    def relevant_publications(self, queries: Iterable[int]) -> set[str]:
        """Ids of the publications that answer one of these queries."""
        return {publication_of(pair_id) for query in queries for pair_id in self.qrels.get(query, ())}

    @property
    def pooled(self) -> set[int]:
        """The sets of which more pairs were judged than the one that a query was written for; all where none was.

        Of the others the pairs beside the right one may be right as well: they teach what answers a query and what
        comes first, but tell nothing of what else is quoted, nor how often a verdict is right.
        """
        relevant: dict[int, list[int]] = {}
        for query, grades in self.qrels.items():
            relevant.setdefault(self.sets[query], []).append(len(grades))
        return {part for part, counts in relevant.items() if np.mean(counts) >= POOLED} or set(relevant)


def gather(
    assistant: Assistant,
    golds: Sequence[GoldSet],
    background: Background,
    axes: NDArray[np.float32],
    progress: Progress,
) -> Gathered:
    """Reads for every query, and for every one with an answer again as if what answers it was not there.

    `axes` are those along which the close reader is to read.
    """
    blank = CloseReader(axes=axes, nets=())
    runs: list[ReadRun] = []
    qrels: dict[int, dict[str, int]] = {}
    queries = [(part, gold, query) for part, gold in enumerate(golds) for query in gold.queries]
    for n, (_, gold, query) in enumerate(queries):
        grades = {pair_id: g for pair_id, g in gold.qrels.get(query.query_id, {}).items() if g >= RELEVANT}
        kinds: dict[str, frozenset[str]] = {"full": frozenset()} if query.answerable else {"unanswerable": frozenset()}
        if query.answerable and grades:
            qrels[n] = grades
            kinds |= {
                "detail": frozenset(grades),
                "absent": frozenset(publication_of(pair_id) for pair_id in grades),
            }
        solid: dict[str, bool] = {}
        for kind, without in kinds.items():
            found = _read(assistant, query.text, without, background, blank, solid)
            if found is not None:
                pair_ids, own = found
                signs = np.stack([one.signs for one in own]) if own else np.empty((0, len(READ_SIGNS)))
                runs.append(
                    ReadRun(
                        query=n,
                        kind=kind,
                        pair_ids=pair_ids,
                        signs=signs,
                        grades=np.array([grades.get(pair_id, 0) for pair_id in pair_ids[: len(signs)]], dtype=int),
                        solid=np.array([solid[pair_id] for pair_id in pair_ids[: len(signs)]], dtype=bool),
                        close=tuple(one.close for one in own),
                    )
                )
        progress(n + 1, len(queries))
    sets = tuple(part for part, _, _ in queries)
    return Gathered(runs=tuple(runs), groups=tuple(_groups(len(queries), qrels)), sets=sets, qrels=qrels)


def _read(
    assistant: Assistant,
    text: str,
    without: frozenset[str],
    background: Background,
    blank: CloseReader,
    solid: dict[str, bool],
) -> tuple[tuple[str, ...], list[Read]] | None:
    """The pair ids in the order before reading, those that were read in front; and what was read.

    `solid` takes in which pairs are, and keeps it for the same query without its answers.
    """
    corpus = assistant.corpus
    _, lexical = corpus.stores()
    understood = understand(text, Filters(), corpus.catalogue, lexicon=lexical)
    if not understood.text.strip():
        return None
    coming = Beside(corpus).encode(understood.text)
    ranking = rank(corpus, understood, coming, Arm.HYBRID, assistant.retrieval, without)
    tokens = ranking.encoded.tokens
    named = [item.typed for item in ranking.understood.understood]
    query = read_query(corpus, ranking.understood.text, tokens[0], named, background) if tokens else None
    if query is None:
        return None
    found = read(corpus, query, ranking.candidates, ranking.matches, blank)
    own = [one.candidate.passage.pair_id for one in found]
    others = [c.passage.pair_id for c in ranking.candidates if c.passage.pair_id not in set(own)]
    new = [pair_id for pair_id in own if pair_id not in solid]
    solid |= zip(new, solid_pairs(corpus, ranking, new), strict=True)
    return (*own, *others), found


def _groups(queries: int, qrels: dict[int, dict[str, int]]) -> list[int]:
    """Queries that share a relevant publication, also by way of another query, have one number."""
    group = list(range(queries))
    owner: dict[str, int] = {}
    for query, grades in qrels.items():
        for publication_id in {publication_of(pair_id) for pair_id in grades}:
            other = group[owner.setdefault(publication_id, query)]
            mine = group[query]
            group = [other if one == mine else one for one in group]
    return group
