"""Stops a harvest at a good moment: between two requests, or while it waits."""

from __future__ import annotations

import time
from collections.abc import Callable

STEP_S = 0.2


class StoppedError(Exception):
    """Raised where a stop is noticed; not an error for the user."""


class Stop:
    """Whether someone asked to stop (`is_asked`), and waiting that ends when someone does."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self.is_asked = False  # a plain flag: a lock could hang in a signal handler

    def ask(self) -> None:
        """Asks to stop."""
        self.is_asked = True

    def check(self) -> None:
        """Raises `StoppedError` when someone asked to stop."""
        if self.is_asked:
            raise StoppedError

    def sleep(self, seconds: float) -> None:
        """Waits; breaks off with `StoppedError` when someone asks to stop."""
        give_up = time.monotonic() + seconds
        self.check()
        while (rest := give_up - time.monotonic()) > 0:
            self._sleep(min(rest, STEP_S))
            self.check()
