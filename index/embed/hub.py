"""A model of one's own choice, by name or folder: loaded and run by sentence-transformers."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embed.forward import ModelOutput
from index.embed.tokens import Spans, Tokens, has_word
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class HubModel:
    """One loaded model; any number of threads may run it.

    Args:
        source: a hub name or a folder.

    Raises:
        ModelError: there is no such model, or it does not say how long its vectors are.
    """

    def __init__(self, source: str) -> None:
        self._model = _load(source)
        self._preparing = threading.Lock()  # a tokenizer says "already borrowed" to the second of two threads
        self._special = frozenset(self._model.tokenizer.all_special_ids)
        self._is_word = lru_cache(maxsize=65_536)(self._has_word)
        rust = getattr(self._model.tokenizer, "backend_tokenizer", None)
        self._tokens = Tokens(type(rust).from_str(rust.to_str())) if rust is not None else None  # None: one of its own
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ModelError(
                f"het model {source} zegt niet welke dimensie het heeft: kies een ander met KAMERVRAGEN_MODEL"
            )
        self.dimension = int(dimension)
        self.max_tokens = int(self._model.max_seq_length or 512)
        self.prompts: dict[str, str] = {name: text for name, text in (self._model.prompts or {}).items() if text}
        config = getattr(self._model[0].auto_model, "config", None)
        self.revision: str | None = getattr(config, "_commit_hash", None)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, those around every text included."""
        if self._tokens is None:
            return [len(ids) for ids in self._model.tokenizer(list(texts))["input_ids"]]
        return self._tokens.count(texts)

    def spans(self, texts: Sequence[str]) -> list[Spans]:
        """Offsets of the tokens of each text with a letter or digit, in order; none when the tokenizer cannot tell."""
        return self._tokens.spans(texts) if self._tokens is not None else [()] * len(texts)

    def before(self, prompt: str) -> int:
        """How many tokens stand before those of the text: those of the prompt, and the one that opens every text."""
        ids = self._model.preprocess([prompt.rstrip()]).get("input_ids")  # its space belongs to the next token
        return int(ids.shape[1]) - 1 if ids is not None else 0

    def run(self, text: str) -> ModelOutput:
        """The vector of a text, and those of its tokens where the model has them."""
        with self._preparing:
            features = self._model.preprocess([text])
        output = self._model(features)
        vector = np.asarray(output["sentence_embedding"].float().numpy()[0], dtype=np.float32)
        if "token_embeddings" not in output or "input_ids" not in features:
            return ModelOutput(vector=vector, tokens=None, is_word=np.zeros(0, dtype=np.bool_))
        ids = features["input_ids"].numpy()[0].tolist()
        is_word = np.array([self._is_word(one) for one in ids], dtype=np.bool_)
        return ModelOutput(
            vector=vector,
            tokens=np.asarray(output["token_embeddings"].float().numpy()[0], dtype=np.float32),
            is_word=is_word & features["attention_mask"].numpy()[0].astype(np.bool_),
        )

    def _has_word(self, token_id: int) -> bool:
        return token_id not in self._special and has_word(self._model.tokenizer.convert_ids_to_tokens(token_id))


def _load(source: str) -> SentenceTransformer:
    local = Path(source).is_dir()
    if local:  # the hub is asked only when a model of the hub is named
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    try:
        return SentenceTransformer(source, device="cpu", model_kwargs={"dtype": torch.float32}, local_files_only=local)
    except Exception as error:  # sentence-transformers raises many kinds for a model that is not there
        raise ModelError(
            f"kan het taalmodel {source!r} niet laden: {str(error).splitlines()[0] if str(error) else error!r}; "
            "geef met KAMERVRAGEN_MODEL een map of naam van sentence-transformers, of laat die weg"
        ) from error
