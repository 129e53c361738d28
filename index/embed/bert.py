"""The model that comes with the product, straight from its mapped weights: BERT in the functions of PyTorch.

sentence-transformers makes the same vectors of the same folder, to the last bit, but takes seconds of loading and half
a gigabyte of each process for code of which nothing is used here. The weights are pages that all processes share.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embed.forward import ModelOutput
from index.embed.tokens import Tokens
from index.errors import ModelError


class Bert:
    """One loaded model; any number of threads may run it.

    Args:
        folder: as `unpack_bundled_model` makes it.

    Raises:
        ModelError: the folder is not whole.
    """

    revision: str | None = None

    def __init__(self, folder: Path) -> None:
        try:
            self._read(folder)
        except Exception as error:  # safetensors and tokenizers raise kinds of their own
            raise ModelError(
                f"het uitgepakte taalmodel in {folder} is onbruikbaar ({str(error).splitlines()[0][:200] or error!r}): "
                "verwijder die map, dan wordt het opnieuw uitgepakt"
            ) from error

    def _read(self, folder: Path) -> None:
        from safetensors import safe_open
        from tokenizers import Tokenizer
        from torch.nn import Parameter

        from index.embed.layers import Layers, by_itself

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.dimension: int = config["hidden_size"]
        self.max_tokens: int = json.loads((folder / "sentence_bert_config.json").read_text("utf-8"))["max_seq_length"]
        own = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
        self.prompts: dict[str, str] = own["prompts"]
        self._tokens = Tokens(Tokenizer.from_file(str(folder / "tokenizer.json")))
        self.count, self.spans = self._tokens.count, self._tokens.spans
        with safe_open(folder / "model.safetensors", framework="pt") as weights:
            # parameters: autocast keeps those in bfloat16 that it converted, other tensors it converts again and again
            named = {name: Parameter(weights.get_tensor(name)) for name in weights.keys()}  # noqa: SIM118
        self._layers = Layers(
            named, config["num_hidden_layers"], config["num_attention_heads"], config["layer_norm_eps"]
        )
        self._run_by_itself = by_itself(self._layers)

    def before(self, prompt: str) -> int:
        """How many tokens stand before those of the text: those of the prompt, and the one that opens every text."""
        return len(self._ids(prompt.rstrip())) - 1  # its space belongs to the next token

    def run(self, text: str) -> ModelOutput:
        """The vector of a text, and those of its tokens."""
        import torch

        ids = self._ids(text)
        # what autocast converts it keeps for the steps of Python only
        run = self._layers if torch.is_autocast_enabled("cpu") else self._run_by_itself
        vector, tokens = run(torch.tensor([ids]))
        return ModelOutput(
            vector=np.asarray(vector.numpy()[0], dtype=np.float32),
            tokens=np.asarray(tokens.numpy()[0], dtype=np.float32),
            is_word=np.array([self._tokens.is_word(one) for one in ids], dtype=np.bool_),
        )

    def _ids(self, text: str) -> Sequence[int]:
        """The tokens of a text, cut to what the model reads, with those that stand around every text."""
        ids = self._tokens.ids(text)
        return ids if len(ids) <= self.max_tokens else [*ids[: self.max_tokens - 1], ids[-1]]
