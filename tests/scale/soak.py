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
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.store.catalogue import Catalogue
from ui.server.listen import free_port

READERS = 4
SETTLE_S = 300.0  # what memory grows in before this (or a third of the time) is not counted
SAMPLE_S = 5.0
ANSWER_S = 300.0
START_S = 300.0
KILL_AFTER_S = (0.0, 4.0)  # after the first passages came in
GROWN_BLOCKS = 6  # of some forty publications, between two ends of an ingest
TOP = 10
MAX_GROWTH = 0.10


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with what its answer must be.

    Attributes:
        first: the publication that must come first; None: any.
        ministerie: what every result must be from; None: any.
    """

    text: str
    first: str | None = None
    ministerie: str | None = None

    def fault(self, answer: Mapping[str, Any]) -> str | None:
        """What is wrong with the answer of a search; None: nothing."""
        results = answer.get("results", [])
        if not results:
            return "nothing found"
        if self.first is not None and results[0]["publication_id"] != self.first:
            return f"{results[0]['publication_id']} came first"
        if self.first is None and len(results) != TOP:
            return f"{len(results)} results"
        for result in results:
            if self.ministerie is not None and self.ministerie not in result["ministeries"]:
                return f"{result['pair_id']} is not from {self.ministerie}"
            if not (result["antwoord"] and result["pair_id"].startswith(result["publication_id"])):
                return f"{result['pair_id']} has no answer"
        return None


@dataclass(slots=True)
class Tally:
    """What happened."""

    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    kills: int = 0
    ingests: int = 0
    memory_mb: list[float] = field(default_factory=list)
    passages: tuple[int, int] = (0, 0)
    differences: int = 0

    @property
    def growth(self) -> float:
        """Of the memory of the app, from the first sample that counts to the highest after it."""
        return max(self.memory_mb) / self.memory_mb[0] - 1 if self.memory_mb else 0.0

    @property
    def is_good(self) -> bool:
        """Whether everything held."""
        enough = all(self.answers[door] for door in ("app", "api", "command line"))
        return enough and not self.faults and not self.differences and self.growth <= MAX_GROWTH

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


def soak(data_dir: Path, minutes: float, *, seed: int = 0) -> Tally:
    """Asks for so many minutes, then compares the indexes with the catalogue.

    Args:
        data_dir: a corpus that may grow: a copy.
        minutes: without the start of the app and the comparison.
        seed: of when is killed and what is asked.
    """
    tally = Tally()
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    questions = _questions(data_dir, chance)
    before = _passages(data_dir)
    stop = threading.Event()
    with _serving(data_dir) as (server, address):
        seconds = 60 * minutes
        counts_from = time.monotonic() + min(SETTLE_S, seconds / 3)

        def loop(work: Callable[[], None], pause_s: float = 0.2) -> threading.Thread:
            def run() -> None:
                while not stop.wait(pause_s):
                    try:
                        work()
                    except Exception as error:
                        tally.faults.append(f"{type(error).__name__}: {error}")

            return threading.Thread(target=run)

        def watch() -> None:
            if server.poll() is not None:
                tally.faults.append(f"the app ended with {server.returncode}")
                stop.set()
            elif time.monotonic() > counts_from:
                tally.memory_mb.append(_own_mb(server.pid))

        ingest = _Ingest(data_dir, tally, chance, stop)
        threads = [
            *(loop(lambda: _ask_command_line(data_dir, chance.choice(questions), tally)) for _ in range(READERS)),
            loop(lambda: _ask_api(address, chance.choice(questions), tally)),
            loop(lambda: _look_at_app(address, tally), 1.0),
            loop(watch, SAMPLE_S),
            loop(ingest.run_once),
        ]
        for thread in threads:
            thread.start()
        stop.wait(seconds)
        stop.set()
        for thread in threads:
            thread.join()
    ingest.finish()
    tally.passages = (before, _passages(data_dir))
    tally.differences = _differences(data_dir)
    return tally


class _Ingest:
    """Adds publications, and is killed in the middle of it; every third time it may end."""

    def __init__(self, data_dir: Path, tally: Tally, chance: random.Random, stop: threading.Event) -> None:
        self._data_dir = data_dir
        self._tally = tally
        self._chance = chance
        self._stop = stop
        self._blocks = GROWN_BLOCKS
        self._runs = 0

    def run_once(self) -> None:
        self._runs += 1
        growing = subprocess.Popen(self._command(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        may_end = self._runs % 3 == 0
        if not may_end and self._adds(growing) and not self._stop.wait(self._chance.uniform(*KILL_AFTER_S)):
            growing.send_signal(signal.SIGKILL)
        _, errors = growing.communicate()
        if growing.returncode == -signal.SIGKILL:
            self._tally.kills += 1
        elif growing.returncode:
            self._tally.faults.append(f"ingest: {errors.strip().splitlines()[-1]}")
        else:
            self._tally.ingests += 1
            self._blocks += GROWN_BLOCKS

    def _adds(self, growing: subprocess.Popen[str]) -> bool:
        """Waits for the first passages that come in."""
        before = _passages(self._data_dir)
        while growing.poll() is None and not self._stop.wait(0.2):
            if _passages(self._data_dir) > before:
                return True
        return False

    def finish(self) -> None:
        """Ends what was killed last."""
        done = subprocess.run(self._command(), capture_output=True, text=True, check=False)
        if done.returncode:
            self._tally.faults.append(f"ingest: {done.stderr.strip().splitlines()[-1]}")

    def _command(self) -> list[str]:
        module = [sys.executable, "-m", "tests.scale", "grow", str(self._blocks)]
        return [*module, "--data-dir", str(self._data_dir)]


def _questions(data_dir: Path, chance: random.Random) -> list[Asked]:
    """Some by number, some by words, some from one ministry."""
    with closing(Catalogue(data_dir)) as catalogue:
        ids = catalogue.ids()
        chosen = [p for p in catalogue.publications(chance.sample(ids, min(60, len(ids)))) if p.paren and p.ministeries]
        (often, *_) = catalogue.values_of("ministeries")
    questions = [Asked(text=publication.id, first=publication.id) for publication in chosen[:15]]
    texts = [" ".join(publication.paren[0].vraagtekst.split()[:12]) for publication in chosen[15:]]
    questions += [Asked(text=text) for text in texts[::2]]
    return questions + [Asked(text=text, ministerie=often) for text in texts[1::2]]


def _ask_command_line(data_dir: Path, asked: Asked, tally: Tally) -> None:
    options = ["--ministerie", asked.ministerie] if asked.ministerie else []
    command = [sys.executable, "-m", "ui.cli.main", "search", asked.text, "--json", "--top", str(TOP), *options]
    run = subprocess.run(
        [*command, "--data-dir", str(data_dir)], capture_output=True, text=True, check=False, timeout=ANSWER_S
    )
    fault = asked.fault(json.loads(run.stdout)) if run.returncode == 0 else f"{run.returncode}: {run.stderr[-300:]}"
    _note(tally, "command line", asked, fault)


def _ask_api(address: str, asked: Asked, tally: Tally) -> None:
    parameters = {"query": asked.text, "top": str(TOP)} | ({"ministerie": asked.ministerie} if asked.ministerie else {})
    with urllib.request.urlopen(  # noqa: S310  # our own
        f"{address}/v1/search?{urllib.parse.urlencode(parameters)}", timeout=ANSWER_S
    ) as answer:
        _note(tally, "api", asked, asked.fault(json.load(answer)))


def _look_at_app(address: str, tally: Tally) -> None:
    with urllib.request.urlopen(address, timeout=ANSWER_S) as page:  # noqa: S310  # our own
        tally.answers["app"] += 1
        if b"<html" not in page.read():
            tally.faults.append("app: no page")


def _note(tally: Tally, door: str, asked: Asked, fault: str | None) -> None:
    tally.answers[door] += 1
    if fault is not None:
        tally.faults.append(f"{door}: {asked.text!r}: {fault}")


@contextmanager
def _serving(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The app with its API in one process, when it answers."""
    port = str(free_port("127.0.0.1", 0))
    command = [sys.executable, "-m", "ui.cli.main", "serve", "--api", "--port", port, "--data-dir", str(data_dir)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
    try:
        address = f"http://127.0.0.1:{port}"
        give_up = time.monotonic() + START_S
        while True:
            try:
                with urllib.request.urlopen(f"{address}/v1/search?query=start", timeout=START_S):  # noqa: S310
                    break
            except urllib.error.URLError:
                assert server.poll() is None, "the app ended"
                assert time.monotonic() < give_up, "the app does not answer"
                time.sleep(0.5)
        yield server, address
    finally:
        server.terminate()
        server.wait()


def _own_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024


def _passages(data_dir: Path) -> int:
    with closing(Catalogue(data_dir)) as catalogue:
        return catalogue.totals().passages


def _differences(data_dir: Path) -> int:
    command = [sys.executable, "-m", "ui.cli.main", "verify", "--data-dir", str(data_dir)]
    return subprocess.run(command, capture_output=True, check=False).returncode
