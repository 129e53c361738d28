"""Packs token vectors into two bits a dimension, and unpacks them: small enough to keep for every passage.

A dimension of token vectors is near to normal, so after taking off its mean and dividing by its spread four levels
keep what the late interaction needs. Measured on the gold set: docs/adr/0006.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHIPPED_FILE = Path(__file__).with_name("quantiser.npz")
LEVELS = np.array([-1.5, -0.5, 0.5, 1.5], dtype=np.float32)  # in spreads; decision points at -1, 0 and 1
VALUES_PER_BYTE = 4
SHIFTS = np.array([0, 2, 4, 6], dtype=np.uint8)
UNPACKED = LEVELS[(np.arange(256, dtype=np.uint8)[:, np.newaxis] >> SHIFTS) & 3]
"""The four values that each byte stands for, shape (256, 4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantiser:
    """Mean and spread of every dimension, shape (dimension,); the dimension is a multiple of four."""

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.mean.shape != self.spread.shape or self.mean.ndim != 1 or self.mean.shape[0] % VALUES_PER_BYTE:
            raise ValueError(f"quantiser: shapes {self.mean.shape} and {self.spread.shape} must be one multiple of 4")

    @classmethod
    def fit(cls, vectors: NDArray[np.float32]) -> Quantiser:
        """Learns mean and spread from token vectors of shape (tokens, dimension)."""
        spread = np.maximum(vectors.std(axis=0), 1e-6)
        return cls(mean=vectors.mean(axis=0).astype(np.float32), spread=spread.astype(np.float32))

    @classmethod
    def from_bytes(cls, data: bytes) -> Quantiser:
        """What `to_bytes` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return cls(mean=arrays["mean"], spread=arrays["spread"])

    def to_bytes(self) -> bytes:
        """For keeping beside the packed vectors."""
        buffer = io.BytesIO()
        np.savez(buffer, mean=self.mean, spread=self.spread)
        return buffer.getvalue()

    def pack(self, vectors: NDArray[np.float32]) -> bytes:
        """Two bits a value, a row of dimension / 4 bytes per token."""
        codes = np.clip(np.floor((vectors - self.mean) / self.spread) + 2, 0, 3).astype(np.uint8)
        grouped = codes.reshape(len(vectors), self.mean.shape[0] // VALUES_PER_BYTE, VALUES_PER_BYTE)
        packed: NDArray[np.uint8] = np.bitwise_or.reduce(grouped << SHIFTS, axis=2)
        return packed.tobytes()

    def unpack(self, blobs: Sequence[bytes]) -> list[NDArray[np.float32]]:
        """The vectors of each blob, of length 1 as they were before packing."""
        return [self._unpack(blob) for blob in blobs]  # one by one: a passage fits the cache of the processor

    def _unpack(self, blob: bytes) -> NDArray[np.float32]:
        rows = np.frombuffer(blob, dtype=np.uint8).reshape(-1, self.mean.shape[0] // VALUES_PER_BYTE)
        vectors: NDArray[np.float32] = np.take(UNPACKED, rows, axis=0).reshape(len(rows), self.mean.shape[0])
        vectors *= self.spread
        vectors += self.mean
        vectors /= np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-12)[:, np.newaxis]
        return vectors


def shipped_quantiser(fingerprint: str) -> Quantiser | None:
    """The quantiser of the bundled model, the same for every corpus; None for another model.

    Fitted with `Quantiser.fit` on the token vectors of 400 real publications (docs/adr/0006).
    """
    with np.load(SHIPPED_FILE, allow_pickle=False) as arrays:
        return Quantiser(mean=arrays["mean"], spread=arrays["spread"]) if str(arrays["model"]) == fingerprint else None
