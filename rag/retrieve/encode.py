"""Encodes the query once, beside the search, for the search and the answer together."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import lru_cache
from threading import Lock
from typing import Any, ParamSpec, Self, TypeVar

from index.embed.embedding import TokenEncoder
from index.embed.forward import Encoded
from index.store.corpus import Corpus
from rag.values import SearchResult

P = ParamSpec("P")
T = TypeVar("T")
HEAD_START_S = 0.0008  # the model is out of Python by then; a thread that is in Python keeps it waiting for a turn
AT_ONCE = 64  # of all searches together; a thread is made when none is idle


def encode(corpus: Corpus, text: str) -> Encoded:
    """The vector of a query, with those of its tokens where this corpus can compare them, in one pass of the model."""
    if corpus.manifest.has_tokens and isinstance(corpus.encoder, TokenEncoder):
        return corpus.encoder.encode_query_tokens(text)
    return Encoded(vectors=corpus.encoder.encode_query(text)[None, :], tokens=None)


class Beside:
    """Runs work in threads beside one search, and ends with it: none goes on after the search, however it ended.

    Who closes or replaces the corpus after a search does not find a thread that still reads it: SQLite ends the process
    for that. The threads are there already: one that is made is waited for, on a busy machine for some milliseconds.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._lock = Lock()
        self._begun: dict[str, Future[Encoded]] = {}
        self._running: list[Future[Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while running := [one for one in self._running if not one.done() and not one.cancel()]:
            wait(running)  # which may have begun more

    def encode_after(self, text: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Begins something in a thread, and encodes a text in this one: when the model is done nobody need be woken."""

        def after() -> T:
            time.sleep(HEAD_START_S)
            return work(*args, **kwargs)

        coming: Future[Encoded] = Future()
        self._begun[text] = coming
        begun = self.run(after)
        coming.set_result(encode(self._corpus, text))
        return begun

    def encode(self, text: str) -> Future[Encoded]:
        """Begins `encode` of a text, unless that was begun before."""
        with self._lock:
            if text not in self._begun:
                self._begun[text] = self.run(encode, self._corpus, text)
            return self._begun[text]

    def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Begins something that mostly computes outside Python, and waits for nothing that is begun here."""
        begun = _pool(os.getpid()).submit(work, *args, **kwargs)
        self._running.append(begun)
        return begun


@lru_cache(maxsize=1)
def _pool(process: int) -> ThreadPoolExecutor:
    """The threads of a process: those of the one that it was forked from are not there."""
    return ThreadPoolExecutor(AT_ONCE, "query")


def encoded(corpus: Corpus, result: SearchResult) -> Encoded:
    """The vectors that a search was done with; made now where it needed none, as a look-up by number."""
    return result.encoded or encode(corpus, result.text)
