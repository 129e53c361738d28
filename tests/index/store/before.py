"""Corpora as they were before: token vectors of two bits a value in a file of that name, fewer mapped columns."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from index.store.dense.columns import read_head, write_head
from index.store.sql.token_file import TokenFile
from index.store.tokens import BEFORE_NAME, FILE_NAME


def two_bits(packed: bytes) -> bytes:
    """What two bits kept of vectors of which one bit keeps this: the lower bits are arbitrary."""
    higher = np.unpackbits(np.frombuffer(packed, dtype=np.uint8), bitorder="little")
    lower = np.random.default_rng(len(packed)).integers(0, 2, size=len(higher), dtype=np.uint8)
    return np.packbits(np.stack([lower, higher], axis=1).reshape(-1), bitorder="little").tobytes()


def as_before(data_dir: Path, build: str) -> None:
    """Makes the token vectors of a corpus what an earlier version left."""
    with closing(TokenFile(data_dir / FILE_NAME, build)) as now:
        quantiser = now.quantiser()
        assert quantiser is not None
        rows = [row for ids in now.ids(1000) for row in now.rows(ids)]
    with closing(TokenFile(data_dir / BEFORE_NAME, build)) as old:
        old.set_quantiser(quantiser)
    put_within(data_dir / BEFORE_NAME, build, [(*row, two_bits(vectors)) for *row, vectors in rows])
    with closing(sqlite3.connect(data_dir / BEFORE_NAME)) as db, db:
        db.execute("UPDATE tokens SET crc = NULL WHERE rowid % 2")  # some are older than the check
    for path in data_dir.glob("tokenbits*"):
        path.unlink()


def without_columns(data_dir: Path, names: Collection[str]) -> None:
    """Takes columns from the mapped files, as an earlier version left them."""
    for root in data_dir.glob("dense/*/*"):
        head = read_head(root)
        assert head is not None
        kept = {
            part: {name: value for name, value in getattr(head, part).items() if name not in names}
            for part in ("lengths", "checks")
        }
        write_head(root, head.model_copy(update=kept))


def put_within(path: Path, build: str, rows: Sequence[Sequence[object]]) -> None:
    """Adds rows that have their vectors with them, as they stood before there was a file beside theirs."""
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "INSERT INTO tokens (build, passage_id, publication_id, vectors, crc) VALUES (?,?,?,?,?)",
            [(build, *row, zlib.crc32(row[2])) for row in rows if isinstance(row[2], bytes)],
        )
