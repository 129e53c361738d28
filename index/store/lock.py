"""The lock of a data directory: one process writes its stores at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from index.errors import BuildBusyError, KamervragenError
from index.settings import make_writable_dir

FILE_NAME = "build.lock"


@contextmanager
def held(path: Path, busy: KamervragenError) -> Iterator[IO[str]]:
    """Holds a lock, made when absent; raises `busy` where another process has it. It ends with the process."""
    make_writable_dir(path.parent)
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise busy from error
        yield lock


@contextmanager
def locked(data_dir: Path) -> Iterator[bool]:
    """Holds the lock of a data directory while something writes there; gives whether its last holder was killed.

    Raises:
        BuildBusyError: another process has it.
    """
    busy = f"een andere opbouw schrijft al in {data_dir}: wacht tot die klaar is; zoeken kan ondertussen gewoon"
    with held(data_dir / FILE_NAME, BuildBusyError(busy)) as lock:
        was_killed = lock.tell() > 0  # who ends otherwise leaves it empty
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            yield was_killed
        finally:
            lock.truncate(0)
