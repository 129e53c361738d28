"""The saved searches of a data directory, with what each was told: a file of its own, that no rebuild touches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import InputError, UnknownIdError
from index.store.sql.database import Database, script
from rag.question import Question, question_from_json

FILE_NAME = "volg.sqlite"
MAX_NAME_CHARS = 100
MIGRATIONS = (
    script("""
    CREATE TABLE searches (naam TEXT PRIMARY KEY, vraag TEXT NOT NULL, sinds TEXT NOT NULL,
        gemaakt TEXT NOT NULL DEFAULT (datetime('now')));
    CREATE TABLE told (naam TEXT NOT NULL, publication_id TEXT NOT NULL, content_hash TEXT NOT NULL,
        is_open INTEGER NOT NULL, moment TEXT NOT NULL DEFAULT (datetime('now')),
        PRIMARY KEY (naam, publication_id)) WITHOUT ROWID
    """),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A question that is asked again.

    Attributes:
        since: the first day of intake that is looked at.
    """

    name: str
    question: Question
    since: date

    def to_json(self) -> dict[str, object]:
        """As `volg list --json` shows it."""
        return {"name": self.name, **self.question.to_json(), "since": self.since.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a search was told of a publication: with which content, and whether it was still open."""

    publication_id: str
    content_hash: str
    is_open: bool


class SavedSearches:
    """The file with the saved searches.

    Args:
        data_dir: where the corpus lies; the file is made when absent.

    Raises:
        DataDirError: it cannot be written.
        CorruptStoreError: it cannot be read; it cannot be made again from the corpus.
    """

    def __init__(self, data_dir: Path) -> None:
        self._db = Database(
            data_dir / FILE_NAME,
            name="het bestand met gevolgde vragen",
            way_out=f"zet {data_dir / FILE_NAME} terug uit een reservekopie, of haal het weg en begin opnieuw",
            migrations=MIGRATIONS,
        )

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def add(self, name: str, question: Question, since: date) -> SavedSearch:
        """Saves a question.

        Raises:
            InputError: the name is taken, empty or far too long.
        """
        name = " ".join(name.split())
        if not name or len(name) > MAX_NAME_CHARS:
            raise InputError(f"een naam heeft 1 tot {MAX_NAME_CHARS} tekens; deze heeft er {len(name)}")
        if self._db.count("SELECT count(*) FROM searches WHERE naam = ?", [name]):
            raise InputError(f"er is al een gevolgde vraag {name!r}: kies een andere naam, of haal die weg")
        with self._db.transaction() as db:
            db.execute(
                "INSERT INTO searches (naam, vraag, sinds) VALUES (?,?,?)",
                (name, json.dumps(question.to_json(), ensure_ascii=False), since.isoformat()),
            )
        return SavedSearch(name=name, question=question, since=since)

    def all(self) -> list[SavedSearch]:
        """Every saved search, by name."""
        return [
            SavedSearch(
                name=row["naam"],
                question=question_from_json(json.loads(row["vraag"])),
                since=date.fromisoformat(row["sinds"]),
            )
            for row in self._db.rows("SELECT * FROM searches ORDER BY naam")
        ]

    def named(self, names: Iterable[str]) -> list[SavedSearch]:
        """The searches with these names, all without names.

        Raises:
            UnknownIdError: some are not there; all of them are named.
        """
        known = {search.name: search for search in self.all()}
        wanted = list(names)
        unknown = [name for name in wanted if name not in known]
        if unknown:
            raise UnknownIdError(
                f"niet gevolgd: {', '.join(unknown)}; wel: {', '.join(known) or 'niets'} (kamervragen volg list)"
            )
        return [known[name] for name in wanted] if wanted else list(known.values())

    def remove(self, names: Iterable[str]) -> None:
        """Forgets searches and what they were told.

        Raises:
            UnknownIdError: some are not there; none is removed then.
        """
        gone = [(search.name,) for search in self.named(names)]
        with self._db.transaction() as db:
            db.executemany("DELETE FROM told WHERE naam = ?", gone)
            db.executemany("DELETE FROM searches WHERE naam = ?", gone)

    def told(self, name: str) -> dict[str, Told]:
        """What a search was told, by publication."""
        return {
            row["publication_id"]: Told(
                publication_id=row["publication_id"],
                content_hash=row["content_hash"],
                is_open=bool(row["is_open"]),
            )
            for row in self._db.rows("SELECT * FROM told WHERE naam = ?", [name])
        }

    def note(self, told: Mapping[str, Iterable[Told]], since: date) -> None:
        """Notes what searches were told, by name, and from which day they look on; of all at once or of none."""
        with self._db.transaction() as db:
            for name, ones in told.items():
                db.executemany(
                    "INSERT OR REPLACE INTO told (naam, publication_id, content_hash, is_open) VALUES (?,?,?,?)",
                    [(name, one.publication_id, one.content_hash, one.is_open) for one in ones],
                )
                db.execute("UPDATE searches SET sinds = ? WHERE naam = ?", (since.isoformat(), name))


def searches_json(saved: Iterable[SavedSearch]) -> dict[str, object]:
    """`volg list --json`."""
    return {"searches": [one.to_json() for one in saved]}
