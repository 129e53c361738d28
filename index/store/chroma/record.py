"""What the embedded Chroma held when a build had written it: a check of every row, and of every graph on disk.

Its files cannot be compared as they are. Whoever opens it changes a counter, and a part whose graph was never written
(fewer vectors than `KEPT_SYNC`) gets four files of uninitialised memory at every reading: its vectors stand in the
database. So every row has a check, noted once, right after it was written: what is damaged later stays other than
noted, however many builds follow. What no row takes of a page is not covered, and holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import blake2b, file_digest
from heapq import merge
from itertools import groupby
from pathlib import Path

from index.steps import batched
from index.store.sql.database import Database, Transaction, is_whole, opened_raw, script

CHROMA_FILE = "chroma.sqlite3"
FILE_NAME = "checks.sqlite"
GRAPH = "index_metadata.pickle"
"""Stands only in the folder of a graph that was written."""
ROWS = {
    "passages": ("id", "embeddings", "embedding_metadata", "embedding_metadata_array"),
    "vectoren": ("seq_id", "embeddings_queue"),
}
"""What grows with the corpus: the column whose number says which rows belong together, and the tables of it."""
COUNTER = "acquire_write"
BATCH = 10_000
LAYOUT = """
    CREATE TABLE rows (kind TEXT NOT NULL, id INTEGER NOT NULL, hash INTEGER NOT NULL, PRIMARY KEY (kind, id))
        WITHOUT ROWID;
    CREATE TABLE marks (kind TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE tables (name TEXT PRIMARY KEY, hash INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE graphs (name TEXT PRIMARY KEY, hash INTEGER NOT NULL, stamp TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE writing (since TEXT NOT NULL);
    CREATE TABLE seal (hash INTEGER NOT NULL)
"""
SEALED = ("sqlite_schema", "marks", "tables", "graphs", "writing")
"""What the record itself is sealed by; a damaged row of `rows` deviates from what it is of."""


class Record:
    """The checks of an embedded Chroma; the caller holds the lock of the data directory.

    Args:
        folder: of the embedded Chroma.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def following(self) -> Iterator[None]:
        """Notes at its end what was written to Chroma within.

        Chroma gives the numbers of the last rows again once those are deleted: such rows are noted anew.
        """
        with closing(self._open()) as db:
            with opened_raw(self._folder / CHROMA_FILE) as chroma:
                last = [(kind, min(_last(chroma, kind), _mark(db, kind))) for kind in ROWS]
            with db.transaction() as writing:
                if not _is_writing(db):
                    writing.execute("INSERT INTO writing VALUES (datetime())")
                    stamps = [(_stamp(self._folder / name), name) for name, _, _ in _graphs(db)]
                    writing.executemany("UPDATE graphs SET stamp = ? WHERE name = ?", stamps)
                writing.executemany("INSERT OR REPLACE INTO marks VALUES (?, ?)", last)
                _seal(db)
            yield
            with opened_raw(self._folder / CHROMA_FILE) as chroma, db.transaction() as writing:
                for kind, mark in last:
                    noted = ((kind, *row) for row in _checks(chroma, kind, mark))
                    writing.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", noted)
                    writing.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (kind, _last(chroma, kind)))
                _seal(db)

    def settle(self) -> None:
        """Notes at the end of a build what does not grow with the corpus, and the graphs that it wrote."""
        if not (self._folder / FILE_NAME).exists():
            return
        with closing(self._open()) as db, opened_raw(self._folder / CHROMA_FILE) as chroma:
            if not _is_writing(db):
                return
            known = {name: stamp for name, _, stamp in _graphs(db)}
            kept = {_text(row[0]) for row in chroma.execute("SELECT id FROM segments")}
            found = {folder.name: _stamp(folder) for folder in self._graphs_on_disk()}
            written = [name for name, stamp in found.items() if known.get(name) != stamp]
            graphs = [(name, _check_of_graph(self._folder / name), found[name]) for name in written]
            with db.transaction() as writing:
                writing.execute("DELETE FROM writing")
                writing.execute("DELETE FROM tables")
                writing.executemany("INSERT INTO tables VALUES (?, ?)", _tables(chroma))
                writing.executemany("DELETE FROM graphs WHERE name = ?", [(name,) for name in known.keys() - kept])
                writing.executemany("INSERT OR REPLACE INTO graphs VALUES (?, ?, ?)", graphs)
                _seal(db)

    def problem(self) -> str | None:
        """What is other than when it was written; None when nothing is, or nothing was noted.

        What a build wrote that was ended halfway is judged after the next.
        """
        if not is_whole(self._folder / CHROMA_FILE):
            return f"{CHROMA_FILE} is beschadigd"
        if not (self._folder / FILE_NAME).exists():
            return None
        with closing(self._open()) as db, opened_raw(self._folder / CHROMA_FILE) as chroma:
            db.check()
            if db.count("SELECT hash FROM seal") != _check_of_tables(db):
                return f"{FILE_NAME} is beschadigd"
            found = [f"{count} {kind}" for kind in ROWS if (count := _deviating(db, chroma, kind))]
            if not _is_writing(db):
                noted = {str(row["name"]): int(row["hash"]) for row in db.rows("SELECT name, hash FROM tables")}
                tables = dict(_tables(chroma))
                found += sorted(name for name in noted.keys() | tables if noted.get(name) != tables.get(name))
                graphs = [(self._folder / name, check) for name, check, _ in _graphs(db)]
                found += [folder.name for folder, check in graphs if _check_of_graph(folder) != check]
        return f"anders dan geschreven: {', '.join(found)}" if found else None

    # ------------------------------------------------------------------ inside

    def _open(self) -> Database:
        return Database(
            self._folder / FILE_NAME,
            name="de controlegetallen",
            way_out=f"maak de indexen opnieuw met `kamervragen rebuild --data-dir {self._folder.parent}`",
            migrations=[script(LAYOUT)],
        )

    def _graphs_on_disk(self) -> list[Path]:
        return sorted(path.parent for path in self._folder.glob(f"*/{GRAPH}"))


def _check_of_tables(db: Database) -> int:
    return _check_of([(table, *row) for table in SEALED for row in db.rows(f"SELECT * FROM {table}")])  # noqa: S608  # our names


def _seal(db: Database) -> None:
    with db.transaction() as writing:
        writing.execute("DELETE FROM seal")
        writing.execute("INSERT INTO seal VALUES (?)", (_check_of_tables(db),))


def _is_writing(db: Database) -> bool:
    return bool(db.count("SELECT count(*) FROM writing"))


def _graphs(db: Database) -> list[tuple[str, int, str]]:
    return [(row["name"], row["hash"], row["stamp"]) for row in db.rows("SELECT name, hash, stamp FROM graphs")]


def _mark(db: Database, kind: str) -> int:
    return db.count("SELECT id FROM marks WHERE kind = ?", (kind,))


def _stamp(folder: Path) -> str:
    """Changes when a file of a graph is written."""
    files = [(file.name, file.stat()) for file in sorted(folder.glob("*"))]
    return " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in files)


def _check_of_graph(folder: Path) -> int:
    whole = blake2b(digest_size=8)
    for path in sorted(folder.glob("*")):
        with path.open("rb") as file:
            whole.update(path.name.encode() + file_digest(file, blake2b).digest())
    return _number(whole.digest())


def _last(chroma: Transaction, kind: str) -> int:
    column, table, *_ = ROWS[kind]
    return int(chroma.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0])  # noqa: S608  # our names


def _checks(chroma: Transaction, kind: str, after: int) -> Iterator[tuple[int, int]]:
    """The numbers beyond one, ascending, each with a check of its rows in all tables."""
    column, *tables = ROWS[kind]
    read = [
        chroma.execute(f"SELECT {column}, '{table}', * FROM {table} WHERE {column} > ? ORDER BY {column}", (after,))  # noqa: S608  # our names
        for table in tables
    ]
    for number, rows in groupby(merge(*read, key=_order), key=_order):
        yield number, _check_of(rows)


def _order(row: Sequence[object]) -> int:
    """The number of a row; a damaged one may have no number there."""
    return row[0] if isinstance(row[0], int) else -1


def _deviating(db: Database, chroma: Transaction, kind: str) -> int:
    """How many are not as noted, of those that were."""
    count, upto = 0, _mark(db, kind)
    noted = "SELECT id, hash FROM rows WHERE kind = ? AND id BETWEEN ? AND ?"
    for some in batched(_checks(chroma, kind, -1), BATCH):
        ids = [number for number, _ in some]
        known = {row["id"]: row["hash"] for row in db.stream(noted, (kind, min(ids), max(ids)))}
        count += sum(known.get(number) != check for number, check in some if number <= upto)
    return count


def _tables(chroma: Transaction) -> Iterator[tuple[str, int]]:
    """The other tables, and which there are, each with a check of its rows."""
    schema = chroma.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    yield "sqlite_schema", _check_of(schema)
    grown = {COUNTER, *(table for _, *tables in ROWS.values() for table in tables)}
    for kind, name, _, sql in schema:
        table = _text(name)
        if kind == b"table" and table not in grown and not sql.startswith(b"CREATE VIRTUAL"):
            yield table, _check_of(chroma.execute(f'SELECT * FROM "{table}"'))  # noqa: S608  # as the file names it


def _check_of(rows: Iterable[Sequence[object]]) -> int:
    """A check of rows in whatever order, with the kind of every value."""
    whole = blake2b(digest_size=8)
    for digest in sorted(_digest(row) for row in rows):
        whole.update(digest)
    return _number(whole.digest())


def _digest(row: Sequence[object]) -> bytes:
    whole = blake2b(digest_size=16)
    for value in row:
        data = value if isinstance(value, bytes | bytearray) else repr(value).encode()
        whole.update(f"{type(value).__name__}{len(data)}:".encode() + data)
    return whole.digest()


def _number(digest: bytes) -> int:
    return int.from_bytes(digest, "big", signed=True)


def _text(value: bytearray) -> str:
    return value.decode("utf-8", "replace")
