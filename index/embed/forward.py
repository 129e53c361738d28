"""Runs an embedding model over texts: one pass gives the vector of a text and those of its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embed.tokens import Spans

TASK_TEXTS = 32  # what a thread takes at a time: inside autocast the weights are converted once for all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """What a model makes of texts.

    Attributes:
        vectors: unit vectors of shape (number of texts, dimension).
        tokens: per text the unit vectors of its words and parts of words, shape (tokens, token dimension), without
            prompt, special tokens and punctuation; None when not asked for or when the model has none.
    """

    vectors: NDArray[np.float32]
    tokens: list[NDArray[np.float32]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOutput:
    """What one pass of a model gives of one text.

    Attributes:
        vector: of the text, shape (dimension,).
        tokens: of every token that it read, shape (tokens, token dimension); None when the model has none.
        is_word: which of the tokens have a letter or digit, and are none of those with a meaning of their own.
    """

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32] | None
    is_word: NDArray[np.bool_]


class Model(Protocol):
    """A loaded model; any number of threads may run it."""

    dimension: int
    """Length of a vector."""
    max_tokens: int
    """Longest input, prompt and special tokens included."""
    prompts: dict[str, str]
    """The texts that belong before a text, by the model's own configuration."""
    revision: str | None
    """Which one it is of those that had its name."""

    def run(self, text: str) -> ModelOutput:
        """The vector of a text, and those of its tokens."""

    def before(self, prompt: str) -> int:
        """Tokens before a text after this prompt."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, those around every text included; they are not cut."""

    def spans(self, texts: Sequence[str]) -> list[Spans]:
        """Offsets of the tokens of each text with a letter or digit, in order; none when the tokenizer cannot tell."""


class ModelRunner:
    """Runs one loaded model; the same object may serve several threads.

    Args:
        prompts: the texts put before a "query" and a "passage"; their tokens are left out.
        bfloat16: multiply in bfloat16: faster where the processor can, a little less exact.
    """

    def __init__(self, model: Model, prompts: dict[str, str], *, threads: int, bfloat16: bool = False) -> None:
        self._model = model
        self._threads = threads
        self._bfloat16 = bfloat16
        self._prompts = prompts
        self._before = {prompt: model.before(prompt) if prompt else 0 for prompt in set(prompts.values())}

    def encode(self, texts: Sequence[str], kind: str, *, with_tokens: bool) -> Encoded:
        """Encodes texts, at least one, after the prompt of their kind ("query" or "passage").

        Every text goes through the model by itself, in one thread, with as many at a time as there are processors: what
        it becomes depends neither on the others nor on the threads of this process, and it is quicker than batches
        (docs/adr/0004).
        """
        import torch

        size = max(1, min(TASK_TEXTS, -(-len(texts) // self._threads)))
        tasks = [texts[at : at + size] for at in range(0, len(texts), size)]
        if len(tasks) == 1:  # a query does not wait for a thread to be made
            torch.set_num_threads(1)
            rows = self._run(texts, kind, with_tokens=with_tokens)
        else:
            workers = min(len(tasks), self._threads)
            with ThreadPoolExecutor(workers, "encode", initializer=torch.set_num_threads, initargs=(1,)) as pool:
                done = pool.map(lambda task: self._run(task, kind, with_tokens=with_tokens), tasks)
                rows = [row for task in done for row in task]
        tokens = [matrix for _, matrix in rows if matrix is not None]
        return Encoded(
            vectors=_unit(np.stack([vector for vector, _ in rows])),
            tokens=tokens if with_tokens and len(tokens) == len(texts) else None,
        )

    def _run(
        self, texts: Sequence[str], kind: str, *, with_tokens: bool
    ) -> list[tuple[NDArray[np.float32], NDArray[np.float32] | None]]:
        """The vector of each text, and those of its tokens when asked for and there."""
        import torch

        # inside autocast the products are in bfloat16, what adds up is in float32: nearer than all in bfloat16
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._bfloat16):
            return [self._run_one(text, self._prompts[kind], with_tokens=with_tokens) for text in texts]

    def _run_one(
        self, text: str, prompt: str, *, with_tokens: bool
    ) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
        ran = self._model.run(prompt + text)
        if not with_tokens or ran.tokens is None:
            return ran.vector, None
        keep = ran.is_word.copy()
        keep[: self._before[prompt]] = False
        return ran.vector, _unit(ran.tokens[keep])


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    result: NDArray[np.float32] = np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
    return result
