"""A stand-in for the passage side of the encoder: vectors of the real geometry at a thousand times the speed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from index.embed.embedding import SentenceEncoder
from index.embed.forward import Encoded
from tests.scale.vocabulary import CLAUSES, TOPICS

# Measured on 2,374 real passages under the bundled model: the length of their mean, and how the variance around it is
# shared out. `docs/scale.md` sets the neighbours of both beside each other.
MEAN_LENGTH = 0.906
TOPIC_VARIANCE = 0.036
PUBLICATION_VARIANCE = 0.064
PAIR_VARIANCE = 0.021
PASSAGE_VARIANCE = 0.058
SPECTRUM = (0.434, 188.6)  # the nth variance is as n to the minus first, times e to the minus n over the second

CHARS_PER_TOKEN = 4.3
TOKEN_POOL = 4096


class StandInEncoder:
    """A `TokenEncoder` whose queries are the real model's and whose passages are drawn from their texts.

    A passage lies around the mean of the real vectors: the real vector of its subject, then a draw for its
    publication (its header), its pair (its question) and itself, each from a hash of those texts. So passages of one
    publication are near each other, those of one subject less so, and a query about a subject finds it.

    Args:
        model: the real one.
    """

    def __init__(self, model: SentenceEncoder) -> None:
        self._model = model
        self.name = model.name
        self.fingerprint = model.fingerprint
        self.dimension = model.dimension
        self.max_tokens = model.max_tokens
        self.prompts = model.prompts
        self.encode_query = model.encode_query
        self.encode_query_tokens = model.encode_query_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """An estimate by length."""
        return [int(len(text) / CHARS_PER_TOKEN) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors that depend on the text alone."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        headers = [text.split("\n", 1)[0] for text in texts]
        questions = ["\n".join(text.split("\n", 2)[:2]) for text in texts]
        drawn = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for parts, variance in (
            (headers, PUBLICATION_VARIANCE),
            (questions, PAIR_VARIANCE),
            (texts, PASSAGE_VARIANCE),
        ):
            drawn += np.sqrt(variance, dtype=np.float32) * np.stack([_draw(part, self.dimension) for part in parts])
        vectors = self._mean + self._topics[[_topic(header) for header in headers]] + drawn @ self._spread
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    def encode_passage_tokens(self, texts: Sequence[str]) -> Encoded:
        """Like `encode_passages`, with a real token vector for every word, the same for the same word."""
        pool = self._token_pool
        tokens = [pool[[hash_of(word) % len(pool) for word in text.split()]] for text in texts]
        return Encoded(vectors=self.encode_passages(texts), tokens=tokens)

    @cached_property
    def _spread(self) -> NDArray[np.float32]:
        """Turns independent draws into draws with the spectrum, of total variance 1."""
        n = np.arange(self.dimension)
        variances = (n + 1.0) ** -SPECTRUM[0] * np.exp(-n / SPECTRUM[1])
        turn = np.linalg.qr(np.random.default_rng(0).standard_normal((self.dimension, self.dimension)))[0]
        return np.asarray(np.sqrt(variances / variances.sum())[:, None] * turn, dtype=np.float32)

    @cached_property
    def _vocabulary(self) -> Encoded:
        return self._model.encode_passage_tokens([*TOPICS, *CLAUSES])

    @cached_property
    def _subjects(self) -> NDArray[np.float32]:
        return self._vocabulary.vectors[: len(TOPICS)]

    @cached_property
    def _mean(self) -> NDArray[np.float32]:
        mean = self._subjects.mean(axis=0)
        return np.asarray(mean * (MEAN_LENGTH / np.linalg.norm(mean)), dtype=np.float32)

    @cached_property
    def _topics(self) -> NDArray[np.float32]:
        """Where the subjects lie around the mean; the last row is for a passage without one."""
        around = self._subjects - self._subjects.mean(axis=0)
        around *= np.sqrt(TOPIC_VARIANCE / (around**2).sum(axis=1).mean())
        return np.concatenate([around, np.zeros((1, self.dimension), dtype=np.float32)]).astype(np.float32)

    @cached_property
    def _token_pool(self) -> NDArray[np.float32]:
        tokens = self._vocabulary.tokens
        assert tokens is not None, "the bundled model gives token vectors"
        return np.concatenate(tokens)[:TOKEN_POOL]


_NUMBERS = {topic: n for n, topic in enumerate(TOPICS)}


def _topic(header: str) -> int:
    return next((_NUMBERS[word] for word in header.split() if word in _NUMBERS), len(TOPICS))


@lru_cache(maxsize=50_000)
def _draw(text: str, dimension: int) -> NDArray[np.float32]:
    return np.random.default_rng(hash_of(text)).standard_normal(dimension, dtype=np.float32)


@lru_cache(maxsize=200_000)
def hash_of(text: str) -> int:
    """A number that is the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
