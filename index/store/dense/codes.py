"""How vectors are made small: an exact form of two bytes a number, and a code of one byte for the directions that vary.

The code keeps the direction of the mean and those in which the vectors vary most. A query is compared with every code
first, and with the exact form of the best.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CODE_DIMENSION = 192  # of 384: the hundred nearest of 900,000 lie among the 6,000 best codes (docs/adr/0021)
EXACT_LEVELS = 32_767
CODE_LEVELS = 127
SAMPLE = 20_000
MEAN_GAIN = 4.0  # a query lies far along the mean, where passages differ little: codes are finer there
HEADROOM = 1.2


@dataclass(frozen=True, slots=True)
class Basis:
    """From vectors to codes.

    Attributes:
        mean: of the vectors it was fitted on, shape (dimension,).
        encode: shape (dimension, code dimension), code steps included.
        ask: the same for a query.
    """

    mean: NDArray[np.float32]
    encode: NDArray[np.float32]
    ask: NDArray[np.float32]

    @classmethod
    def fit(cls, vectors: NDArray[np.float32], code_dimension: int) -> Basis:
        """Learns the directions from vectors of shape (rows, dimension); at least one row."""
        mean = vectors.mean(axis=0, dtype=np.float64)
        length = np.linalg.norm(mean)
        along = mean / length if length > 0 else np.eye(len(mean))[0]
        around = vectors - mean
        around -= np.outer(around @ along, along)
        _, directions = np.linalg.eigh(around.T @ around)
        basis = np.column_stack([along, directions[:, ::-1][:, : code_dimension - 1]])
        gains = np.ones(code_dimension)
        gains[0] = MEAN_GAIN
        step = max(float(np.abs((vectors - mean) @ (basis * gains)).max()) * HEADROOM / CODE_LEVELS, 1e-9)
        return cls(
            mean=mean.astype(np.float32),
            encode=np.ascontiguousarray(basis * gains / step, dtype=np.float32),
            ask=np.ascontiguousarray(basis / gains, dtype=np.float32),
        )

    def codes(self, vectors: NDArray[np.float32]) -> NDArray[np.int8]:
        """Codes of vectors, shape (rows, code dimension)."""
        return np.clip(np.rint((vectors - self.mean) @ self.encode), -CODE_LEVELS, CODE_LEVELS).astype(np.int8)

    def query(self, vector: NDArray[np.float32]) -> NDArray[np.int8]:
        """The code to compare the codes of passages with, shape (1, code dimension)."""
        asked = vector @ self.ask
        levels = np.rint(asked * (CODE_LEVELS / max(float(np.abs(asked).max()), 1e-12)))
        return np.asarray(levels[np.newaxis, :], dtype=np.int8)

    def save(self, path: Path) -> None:
        """Writes the basis to a file."""
        np.savez(path, mean=self.mean, encode=self.encode, ask=self.ask)

    @classmethod
    def load(cls, path: Path) -> Basis:
        """The basis in a file that `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(mean=arrays["mean"], encode=arrays["encode"], ask=arrays["ask"])


def pack(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int16], NDArray[np.float32]]:
    """Unit vectors in two bytes a number, and the scale of each; right to some millionths of a similarity."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / np.maximum(lengths, 1e-12)
    scales = np.maximum(np.abs(unit).max(axis=1), 1e-12) / EXACT_LEVELS
    return np.rint(unit / scales[:, np.newaxis]).astype(np.int16), scales.astype(np.float32)


def unpack(packed: NDArray[np.int16], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    """What `pack` was given, as unit vectors."""
    return packed.astype(np.float32) * scales[:, np.newaxis]
