"""Keeps the packed token vectors of each build: an SQLite row says where those of a passage stand in a plain file."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from index.embed.quantiser import Quantiser
from index.steps import batched
from index.store.sql.appended import append, opened, value_at
from index.store.sql.database import ANY_OF, Database, Row, Transaction, listed, script
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
    script("""
    ALTER TABLE tokens ADD COLUMN place INTEGER;
    ALTER TABLE tokens ADD COLUMN length INTEGER;
    CREATE TABLE files (build TEXT PRIMARY KEY, number INTEGER NOT NULL, end INTEGER NOT NULL, dead INTEGER NOT NULL)
    """),  # rows that are older than this have their vectors with them, and no place in a file
)
MAX_DEAD = 0.25  # of a file; beyond it what is still asked for is written anew
SMALL_BYTES = 64 << 20  # a file of which no more is dead stays as it is
READ_ROWS = 1_000
Packed = tuple[str, str, bytes]
"""Passage id, publication id, packed vectors."""


class TokenFile:
    """The rows of one build in a file; the file holds those of others too, their vectors stand in a file per build.

    The vectors are behind what is there already, and on disk, before a row says so: a build that is interrupted leaves
    bytes that nobody asks for, and the next one writes over them.

    Args:
        build: which build; the name of its Chroma collections.
    """

    def __init__(self, path: Path, build: str) -> None:
        self._path = path
        self._build = build
        self._db = Database(
            path,
            name="de tokenvectoren",
            way_out=f"maak ze opnieuw met `kamervragen rebuild --data-dir {path.parent}`",
            migrations=MIGRATIONS,
        )
        self._db.sync_commits()  # before a file is removed that they no longer name

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
        added = list(rows)
        with self._db.transaction() as db:
            number, end, dead = self._state(db)
            gone = f"FROM tokens WHERE build = ? AND publication_id {ANY_OF}"
            named = (self._build, listed(publication_ids))
            dead += int(db.execute(f"SELECT coalesce(sum(length), 0) {gone}", named).fetchone()[0])
            db.execute(f"DELETE {gone}", named)
            places = list(accumulate((len(vectors) for *_, vectors in added), initial=end))
            if added:
                append(self._beside(self._build, number), end, [vectors for *_, vectors in added])
            db.executemany(
                "INSERT INTO tokens (build, passage_id, publication_id, vectors, crc, place, length)"
                " VALUES (?,?,?,x'',?,?,?)",
                [
                    (self._build, passage_id, publication_id, _check(passage_id, vectors), place, len(vectors))
                    for (passage_id, publication_id, vectors), place in zip(added, places[:-1], strict=True)
                ],
            )
            db.execute("INSERT OR REPLACE INTO files VALUES (?,?,?,?)", (self._build, number, places[-1], dead))
        if dead > max(SMALL_BYTES, MAX_DEAD * places[-1]):
            self._write_anew()

    def rows(self, passage_ids: Sequence[str]) -> list[Packed]:
        """The rows of passages; those without any are left out. A CorruptStoreError: some are not what was written."""
        hidden = set[str]()
        while True:
            rows = self._read(f"tokens.build = ? AND passage_id {ANY_OF}", listed(passage_ids))
            found = {row[0] for row in rows}
            before = hidden
            hidden = self._hidden([passage_id for passage_id in passage_ids if passage_id not in found])
            if not hidden:
                return rows
            if hidden == before:  # else a build added them a moment ago
                raise self._db.broken(ValueError(f"een index mist {min(hidden)}"))

    def _read(self, condition: str, *values: object) -> list[Packed]:
        """The rows for which a condition on build and values holds, their vectors from where they stand."""
        sql = (
            "SELECT passage_id, publication_id, vectors, crc, place, length, number"
            f" FROM tokens LEFT JOIN files ON files.build = tokens.build WHERE {condition}"
        )
        missing: Path | None = None
        while True:
            found = self._db.rows(sql, (self._build, *values))
            numbers = {row["number"] for row in found if row["place"] is not None}
            if not numbers:
                return [self._checked(row, row["vectors"]) for row in found]
            path = self._beside(self._build, numbers.pop())
            try:
                with opened(path) as file:
                    return [
                        self._checked(
                            row,
                            row["vectors"] if row["place"] is None else value_at(file, row["place"], row["length"]),
                        )
                        for row in found
                    ]
            except FileNotFoundError as error:
                if path == missing:
                    raise self._db.broken(error) from error
                missing = path  # written anew since the rows were read: they say another now
            except (OSError, TypeError, ValueError, OverflowError, MemoryError) as error:  # no place, or no length
                raise self._db.broken(error) from error

    def _checked(self, row: Row, vectors: bytes) -> Packed:
        if not _is_whole(row["passage_id"], vectors, row["crc"]):
            raise self._db.broken(ValueError(f"{row['passage_id']} is veranderd"))
        return row["passage_id"], row["publication_id"], vectors

    def _hidden(self, missing: Sequence[str]) -> set[str]:
        """Those of the passages that are there by publication: a damaged index hides them."""
        if not missing:
            return set()
        publications = {PairId(passage_id).publication_id for passage_id in missing}
        sql = f"SELECT passage_id FROM tokens WHERE build = ? AND publication_id {ANY_OF}"
        return set(self._db.column(sql, (self._build, listed([*publications])))).intersection(missing)

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
        """Rows of this build.

        Raises:
            CorruptStoreError: the file that their vectors stand in is gone or cut off.
        """
        self._check_beside()
        return self._db.count("SELECT count(*) FROM tokens WHERE build = ?", (self._build,))

    def has_any(self) -> bool:
        """Whether this build has rows, without counting them; raises what `count` does."""
        self._check_beside()
        return bool(self._db.rows("SELECT 1 FROM tokens WHERE build = ? LIMIT 1", (self._build,)))

    def check(self) -> None:
        """Reads everything, to find damage: a CorruptStoreError."""
        self._db.check()
        last = self._db.count("SELECT coalesce(max(rowid), 0) FROM tokens")
        for first in range(0, last + 1, READ_ROWS):  # as they were added: in the order of the file, not of an index
            self._read("+tokens.build = ? AND tokens.rowid >= ? AND tokens.rowid < ?", first, first + READ_ROWS)

    def drop_others(self) -> None:
        """Removes the rows of every other build, with their vectors."""
        with self._db.transaction() as db:
            for table in ("tokens", "quantisers", "files"):
                db.execute(f"DELETE FROM {table} WHERE build != ?", (self._build,))
        self._db.checkpoint()
        self._remove_others()

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    # ------------------------------------------------------------------ the file beside it

    def _beside(self, build: str, number: int) -> Path:
        return self._path.with_name(f"{self._path.stem}-{build}-{number}.bin")

    def _check_beside(self) -> None:
        """Raises where the file lacks bytes that rows name; what is added behind them would hide it."""
        before: tuple[object, ...] | None = None
        while row := self._db.one("SELECT number, end, dead FROM files WHERE build = ?", (self._build,)):
            state, path = tuple(row), self._beside(self._build, row["number"])
            if not all(isinstance(value, int) for value in state):
                raise self._db.broken(ValueError(f"van {path.name} staat er {state}"))
            try:
                size = path.stat().st_size
            except FileNotFoundError:
                size = 0
            if size >= row["end"]:
                return
            if state == before:
                raise self._db.broken(ValueError(f"{path.name} is weg of afgekapt"))
            before = state  # it may have been written anew since the row was read: the row says so now

    def _state(self, db: Transaction) -> tuple[int, int, int]:
        """Which file this build writes in, how far it may be read, and how many bytes of that nobody asks for."""
        row = db.execute("SELECT number, end, dead FROM files WHERE build = ?", (self._build,)).fetchone()
        return (row["number"], row["end"], row["dead"]) if row is not None else (0, 0, 0)

    def _write_anew(self) -> None:
        """Copies what is still asked for to the next file; readers go on with the old one until the rows say so."""
        try:
            with self._db.transaction() as db:
                self._copy_to_next(db)
        finally:  # without room the copy goes, else what was copied
            self._remove_others()

    def _copy_to_next(self, db: Transaction) -> None:
        number, _, _ = self._state(db)
        with opened(self._beside(self._build, number)) as file:
            end = 0
            rows = "SELECT rowid, place, length FROM tokens WHERE build = ? AND place IS NOT NULL ORDER BY place"
            for some in batched(db.execute(rows, (self._build,)).fetchall(), READ_ROWS):
                values = [value_at(file, row["place"], row["length"]) for row in some]
                append(self._beside(self._build, number + 1), end, values)
                places = accumulate(map(len, values), initial=end)
                db.executemany(
                    "UPDATE tokens SET place = ? WHERE rowid = ?",
                    [(place, row["rowid"]) for place, row in zip(places, some, strict=False)],
                )
                end += sum(map(len, values))
        db.execute("UPDATE files SET number = ?, end = ?, dead = 0 WHERE build = ?", (number + 1, end, self._build))

    def _remove_others(self) -> None:
        """Removes the files beside it that no build names; who reads one keeps it until he is done."""
        named = {self._beside(*row) for row in self._db.rows("SELECT build, number FROM files")}
        for path in self._path.parent.glob(f"{self._path.stem}-*.bin"):
            if path not in named:
                path.unlink(missing_ok=True)


def _check(passage_id: str, vectors: bytes) -> int:
    """Of the id too: an index can lead to the row of another passage."""
    return zlib.crc32(vectors, zlib.crc32(passage_id.encode()))


def _is_whole(passage_id: object, vectors: object, crc: int | None) -> bool:
    """Whether a row is as it was written; older ones have a check of the vectors alone, or none."""
    if not isinstance(passage_id, str) or not isinstance(vectors, bytes):
        return False
    return crc is None or crc == _check(passage_id, vectors) or crc == zlib.crc32(vectors)
