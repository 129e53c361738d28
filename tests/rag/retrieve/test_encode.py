"""What is done beside a search is done in threads of the process that searches."""

from __future__ import annotations

import os
import time
from concurrent.futures import Future
from contextlib import suppress
from threading import Event, Timer

import pytest

from index.store.corpus import Corpus
from rag.retrieve.encode import Beside


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_a_fork_of_a_process_that_searched_has_threads_of_its_own(corpus: Corpus) -> None:
    own = Beside(corpus).run(os.getpid).result()
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(TimeoutError):
            code = 0 if Beside(corpus).run(os.getpid).result(timeout=20) == os.getpid() else 2
        os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    assert own == os.getpid()


def test_what_fails_beside_the_model_is_told(corpus: Corpus) -> None:
    def fail() -> None:
        raise LookupError("weg")

    begun = Beside(corpus).encode_after("drones", fail)
    with pytest.raises(LookupError, match="weg"):
        begun.result()


def test_the_model_has_begun_before_what_is_done_beside_it(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def encode(*_: object) -> None:
        time.sleep(0.05)  # as the model takes its time in Python before it begins
        order.append("the model")

    monkeypatch.setattr("rag.retrieve.encode.HEAD_START_S", 0.2)
    monkeypatch.setattr("rag.retrieve.encode.encode", encode)
    Beside(corpus).encode_after("drones", order.append, "beside it").result()
    assert order == ["the model", "beside it"]


def test_nothing_that_a_search_began_goes_on_after_it_failed(corpus: Corpus) -> None:
    running, may_end = Event(), Event()
    begun_later: list[Future[bool]] = []

    def read(threads: Beside) -> None:
        running.set()
        begun_later.append(threads.run(may_end.wait, 20))

    with pytest.raises(LookupError), Beside(corpus) as threads:
        begun = threads.run(read, threads)
        assert running.wait(20)
        Timer(0.2, may_end.set).start()
        raise LookupError("weg")
    assert begun.done()
    assert begun_later[0].done()
