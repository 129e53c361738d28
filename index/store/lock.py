"""The lock of a data directory: one process writes its stores at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import BuildBusyError
from index.settings import make_writable_dir

FILE_NAME = "build.lock"


@contextmanager
def locked(data_dir: Path) -> Iterator[bool]:
    """Holds the lock of a data directory while something writes there; gives whether its last holder was killed.

    Raises:
        BuildBusyError: another process has it.
    """
    make_writable_dir(data_dir)
    with (data_dir / FILE_NAME).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildBusyError(
                f"een andere opbouw schrijft al in {data_dir}: wacht tot die klaar is; zoeken kan ondertussen gewoon"
            ) from error
        was_killed = lock.tell() > 0  # who ends otherwise leaves it empty
        lock.write(str(os.getpid()))
        lock.flush()
        try:
            yield was_killed
        finally:
            lock.truncate(0)
