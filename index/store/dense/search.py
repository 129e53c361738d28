"""Finds the rows among which the nearest of a view are: by coarse codes, first codes, second codes and exact vectors.

The rows are shared out in parts, as many as there are processors. Each goes through all steps by itself, because a
thread that waits for another is woken late.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.embed.threads import in_parts
from index.store.dense.coarse import Coarse, coarse_of
from index.store.dense.codes import products
from index.store.dense.view import View

CANDIDATES = 6_000  # what leaves no more is compared exactly (docs/adr/0021)
COARSE = 4_000  # best coarse codes of a part of which the first codes are compared
CODES = 3_000  # best first codes of a part of which the second codes are compared
EXACT = 300  # best by both of which the exact vectors are compared
EXACT_TIMES = 3  # as many as are asked for, at least
SELECTIVE = 8  # a filter that leaves less than this part: its codes are picked out first
SELECTIVE_COARSE = 16  # the same where there are coarse codes
NEARLY_ALL = 0.9  # what leaves more is no filter to the coarse codes: what it keeps out is left out of what they find
SAMPLE = 32_768  # scores from which is read how high the best are
PART_ROWS = 50_000  # of codes; fewer are compared before a thread has begun
PICKED_ROWS = 1_500  # the same of codes that stand apart from each other, and of exact vectors
CACHED_ROWS = 8_000  # of such codes: they stay near the processor from one step to the next
LOWEST = float(np.finfo(np.float32).min)
Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


def find_near(view: View, vector: NDArray[np.float32], publications: NDArray[np.bool_], k: int) -> tuple[Rows, Scores]:
    """Rows of these publications, the k nearest to a vector among them, and their similarities to some millionths."""
    left = view.rows_in(publications)
    unit = vector / max(float(np.linalg.norm(vector)), 1e-12)
    if left <= max(CANDIDATES, k) or view.basis is None:
        rows = view.rows_of(publications)
        found = in_parts(lambda part: (rows[part], view.similarities(rows[part], unit)), len(rows), PICKED_ROWS)
    else:
        search = _Search(
            view,
            publications,
            left,
            unit,
            view.basis.query(vector),
            view.basis.query_rest(vector) if view.rest is not None else None,
            coarse=max(COARSE, k),
            codes=max(CODES, k),
            exact=max(EXACT, EXACT_TIMES * k),
        )
        found = search.found()
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    rows, scores = (np.concatenate(column) for column in zip(*found, strict=True))
    return rows, scores


@dataclass(frozen=True, slots=True)
class _Search:
    """One query of a view that has codes.

    Attributes:
        publications: which may be found; left: the passages of these.
        asked: what first codes are compared with, and what one of such a product is of a similarity.
        asked_rest: the same of second codes.
        coarse: so many of a part are compared by their first codes; codes: so many of those by their second codes;
            exact: and so many of those exactly.
    """

    view: View
    publications: NDArray[np.bool_]
    left: int
    unit: NDArray[np.float32]
    asked: tuple[NDArray[np.int8], float]
    asked_rest: tuple[NDArray[np.int8], float] | None
    coarse: int
    codes: int
    exact: int

    def found(self) -> list[tuple[Rows, Scores]]:
        """The best of every part."""
        total, coarse = len(self.view.owners), coarse_of(self.view)
        if self.left * (SELECTIVE if coarse is None else SELECTIVE_COARSE) < total:
            rows = self.view.rows_of(self.publications)
            return in_parts(lambda part: self._best(rows[part], *_bounds(rows[part])), len(rows), PICKED_ROWS)
        if coarse is None:
            return in_parts(self._best_of_all, total, PART_ROWS)
        allowed = None if self.left > NEARLY_ALL * total else self.publications
        return in_parts(partial(self._best_of_coarse, coarse, allowed), len(coarse.parts), 1)

    def _best_of_all(self, part: slice) -> tuple[Rows, Scores]:
        """By every code."""
        scores = products(self.view.codes[part], self.asked[0])
        if self.left < len(self.view.owners):
            scores[~self.publications[self.view.owners[part]]] = -np.inf
        best = np.flatnonzero(scores >= max(_threshold(scores, self.codes), LOWEST))
        return self._by_rest(best + part.start, scores[best], part.start, part.stop)

    def _best_of_coarse(self, coarse: Coarse, allowed: NDArray[np.bool_] | None, part: slice) -> tuple[Rows, Scores]:
        """By the codes of what has the best coarse codes, and of what came after these."""
        owners, rows = self.view.owners, coarse.parts[part.start]
        found = coarse.best_in(part.start, self.asked[0], self.coarse, owners[rows.start : rows.stop], allowed)
        stop = rows.stop
        if part.start + 1 == len(coarse.parts):
            stop = len(owners)
            found = np.concatenate([found, np.arange(rows.stop, stop)])
        if self.left < len(owners):
            found = found[self.publications[owners[found]]]
        return self._best(found, rows.start, stop)

    def _best(self, rows: Rows, start: int, stop: int) -> tuple[Rows, Scores]:
        """By the codes of rows."""
        scores = _picked(self.view.codes, self.asked[0], rows)
        best = np.flatnonzero(scores >= _threshold(scores, self.codes))
        return self._by_rest(rows[best], scores[best], start, stop)

    def _by_rest(self, rows: Rows, scores: Scores, start: int, stop: int) -> tuple[Rows, Scores]:
        """By second codes those that are compared exactly, and what of these rows is always."""
        if self.asked_rest is not None and self.view.rest is not None and self.exact < len(rows):
            asked, step = self.asked_rest
            scores = self.asked[1] * scores + step * _picked(self.view.rest, asked, rows)
            rows = rows[scores >= np.partition(scores, -self.exact)[-self.exact]]
        first, last = np.searchsorted(self.view.strays, (start, stop))
        strays = self.view.strays[first:last].astype(np.int64)
        strays = strays[self.publications[self.view.owners[strays]]]
        rows = np.concatenate([rows, strays[~np.isin(strays, rows)]])
        return rows, self.view.similarities(rows, self.unit)


def _bounds(rows: Rows) -> tuple[int, int]:
    return int(rows[0]), int(rows[-1]) + 1


def _picked(codes: NDArray[np.int8], asked: NDArray[np.int8], rows: Rows) -> Scores:
    """The products of the codes in rows with that of a query."""
    if not len(rows):
        return np.zeros(0, dtype=np.float32)
    parts = [rows[at : at + CACHED_ROWS] for at in range(0, len(rows), CACHED_ROWS)]
    return np.concatenate([products(np.take(codes, part, axis=0), asked) for part in parts])


def _threshold(scores: Scores, wanted: int) -> float:
    """A score that about so many reach, read from a sample of them."""
    if len(scores) <= wanted:
        return LOWEST
    step = max(1, len(scores) // SAMPLE)
    sampled = scores[::step]
    place = min(len(sampled), max(1, wanted // step))
    return float(np.partition(sampled, -place)[-place])
