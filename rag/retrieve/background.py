"""A fixed sample of passages and word frequencies that scores are compared with, the same for every corpus."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed.quantiser import Quantiser

BACKGROUND_FILE = Path(__file__).with_name("background.npz")
PASSAGES = 256
TOKENS = 24  # of each passage: the spread over passages is what is needed, not the height of each
SEED = 20240216


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What is usual.

    Attributes:
        vectors: of tokens of arbitrary passages, shape (passages, tokens, dimension).
        shares: of analysed terms, the share of arbitrary passages that have them.
    """

    vectors: NDArray[np.float32]
    shares: Mapping[str, float]

    def matches(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Best similarity of every token of a query to each passage, shape (passages, query tokens)."""
        passages, tokens, dimension = self.vectors.shape
        similarities = self.vectors.reshape(passages * tokens, dimension) @ query.T
        best: NDArray[np.float32] = similarities.reshape(passages, tokens, len(query)).max(axis=1)
        return best


def share_of(having: int, passages: int) -> float:
    """The share of passages that have a term; of a term that none has as if half a passage had it."""
    return (having + 0.5) / passages


def draw(passages: Sequence[NDArray[np.float32]], shares: Mapping[str, float]) -> bytes:
    """Makes the file of a background out of token vectors of passages in any fixed order, and of shares of terms."""
    random = np.random.default_rng(SEED)
    long = [passage for passage in passages if len(passage) >= TOKENS]
    chosen = [long[n] for n in sorted(random.permutation(len(long))[:PASSAGES])]
    drawn = np.stack([passage[np.sort(random.permutation(len(passage))[:TOKENS])] for passage in chosen])
    flat = drawn.reshape(-1, drawn.shape[2])
    quantiser = Quantiser.fit(flat)
    buffer = io.BytesIO()
    np.savez(
        buffer,
        packed=np.frombuffer(quantiser.pack(flat), dtype=np.uint8),
        shape=np.array(drawn.shape),
        mean=quantiser.mean,
        spread=quantiser.spread,
        terms=np.frombuffer("\n".join(shares).encode(), dtype=np.uint8),
        shares=np.array(list(shares.values()), dtype=np.float64),
    )
    return buffer.getvalue()


def read_background(data: bytes) -> Background:
    """The background that `draw` made, from its file."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        quantiser = Quantiser(mean=arrays["mean"], spread=arrays["spread"])
        vectors = quantiser.unpack([arrays["packed"].tobytes()])[0]
        terms = arrays["terms"].tobytes().decode().split("\n")
        shares = dict(zip(terms, arrays["shares"].tolist(), strict=False))  # without a share there is one empty term
        return Background(vectors=vectors.reshape(tuple(int(n) for n in arrays["shape"])), shares=shares)


@lru_cache(maxsize=1)
def load_background() -> Background:
    """The background that comes with the product."""
    return read_background(BACKGROUND_FILE.read_bytes())
