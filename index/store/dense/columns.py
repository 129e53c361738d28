"""The files of a dense index: columns that grow at the end, of which a head says how far they may be read.

A build writes behind what the head names and then puts a new head in the place of the old one, so a reader never sees
a byte that changes. What outgrew itself is written anew in the next folder; a reader that has the old files mapped
keeps them.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from index.errors import CorruptStoreError, is_full, no_room
from index.store.field import FieldKind
from index.store.filters import MAPPED
from index.store.sql.appended import folder_to_disk

HEAD = "head.json"
CHECK = "check"
"""The key of a check of all the others."""
BASIS = "basis.npz"
SENT_IN = "ingezonden"
ANSWERED_BY = "bewindspersoon"
TAKEN_IN = "opgenomen"
"""When a publication first came in, as seconds of universal time: what the catalogue says of it, not it itself."""
QUESTIONS = "questions"
REST = "rest"
PLACES = ("starts", "ends", QUESTIONS)
"""What is known of every passage beside its id and vector, so that the catalogue need not be asked of what is found."""
DAYS = tuple(name for name, field in MAPPED.items() if field.kind.is_day)
"""The facts that are a day, by their name in the indexes: a number per publication, 0 for none."""
Facts = dict[str, set[str | int]]
"""What filters judge a publication by, by the name of the fact."""
LISTS = tuple(name for name, field in MAPPED.items() if not field.kind.is_day and field.kind is not FieldKind.IDS)
"""The facts with values by name; each is a column of (publication, value)."""


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """What stands in a column: numbers of one kind, so many in a row."""

    dtype: str
    width: int = 1


class Head(BaseModel):
    """How far the columns may be read.

    Attributes:
        dimension: of the vectors; code_dimension: of the codes that are scanned, the rest of it of second codes.
        fitted: rows that the codes were fitted on.
        lengths: rows of every column.
        checks: a check of the bytes of every column as far as that; heads from before they were kept have none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: int = 0
    dimension: int
    code_dimension: int
    fitted: int = 0
    lengths: dict[str, int] = {}
    checks: dict[str, int] = {}

    def length(self, column: str) -> int:
        """How many rows every column has."""
        return self.lengths.get(column, 0)


def columns(dimension: int, code_dimension: int) -> dict[str, NumberColumn]:
    """Every column by name.

    Per passage: vectors with their scales, codes, rest (second codes, where the first leave something out), owners (its
    publication), id_ends (where its id ends in ids), starts and ends (where it stands in its answer or notice) and
    questions (a key of the words of its question). Per publication: hashes (of its id), firsts and counts (its
    passages), when it came in, and its facts. `strays` has the rows of passages of which the code says too little,
    `dead` the publications that were replaced or removed, `values` the names of the values as lines.
    """
    return {
        "vectors": NumberColumn("<i2", dimension),
        "scales": NumberColumn("<f4"),
        "codes": NumberColumn("i1", code_dimension),
        **({REST: NumberColumn("i1", dimension - code_dimension)} if code_dimension < dimension else {}),
        "strays": NumberColumn("<u4"),
        "owners": NumberColumn("<u4"),
        "id_ends": NumberColumn("<u8"),
        "ids": NumberColumn("u1"),
        **{name: NumberColumn("<u4" if name != QUESTIONS else "<u8") for name in PLACES},
        "hashes": NumberColumn("<u8"),
        "firsts": NumberColumn("<u4"),
        "counts": NumberColumn("<u4"),
        TAKEN_IN: NumberColumn("<u4"),
        "dead": NumberColumn("<u4"),
        "values": NumberColumn("u1"),
        **{name: NumberColumn("<i4") for name in DAYS},
        **{name: NumberColumn("<u4", 2) for name in LISTS},
    }


def read_head(root: Path) -> Head | None:
    """The head of an index; None when there is none, a CorruptStoreError where it cannot be read."""
    try:
        value = json.loads((root / HEAD).read_bytes())
        check = value.pop(CHECK, None)
        if check is not None and check != _check_of(value):
            raise ValueError(f"{HEAD} is veranderd")
        return Head.model_validate(value)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, AttributeError) as error:
        raise broken(root, error) from error


