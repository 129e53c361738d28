"""An SQLite file of a data directory: opened, brought to its layout in numbered steps, its errors told in our words."""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from index.errors import CorruptStoreError, DataDirError, is_full, no_room

BUSY_TIMEOUT_S = 30.0
KEPT_STATEMENTS = 0 if sys.version_info >= (3, 12) else 128
"""From 3.12 on `sqlite3` gives two threads that ask the same one kept statement, and one gets the rows of the other."""
WRITING_KB = 256 << 10
"""Of pages that a large transaction may keep in memory: 2,000 publications change some 100 MB."""
ANY_OF = "IN (SELECT value FROM json_each(?))"
"""A condition with one parameter, however many values: `f"id {ANY_OF}"` with `listed(ids)`."""

Row = sqlite3.Row
Transaction = sqlite3.Connection
Migration = Callable[[Transaction], None]
"""Brings a file from one layout to the next; it runs within a transaction."""


def listed(values: Iterable[str]) -> str:
    """Values as the one parameter that `ANY_OF` takes."""
    return json.dumps(list(values))


def iso(moment: datetime) -> str:
    """A moment as it is kept: in universal time, so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def day_of(text: str | None) -> date | None:
    """A day as it is kept."""
    return date.fromisoformat(text) if text else None


def names_of(text: str | None) -> tuple[str, ...]:
    """Names that a query put together with `char(31)` between them."""
    return tuple(text.split("\x1f")) if text else ()


def script(statements: str) -> Migration:
    """A step that executes these statements."""

    def run(db: Transaction) -> None:
        statement = ""
        for part in statements.split(";"):
            statement += f"{part};"
            if sqlite3.complete_statement(statement):  # a trigger has statements of its own
                db.execute(statement)
                statement = ""

    return run


def steps_of(module: str) -> tuple[Migration, ...]:
    """The steps in the SQL file of a module's own name: each begins with a line `-- step`; other remarks say why."""
    _, *steps = Path(module).with_suffix(".sql").read_text(encoding="utf-8").split("\n-- step ")
    lines = ([line for line in step.split("\n")[1:] if not line.startswith("--")] for step in steps)
    return tuple(script("\n".join(statements)) for statements in lines)


def copy_database(source: Path, target: Path) -> None:
    """Copies a file as it is at one moment, while others read and write it.

    Raises:
        CorruptStoreError: the source cannot be read.
        OSError: the target cannot be written.
    """
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)) as db:
        try:
            db.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.DatabaseError as error:
            if any(part in str(error) for part in ("full", "unable to open", "readonly")):
                raise OSError(f"{target}: {error}") from error
            raise CorruptStoreError(f"kan {source} niet lezen ({error}): zet een eerdere kopie terug") from error


def is_whole(path: Path) -> bool:
    """Whether a file is there and SQLite finds nothing wrong with it."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            return bool(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False


@contextmanager
def opened_raw(path: Path) -> Iterator[Transaction]:
    """A file of another program, to read as it is: text as bytes, whatever they are.

    Raises:
        CorruptStoreError: it cannot be read.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT_S)) as db:
        db.text_factory = bytearray
        try:
            db.execute("PRAGMA query_only = ON")
            yield db
        except sqlite3.DatabaseError as error:
            raise CorruptStoreError(f"kan {path} niet lezen ({error}): maak de indexen opnieuw") from error


