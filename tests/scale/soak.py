"""Asks at every front door while an ingest adds publications and is killed: nobody may crash, or find wrong or nothing.

The app with its API in one process, command lines one after the other, and an ingest that is ended with SIGKILL.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.scale.build import GROWING_BATCH
from tests.scale.doors import (
    ANSWER_S,
    TOP,
    Asked,
    ask_api,
    differences_in,
    going_round,
    own_mb,
    passages_of,
    questions_about,
    run_patiently,
    run_together,
    serving,
)

READERS = 4
SETTLE_S = 300.0  # what memory grows in before this (or a third of the time) is not counted
SAMPLE_S = 5.0
KILL_AFTER_S = (0.0, 4.0)  # after passages came in
GROWN_BLOCKS = 6  # between two ends of an ingest
LOOK_S, LOOK_PATIENTLY_S = 0.2, 2.0  # between two looks at how many came in; the second where many must
KILL_AFTER_PASSAGES = (1, 24_000)  # where many must come in: a slow machine sees as many kills as a fast one
BLOCK_PASSAGES = 900  # at least
LARGE_BATCH = 200  # publications per commit where many must come in
MAX_GROWTH = 0.10
PATIENT = ("nice", "-n", "10")  # command lines load the model again and again: the ingest would stand still


@dataclass(slots=True)
class Tally:
    """What happened.

    Attributes:
        passages: in the corpus at the beginning, and when the asking ended.
        wanted: how many had to come in meanwhile.
    """

    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    kills: int = 0
    ingests: int = 0
    memory_mb: list[float] = field(default_factory=list)
    passages: tuple[int, int] = (0, 0)
    wanted: int = 0
    differences: int = 0

    @property
    def growth(self) -> float:
        """Of the memory of the app, from the first sample that counts to the highest after it."""
        return max(self.memory_mb) / self.memory_mb[0] - 1 if self.memory_mb else 0.0

    @property
    def is_good(self) -> bool:
        """Whether everything held."""
        enough = all(self.answers[door] for door in ("app", "api", "command line"))
        has_come = self.passages[1] - self.passages[0] >= self.wanted
        return enough and has_come and not self.faults and not self.differences and self.growth <= MAX_GROWTH

    def to_json(self) -> dict[str, object]:
        """For printing."""
        return {
            "answers": dict(self.answers),
            "faults": self.faults,
            "kills": self.kills,
            "ingests": self.ingests,
            "passages": self.passages,
            "memory_mb": [self.memory_mb[0], max(self.memory_mb)] if self.memory_mb else [],
            "growth": round(self.growth, 3),
            "differences": self.differences,
            "is_good": self.is_good,
        }


def soak(data_dir: Path, minutes: float, *, passages: int = 0, seed: int = 0) -> Tally:
    """Asks for so many minutes, then compares the indexes with the catalogue.

    Args:
        data_dir: a corpus that may grow: a copy.
        minutes: without the start of the app and the comparison.
        passages: how many must come in meanwhile; then every ingest is killed until they are there.
        seed: of when is killed and what is asked.
    """
    tally = Tally(wanted=passages)
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    questions = questions_about(data_dir, chance)
    before = passages_of(data_dir)
    stop = threading.Event()
    with serving(data_dir) as (server, address):
        seconds = 60 * minutes
        counts_from = time.monotonic() + min(SETTLE_S, seconds / 3)

        def loop(work: Callable[[], None], pause_s: float = 0.2) -> threading.Thread:
            return going_round(stop, tally.faults, work, lambda: pause_s)

        def watch() -> None:
            if server.poll() is not None:
                tally.faults.append(f"the app ended with {server.returncode}")
                stop.set()
            elif time.monotonic() > counts_from:
                tally.memory_mb.append(own_mb(server.pid))

        ingest = _Ingest(data_dir, tally, chance, stop)
        threads = [
            *(loop(lambda: _ask_command_line(data_dir, chance.choice(questions), tally)) for _ in range(READERS)),
            loop(lambda: _ask_api(address, chance.choice(questions), tally)),
            loop(lambda: _look_at_app(address, tally), 1.0),
            loop(watch, SAMPLE_S),
            loop(ingest.run_once),
        ]
        run_together(threads, stop, seconds)
    tally.passages = (before, passages_of(data_dir))
    ingest.finish()
    tally.differences = differences_in(data_dir)
    return tally


class _Ingest:
    """Adds publications, and is killed in the middle of it; every third time it may end where no number is wanted."""

    def __init__(self, data_dir: Path, tally: Tally, chance: random.Random, stop: threading.Event) -> None:
        self._data_dir = data_dir
        self._tally = tally
        self._chance = chance
        self._stop = stop
        self._blocks = -(-tally.wanted // BLOCK_PASSAGES) or GROWN_BLOCKS
        self._batch = LARGE_BATCH if tally.wanted else GROWING_BATCH
        self._until = passages_of(data_dir) + tally.wanted
        self._runs = 0

    def run_once(self) -> None:
        if self._tally.wanted and passages_of(self._data_dir) >= self._until:
            self._stop.wait()
            return
        self._runs += 1
        growing = subprocess.Popen(
            self._command(self._blocks), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        may_end = self._runs % 3 == 0 and not self._tally.wanted
        more = self._chance.randint(*KILL_AFTER_PASSAGES) if self._tally.wanted else 1
        wait_s = self._chance.uniform(*KILL_AFTER_S)
        is_adding = not may_end and self._adds(growing, more) and not self._stop.wait(wait_s)
        if is_adding or self._tally.wanted:  # also where the time is over before anything came in
            growing.send_signal(signal.SIGKILL)
        _, errors = growing.communicate()
        if growing.returncode == -signal.SIGKILL:
            self._tally.kills += 1
        elif growing.returncode:
            self._tally.faults.append(f"ingest: {errors.strip().splitlines()[-1]}")
        else:
            self._tally.ingests += 1
            self._blocks += GROWN_BLOCKS

    def _adds(self, growing: subprocess.Popen[str], count: int) -> bool:
        """Waits until so many passages came in, or as many as are wanted in all."""
        before = passages_of(self._data_dir)
        until = before + count
        if self._tally.wanted:
            until = min(until, self._until)
        while growing.poll() is None and not self._stop.wait(LOOK_PATIENTLY_S if self._tally.wanted else LOOK_S):
            if passages_of(self._data_dir) >= until:
                return True
        return False

    def finish(self) -> None:
        """Ends what was killed last; where a number is wanted, no more is added than came in while others asked."""
        done = subprocess.run(
            self._command(0 if self._tally.wanted else self._blocks), capture_output=True, text=True, check=False
        )
        if done.returncode:
            self._tally.faults.append(f"ingest: {done.stderr.strip().splitlines()[-1]}")

    def _command(self, blocks: int) -> list[str]:
        module = [sys.executable, "-m", "tests.scale", "grow", str(blocks)]
        return [*module, "--batch", str(self._batch), "--data-dir", str(self._data_dir)]


def _ask_command_line(data_dir: Path, asked: Asked, tally: Tally) -> None:
    options = ["--ministerie", asked.ministerie] if asked.ministerie else []
    command = [sys.executable, "-m", "ui.cli.main", "search", asked.text, "--json", "--top", str(TOP), *options]
    run = run_patiently([*PATIENT, *command, "--data-dir", str(data_dir)])
    fault = asked.fault(json.loads(run.stdout)) if run.returncode == 0 else f"{run.returncode}: {run.stderr[-300:]}"
    _note(tally, "command line", asked, fault)


def _ask_api(address: str, asked: Asked, tally: Tally) -> None:
    _note(tally, "api", asked, ask_api(address, asked))


def _look_at_app(address: str, tally: Tally) -> None:
    with urllib.request.urlopen(address, timeout=ANSWER_S) as page:  # noqa: S310  # our own
        tally.answers["app"] += 1
        if b"<html" not in page.read():
            tally.faults.append("app: no page")


def _note(tally: Tally, door: str, asked: Asked, fault: str | None) -> None:
    tally.answers[door] += 1
    if fault is not None:
        tally.faults.append(f"{door}: {asked.text!r}: {fault}")
