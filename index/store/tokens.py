"""The token vectors of passages, packed, in a file of their own: what late interaction reads at query time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import CorruptStoreError
from index.store.quantiser import Quantiser

FILE_NAME = "tokens.sqlite"
BUSY_TIMEOUT_S = 30.0
CHUNK = 500
SCHEMA = """
    CREATE TABLE IF NOT EXISTS tokens (
        build TEXT NOT NULL, passage_id TEXT NOT NULL, publication_id TEXT NOT NULL, vectors BLOB NOT NULL);
    CREATE UNIQUE INDEX IF NOT EXISTS tokens_passage ON tokens (build, passage_id);
    CREATE INDEX IF NOT EXISTS tokens_publication ON tokens (build, publication_id);
    CREATE TABLE IF NOT EXISTS quantisers (build TEXT PRIMARY KEY, data BLOB NOT NULL);
"""


def remove_tokens(data_dir: Path) -> None:
    """Removes the file, whatever state it is in."""
    for suffix in ("", "-wal", "-shm"):
        (data_dir / f"{FILE_NAME}{suffix}").unlink(missing_ok=True)


class TokenStore:
    """Packed token vectors by passage, those of one build beside those of another that replaces it.

    The catalogue is the truth here too: vectors of a passage that it no longer has are never asked for.

    Args:
        data_dir: the data directory.
        build: which build; the name of its Chroma collections.
    """

    def __init__(self, data_dir: Path, build: str) -> None:
        self._path = data_dir / FILE_NAME
        self._build = build
        self._lock = threading.Lock()
        with self._errors():
            self._db = sqlite3.connect(self._path, timeout=BUSY_TIMEOUT_S, check_same_thread=False)
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")
                self._db.executescript(SCHEMA)
            except BaseException:
                self._db.close()
                raise

    def quantiser(self) -> Quantiser | None:
        """How the vectors of this build are packed; None when it has none."""
        with self._errors():
            row = self._db.execute("SELECT data FROM quantisers WHERE build = ?", (self._build,)).fetchone()
        return Quantiser.from_bytes(row[0]) if row else None

    def set_quantiser(self, quantiser: Quantiser) -> None:
        """Keeps how the vectors of this build are packed."""
        with self._errors(), self._db:
            self._db.execute("INSERT OR REPLACE INTO quantisers VALUES (?,?)", (self._build, quantiser.to_bytes()))

    def replace(self, publication_ids: Sequence[str], rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Removes what these publications had and adds (passage id, publication id, packed vectors)."""
        with self._errors(), self._db:
            self._db.executemany(
                "DELETE FROM tokens WHERE build = ? AND publication_id = ?",
                [(self._build, publication_id) for publication_id in publication_ids],
            )
            self._db.executemany("INSERT INTO tokens VALUES (?,?,?,?)", [(self._build, *row) for row in rows])

    def get(self, passage_ids: Sequence[str]) -> dict[str, bytes]:
        """Packed vectors by passage; passages without any are left out."""
        found: dict[str, bytes] = {}
        with self._errors(), self._lock:
            for at in range(0, len(passage_ids), CHUNK):
                ids = passage_ids[at : at + CHUNK]
                marks = ",".join("?" * len(ids))
                sql = f"SELECT passage_id, vectors FROM tokens WHERE build = ? AND passage_id IN ({marks})"
                found.update(self._db.execute(sql, [self._build, *ids]).fetchall())
        return found

    def count(self) -> int:
        """Passages with token vectors in this build."""
        with self._errors():
            (count,) = self._db.execute("SELECT count(*) FROM tokens WHERE build = ?", (self._build,)).fetchone()
        return int(count)

    def drop_others(self) -> None:
        """Removes the vectors of every other build."""
        with self._errors():
            with self._db:
                self._db.execute("DELETE FROM tokens WHERE build != ?", (self._build,))
                self._db.execute("DELETE FROM quantisers WHERE build != ?", (self._build,))
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, ValueError, KeyError) as error:
            raise CorruptStoreError(
                f"de tokenvectoren in {self._path} zijn onbruikbaar ({error}); "
                f"maak ze opnieuw met `kamervragen rebuild --data-dir {self._path.parent}`"
            ) from error
