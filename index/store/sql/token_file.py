"""A file of packed token vectors: those of every passage, by build, each row with a check of what was written."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.embed.quantiser import Quantiser
from index.store.sql.database import ANY_OF, Database, listed, script
from index.values import PairId

MIGRATIONS = (
    script("""
    CREATE TABLE IF NOT EXISTS tokens (
        build TEXT NOT NULL, passage_id TEXT NOT NULL, publication_id TEXT NOT NULL, vectors BLOB NOT NULL);
    CREATE UNIQUE INDEX IF NOT EXISTS tokens_passage ON tokens (build, passage_id);
    CREATE INDEX IF NOT EXISTS tokens_publication ON tokens (build, publication_id);
    CREATE TABLE IF NOT EXISTS quantisers (build TEXT PRIMARY KEY, data BLOB NOT NULL)
    """),  # IF NOT EXISTS: files from before the layout had a number have these tables
    script("ALTER TABLE tokens ADD COLUMN crc INTEGER"),  # of id and vectors; NULL where they are older than this
)
Packed = tuple[str, str, bytes]
"""Passage id, publication id, packed vectors."""


class TokenFile:
    """The rows of one build in a file; the file holds those of others too.

    Args:
        build: which build; the name of its Chroma collections.
    """

    def __init__(self, path: Path, build: str) -> None:
        self._build = build
        self._db = Database(
            path,
            name="de tokenvectoren",
            way_out=f"maak ze opnieuw met `kamervragen rebuild --data-dir {path.parent}`",
            migrations=MIGRATIONS,
        )

    def quantiser(self) -> Quantiser | None:
        """How the vectors of this build are packed; None when it has none."""
        row = self._db.one("SELECT data FROM quantisers WHERE build = ?", (self._build,))
        try:
            return Quantiser.from_bytes(row[0]) if row else None
        except (ValueError, KeyError, zipfile.BadZipFile, EOFError, OSError) as error:
            raise self._db.broken(error) from error

    def set_quantiser(self, quantiser: Quantiser) -> None:
        """Keeps how the vectors of this build are packed."""
        with self._db.transaction() as db:
            db.execute("INSERT OR REPLACE INTO quantisers VALUES (?,?)", (self._build, quantiser.to_bytes()))

    def replace(self, publication_ids: Sequence[str], rows: Iterable[Packed]) -> None:
        """Removes what these publications had and adds rows, all or nothing."""
        with self._db.transaction() as db:
            db.execute(
                f"DELETE FROM tokens WHERE build = ? AND publication_id {ANY_OF}",
                (self._build, listed(publication_ids)),
            )
            db.executemany(
                "INSERT INTO tokens (build, passage_id, publication_id, vectors, crc) VALUES (?,?,?,?,?)",
                [(self._build, *row, _check(row[0], row[2])) for row in rows],
            )

    def rows(self, passage_ids: Sequence[str]) -> list[Packed]:
        """The rows of passages; those without any are left out.

        Raises:
            CorruptStoreError: some are not what was written.
        """
        sql = f"SELECT passage_id, publication_id, vectors, crc FROM tokens WHERE build = ? AND passage_id {ANY_OF}"
        rows = self._db.rows(sql, (self._build, listed(passage_ids)))
        for passage_id, _, vectors, crc in rows:
            if not _is_whole(passage_id, vectors, crc):
                raise self._db.broken(ValueError(f"{passage_id} is veranderd"))
        found = {row[0] for row in rows}
        self._look_otherwise([passage_id for passage_id in passage_ids if passage_id not in found])
        return [(row[0], row[1], row[2]) for row in rows]

    def _look_otherwise(self, missing: Sequence[str]) -> None:
        """Raises where a damaged index hides passages: by publication they are there."""
        if not missing:
            return
        publications = {PairId(passage_id).publication_id for passage_id in missing}
        sql = f"SELECT passage_id FROM tokens WHERE build = ? AND publication_id {ANY_OF}"
        there = set(self._db.column(sql, (self._build, listed([*publications]))))
        if hidden := there.intersection(missing):
            raise self._db.broken(ValueError(f"een index mist {min(hidden)}"))

    def known(self, passage_ids: Sequence[str]) -> set[str]:
        """Which of these passages have a row; the vectors are not read."""
        sql = f"SELECT passage_id FROM tokens WHERE build = ? AND passage_id {ANY_OF}"
        return set(self._db.column(sql, (self._build, listed(passage_ids))))

    def ids(self, size: int) -> Iterator[list[str]]:
        """Every passage id in order, so many at a time; the vectors are not read."""
        sql = "SELECT passage_id FROM tokens WHERE build = ? AND passage_id > ? ORDER BY passage_id LIMIT ?"
        last = ""
        while batch := self._db.column(sql, (self._build, last, size)):
            yield batch
            last = batch[-1]

    def count(self) -> int:
        """Rows of this build."""
        return self._db.count("SELECT count(*) FROM tokens WHERE build = ?", (self._build,))

    def has_any(self) -> bool:
        """Whether this build has rows; without counting them."""
        return bool(self._db.rows("SELECT 1 FROM tokens WHERE build = ? LIMIT 1", (self._build,)))

    def check(self) -> None:
        """Reads everything, to find damage.

        Raises:
            CorruptStoreError: something is not what was written.
        """
        self._db.check()

    def drop_others(self) -> None:
        """Removes the rows of every other build."""
        with self._db.transaction() as db:
            db.execute("DELETE FROM tokens WHERE build != ?", (self._build,))
            db.execute("DELETE FROM quantisers WHERE build != ?", (self._build,))
        self._db.checkpoint()

    def close(self) -> None:
        """Closes the file."""
        self._db.close()


def _check(passage_id: str, vectors: bytes) -> int:
    """Of the id too: an index can lead to the row of another passage."""
    return zlib.crc32(vectors, zlib.crc32(passage_id.encode()))


def _is_whole(passage_id: object, vectors: object, crc: int | None) -> bool:
    """Whether a row is as it was written; older ones have a check of the vectors alone, or none."""
    if not isinstance(passage_id, str) or not isinstance(vectors, bytes):
        return False
    return crc is None or crc == _check(passage_id, vectors) or crc == zlib.crc32(vectors)
