"""Divides what was judged into folds, so that nothing is measured on what it was fitted on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS = 10
REPEATS = 3
SEED = 20240216
Group = TypeVar("Group", int, str)


def folds(groups: Sequence[Group], repeat: int) -> list[int]:
    """The fold of each item, another one in each repeat; items of one group are in one fold."""
    names = sorted(set(groups))
    order = np.random.default_rng(SEED + repeat).permutation(len(names)) % FOLDS
    fold = dict(zip(names, order.tolist(), strict=True))
    return [fold[group] for group in groups]


def scale_of(inputs: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and spread of each column."""
    return inputs.mean(axis=0), np.maximum(inputs.std(axis=0), 1e-9)
