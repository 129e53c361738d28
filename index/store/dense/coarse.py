"""Codes of four bits, which a process that answers many makes of the first codes and keeps in memory.

They say which passages are worth comparing by their codes, in less than half of the time that comparing all of these
takes. Nothing but time depends on them: without them, and for passages behind them, every code is compared.
"""

from __future__ import annotations

import threading
import time
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embed.threads import PARTS, give_memory_back
from index.store.dense.codes import CODE_DIMENSION, products
from index.store.dense.view import View

if TYPE_CHECKING:
    from faiss import IndexIVFPQFastScan

SLOW_S = 12e-9  # a code; where comparing one takes less, coarse codes win nothing
LEAST_ROWS = 100_000  # fewer are compared by their codes in the same time
BEHIND = 1 / 8  # when so many stand behind them, they are made anew
SAMPLE = 50_000
MADE_ROWS = 5_000
TIMED_ROWS = 20_000
THREAD = "coarse codes"
STEPS = {16: 0.335, 4: 0.996}  # of a standard deviation: how far so many even levels of a normal variable lie apart

_kept: dict[Path, tuple[object, Coarse]] = {}  # by folder: of which codes they are
_expected: set[Path] = set()
_making = threading.Lock()


class Coarse:
    """The coarse codes of the first rows of a view; any number of threads may ask them.

    The first half of the directions have sixteen levels each, the others, in which passages differ least, four.

    Args:
        codes: shape (rows, code dimension); the directions in which they differ most come first.

    Attributes:
        rows: of how many rows they say something.
        parts: these rows in as many parts as there are processors; each is asked by itself.
    """

    def __init__(self, codes: NDArray[np.int8]) -> None:
        import faiss

        self.rows, width = codes.shape
        self._single = width - 2 * (width // 4)
        self._size = self._single + width // 4
        sample = codes[:: max(1, self.rows // SAMPLE)].astype(np.float32)
        self._mean, deviation = sample.mean(axis=0), np.maximum(sample.std(axis=0), 0.5)
        self._levels = np.where(np.arange(width) < self._single, 16, 4).astype(np.float32)
        self._step = deviation * np.array([STEPS[levels] for levels in self._levels], dtype=np.float32)
        self._center = faiss.IndexFlatIP(2 * self._size)
        self._center.add(np.zeros((1, 2 * self._size), dtype=np.float32))
        ends = np.linspace(0, self.rows, PARTS + 1).astype(np.int64).tolist()
        self.parts = [range(begin, end) for begin, end in pairwise(ends)]
        centroids = self._centroids().ravel()
        self._indexes = [self._index(codes[part.start : part.stop], centroids) for part in self.parts]

    def best_in(
        self,
        part: int,
        asked: NDArray[np.int8],
        wanted: int,
        owners: NDArray[np.uint32],
        allowed: NDArray[np.bool_] | None,
    ) -> NDArray[np.int64]:
        """The rows of a part among which those with so many best codes are, in order.

        Args:
            asked: what codes are compared with, shape (1, code dimension).
            owners: the publication of every row of the part.
            allowed: the publications that may be found; None: all.
        """
        import faiss

        query, asked = np.zeros((self._size, 2), dtype=np.float32), asked.reshape(-1)
        query[: self._single, 0] = asked[: self._single]
        query[self._single :] = asked[self._single :].reshape(-1, 2)
        chosen = None
        if allowed is not None:
            bits = np.packbits(allowed[owners], bitorder="little")
            chosen = faiss.SearchParametersIVF(sel=faiss.IDSelectorBitmap(len(owners), faiss.swig_ptr(bits)))
        _, rows = self._indexes[part].search(query.reshape(1, -1), wanted, params=chosen)
        return np.sort(rows[0][rows[0] >= 0]) + self.parts[part].start

    def _index(self, codes: NDArray[np.int8], centroids: NDArray[np.float32]) -> IndexIVFPQFastScan:
        """What answers of a part."""
        import faiss

        plain = faiss.IndexIVFPQ(self._center, 2 * self._size, 1, self._size, 4, faiss.METRIC_INNER_PRODUCT)
        plain.by_residual, plain.is_trained, plain.ntotal = False, True, len(codes)
        faiss.copy_array_to_vector(centroids, plain.pq.centroids)
        plain.invlists.resize(0, len(codes))  # at once: what grows leaves as much behind
        for at in range(0, len(codes), MADE_ROWS):
            some = self._packed(codes[at : at + MADE_ROWS])
            ids = np.arange(at, at + len(some))
            plain.invlists.update_entries(0, at, len(some), faiss.swig_ptr(ids), faiss.swig_ptr(some))
        fast = faiss.IndexIVFPQFastScan(plain)
        fast.referenced_objects = [self._center]  # else `plain`, which is as large, stays as long
        return fast

    def _centroids(self) -> NDArray[np.float32]:
        """What every half byte stands for, shape (half bytes, 16, 2)."""
        numbers = np.arange(16)
        centroids = np.zeros((self._size, 16, 2), dtype=np.float32)
        centroids[: self._single, :, 0] = self._values(slice(0, self._single), numbers)
        centroids[self._single :, :, 0] = self._values(slice(self._single, None, 2), numbers & 3)
        centroids[self._single :, :, 1] = self._values(slice(self._single + 1, None, 2), numbers >> 2)
        return centroids

    def _values(self, directions: slice, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """What levels with these numbers stand for, shape (directions, numbers)."""
        middle = (self._levels[directions, np.newaxis] - 1) / 2
        values = self._mean[directions, np.newaxis] + (numbers - middle) * self._step[directions, np.newaxis]
        return np.asarray(values, dtype=np.float32)

    def _packed(self, codes: NDArray[np.int8]) -> NDArray[np.uint8]:
        """The coarse codes of codes, two half bytes a byte."""
        places = codes.astype(np.float32)
        places -= self._mean
        places /= self._step
        places += self._levels / 2
        levels = np.clip(places, 0, self._levels - 1, out=places).astype(np.uint8)
        halves = np.zeros((len(codes), self._size + self._size % 2), dtype=np.uint8)
        halves[:, : self._single] = levels[:, : self._single]
        halves[:, self._single : self._size] = levels[:, self._single :: 2] | levels[:, self._single + 1 :: 2] << 2
        return np.asarray(halves[:, ::2] | halves[:, 1::2] << 4)


def coarse_of(view: View) -> Coarse | None:
    """The coarse codes that this process has of a view, if it has any."""
    stamp, coarse = _kept.get(view.root, (None, None))
    return coarse if coarse is not None and stamp == view.stamp and coarse.rows <= len(view.owners) else None


def make_coarse(view: View) -> None:
    """Makes the coarse codes of a view where these are worth while, or makes them anew; `keep_up` does from then on."""
    _expected.add(view.root)
    with _making:
        if _wants(view):
            _kept[view.root] = view.stamp, Coarse(view.codes)
            give_memory_back()  # those of before, and what these were made with


def keep_up(view: View) -> None:
    """Makes in the background what a view has outgrown, in a process that expects many questions."""
    if view.root in _expected and _wants(view):
        threading.Thread(target=make_coarse, args=(view,), name=THREAD).start()


def _wants(view: View) -> bool:
    if view.basis is None or len(view.owners) < LEAST_ROWS or find_spec("faiss") is None:
        return False
    coarse = coarse_of(view)
    is_behind = coarse is None or len(view.owners) - coarse.rows > BEHIND * len(view.owners)
    return is_behind and _seconds_a_code() > SLOW_S


@cache
def _seconds_a_code() -> float:
    """What comparing a code takes here: newer processors have products of bytes of their own."""
    codes = np.ones((TIMED_ROWS, CODE_DIMENSION), dtype=np.int8)
    taken = []
    for _ in range(3):
        start = time.thread_time()
        products(codes, codes[:1])
        taken.append(time.thread_time() - start)
    return min(taken) / len(codes)
