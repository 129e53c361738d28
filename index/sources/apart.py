"""Reads untrusted files in a separate process, within limits of memory and time for each."""

from __future__ import annotations

import logging
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from index.errors import UnreadableError
from index.sources.limits import READING_MEMORY_BYTES, READING_TIME_S

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class SeparateProcess:
    """Runs a function on one file after another; one that takes too long or brings the process down fails alone.

    Args:
        timeout_s: for one file.
    """

    def __init__(self, *, timeout_s: float = READING_TIME_S) -> None:
        self._timeout_s = timeout_s
        self._pool: ProcessPoolExecutor | None = None

    def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function of a module gives, run in the process; an UnreadableError: too long, or too much memory."""
        if self._pool is None:
            # a fresh process: a fork of one that runs the embedding model could hang on its threads
            self._pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_limit_memory)
        try:
            return self._pool.submit(function, *args, **kwargs).result(timeout=self._timeout_s)
        except TimeoutError as error:
            self.close()
            raise UnreadableError(f"het lezen duurde langer dan {self._timeout_s:.0f} seconden; afgebroken") from error
        except (BrokenProcessPool, MemoryError) as error:
            logger.warning("reading a file ended its process")
            self.close()
            raise UnreadableError("het lezen van dit bestand vroeg te veel geheugen; afgebroken") from error

    def close(self) -> None:
        """End the process; the next run starts another."""
        if self._pool is None:
            return
        for process in list((self._pool._processes or {}).values()):  # nothing else ends one that hangs
            process.kill()
        # its thread ends before the interpreter does: otherwise both may close the same pipe, which ends in a traceback
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (READING_MEMORY_BYTES, READING_MEMORY_BYTES))
