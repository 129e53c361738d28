"""Answers dense queries from the mapped files: every passage is compared, with any filter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embed.threads import in_parts
from index.passages import PassageKind
from index.store.dense.codes import exact_similarities
from index.store.dense.columns import Facts
from index.store.dense.view import Kept, View, open_view
from index.store.filters import Filters
from index.values import publication_of

CANDIDATES = 6_000  # best codes of which the second codes are compared (docs/adr/0021)
EXACT = 300  # best by both of which the exact vectors are compared
EXACT_TIMES = 3  # as many as are asked for, at least
SELECTIVE = 8  # a filter that leaves less than this part: its codes are picked out first
SAMPLE = 32_768  # scores from which is read how high the best are
ROUNDING = 2e-5  # of a similarity: more than what is lost by SIMILARITY_DIGITS and in adding up
EXHAUSTIVE_ROWS = 20_000
PART_ROWS = 50_000  # of codes; fewer are compared before a thread has begun
PICKED_ROWS = 1_500  # the same of codes that stand apart from each other
CACHED_ROWS = 8_000  # of such codes: they stay near the processor from one step to the next


class Near(NamedTuple):
    """A passage that was found, with its cosine similarity and its row in the index of its kind."""

    passage_id: str
    score: float
    row: int


class DenseIndex:
    """The passages of a build, by meaning; it shows one moment, and any number of threads may ask it.

    Args:
        root: folder of the build.
    """

    def __init__(self, root: Path) -> None:
        self._views = {kind: open_view(root / kind.value) for kind in PassageKind}

    def query(
        self, vector: NDArray[np.float32], k: int, filters: Filters, kind: PassageKind = PassageKind.ANTWOORD
    ) -> list[tuple[str, float]]:
        """The k nearest passages as (passage id, cosine similarity), best first, ties by id."""
        return [(near.passage_id, near.score) for near in self.nearest(vector, k, filters, kind)]

    def nearest(
        self, vector: NDArray[np.float32], k: int, filters: Filters, kind: PassageKind = PassageKind.ANTWOORD
    ) -> list[Near]:
        """The same, with their rows, by which `kept_in` knows them."""
        view = self._views[kind]
        rows = self._candidates(view, vector, filters, k)
        if not len(rows):
            return []
        length = max(float(np.linalg.norm(vector)), 1e-12)
        scores = view.similarities(rows, vector / length)
        wanted = max(1, min(k, len(rows)))
        best = np.flatnonzero(scores >= np.partition(scores, -wanted)[-wanted] - ROUNDING)
        best_rows = rows[best].tolist()
        exact = exact_similarities(view.exact(rows[best]), vector)
        scored = zip(view.ids_of(best_rows), exact, best_rows, strict=True)
        found = [Near(passage_id, score, row) for passage_id, score, row in scored]
        return sorted(found, key=lambda near: (-near.score, near.passage_id))[:wanted]

    def kept_in(self, rows: Sequence[int], kind: PassageKind) -> list[Kept]:
        """What is kept of the passages in rows."""
        return self._views[kind].kept(np.array(rows, dtype=np.int64))

    def lowest_of_nearest(
        self, vectors: NDArray[np.float32], k: int, filters: Sequence[Filters]
    ) -> list[list[tuple[float, int]]]:
        """By comparing everything, to measure `query` by: per filter and vector the kth similarity, and how many.

        Args:
            vectors: unit vectors, shape (queries, dimension).
            k: how many nearest; where a filter leaves fewer, those.
            filters: any number; each costs little beside the comparing.
        """
        view = self._views[PassageKind.ANTWOORD]
        rows = np.arange(len(view.owners))
        parts = [view.exact(rows[at : at + EXHAUSTIVE_ROWS]) @ vectors.T for at in range(0, len(rows), EXHAUSTIVE_ROWS)]
        scores = np.concatenate(parts) if parts else np.zeros((0, len(vectors)), dtype=np.float32)
        found = []
        for one in filters:
            left = scores[view.rows_of(view.allowed(one))]
            count = min(k, len(left))
            lowest = np.partition(left, -count, axis=0)[-count] if count else np.zeros(len(vectors))
            found.append([(float(score), count) for score in lowest])
        return found

    def get(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of passages, by id; passages that are not there are left out."""
        wanted = set(passage_ids)
        found: dict[str, NDArray[np.float32]] = {}
        for view, rows in self._rows_of(wanted):
            vectors = zip(view.ids_of(rows.tolist()), view.exact(rows), strict=True)
            found.update((passage_id, vector) for passage_id, vector in vectors if passage_id in wanted)
        return found

    def kept(self, passage_ids: Sequence[str]) -> dict[str, Kept]:
        """What is kept of passages beside their vectors, by id; passages that are not there are left out."""
        wanted = set(passage_ids)
        all_kept = (one for view, rows in self._rows_of(wanted) for one in view.kept(rows))
        return {one.place.id: one for one in all_kept if one.place.id in wanted}

    def count(self) -> int:
        """Passages of all kinds."""
        return sum(view.passages for view in self._views.values())

    def ids(self) -> Iterator[str]:
        """Every passage id, for `verify`."""
        for view in self._views.values():
            yield from view.ids()

    def check(self) -> None:
        """Reads every byte that is searched, and makes the codes again; a CorruptStoreError where one is wrong."""
        for view in self._views.values():
            view.check()

    def close(self) -> None:
        """Nothing to do: the files are let go of when no thread reads them any more."""

    def facts(self) -> Iterator[tuple[str, Facts]]:
        """Of every publication its id and its facts by name, for `verify`."""
        for view in self._views.values():
            yield from view.facts()

    def _rows_of(self, passage_ids: Collection[str]) -> Iterator[tuple[View, NDArray[np.int64]]]:
        """The rows of the publications that have these passages."""
        for view in self._views.values():
            mask = np.zeros(len(view.firsts), dtype=np.bool_)
            mask[view.publications(publication_of(passage_id) for passage_id in passage_ids)] = True
            yield view, view.rows_of(mask)

    def _candidates(self, view: View, vector: NDArray[np.float32], filters: Filters, k: int) -> NDArray[np.int64]:
        """Rows among which the nearest are: those with the best codes, and those of which a code says too little."""
        publications = view.allowed(filters)
        left, wanted = view.rows_in(publications), max(CANDIDATES, k)
        if left <= wanted or view.basis is None:
            return view.rows_of(publications)
        asked, step = view.basis.query(vector)
        found, scores = self._by_codes(view, asked, publications, left, wanted)
        exact = max(EXACT, EXACT_TIMES * k)
        if view.rest is not None and exact < len(found):
            asked, rest_step = view.basis.query_rest(vector)
            scores = step * scores + rest_step * _likeness(view.rest, asked, found)
            found = found[scores >= np.partition(scores, -exact)[-exact]]
        strays = view.strays[publications[view.owners[view.strays]]]
        places = np.minimum(np.searchsorted(found, strays), len(found) - 1)  # `found` is in order
        return np.concatenate([found, strays[found[places] != strays]])

    def _by_codes(
        self, view: View, asked: NDArray[np.int8], publications: NDArray[np.bool_], left: int, wanted: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The rows with about so many best codes, in order, and the products of their codes."""
        if left * SELECTIVE < len(view.owners):
            rows = view.rows_of(publications)
            scores = _likeness(view.codes, asked, rows)
            best = np.flatnonzero(scores >= _threshold(scores, wanted))
            return rows[best], scores[best]
        scores = _likeness(view.codes, asked)
        if left == len(view.owners):
            rows = np.flatnonzero(scores >= _threshold(scores, wanted))
        else:
            step = max(1, len(scores) // SAMPLE)
            sampled = scores[::step][publications[view.owners[::step]]]
            rows = np.flatnonzero(scores >= _threshold(sampled, max(1, wanted * len(sampled) // left)))
            rows = rows[publications[view.owners[rows]]]
        return rows, scores[rows]


def _likeness(
    codes: NDArray[np.int8], asked: NDArray[np.int8], rows: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """The product of every code, or of those in rows, with that of a query: a whole number, which is held exactly."""
    import simsimd

    scores = np.empty(len(codes if rows is None else rows), dtype=np.float32)

    def compare(part: slice) -> None:
        step = len(scores) if rows is None else CACHED_ROWS
        for at in range(part.start, part.stop, step):
            some = slice(at, min(at + step, part.stop))
            compared = codes[some] if rows is None else np.take(codes, rows[some], axis=0)
            # with `out=` it would let go of None once more than it took it, and after some thousands end the process
            scores[some] = np.asarray(simsimd.cdist(compared, asked, "dot", out_dtype="float32")).reshape(-1)

    in_parts(compare, len(scores), PART_ROWS if rows is None else PICKED_ROWS)
    return scores


def _threshold(scores: NDArray[np.float32], wanted: int) -> float:
    """A score that about so many reach, read from a sample of them."""
    step = max(1, len(scores) // SAMPLE)
    sampled = scores[::step]
    place = min(len(sampled), max(1, wanted // step))
    return float(np.partition(sampled, -place)[-place])
