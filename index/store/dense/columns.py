"""The files of a dense index: columns that grow at the end, of which a head says how far they may be read.

A build writes behind what the head names and then puts a new head in the place of the old one, so a reader never sees
a byte that changes. What outgrew itself is written anew in the next folder; a reader that has the old files mapped
keeps them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import CorruptStoreError
from index.store.filters import FACTS, Kind

HEAD = "head.json"
BASIS = "basis.npz"
TAKEN_IN = "opgenomen"
"""When a publication first came in, as seconds of universal time: what the catalogue says of it, not it itself."""
DAYS = tuple(name for name, field in FACTS.items() if field.kind.is_day)
"""The facts that are a day, by their name in the indexes: a number per publication, 0 for none."""
Facts = dict[str, set[str | int]]
"""What filters judge a publication by, by the name of the fact."""
LISTS = tuple(name for name, field in FACTS.items() if not field.kind.is_day and field.kind is not Kind.IDS)
"""The facts with values by name; each is a column of (publication, value)."""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in a column: numbers of one kind, so many in a row."""

    dtype: str
    width: int = 1


class Head(BaseModel):
    """How far the columns may be read.

    Attributes:
        folder: the folder that holds them.
        dimension: of the vectors; code_dimension: of the codes that are scanned.
        fitted: rows that the codes were fitted on.
        lengths: rows of every column.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: int = 0
    dimension: int
    code_dimension: int
    fitted: int = 0
    lengths: dict[str, int] = {}

    def length(self, column: str) -> int:
        """Rows of a column."""
        return self.lengths.get(column, 0)


def columns(dimension: int, code_dimension: int) -> dict[str, Column]:
    """Every column by name.

    Per passage: vectors with their scales, codes, owners (its publication) and id_ends (where its id ends in ids). Per
    publication: hashes (of its id), firsts and counts (its passages), when it came in, and its facts. `dead` has the
    publications that were replaced or removed, `values` the names of the values as lines.
    """
    return {
        "vectors": Column("<i2", dimension),
        "scales": Column("<f4"),
        "codes": Column("i1", code_dimension),
        "owners": Column("<u4"),
        "id_ends": Column("<u8"),
        "ids": Column("u1"),
        "hashes": Column("<u8"),
        "firsts": Column("<u4"),
        "counts": Column("<u4"),
        TAKEN_IN: Column("<u4"),
        "dead": Column("<u4"),
        "values": Column("u1"),
        **{name: Column("<i4") for name in DAYS},
        **{name: Column("<u4", 2) for name in LISTS},
    }


def read_head(root: Path) -> Head | None:
    """The head of an index; None when there is none.

    Raises:
        CorruptStoreError: it cannot be read.
    """
    try:
        return Head.model_validate_json((root / HEAD).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise broken(root, error) from error


def write_head(root: Path, head: Head) -> None:
    """Puts a head in the place of the old one; what it names must be on disk."""
    scratch = root / f"{HEAD}.tmp"
    with scratch.open("w", encoding="utf-8") as file:
        file.write(head.model_dump_json())
        _to_disk(file)
    scratch.replace(root / HEAD)


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
    lengths = dict(head.lengths)
    folder = root / str(head.folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in parts.items():
        if not len(rows):
            continue
        column = known[name]
        row_bytes = np.dtype(column.dtype).itemsize * column.width
        path = folder / name
        with path.open("r+b" if path.exists() else "w+b") as file:
            file.seek(head.length(name) * row_bytes)  # behind it may stand what an interrupted build wrote
            file.write(np.ascontiguousarray(rows, dtype=column.dtype).tobytes())
            _to_disk(file)
        lengths[name] = head.length(name) + len(rows)
    return head.model_copy(update={"lengths": lengths})


def broken(root: Path, error: Exception) -> CorruptStoreError:
    """The error for files that cannot be used, with the way out."""
    data_dir = root.parents[2]
    return CorruptStoreError(
        f"het zoekbestand van vectoren in {root} is onbruikbaar ({error}); "
        f"maak het opnieuw met `kamervragen rebuild --data-dir {data_dir}`"
    )


def _to_disk(file: IO[bytes] | IO[str]) -> None:
    file.flush()
    os.fsync(file.fileno())
