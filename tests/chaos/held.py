"""What an embedded Chroma holds, read otherwise than its record reads it: what is not of it, no damage can change."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from index.store.chroma.record import CHROMA_FILE, COUNTER, FILE_NAME, GRAPH


def holds(folder: Path) -> object:
    """All that a Chroma holds, read in another way than the record does; an error where that cannot be read."""
    graphs = {
        path.relative_to(folder): path.read_bytes()
        for graph in folder.glob(f"*/{GRAPH}")
        for path in graph.parent.iterdir()
    }
    try:
        return graphs, contents(folder / CHROMA_FILE), noted(folder)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return repr(error)


def contents(path: Path, but: str = COUNTER) -> object:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        db.text_factory = bytearray
        names = [str(row[0], "utf-8") for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return [
            db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall(),
            db.execute("PRAGMA integrity_check").fetchall(),
            *(
                sorted(map(repr, db.execute(f'SELECT * FROM "{name}"')))  # noqa: S608
                for name in names
                if name not in (but, "embedding_fulltext_search")  # a view of the tables beside it
            ),
        ]


def noted(folder: Path) -> object:
    """What the record holds, but for what it noted of rows that are gone."""
    with closing(sqlite3.connect(f"{(folder / FILE_NAME).as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        db.execute("ATTACH ? AS chroma", (str(folder / CHROMA_FILE),))
        ids = (
            "SELECT 'passages', id FROM chroma.embeddings UNION SELECT 'vectoren', seq_id FROM chroma.embeddings_queue"
        )
        rows = db.execute(f"SELECT * FROM rows WHERE (kind, id) IN ({ids})").fetchall()  # noqa: S608
    return sorted(map(repr, rows)), contents(folder / FILE_NAME, but="rows")
