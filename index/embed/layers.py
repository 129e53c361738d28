"""The layers of BERT as one function that PyTorch runs by itself: other threads of Python go on meanwhile.

Called from Python, each of its 200 steps waits until no other thread is in Python; beside a search that computes 10 ms
there the model took those 10 ms more. Nothing of it is rearranged: the numbers are those of the steps one by one.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional


def run_layers(found: Tensor, layers: list[list[Tensor]], heads: int, epsilon: float) -> Tensor:
    """The last layer, shape (1, tokens, dimension).

    Args:
        found: what the first layer is given, of the same shape.
        layers: the weights and biases of each, in the order of `LAYER_TENSORS`.
    """
    size = found.shape[2]
    shape = [1, found.shape[1], heads, size // heads]
    for part in layers:
        query = functional.linear(found, part[0], part[1]).view(shape).transpose(1, 2)
        key = functional.linear(found, part[2], part[3]).view(shape).transpose(1, 2)
        value = functional.linear(found, part[4], part[5]).view(shape).transpose(1, 2)
        attended = functional.scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape(found.shape)
        attended = functional.linear(attended, part[6], part[7])
        found = functional.layer_norm(attended + found, [size], part[8], part[9], epsilon)
        wide = functional.gelu(functional.linear(found, part[10], part[11]))
        narrow = functional.linear(wide, part[12], part[13])
        found = functional.layer_norm(narrow + found, [size], part[14], part[15], epsilon)
    return found


def by_itself() -> Callable[[Tensor, list[list[Tensor]], int, float], Tensor]:
    """`run_layers` as PyTorch runs it without Python."""
    with warnings.catch_warnings():  # it is no longer advised for what is given to others
        warnings.simplefilter("ignore", DeprecationWarning)
        compiled = torch.jit.script(run_layers)

    def run(found: Tensor, layers: list[list[Tensor]], heads: int, epsilon: float) -> Tensor:
        # as written: no trial runs, and no other rounding after them
        with torch.jit.optimized_execution(False):
            done: Tensor = compiled(found, layers, heads, epsilon)
        return done

    return run
