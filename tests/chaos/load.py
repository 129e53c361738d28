"""Twenty clients at every front door, with a harvest that goes on beside them and a rebuild in the middle."""

from __future__ import annotations

import asyncio
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError

from websockets.asyncio.client import connect

from tests.browser.load import HIT, TIMEOUT_S, Session
from tests.index.harvest.documents import stuk
from tests.index.harvest.server import Bron
from tests.index.harvest.server import serving as publishing
from tests.scale.doors import (
    ANSWER_S,
    Asked,
    ask_api,
    ask_mcp,
    differences_in,
    going_round,
    own_mb,
    passages_of,
    questions_about,
    run_together,
    serving,
)

CLIENTS = {"app": 6, "api": 8, "mcp": 6}
PAUSE_S = (0.5, 5.0)  # a client reads what it got
SETTLE_S = 600.0  # memory that grows before this (or a sixth of the time) is not counted
SAMPLE_S = 5.0
PUBLISHED = 20  # by the source, before every harvest
MAX_LATE = 0.05  # of the answers, on a machine that others use too
TOLD_LATE = re.compile(r"niet binnen \d+ seconden|HTTP Error 50[34]")
MAX_GROWTH = 0.05
MAX_MORE_FILES = 5
KEPT_WINDOWS = 128  # that Streamlit goes on knowing, for two minutes, after they were closed
FILES_OF_WINDOW = 3  # an event loop and its two sockets
MAX_SOCKETS = FILES_OF_WINDOW * KEPT_WINDOWS + 100  # those, and what the clients hold at the moment
HARVEST = """
import sys
from pathlib import Path
from index.settings import load_settings
from rag.assistant.compose import make_encoder
from tests.index.harvest.zygote import harvest
data_dir = Path(sys.argv[2])
harvest(sys.argv[1], data_dir, make_encoder(load_settings(data_dir=data_dir)))
"""


@dataclass(slots=True)
class Load:
    """What happened.

    Attributes:
        answers: by front door.
        faults: wrong answers and errors.
        late: answers that did not come in time and were told so; what no client was patient enough for is one too.
        seconds: of answers.
        memory_mb: of the one process, from the moment that counts.
        files: that it holds open, at the same moments, but for sockets.
        sockets: with the event loops, at the same moments: of the windows that were closed a moment ago too.
    """

    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    late: int = 0
    seconds: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    sockets: list[int] = field(default_factory=list)
    harvests: int = 0
    rebuilds: int = 0
    passages: tuple[int, int] = (0, 0)
    differences: int = 0

    @property
    def growth(self) -> float:
        """Of memory, from the first fifth of what counts to the last."""
        return _last(self.memory_mb) / _first(self.memory_mb) - 1 if len(self.memory_mb) >= 5 else 0.0

    @property
    def more_files(self) -> float:
        """Open files in the last fifth beyond those in the first."""
        return _last(self.files) - _first(self.files) if len(self.files) >= 5 else 0.0

    @property
    def is_good(self) -> bool:
        """Whether everything held."""
        enough = all(self.answers[door] for door in CLIENTS) and self.harvests and self.rebuilds
        stayed = self.growth <= MAX_GROWTH and self.more_files <= MAX_MORE_FILES
        closed = max(self.sockets, default=0) <= MAX_SOCKETS
        in_time = self.late <= MAX_LATE * self.answers.total()
        return bool(enough and stayed and closed and in_time and not self.faults and not self.differences)

    def to_json(self) -> dict[str, object]:
        """For printing."""
        ordered = sorted(self.seconds) or [0.0]
        return {
            "answers": dict(self.answers),
            "faults": self.faults[:50],
            "all_faults": len(self.faults),
            "late": self.late,
            "p50_s": round(statistics.median(ordered), 2),
            "p95_s": round(ordered[int(0.95 * (len(ordered) - 1))], 2),
            "harvests": self.harvests,
            "rebuilds": self.rebuilds,
            "passages": self.passages,
            "memory_mb": [
                round(_first(self.memory_mb)),
                round(_last(self.memory_mb)),
                round(max(self.memory_mb or [0])),
            ],
            "growth": round(self.growth, 3),
            "open_files": [_first(self.files), _last(self.files)],
            "open_sockets": [_first(self.sockets), _last(self.sockets), max(self.sockets, default=0)],
            "differences": self.differences,
            "is_good": self.is_good,
        }


