"""Answers dense queries from the mapped files: every passage is compared, with any filter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.passages import PassageKind
from index.store.dense.coarse import keep_up, make_coarse
from index.store.dense.codes import exact_similarities
from index.store.dense.columns import Facts
from index.store.dense.search import find_near
from index.store.dense.view import Kept, View, open_view
from index.store.filters import Filters
from index.values import publication_of

ROUNDING = 2e-5  # of a similarity: more than what is lost by SIMILARITY_DIGITS and in adding up
EXHAUSTIVE_ROWS = 20_000


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
        for view in self._views.values():
            keep_up(view)

    def expect_many(self) -> None:
        """Makes in some seconds what pays in a process that is asked again and again: `index.store.dense.coarse`."""
        for view in self._views.values():
            make_coarse(view)

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
        rows, scores = find_near(view, vector, view.allowed(filters), k)
        if not len(rows):
            return []
        wanted = max(1, min(k, len(rows)))
        best = np.flatnonzero(scores >= np.partition(scores, -wanted)[-wanted] - ROUNDING)
        best_rows = rows[best].tolist()
        exact = exact_similarities(view.exact(rows[best]), vector)
        scored = zip(view.ids_of(best_rows), exact, best_rows, strict=True)
        found = [Near(passage_id, score, row) for passage_id, score, row in scored]
        return sorted(found, key=lambda near: (-near.score, near.passage_id))[:wanted]

    def kept_in(self, found: Sequence[Near], kind: PassageKind) -> list[Kept]:
        """What is kept of passages that were found."""
        rows = np.array([near.row for near in found], dtype=np.int64)
        return self._views[kind].kept(rows, [near.passage_id for near in found])

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
