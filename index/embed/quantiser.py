"""Packs token vectors into one bit a dimension, and unpacks them: small enough to keep for every passage.

A dimension of token vectors is near to normal, so whether a value lies above or below its mean keeps what the late
interaction needs. Measured on the gold sets: docs/adr/0006.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed.threads import in_parts

SHIPPED_FILE = Path(__file__).with_name("quantiser.npz")
COMPARED_AT_ONCE = 10  # passages: some 2 MB of vectors
LEVEL = 0.8
"""How far from the mean a bit stands for, in spreads: the mean distance of what is normal."""
BYTES = np.arange(256, dtype=np.uint8)[:, np.newaxis]
UNPACKED = np.where(np.unpackbits(BYTES, axis=1, bitorder="little"), LEVEL, -LEVEL).astype(np.float32)
"""The eight values that each byte stands for, shape (256, 8)."""


@dataclass(frozen=True, kw_only=True)
class Quantiser:
    """Mean and spread of every dimension, shape (dimension,)."""

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.mean.shape != self.spread.shape or self.mean.ndim != 1:
            raise ValueError(f"quantiser: shapes {self.mean.shape} and {self.spread.shape} must be one dimension")

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

    @property
    def token_bytes(self) -> int:
        """What a packed token takes: a bit a value, rounded up to whole bytes."""
        return -(-len(self.mean) // 8)

    def pack(self, vectors: NDArray[np.float32]) -> bytes:
        """A bit a value, a row of `token_bytes` per token."""
        return np.packbits(vectors >= self.mean, axis=1, bitorder="little").tobytes()

    def unpack(self, blobs: Sequence[bytes]) -> list[NDArray[np.float32]]:
        """The vectors of each blob, of length 1 as they were before packing."""
        return [_of_length_one(self.restore(blob)) for blob in blobs]  # one by one: a passage fits the cache

    def similarities(self, blobs: Sequence[bytes], query: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Similarity of every token of each blob to every token of a query, shape (its tokens, query tokens).

        As the product of what `unpack` gives; but the vectors of some blobs make place for those of the next, so that
        none is kept.

        Args:
            blobs: as packed.
            query: unit vectors, shape (query tokens, dimension).
        """
        parts = in_parts(lambda part: self._similarities(blobs[part], query), len(blobs), COMPARED_AT_ONCE)
        return [found for part in parts for found in part]

    def _similarities(self, blobs: Sequence[bytes], query: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        found: list[NDArray[np.float32]] = []
        groups = [blobs[at : at + COMPARED_AT_ONCE] for at in range(0, len(blobs), COMPARED_AT_ONCE)]
        most = max(sum(map(len, group)) for group in groups) // self.token_bytes
        room = np.empty((most, self.token_bytes, 8), dtype=np.float32)
        for group in groups:
            vectors = _of_length_one(self.restore(b"".join(group), room))
            ends = np.cumsum([len(blob) // self.token_bytes for blob in group])
            # each by itself: a product of many rows rounds each by where it stands
            found += [own @ query.T for own in np.split(vectors, ends[:-1])]
        return found

    def restore(self, blob: bytes, room: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
        """The vectors of a blob, not brought to length 1: packed again they are the same to the last bit.

        Args:
            blob: as packed.
            room: where to put them, shape (as many tokens or more, `token_bytes`, 8); None: in a place of their own.
        """
        rows = np.frombuffer(blob, dtype=np.uint8).reshape(-1, self.token_bytes)
        places = rows + np.arange(self.token_bytes, dtype=np.int64) * 256
        # "clip": nothing lies outside, and numpy looks no further
        whole = np.take(self._unpacked, places, axis=0, out=None if room is None else room[: len(rows)], mode="clip")
        return whole.reshape(len(rows), 8 * self.token_bytes)[:, : len(self.mean)]

    @cached_property
    def _unpacked(self) -> NDArray[np.float32]:
        """The eight values that each byte stands for in each place, shape (256 of each place, 8)."""
        missing = 8 * self.token_bytes - len(self.mean)  # to whole bytes
        mean, spread = (np.pad(values, (0, missing)).reshape(-1, 1, 8) for values in (self.mean, self.spread))
        values: NDArray[np.float32] = (UNPACKED * spread + mean).reshape(-1, 8)
        return values


def one_bit(blob: bytes, dimension: int) -> bytes:
    """What was packed in two bits a value, as corpora were before: the higher bit says on which side of the mean.

    Args:
        blob: rows of dimension / 4 bytes, the first value in the lowest bits.
        dimension: of a token; a multiple of four.
    """
    rows = np.frombuffer(blob, dtype=np.uint8).reshape(-1, dimension // 4)
    higher = np.unpackbits(rows, axis=1, bitorder="little")[:, 1::2]
    return np.packbits(higher, axis=1, bitorder="little").tobytes()


def shipped_quantiser(fingerprint: str) -> Quantiser | None:
    """The quantiser of the bundled model, the same for every corpus; None for another model.

    Fitted with `Quantiser.fit` on the token vectors of 400 real publications (docs/adr/0006).
    """
    with np.load(SHIPPED_FILE, allow_pickle=False) as arrays:
        return Quantiser(mean=arrays["mean"], spread=arrays["spread"]) if str(arrays["model"]) == fingerprint else None


def _of_length_one(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    vectors /= np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1e-12)[:, np.newaxis]
    return vectors
