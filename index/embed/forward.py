"""Runs a sentence-transformers model over texts: one pass gives the vector of a text and those of its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

BATCH_SIZE = 16  # larger batches were slower on two cores: 16 beats 32 and 64 (docs/adr/0004)


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

    def encode(self, texts: Sequence[str], kind: str, *, with_tokens: bool) -> Encoded:
        """Encodes texts after the prompt of their kind ("query" or "passage"), in batches of like length."""
        import torch

        prompt = self._prompts[kind]
        order = sorted(range(len(texts)), key=lambda n: -len(texts[n]))
        vectors: list[NDArray[np.float32] | None] = [None] * len(texts)
        tokens: list[NDArray[np.float32] | None] = [None] * len(texts)
        # inside autocast the products are in bfloat16, what adds up is in float32: nearer than all in bfloat16, and
        # the weights are converted once for all batches
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._bfloat16):
            for at in range(0, len(order), BATCH_SIZE):
                rows = order[at : at + BATCH_SIZE]
                features = self._model.preprocess([prompt + texts[n] for n in rows])
                output = self._model(features)
                batch = np.asarray(output["sentence_embedding"].float().numpy(), dtype=np.float32)
                for row, n in enumerate(rows):
                    vectors[n] = batch[row]
                if with_tokens and "token_embeddings" in output and "input_ids" in features:
                    states = output["token_embeddings"].float().numpy()
                    ids = features["input_ids"].numpy()
                    mask = features["attention_mask"].numpy().astype(bool)
                    for row, n in enumerate(rows):
                        keep = mask[row] & self._words(ids[row])
                        keep[: self._prompt_tokens[prompt]] = False
                        tokens[n] = _unit(states[row][keep])
        stacked = np.stack([v for v in vectors if v is not None]) if texts else np.empty((0, 0), dtype=np.float32)
        found = [matrix for matrix in tokens if matrix is not None]
        return Encoded(vectors=_unit(stacked), tokens=found if with_tokens and len(found) == len(texts) else None)

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
