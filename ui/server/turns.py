"""Who may compute now: as many sessions at a time as there are processors, in the order in which they asked.

Computing side by side on fewer processors makes every answer late, the first one too.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """`places` compute at the same time; a freed one goes to who waits longest, never to a newcomer."""

    def __init__(self, places: int) -> None:
        if places < 1:
            raise ValueError(f"places is {places}; at least 1 is needed")
        self._places = self._free = places
        self._idle = threading.Event()
        self._idle.set()
        self._waiting: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    @contextmanager
    def take(self, timeout_s: float | None = None) -> Iterator[None]:
        """Waits for a place, keeps it while the block runs, and hands it on; a TimeoutError where there was none."""
        called = self._join()
        if called is not None:
            try:
                if not called.wait(timeout_s):
                    raise TimeoutError(f"no place within {timeout_s} s")
            except BaseException:
                self._leave(called)
                raise
        try:
            yield
        finally:
            self._hand_on()

    def wait_until_idle(self, timeout_s: float) -> None:
        """Waits until nobody computes, but no longer than this: for what may as well be done later."""
        self._idle.wait(timeout_s)

    def _join(self) -> threading.Event | None:
        """Takes a free place, or a place in the line: the event that calls for it."""
        with self._lock:
            if self._free:
                self._free -= 1
                self._idle.clear()
                return None
            called = threading.Event()
            self._waiting.append(called)
            return called

    def _hand_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1
                if self._free == self._places:
                    self._idle.set()

    def _leave(self, called: threading.Event) -> None:
        """Gives up waiting, without losing a place that was handed on in the meantime."""
        with self._lock:
            if called in self._waiting:
                self._waiting.remove(called)
                return
        self._hand_on()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