def load(data_dir: Path, minutes: float, seed: int = 0) -> Load:
    """Lets the clients ask for so many minutes.

    Args:
        data_dir: a copy of a corpus of the embedding model that is installed; it grows.
        minutes: without start and end.
        seed: of what is asked.
    """
    came_to, chance, stop = Load(), random.Random(seed), threading.Event()  # noqa: S311  # repeatable, not secret
    questions = questions_about(data_dir, chance)
    before, seconds = passages_of(data_dir), 60 * minutes
    bron = Bron()
    with serving(data_dir, ("--api", "--mcp")) as (server, address), publishing(bron) as source:
        counts_from = time.monotonic() + min(SETTLE_S, seconds / 6)
        half = time.monotonic() + seconds / 2

        def ask(door: str, answer: Callable[[Asked], str | None]) -> None:
            asked, begun = chance.choice(questions), time.monotonic()
            try:
                fault = answer(asked)
            except TimeoutError:
                fault = f"niet binnen {TIMEOUT_S:.0f} seconden"
            except HTTPError as error:
                fault = str(error)
            came_to.answers[door] += 1
            came_to.seconds.append(time.monotonic() - begun)
            if fault is not None and TOLD_LATE.search(fault):
                came_to.late += 1
            elif fault is not None:
                came_to.faults.append(f"{door}: {asked.text!r}: {fault}")

        def watch() -> None:
            if server.poll() is not None:
                came_to.faults.append(f"the app ended with {server.returncode}")
                stop.set()
            elif time.monotonic() > counts_from:
                came_to.memory_mb.append(own_mb(server.pid))
                files, sockets = _held_open(server.pid)
                came_to.files.append(files)
                came_to.sockets.append(sockets)

        def build() -> None:
            if time.monotonic() > half and not came_to.rebuilds:
                _run(["-m", "ui.cli.main", "rebuild", "--data-dir", str(data_dir)])
                came_to.rebuilds += 1
            first = len(bron.items) + 1
            bron.put(*(stuk(number) for number in range(first, first + PUBLISHED)))
            _run(["-c", HARVEST, source.url, str(data_dir)])
            came_to.harvests += 1

        def loop(work: Callable[[], None], pause: Callable[[], float]) -> threading.Thread:
            return going_round(stop, came_to.faults, work, pause)

        def reads() -> float:
            return chance.uniform(*PAUSE_S)

        doors = {"api": lambda asked: ask_api(address, asked), "mcp": lambda asked: ask_mcp(address, asked)}
        threads = [
            *(loop(lambda door=door: ask(door, doors[door]), reads) for door in doors for _ in range(CLIENTS[door])),  # type: ignore[misc]
            *(_window(address, ask, loop, reads) for _ in range(CLIENTS["app"])),
            loop(watch, lambda: SAMPLE_S),
            loop(build, lambda: 20.0),
        ]
        run_together(threads, stop, seconds)
    came_to.passages = (before, passages_of(data_dir))
    came_to.differences = differences_in(data_dir)
    return came_to


def _window(
    address: str,
    ask: Callable[[str, Callable[[Asked], str | None]], None],
    loop: Callable[[Callable[[], None], Callable[[], float]], threading.Thread],
    reads: Callable[[], float],
) -> threading.Thread:
    """A client with a browser window; every question is asked in one of its own, for a person comes and goes."""

    def look(asked: Asked) -> str | None:
        shown = asyncio.run(_look(address, asked.text))
        if HIT not in shown:
            return "nothing found"
        return None if asked.first is None or asked.first in shown else f"{asked.first} is not shown"

    return loop(lambda: ask("app", look), reads)


async def _look(address: str, question: str) -> str:
    url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(  # as patient as the others
        url,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        max_size=None,
        open_timeout=ANSWER_S,
        ping_timeout=ANSWER_S,
    ) as connection:
        text, _ = await Session(connection).ask(question)
        return text


def _held_open(pid: int) -> tuple[int, int]:
    """How many files a process holds open, and how many sockets and event loops."""
    held = Counter[bool]()
    for file in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # it was closed meanwhile
            held[str(file.readlink()).startswith(("socket:", "anon_inode:[eventpoll]"))] += 1
    return held[False], held[True]


def _run(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)[:60]}: {done.stderr.strip()[-500:]}")


def _first(values: list[float] | list[int]) -> float:
    return statistics.median(values[: max(1, len(values) // 5)] or [0])


def _last(values: list[float] | list[int]) -> float:
    return statistics.median(values[-max(1, len(values) // 5) :] or [0])
