"""The lock of a data directory: one process writes its stores at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import BuildBusyError
from index.settings import make_writable_dir

FILE_NAME = "build.lock"


@contextmanager
def locked(data_dir: Path) -> Iterator[None]:
    """Holds the lock; readers need none.

    Raises:
        BuildBusyError: another process has it.
    """
    make_writable_dir(data_dir)
    with (data_dir / FILE_NAME).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildBusyError(
                f"een andere opbouw schrijft al in {data_dir}: wacht tot die klaar is; zoeken kan ondertussen gewoon"
            ) from error
        yield
