from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import RetryLaterError
from index.harvest.http.pace import Pace, Rate
from tests.conftest import REPOSITORY

HOST = "zoek.example.org"


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pace_of(folder: Path, clock: Clock, **values: object) -> Pace:
    return Pace(folder, clock=clock, sleep=clock.sleep, **values)  # type: ignore[arg-type]


def take(pace: Pace, clock: Clock, lasts_s: float = 0.0, host: str = HOST) -> tuple[float, float]:
    with pace.turn(host):
        begin = clock.now
        clock.now += lasts_s
    return begin, clock.now


def most_in_a_window(moments: list[float], window_s: float) -> int:
    moments = sorted(moments)
    return max(sum(begin <= moment < begin + window_s for moment in moments) for begin in moments)


def test_ten_requests_in_thirty_seconds_is_the_rule(tmp_path: Path, clock: Clock) -> None:
    pace = pace_of(tmp_path, clock)
    begins = [take(pace, clock)[0] for _ in range(31)]
    assert begins[9] - begins[0] == 0
    assert begins[10] - begins[0] == 30
    assert begins[30] - begins[0] == 90
    assert most_in_a_window(begins, 30) == 10


@given(lasts=st.lists(st.floats(0, 70), min_size=11, max_size=40), seen_at=st.floats(0, 1))
def test_however_long_requests_last_the_host_never_sees_more(lasts: list[float], seen_at: float) -> None:
    import tempfile

    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        pace = pace_of(Path(folder), clock)
        seen = []
        for n, lasts_s in enumerate(lasts):
            begin, end = take(pace, clock, lasts_s)
            seen.append(begin + (end - begin) * (seen_at if n % 2 else 1 - seen_at))
    assert most_in_a_window(seen, 30 - 1e-3) <= 10


def test_a_restart_counts_what_was_asked_before_it(tmp_path: Path, clock: Clock) -> None:
    before = pace_of(tmp_path, clock)
    for _ in range(10):
        take(before, clock)
    begin, _ = take(pace_of(tmp_path, clock), clock)
    assert begin == 1_700_000_000 + 30


def test_every_host_has_a_pace_of_its_own(tmp_path: Path, clock: Clock) -> None:
    pace = pace_of(tmp_path, clock)
    for host in (HOST, "ander.example.org", "snel.example.org:8080"):
        for _ in range(10):
            take(pace, clock, host=host)
    assert clock.slept == []


def test_what_a_killed_process_asked_counts_from_when_it_is_noticed(tmp_path: Path, clock: Clock) -> None:
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    dead = int(done.stdout)
    turns = [[clock.now - 100 - n, None, dead] for n in range(10)]
    (tmp_path / f"{HOST}.json").write_text(json.dumps({"turns": turns, "not_before": 0}))
    begin, _ = take(pace_of(tmp_path, clock), clock)
    assert begin == 1_700_000_000 + 30


@pytest.mark.parametrize("text", ["{", "[]", '{"turns": [[1]]}', '{"turns": [], "not_before": 0}rest', "null"])
def test_a_damaged_file_means_wait_a_window(text: str, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / f"{HOST}.json").write_text(text)
    begin, _ = take(pace_of(tmp_path, clock), clock)
    assert begin == 1_700_000_000 + 30


def test_a_clock_that_was_set_back_does_not_stop_the_harvest(tmp_path: Path, clock: Clock) -> None:
    pace = pace_of(tmp_path, clock)
    for _ in range(10):
        take(pace, clock)
    clock.now -= 86_400
    begin, _ = take(pace, clock)
    assert begin == 1_700_000_000 - 86_400 + 30


def test_a_host_that_asks_for_time_gets_it_in_every_process(tmp_path: Path, clock: Clock) -> None:
    pace_of(tmp_path, clock).hold(HOST, 200)
    begin, _ = take(pace_of(tmp_path, clock), clock)
    assert begin == 1_700_000_000 + 200
    pace_of(tmp_path, clock, patience_s=900).hold(HOST, 1000)
    with pytest.raises(RetryLaterError, match=HOST):
        take(pace_of(tmp_path, clock), clock)


def test_a_request_that_fails_counts_too(tmp_path: Path, clock: Clock) -> None:
    pace = pace_of(tmp_path, clock)
    for _ in range(10):
        with pytest.raises(RuntimeError), pace.turn(HOST):
            raise RuntimeError
    assert take(pace, clock)[0] == 1_700_000_000 + 30


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="more than zero"):
        Rate(requests=0)


def test_threads_together_keep_the_pace(tmp_path: Path) -> None:
    pace = Pace(tmp_path, rate=Rate(requests=5, window_s=0.2))
    seen: list[float] = []

    def ask() -> None:
        for _ in range(5):
            with pace.turn(HOST):
                seen.append(time.time())

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 30
    assert most_in_a_window(seen, 0.2) <= 5


ASK = """
import sys, time
from pathlib import Path
from index.harvest.http.pace import Pace, Rate
pace = Pace(Path(sys.argv[1]), rate=Rate(requests=5, window_s=0.3))
for _ in range(8):
    with pace.turn("zoek.example.org"):
        print(time.time(), flush=True)
"""


def test_processes_together_keep_the_pace(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASK, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    seen = [float(line) for process in running for line in process.communicate(timeout=60)[0].splitlines()]
    assert len(seen) == 24
    assert most_in_a_window(seen, 0.3) <= 5
