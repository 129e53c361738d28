"""Corpora as they were before: token vectors of two bits a value, in a file of that name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from index.store.sql.token_file import TokenFile
from index.store.tokens import BEFORE_NAME, FILE_NAME


def two_bits(packed: bytes) -> bytes:
    """What two bits kept of vectors of which one bit keeps this: the lower bits are arbitrary."""
    higher = np.unpackbits(np.frombuffer(packed, dtype=np.uint8), bitorder="little")
    lower = np.random.default_rng(len(packed)).integers(0, 2, size=len(higher), dtype=np.uint8)
    return np.packbits(np.stack([lower, higher], axis=1).reshape(-1), bitorder="little").tobytes()


def as_before(data_dir: Path, build: str) -> None:
    """Makes the token vectors of a corpus what an earlier version left."""
    with (
        closing(TokenFile(data_dir / FILE_NAME, build)) as now,
        closing(TokenFile(data_dir / BEFORE_NAME, build)) as old,
    ):
        quantiser = now.quantiser()
        assert quantiser is not None
        old.set_quantiser(quantiser)
        for ids in now.ids(1000):
            rows = [(*row, two_bits(vectors)) for *row, vectors in now.rows(ids)]
            old.replace([], [(passage, publication, vectors) for passage, publication, vectors in rows])
    with closing(sqlite3.connect(data_dir / BEFORE_NAME)) as db, db:
        db.execute("UPDATE tokens SET crc = NULL WHERE rowid % 2")  # some are older than the check
    for path in data_dir.glob(f"{FILE_NAME}*"):
        path.unlink()
