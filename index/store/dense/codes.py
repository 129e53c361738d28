"""How vectors are made small: an exact form of two bytes a number, and codes of one byte for a direction.

The first code keeps the direction of the mean and those in which the vectors vary most, the second what that leaves
out. A query is compared with every first code, with the second codes of the best, and with the exact form of the best
by both. A vector that lies far from what its first code keeps is a stray: it is always compared exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

CODE_DIMENSION = 192  # of 384: the hundred nearest of 900,000 lie among the 6,000 best codes (docs/adr/0021)
EXACT_LEVELS = 32_767
CODE_LEVELS = 127
SIMILARITY_DIGITS = 5
SAMPLE = 20_000
MEAN_GAIN = 4.0  # a query lies far along the mean, where passages differ little: codes are finer there
HEADROOM = 1.2
STRAY = 2.0  # times as far from what a code keeps as is usual
STRAYS = 0.995  # what lies nearer than so many is no stray, however little is usual
LEAST_STRAY = 1e-5  # nor what lies nearer than this: where codes keep everything, the rest is rounding
REST_SPAN = 1 / 3  # of the distance of a stray: as far as second codes reach in one direction


@dataclass(frozen=True, slots=True)
class Basis:
    """From vectors to codes.

    Attributes:
        mean: of the vectors it was fitted on, shape (dimension,).
        encode: shape (dimension, code dimension), code steps included.
        ask: the same for a query.
        stray: squared distance to what the code keeps, beyond which a code says too little of a vector.
        rest: like `encode` for second codes, shape (dimension, directions left out); where none are made, without any.
    """

    mean: NDArray[np.float32]
    encode: NDArray[np.float32]
    ask: NDArray[np.float32]
    stray: float
    rest: NDArray[np.float32]

    @classmethod
    def fit(cls, vectors: NDArray[np.float32], code_dimension: int) -> Basis:
        """Learns the directions from vectors of shape (rows, dimension); at least one row."""
        mean = vectors.mean(axis=0, dtype=np.float64)
        length = np.linalg.norm(mean)
        along = mean / length if length > 0 else np.eye(len(mean))[0]
        around = vectors - mean
        around -= np.outer(around @ along, along)
        _, directions = np.linalg.eigh(around.T @ around - np.outer(along, along))  # which puts that of the mean last
        basis = np.column_stack([along, directions[:, ::-1][:, : code_dimension - 1]])
        gains = np.ones(code_dimension)
        gains[0] = MEAN_GAIN
        step = max(float(np.abs((vectors - mean) @ (basis * gains)).max()) * HEADROOM / CODE_LEVELS, 1e-9)
        fitted = cls(
            mean=mean.astype(np.float32),
            encode=np.ascontiguousarray(basis * gains / step, dtype=np.float32),
            ask=np.ascontiguousarray(basis / gains, dtype=np.float32),
            stray=math.inf,
            rest=np.zeros((len(mean), 0), dtype=np.float32),
        )
        if code_dimension >= len(mean):
            return fitted  # a code keeps every direction
        usual, far = np.quantile(fitted.left_out(vectors), (0.5, STRAYS))
        stray = max(STRAY * float(usual), float(far), LEAST_STRAY)
        return replace(fitted, stray=stray, rest=_left_out(fitted.encode, stray))

    def codes(self, vectors: NDArray[np.float32]) -> NDArray[np.int8]:
        """Codes of vectors, shape (rows, code dimension)."""
        return np.clip(np.rint((vectors - self.mean) @ self.encode), -CODE_LEVELS, CODE_LEVELS).astype(np.int8)

    def rests(self, vectors: NDArray[np.float32]) -> NDArray[np.int8]:
        """Second codes of vectors, shape (rows, directions left out)."""
        return np.clip(np.rint((vectors - self.mean) @ self.rest), -CODE_LEVELS, CODE_LEVELS).astype(np.int8)

    @property
    def knows_strays(self) -> bool:
        """Whether it can be told which vectors are strays: not by what was fitted before they were kept."""
        return math.isfinite(self.stray) or self.encode.shape[0] <= self.encode.shape[1]

    def left_out(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """The squared distance of vectors to what their codes keep, shape (rows,)."""
        around = vectors - self.mean
        kept = around @ (self.encode / np.linalg.norm(self.encode, axis=0))
        return np.asarray((around**2).sum(axis=1) - (kept**2).sum(axis=1), dtype=np.float32)

    def query(self, vector: NDArray[np.float32]) -> tuple[NDArray[np.int8], float]:
        """What to compare codes with, shape (1, code dimension), and what one of such a product is of a similarity."""
        levels, step = _in_levels(vector @ self.ask)
        return levels, step / float(np.linalg.norm(self.encode[:, -1]))

    def query_rest(self, vector: NDArray[np.float32]) -> tuple[NDArray[np.int8], float]:
        """The same for second codes."""
        levels, step = _in_levels(vector @ self.rest)
        return levels, step / float((self.rest[:, 0] ** 2).sum())

    def save(self, file: IO[bytes]) -> None:
        """Writes the basis to a file."""
        np.savez(file, mean=self.mean, encode=self.encode, ask=self.ask, stray=self.stray, rest=self.rest)

    @classmethod
    def load(cls, path: Path) -> Basis:
        """The basis in a file that `save` wrote; from before there were strays it makes no second codes."""
        with np.load(path, allow_pickle=False) as arrays:
            encode, stray = arrays["encode"], float(arrays["stray"]) if "stray" in arrays else math.inf
            rest = arrays["rest"] if "rest" in arrays else _left_out(encode, stray)
            return cls(mean=arrays["mean"], encode=encode, ask=arrays["ask"], stray=stray, rest=rest)


def _left_out(encode: NDArray[np.float32], stray: float) -> NDArray[np.float32]:
    """The directions that a code leaves out, with the steps of second codes; none without a measure for these."""
    dimension, kept = encode.shape
    if not math.isfinite(stray):
        return np.zeros((dimension, 0), dtype=np.float32)
    step = REST_SPAN * math.sqrt(max(stray, LEAST_STRAY)) / CODE_LEVELS
    return np.asarray(np.linalg.qr(encode.astype(np.float64), mode="complete")[0][:, kept:] / step, dtype=np.float32)


def _in_levels(asked: NDArray[np.float32]) -> tuple[NDArray[np.int8], float]:
    step = max(float(np.abs(asked).max(initial=0)), 1e-12) / CODE_LEVELS
    return np.rint(asked / step).astype(np.int8)[np.newaxis, :], step


def pack(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int16], NDArray[np.float32]]:
    """Unit vectors in two bytes a number, and the scale of each; right to some millionths of a similarity."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / np.maximum(lengths, 1e-12)
    scales = np.maximum(np.abs(unit).max(axis=1), 1e-12) / EXACT_LEVELS
    return np.rint(unit / scales[:, np.newaxis]).astype(np.int16), scales.astype(np.float32)


def unpack(packed: NDArray[np.int16], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    """What `pack` was given, as unit vectors."""
    return packed.astype(np.float32) * scales[:, np.newaxis]


def exact_similarities(units: NDArray[np.float32], vector: NDArray[np.float32]) -> list[float]:
    """The similarity of every unpacked unit vector to a query, as it is shown.

    A product of many rows rounds each by where it stands: what is shown must not tell the history of the index.
    """
    unit = vector / max(float(np.linalg.norm(vector)), 1e-12)
    products = np.einsum("ij,j->i", units.astype(np.float64), unit.astype(np.float64))
    return [round(product, SIMILARITY_DIGITS) for product in products.tolist()]


def products(codes: NDArray[np.int8], asked: NDArray[np.int8]) -> NDArray[np.float32]:
    """The product of every code with that of a query: a whole number, which is held exactly."""
    import simsimd

    # with `out=` it would let go of None once more than it took it, and after some thousands end the process
    return np.asarray(simsimd.cdist(codes, asked, "dot", out_dtype="float32"), dtype=np.float32).reshape(-1)
