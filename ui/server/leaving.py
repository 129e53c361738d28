"""Ends a process that served, whatever its threads are doing."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn


def until_told(serve: Callable[[], object]) -> None:
    """Serves until this process is told to end; what is being answered then is answered first."""
    signal.signal(signal.SIGTERM, lambda *_: leave())  # the server raises it again when all is answered
    try:
        serve()
    except KeyboardInterrupt:
        leave()


def leave() -> NoReturn:
    """Ends this process as it is, in order but without taking the interpreter down.

    What loads the model, a question that took too long and a build go on in threads of their own. One of them within
    the library of the model aborts the process (SIGABRT) when the interpreter ends beside it; stopped like this they
    cost nothing, for a kill at any moment costs nothing.
    """
    for process in multiprocessing.active_children():
        process.kill()  # it reads a file apart, and would wait for its next one for ever
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(0)
