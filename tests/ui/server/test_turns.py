from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui.server.turns import Turns, processors

WAIT_S = 10.0


def test_no_more_work_at_a_time_than_there_are_places() -> None:
    turns = Turns(2)
    lock = threading.Lock()
    at_work: list[int] = [0]
    most: list[int] = []

    def work(_: int) -> None:
        with turns.take():
            with lock:
                at_work[0] += 1
                most.append(at_work[0])
            time.sleep(0.002)
            with lock:
                at_work[0] -= 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(work, range(60)))
    assert len(most) == 60
    assert max(most) == 2


def test_who_waits_longest_goes_first_and_before_a_newcomer() -> None:
    turns = Turns(1)
    order: list[int] = []

    def work(number: int) -> None:
        with turns.take():
            order.append(number)

    with turns.take():
        waiting = []
        for number in range(5):
            thread = threading.Thread(target=work, args=(number,))
            thread.start()
            waiting.append(thread)
            _until(lambda count=number + 1: len(turns._waiting) == count)  # type: ignore[misc]
    work(99)  # comes as the place is handed on
    for thread in waiting:
        thread.join(WAIT_S)
    assert order[0] == 0
    assert [number for number in order if number != 99] == [0, 1, 2, 3, 4]
    assert order.index(99) == 5


def test_a_place_is_handed_on_after_an_error() -> None:
    turns = Turns(1)
    with pytest.raises(ValueError, match="stuk"), turns.take():
        raise ValueError("stuk")
    with turns.take():
        pass


def test_what_can_wait_goes_on_when_nobody_computes_or_waits() -> None:
    turns = Turns(1)
    turns.wait_until_idle(WAIT_S)
    done: list[str] = []

    def ask(name: str) -> None:
        with turns.take():
            time.sleep(0.02)
            done.append(name)

    with ThreadPoolExecutor(3) as pool:
        with turns.take():
            later = pool.submit(lambda: (turns.wait_until_idle(WAIT_S), done.append("later")))
            asked = [pool.submit(ask, name) for name in ("one", "two")]
            _until(lambda: len(turns._waiting) == len(asked))
        later.result(WAIT_S)
    assert done == ["one", "two", "later"]


def test_what_can_wait_does_not_wait_for_ever_where_somebody_always_computes() -> None:
    turns = Turns(1)
    with turns.take():
        start = time.monotonic()
        turns.wait_until_idle(0.05)
        assert time.monotonic() - start < WAIT_S


def test_without_a_place_nothing_would_ever_run() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Turns(0)


def test_there_is_a_processor() -> None:
    assert processors() >= 1


def _until(condition: object) -> None:
    assert callable(condition)
    end = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.001)
