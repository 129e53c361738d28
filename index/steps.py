"""Batches of items, and the callback that is told how far some work is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called after each step with (steps done, steps in all)."""


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in their order, so many at a time; the last of them may be fewer."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
