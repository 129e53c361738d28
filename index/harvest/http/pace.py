"""The pace: at most so many requests in any window of time per host, shared by all processes and over restarts."""

from __future__ import annotations

import fcntl
import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import RetryLaterError
from index.settings import make_writable_dir

LONGEST_REQUEST_S = 600.0
"""After this time an unfinished request is taken to be over: its process ended and another has its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many requests a host allows in any window. Source: robots.txt of zoek.officielebekendmakingen.nl."""

    requests: int = 10
    window_s: float = 30.0

    def __post_init__(self) -> None:
        if self.requests < 1 or self.window_s <= 0:
            raise ValueError(f"rate {self.requests} per {self.window_s} s: both must be more than zero")

    @property
    def per_second(self) -> float:
        """Requests per second in the long run."""
        return self.requests / self.window_s


@dataclass(slots=True, kw_only=True)
class _Turn:
    """A request: it counts from its end, because the server may have seen it as late as that."""

    begin: float
    end: float | None
    process: int

    def is_open(self, now: float) -> bool:
        """Whether the request may still be under way."""
        return self.end is None and now - self.begin < LONGEST_REQUEST_S and _is_alive(self.process)


class Pace:
    """Gives turns to ask a host something; each turn waits until the host's rate allows it.

    The turns taken are kept in a file per host, so that other processes and later runs count them too. A request
    counts from the moment that its answer was there, and one that was cut off from the moment that this is noticed:
    whatever the delay on the way, the host never sees more requests in a window than its rate.

    Args:
        folder: where the turns are kept; the same for all harvests of a user.
        rate: of every host.
        clock: seconds since the epoch.
        sleep: waits; may raise to break off.
        patience_s: a host that asks for more time than this gets it: `RetryLaterError`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        rate: Rate | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        patience_s: float = 900.0,
    ) -> None:
        self._folder = folder
        self._rate = rate or Rate()
        self._clock = clock
        self._sleep = sleep
        self._patience_s = patience_s
        self._lock = threading.Lock()
        make_writable_dir(folder)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """A turn to send one request to a host; the body of the `with` sends it and takes the answer.

        Raises:
            RetryLaterError: the host asked for more time than the patience allows.
        """
        begin = self._take(host)
        try:
            yield
        finally:
            with self._turns(host) as state:
                for turn in state.turns:
                    if turn.begin == begin and turn.process == os.getpid() and turn.end is None:
                        turn.end = self._clock()
                        break

    def hold(self, host: str, seconds: float) -> None:
        """Gives a host the time that it asked for (`Retry-After`), in every process."""
        with self._turns(host) as state:
            state.not_before = max(state.not_before, self._clock() + seconds)

    # ------------------------------------------------------------------ inside

    def _take(self, host: str) -> float:
        while True:
            with self._turns(host) as state:
                now = self._clock()
                wait_s = self._wait(host, state, now)
                if wait_s <= 0:
                    # the begin is the name of the turn: two threads must not have the same
                    begin = max([now, *(turn.begin + 1e-6 for turn in state.turns)])
                    state.turns.append(_Turn(begin=begin, end=None, process=os.getpid()))
                    return begin
            self._sleep(wait_s)

    def _wait(self, host: str, state: _State, now: float) -> float:
        """Seconds until the next turn; 0 or less: now."""
        rate = self._rate
        for turn in state.turns:
            if turn.end is None and not turn.is_open(now):
                turn.end = now  # cut off, who knows when
            elif turn.end is not None and turn.end > now:
                turn.end = now  # the clock was set back
        state.turns = [turn for turn in state.turns if turn.end is None or turn.end > now - rate.window_s]
        if state.not_before - now > self._patience_s:
            until = time.strftime("%d-%m-%Y %H:%M", time.localtime(state.not_before))
            raise RetryLaterError(
                f"{host} vraagt om te wachten tot {until}: draai dezelfde opdracht daarna nog eens, die gaat verder "
                "waar hij was"
            )
        wait_s = state.not_before - now
        if len(state.turns) >= rate.requests:
            ends = sorted(now if turn.end is None else turn.end for turn in state.turns)
            free = ends[len(ends) - rate.requests] + rate.window_s - now
            is_blocked_by_open = sum(turn.end is None for turn in state.turns) >= rate.requests
            wait_s = max(wait_s, min(free, 0.05) if is_blocked_by_open else free)
        return wait_s

    @contextmanager
    def _turns(self, host: str) -> Iterator[_State]:
        """The turns of a host, read and written under a lock that all processes respect."""
        path = self._folder / f"{re.sub(r'[^A-Za-z0-9.-]', '_', host)}.json"
        with self._lock:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                state = _State.from_text(os.pread(file, 1_000_000, 0), self._clock())
                try:
                    yield state
                finally:
                    text = state.to_text()
                    os.pwrite(file, text, 0)  # before the rest is cut off: a kill in between must not leave it empty
                    os.ftruncate(file, len(text))
            finally:
                os.close(file)


@dataclass(slots=True, kw_only=True)
class _State:
    turns: list[_Turn]
    not_before: float = 0.0

    @classmethod
    def from_text(cls, text: bytes, now: float) -> _State:
        """What a file holds; a damaged one counts as a host that was asked as much as it allows just now."""
        if not text:
            return cls(turns=[])
        try:
            value = json.loads(text)
            turns = [
                _Turn(begin=float(begin), end=None if end is None else float(end), process=int(process))
                for begin, end, process in value["turns"]
            ]
            return cls(turns=turns, not_before=float(value["not_before"]))
        except (ValueError, TypeError, KeyError):
            return cls(turns=[_Turn(begin=now, end=now, process=0) for _ in range(1000)])

    def to_text(self) -> bytes:
        turns = [[turn.begin, turn.end, turn.process] for turn in self.turns]
        return json.dumps({"turns": turns, "not_before": self.not_before}).encode()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
