"""A deterministic encoder for tests: hashed bags of words, so that texts that share words lie near each other."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.embed.forward import Encoded
from index.embed.tokens import Spans
from index.names.letters import fold


class BreakOffError(Exception):
    """What an encoder raises that was told to break off."""


@dataclass(kw_only=True)
class WordEncoder:
    """Implements `index.embed.embedding.Encoder`.

    Attributes:
        calls: how many texts each call of `encode_passages` was given.
        fail_at: the number of the call (from 1) that raises `BreakOffError`.
    """

    name: str = "woorden"
    fingerprint: str = "woorden-1"
    dimension: int = 256
    max_tokens: int = 512
    prompts: dict[str, str] = field(default_factory=lambda: {"query": "", "passage": ""})
    calls: list[int] = field(default_factory=list)
    fail_at: int | None = None

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """A token per four characters of a word, and two around the text."""
        return [2 + sum(-(-len(word) // 4) for word in text.split()) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls.append(len(texts))
        if self.fail_at == len(self.calls):
            raise BreakOffError
        return np.array([self.encode_query(text) for text in texts], dtype=np.float32).reshape(-1, self.dimension)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        for word in re.findall(r"\w+", fold(text)):
            vector[zlib.crc32(word.encode()) % self.dimension] += 1.0
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


@dataclass(kw_only=True)
class TokenWordEncoder(WordEncoder):
    """Implements `index.embed.embedding.TokenEncoder` and `TokenPlacer` too: every word has a direction of its own."""

    token_dimension: int = 32

    def encode_passage_tokens(self, texts: Sequence[str]) -> Encoded:
        return Encoded(vectors=self.encode_passages(texts), tokens=[self._words(text) for text in texts])

    def encode_query_tokens(self, text: str) -> Encoded:
        return Encoded(vectors=self.encode_query(text)[np.newaxis, :], tokens=[self._words(text)])

    def token_spans(self, texts: Sequence[str]) -> list[Spans]:
        return [tuple(match.span() for match in re.finditer(r"\w+", text)) for text in texts]

    def _words(self, text: str) -> NDArray[np.float32]:
        seeds = [zlib.crc32(word.encode()) for word in re.findall(r"\w+", fold(text))]
        rows = [np.random.default_rng(seed).normal(size=self.token_dimension) for seed in seeds]
        vectors = np.array(rows, dtype=np.float32).reshape(-1, self.token_dimension)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@dataclass(kw_only=True)
class CountingEncoder(TokenWordEncoder):
    """Remembers every query that the model was run for."""

    asked: list[str] = field(default_factory=list)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        self.asked.append(text)
        return super().encode_query(text)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = [super(CountingEncoder, self).encode_query(text) for text in texts]
        return np.array(vectors, dtype=np.float32).reshape(-1, self.dimension)
