"""Runs a sentence-transformers model over texts: one pass gives the vector of a text and those of its tokens."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

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


class ModelRunner:
    """Runs one loaded model; the same object may serve several threads.

    Args:
        model: loaded.
        prompts: the texts put before a "query" and a "passage"; their tokens are left out.
        bfloat16: multiply in bfloat16: faster where the processor can, a little less exact.
    """

    def __init__(self, model: SentenceTransformer, prompts: dict[str, str], *, bfloat16: bool = False) -> None:
        self._model = model
        self._bfloat16 = bfloat16
        self._prompts = prompts
        self._prompt_tokens = {prompt: self._count(prompt) for prompt in set(prompts.values())}
        self._is_word: dict[int, bool] = {}
        self._preparing = threading.Lock()  # a tokenizer says "already borrowed" to the second of two threads

    def encode(self, texts: Sequence[str], kind: str, *, with_tokens: bool) -> Encoded:
        """Encodes texts after the prompt of their kind ("query" or "passage").

        Every text goes through the model by itself, in one thread, with as many at a time as there are processors: what
        it becomes depends neither on the others nor on the threads of this process, and it is quicker than batches
        (docs/adr/0004).
        """
        import torch

        if not texts:
            return Encoded(vectors=np.empty((0, 0), dtype=np.float32), tokens=[] if with_tokens else None)
        size = max(1, min(TASK_TEXTS, -(-len(texts) // torch.get_num_threads())))
        tasks = [texts[at : at + size] for at in range(0, len(texts), size)]
        workers = min(len(tasks), torch.get_num_threads())
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
        with self._preparing:
            features = self._model.preprocess([prompt + text])
        output = self._model(features)
        vector = np.asarray(output["sentence_embedding"].float().numpy()[0], dtype=np.float32)
        if not with_tokens or "token_embeddings" not in output or "input_ids" not in features:
            return vector, None
        keep = features["attention_mask"].numpy()[0].astype(bool) & self._words(features["input_ids"].numpy()[0])
        keep[: self._prompt_tokens[prompt]] = False
        return vector, _unit(output["token_embeddings"].float().numpy()[0][keep])

    def _words(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which tokens have a letter or digit and are no special token."""
        unknown = [int(i) for i in np.unique(ids) if int(i) not in self._is_word]
        if unknown:
            tokenizer = self._model.tokenizer
            special = set(tokenizer.all_special_ids)
            for token_id, piece in zip(unknown, tokenizer.convert_ids_to_tokens(unknown), strict=True):
                self._is_word[token_id] = token_id not in special and any(char.isalnum() for char in piece)
        return np.array([self._is_word[int(i)] for i in ids], dtype=bool)

    def _count(self, prompt: str) -> int:
        """Tokens before the text: the prompt's own and the one that opens every text."""
        if not prompt:
            return 0
        ids = self._model.preprocess([prompt.rstrip()]).get("input_ids")  # its space belongs to the next token
        return int(ids.shape[1]) - 1 if ids is not None else 0


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    result: NDArray[np.float32] = np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
    return result