def write_head(root: Path, head: Head) -> None:
    """Puts a head in the place of the old one; what it names must be on disk."""
    scratch = root / f"{HEAD}.tmp"
    value = head.model_dump()
    with writing(root), scratch.open("w", encoding="utf-8") as file:
        file.write(json.dumps({**value, CHECK: _check_of(value)}))
        to_disk(file)
    if (folder := root / str(head.folder)).exists():
        folder_to_disk(folder)
    scratch.replace(root / HEAD)
    folder_to_disk(root)


def map_column(root: Path, head: Head, name: str) -> NDArray[np.generic]:
    """A column as far as the head says, mapped for reading; of shape (rows, width), or (rows,) for width 1."""
    column = columns(head.dimension, head.code_dimension)[name]
    rows = head.length(name)
    shape = (rows, column.width) if column.width > 1 else (rows,)
    if not rows:
        return np.zeros(shape, dtype=column.dtype)
    mapped = np.memmap(root / str(head.folder) / name, dtype=column.dtype, mode="r", shape=shape)
    return mapped.view(np.ndarray)


def append(root: Path, head: Head, parts: Mapping[str, NDArray[np.generic]]) -> Head:
    """Writes rows behind the columns and returns the head that names them; it is not in place yet."""
    known = columns(head.dimension, head.code_dimension)
    lengths, checks = dict(head.lengths), dict(head.checks)
    folder = root / str(head.folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in parts.items():
        lengths.setdefault(name, 0)  # so that it is known to be kept, whatever it holds
        if not len(rows):
            continue
        column = known[name]
        row_bytes = np.dtype(column.dtype).itemsize * column.width
        path = folder / name
        data = np.ascontiguousarray(rows, dtype=column.dtype).tobytes()
        with writing(root), path.open("r+b" if path.exists() else "w+b") as file:
            file.seek(head.length(name) * row_bytes)  # behind it may stand what an interrupted build wrote
            file.write(data)
            to_disk(file)
        if name in checks or not head.length(name):
            checks[name] = zlib.crc32(data, checks.get(name, 0))
        lengths[name] = head.length(name) + len(rows)
    return head.model_copy(update={"lengths": lengths, "checks": checks})


def carry_over(root: Path, old: Head, new: Head, names: Collection[str]) -> Head | None:
    """Gives the folder of a new head these columns of an old one without writing them, as other names of their files.

    What is written behind them later, neither reads before its own head says so.

    Returns:
        The new head with these columns; None where the file system knows no such names.
    """
    folder = root / str(new.folder)
    try:
        for name in names:
            if old.length(name):
                os.link(root / str(old.folder) / name, folder / name)
    except OSError:
        for name in names:
            (folder / name).unlink(missing_ok=True)
        return None
    return new.model_copy(
        update={
            "lengths": new.lengths | {name: length for name, length in old.lengths.items() if name in names},
            "checks": new.checks | {name: check for name, check in old.checks.items() if name in names},
        }
    )


def value_lines(values: Sequence[tuple[str, str]]) -> NDArray[np.generic]:
    """New values, each a fact with its value, as the column `values` has them."""
    lines = "".join(f"{json.dumps(value, ensure_ascii=False)}\n" for value in values)
    return np.frombuffer(lines.encode(), dtype=np.uint8)


def check_columns(root: Path, head: Head) -> None:
    """Reads every column as far as the head says; a CorruptStoreError where one is not what was written."""
    for name, check in head.checks.items():
        if zlib.crc32(map_column(root, head, name).tobytes()) != check:
            raise broken(root, ValueError(f"{name} is veranderd"))


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Tells in our words that there is no room."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise no_room(root) from error
        raise


def _check_of(value: dict[str, object]) -> int:
    return zlib.crc32(json.dumps(value, sort_keys=True).encode())


def broken(root: Path, error: Exception) -> CorruptStoreError:
    """The error for files that cannot be used, with the way out."""
    data_dir = root.parents[2]
    return CorruptStoreError(
        f"het zoekbestand van vectoren in {root} is onbruikbaar ({error}); "
        f"maak het opnieuw met `kamervragen rebuild --data-dir {data_dir}`"
    )


def to_disk(file: IO[bytes] | IO[str]) -> None:
    """Has what was written to a file on disk."""
    file.flush()
    os.fsync(file.fileno())
