"""Appends large values to a plain file beside an SQLite file; SQLite itself would write each twice."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import is_full, no_room


def append(path: Path, end: int, values: Sequence[bytes]) -> None:
    """Writes values from a place on and has them on disk; what an interrupted build left behind that place goes.

    Raises:
        DataDirError: there is no room.
    """
    try:
        with path.open("r+b" if path.exists() else "w+b") as file:
            file.seek(end)
            file.writelines(values)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())
        if not end:  # it may be new: its name is on disk apart from what it holds
            folder_to_disk(path.parent)
    except OSError as error:
        if is_full(error):
            raise no_room(path) from error
        raise


def folder_to_disk(folder: Path) -> None:
    """Has the names in a folder on disk, as they are now."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """The file for `value_at`; it can be read to the end although another process takes it away meanwhile.

    Raises:
        FileNotFoundError: it is not there.
    """
    number = os.open(path, os.O_RDONLY)
    try:
        yield number
    finally:
        os.close(number)


def value_at(number: int, place: int, length: int) -> bytes:
    """A value of an opened file; less than its length where the file was cut off."""
    return os.pread(number, length, place)
