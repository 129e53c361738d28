"""BERT from token ids to vectors as one function that PyTorch runs by itself: other threads of Python go on meanwhile.

Called from Python, each of its 200 steps waits until no other thread is in Python, and so does letting go of each
weight that was handed over for a call; beside a search that computes 10 ms there the model took those 10 ms more. So it
holds its weights. Nothing is rearranged: the numbers are those of the steps one by one.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping

import torch
from torch import Tensor
from torch.nn import Module, functional

from index.embed.bundled_model import LAYER_TENSORS

MOST_MASKED = 1e-9  # as sentence-transformers divides by
EMBEDDINGS = ("word", "token_type", "position")


class Layers(Module):
    """The vector of a text, shape (1, dimension), and those of its tokens, shape (1, tokens, dimension).

    Args:
        weights: by their name in the file.
    """

    def __init__(self, weights: Mapping[str, Tensor], layers: int, heads: int, epsilon: float) -> None:
        super().__init__()
        norm = [weights[f"embeddings.LayerNorm.{kind}"] for kind in ("weight", "bias")]
        self.embeddings = [*(weights[f"embeddings.{kind}_embeddings.weight"] for kind in EMBEDDINGS), *norm]
        self.layers = [
            [
                weights[f"encoder.layer.{n}.{part}.{kind}"]
                for part in LAYER_TENSORS.values()
                for kind in ("weight", "bias")
            ]
            for n in range(layers)
        ]
        self.heads = heads
        self.epsilon = epsilon
        self.most_masked = MOST_MASKED

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Of the tokens of one text, shape (1, tokens)."""
        words, kinds, places, norm, offset = self.embeddings
        found = functional.embedding(ids, words) + kinds[0] + places[: ids.shape[1]]
        size = found.shape[2]
        found = functional.layer_norm(found, [size], norm, offset, self.epsilon)
        shape = [1, found.shape[1], self.heads, size // self.heads]
        for part in self.layers:
            query = functional.linear(found, part[0], part[1]).view(shape).transpose(1, 2)
            key = functional.linear(found, part[2], part[3]).view(shape).transpose(1, 2)
            value = functional.linear(found, part[4], part[5]).view(shape).transpose(1, 2)
            attended = functional.scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape(found.shape)
            attended = functional.linear(attended, part[6], part[7])
            found = functional.layer_norm(attended + found, [size], part[8], part[9], self.epsilon)
            wide = functional.gelu(functional.linear(found, part[10], part[11]))
            narrow = functional.linear(wide, part[12], part[13])
            found = functional.layer_norm(narrow + found, [size], part[14], part[15], self.epsilon)
        mask = torch.ones([1, ids.shape[1], 1]).expand(found.size())
        mean = torch.sum(found * mask, 1) / torch.clamp(mask.sum(1), min=self.most_masked)
        return functional.normalize(mean, p=2.0, dim=1).float(), found.float()


def by_itself(layers: Layers) -> Callable[[Tensor], tuple[Tensor, Tensor]]:
    """The same as PyTorch runs it without Python."""
    with warnings.catch_warnings():  # it is no longer advised for what is given to others
        warnings.simplefilter("ignore", DeprecationWarning)
        compiled = torch.jit.script(layers)

    def run(ids: Tensor) -> tuple[Tensor, Tensor]:
        # as written: no trial runs, and no other rounding after them
        with torch.jit.optimized_execution(False):
            done: tuple[Tensor, Tensor] = compiled(ids)
        return done

    return run
