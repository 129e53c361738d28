"""Harvests that are killed at random moments, and what must be the same afterwards."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from index.harvest.official.state import HarvestState
from index.store.vectors import forget_clients
from tests.conftest import REPOSITORY
from tests.index.build.test_builder import state_of
from tests.index.harvest.documents import Stuk, stuk
from tests.index.harvest.server import Bron, Seen, serving

PUBLICATIONS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """What kills in a row came to.

    Attributes:
        kills: of a harvest that was running.
        differences: from an undisturbed harvest of the same source; empty when there is none.
        seen: the requests, in order.
        twice: how often a document was fetched again.
    """

    kills: int
    differences: tuple[str, ...]
    seen: tuple[Seen, ...]
    twice: int


def kill_harvests(root: Path, kills: int, seed: int = 20) -> Killed:
    """Kills so many harvests of one source in a row, lets the last one end, and harvests the same undisturbed.

    Args:
        root: an empty folder.
        kills: how many; the source publishes more whenever a harvest was too quick.
        seed: of the moments.
    """
    chance = random.Random(seed)  # noqa: S311  # chance
    bron = Bron(fault_share=0.05)
    bron.put(*_items(PUBLICATIONS))
    broken = root / "broken"
    killed, count = 0, PUBLICATIONS
    with serving(bron) as server, _harvests() as running:
        while killed < kills:
            until = len(bron.seen) + chance.randrange(0, 5)
            child = running.begin(server.url, broken)
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
                bron.put(*_items(count))
        running.begin(server.url, broken)
        assert running.end() == 0
        _harvest_whole(running, root / "whole", count)
    forget_clients()
    whole, account = state_of(root / "whole"), _account_of(root / "whole")
    compared = (("corpus", state_of(broken), whole), ("account", _account_of(broken), account))
    answered = Counter(seen.path for seen in bron.seen if seen.status == 200 and seen.fault is None)
    return Killed(
        kills=killed,
        differences=tuple(name for name, one, other in compared if one != other),
        seen=tuple(bron.seen),
        twice=sum(count - 1 for path, count in answered.items() if "sru" not in path),
    )


class _Harvests:
    """Starts harvests in a process of their own, one after another."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._stdin, self._stdout = process.stdin, process.stdout
        assert self._stdout.readline() == "ready\n"

    def begin(self, url: str, data_dir: Path) -> int:
        self._stdin.write(f"{json.dumps([url, str(data_dir)])}\n")
        self._stdin.flush()
        return int(self._stdout.readline().split()[1])

    def end(self) -> int:
        return int(self._stdout.readline().split()[1])


@contextmanager
def _harvests() -> Iterator[_Harvests]:
    command = [sys.executable, "-m", "tests.index.harvest.zygote"]
    environment = os.environ | {"ANONYMIZED_TELEMETRY": "False"}
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield _Harvests(process)


def _items(count: int) -> list[Stuk]:
    return [
        stuk(n, soort="Mededeling" if n % 5 == 0 else "Antwoord", vormen=("html",) if n % 7 == 0 else ("xml", "pdf"))
        for n in range(1, count + 1)
    ]


def _account_of(data_dir: Path) -> dict[str, object]:
    state = HarvestState(data_dir)
    account = {
        "years": [asdict(year) for year in state.years()],
        "failed": state.failed(),
        "skipped": state.skipped(),
        "gone": state.gone(),
    }
    state.close()
    return account


def _harvest_whole(running: _Harvests, data_dir: Path, count: int) -> None:
    bron = Bron()
    bron.put(*_items(count))
    with serving(bron) as server:
        running.begin(server.url, data_dir)
        assert running.end() == 0