class Database:
    """One connection to a file, for any number of threads.

    Readers go on while another process writes. One that nobody holds any more is closed too.

    Args:
        path: of the file; made when absent.
        name: what it is called in messages ("de catalogus").
        way_out: what to do when it cannot be read, as the end of a sentence.
        migrations: the steps to the present layout; a change of layout is a new step, never an edit of an old one.
        functions: for SQL, by name, of one argument.

    Raises:
        DataDirError: it cannot be written, or another process keeps it too long.
        CorruptStoreError: it cannot be read, or is of a newer version.
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        way_out: str,
        migrations: Sequence[Migration],
        functions: Mapping[str, Callable[[str], int | None]] | None = None,
    ) -> None:
        self.path = path
        self._name = name
        self._way_out = way_out
        self._writing: int | None = None  # the thread that has a transaction open
        with self.errors():
            self._db = sqlite3.connect(
                path, timeout=BUSY_TIMEOUT_S, check_same_thread=False, cached_statements=KEPT_STATEMENTS
            )
            try:
                self._db.row_factory = sqlite3.Row
                for function, work in (functions or {}).items():
                    self._db.create_function(function, 1, work, deterministic=True)
                self._use_wal()
                self._db.execute("PRAGMA synchronous = NORMAL")
                self._migrate(migrations)
            except BaseException:
                self._db.close()
                raise
        weakref.finalize(self, self._db.close)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        with self.errors():
            return self._db.execute(sql, values).fetchall()

    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query, one by one."""
        with self.errors():
            yield from self._db.execute(sql, values)

    def one(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query, if there is one."""
        with self.errors():
            row: Row | None = self._db.execute(sql, values).fetchone()
            return row

    def column(self, sql: str, values: Sequence[object] = ()) -> list[str]:
        """The first column of a query."""
        return [row[0] for row in self.rows(sql, values)]

    def mapping(self, sql: str, values: Sequence[object] = ()) -> dict[str, Any]:
        """The first two columns of a query: the second by the first."""
        return {row[0]: row[1] for row in self.rows(sql, values)}

    def count(self, sql: str, values: Sequence[object] = ()) -> int:
        """The number that a query gives."""
        row = self.one(sql, values)
        return int(row[0]) if row else 0

    def version(self) -> tuple[int, int]:
        """Changes with every change to the file: the writing of others, and our own."""
        return self.count("PRAGMA data_version"), self._db.total_changes

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """What is written within is written whole or not at all; within another of the same thread it is part of it."""
        if self._writing == threading.get_ident():
            yield self._db
            return
        with self.errors(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._writing = threading.get_ident()
            try:
                yield self._db
            finally:
                self._writing = None

    def expect_much(self) -> None:
        """Gives transactions room in memory: pages that do not fit are written before their end, and again at it."""
        with self.errors():
            self._db.execute(f"PRAGMA cache_size = -{WRITING_KB}")
            self._db.execute("PRAGMA temp_store = MEMORY")

    def sync_commits(self) -> None:
        """Has every transaction on disk at its end: otherwise a power cut may undo the last ones."""
        with self.errors():
            self._db.execute("PRAGMA synchronous = FULL")

    def check(self) -> None:
        """Lets SQLite look at every page; a CorruptStoreError where it finds something."""
        problem = self.one("PRAGMA integrity_check(1)")
        if problem is not None and problem[0] != "ok":
            raise self.broken(ValueError(str(problem[0]).splitlines()[-1]))

    def differing(self, other: Path, tables: Mapping[str, str]) -> list[str]:
        """Names of the tables with other rows than in another file.

        Args:
            other: a file of the same layout.
            tables: the columns to compare, by name of the table.
        """
        self._db.execute("ATTACH ? AS other", (str(other),))
        try:
            return [name for name, columns in tables.items() if self._differs(name, columns)]
        finally:
            self._db.execute("DETACH other")

    def _differs(self, table: str, columns: str) -> bool:
        one, two = f"SELECT {columns} FROM main.{table}", f"SELECT {columns} FROM other.{table}"
        return any(self.one(f"{first} EXCEPT {second} LIMIT 1") for first, second in ((one, two), (two, one)))

    def checkpoint(self) -> None:
        """Gives the room of what was deleted from the write-ahead log back."""
        with self.errors():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turns what SQLite raises into an error with the way out."""
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if is_full(error):
                raise no_room(self.path) from error
            if any(part in str(error) for part in ("readonly", "unable to open")):
                raise DataDirError(
                    f"kan {self.path} niet schrijven ({error}): maak ruimte, of kies met --data-dir een map waarin u "
                    "mag schrijven"
                ) from error
            if "locked" in str(error):
                raise DataDirError(f"{self.path} is in gebruik bij een ander proces: wacht tot dat klaar is") from error
            raise self.broken(error) from error

    def broken(self, error: Exception) -> CorruptStoreError:
        """The error for content that cannot be what was written."""
        return CorruptStoreError(f"kan {self._name} {self.path} niet lezen ({error}): {self._way_out}")

    # ------------------------------------------------------------------ inside

    def _use_wal(self) -> None:
        """Lets readers go on while another writes. The first switch does not wait for its turn by itself."""
        give_up = time.monotonic() + BUSY_TIMEOUT_S
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > give_up:
                    raise
                time.sleep(0.02)

    def _migrate(self, migrations: Sequence[Migration]) -> None:
        layout = self._layout()
        if layout > len(migrations):
            raise CorruptStoreError(
                f"{self.path} is gemaakt door een nieuwere versie van kamervragen (indeling {layout}): werk bij, "
                "of kies een andere map met --data-dir"
            )
        if layout < len(migrations):
            with self.transaction() as db:
                for step in migrations[self._layout() :]:  # asked again: another process may have been first
                    step(db)
                db.execute(f"PRAGMA user_version = {len(migrations)}")

    def _layout(self) -> int:
        return self.count("PRAGMA user_version")
