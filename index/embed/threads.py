"""Sets how threads of the model and of Python wait and take memory, and shares work out among threads."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from typing import TypeVar

POLICY = "OMP_WAIT_POLICY"
M_ARENA_MAX = -8  # of mallopt
POOLS = 2
TURN_S = 0.0005
PARTS = max(1, min(8, os.cpu_count() or 1))  # done at the same time
T = TypeVar("T")


def prepare_threads() -> None:
    """Lets a thread that waits sleep, and all threads take memory from a few pools; what the user chose stays.

    By default a thread that waits keeps its processor busy for some milliseconds: beside another busy program one query
    took 1,500 ms, with sleeping threads 40 ms. The library of the threads reads this when it is loaded, which the model
    does and other libraries may do before it: so every front door calls this first.

    By default glibc gives each thread a pool of its own, up to eight for each processor, and what one of them let go of
    is of no use to the others: twelve minutes of load came to 652 MB with two pools, and to 770 MB without.
    """
    os.environ.setdefault(POLICY, "PASSIVE")
    if "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(AttributeError, OSError, TypeError):  # another library of memory, or another system
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, POOLS)


def give_memory_back() -> None:
    """Gives the system what was let go of in large pieces: the libraries keep it for pieces of that size."""
    with suppress(AttributeError, OSError, TypeError):  # another library of memory, or another system
        ctypes.CDLL(None).malloc_trim(0)


def take_short_turns() -> None:
    """Lets threads of Python take turns ten times as often.

    A search goes on in Python while the model works; whenever the model needs Python it waits for the end of a turn, of
    5 ms by default: a query of 18 ms took 29 beside 10 ms of searching, with shorter turns 21.
    """
    sys.setswitchinterval(TURN_S)


def in_parts(work: Callable[[slice], T], length: int, least: int) -> list[T]:
    """What `work` gives for parts of so many items, in order, as many at the same time as there are processors.

    A part that no thread has begun with when the first is done is done here: other work may have the processors.

    Args:
        work: computes outside Python most of the time, or the parts wait for each other.
        length: how many items there are.
        least: a part has no fewer, unless there are no more; fewer are done before a thread has begun.
    """
    size = max(least, -(-length // PARTS))
    parts = [slice(at, min(at + size, length)) for at in range(0, length, size)]
    begun = [(part, _pool().submit(work, part)) for part in parts[1:]]
    found = [work(part) for part in parts[:1]]
    return [*found, *(work(part) if one.cancel() else one.result() for part, one in begun)]


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(PARTS, "part")
