from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from index.harvest.official.state import HarvestState
from index.store.vectors import forget_clients
from tests.conftest import REPOSITORY
from tests.index.build.test_builder import state_of
from tests.index.harvest.documents import Stuk, stuk
from tests.index.harvest.server import Bron, busiest_window, serving
from tests.index.harvest.zygote import RATE

KILLS = 25
PUBLICATIONS = 80


def items(count: int = PUBLICATIONS) -> list[Stuk]:
    return [
        stuk(n, soort="Mededeling" if n % 5 == 0 else "Antwoord", vormen=("html",) if n % 7 == 0 else ("xml", "pdf"))
        for n in range(1, count + 1)
    ]


class Harvests:
    """Starts harvests in a process of their own, one after another."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._stdin, self._stdout = process.stdin, process.stdout
        assert self._stdout.readline() == "ready\n"

    def begin(self) -> int:
        self._stdin.write("\n")
        self._stdin.flush()
        return int(self._stdout.readline().split()[1])

    def end(self) -> int:
        return int(self._stdout.readline().split()[1])


@contextmanager
def harvests(url: str, data_dir: Path) -> Iterator[Harvests]:
    command = [sys.executable, "-m", "tests.index.harvest.zygote", url, str(data_dir)]
    environment = os.environ | {"ANONYMIZED_TELEMETRY": "False"}
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield Harvests(process)


def account_of(data_dir: Path) -> dict[str, object]:
    state = HarvestState(data_dir)
    account = {
        "years": [asdict(year) for year in state.years()],
        "failed": state.failed(),
        "skipped": state.skipped(),
        "gone": state.gone(),
    }
    state.close()
    return account


def harvest_whole(data_dir: Path, count: int) -> tuple[dict[str, object], dict[str, object]]:
    bron = Bron()
    bron.put(*items(count))
    with serving(bron) as server, harvests(server.url, data_dir) as running:
        running.begin()
        assert running.end() == 0
    forget_clients()
    return state_of(data_dir), account_of(data_dir)


def test_a_harvest_killed_at_random_points_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    chance = random.Random(20)  # noqa: S311  # chance
    bron = Bron(fault_share=0.05)
    bron.put(*items())
    broken = tmp_path / "broken"
    killed, count = 0, PUBLICATIONS
    with serving(bron) as server, harvests(server.url, broken) as running:
        while killed < KILLS:
            until = len(bron.seen) + chance.randrange(0, 5)
            child = running.begin()
            give_up = time.monotonic() + chance.choice((0.3, 0.6))
            while len(bron.seen) < until and time.monotonic() < give_up:
                time.sleep(0.002)
            time.sleep(chance.choice((0.0, 0.01, 0.05, 0.1, 0.2)))
            with suppress(ProcessLookupError):  # it was done
                os.kill(child, signal.SIGKILL)
            status = running.end()
            assert status in (-signal.SIGKILL, 0)
            killed += status == -signal.SIGKILL
            if status == 0:  # a quick machine: the source publishes more, so that there is something to kill
                count += PUBLICATIONS // 2
                bron.put(*items(count))
        running.begin()
        assert running.end() == 0
    forget_clients()
    whole, account = harvest_whole(tmp_path / "whole", count)
    assert state_of(broken) == whole
    assert account_of(broken) == account
    assert busiest_window(bron.seen, RATE.window_s) <= RATE.requests
    answered = Counter(seen.path for seen in bron.seen if seen.status == 200 and seen.fault is None)
    assert sum(count - 1 for path, count in answered.items() if "sru" not in path) <= KILLS
