"""The saved searches of a data directory, with what each was told: a file of its own, that no rebuild touches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from index.errors import InputError, UnknownIdError
from index.store.sql.database import Database, Row, steps_of
from rag.follow.messages import Message, message_from_json
from rag.question import Question, question_from_json

FILE_NAME = "volg.sqlite"
MAX_NAME_CHARS = 100
MIGRATIONS = steps_of(__file__)
MAIL_WAITS, MAIL_UNDERWAY, MAIL_SENT = "klaar", "onderweg", "verzonden"
"""How far a message is on its way by mail; one that need not be mailed has none of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A question that is asked again, of what came in from a day on."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMessage:
    """A message as it was told, numbered in the order of telling, with the moment in UTC."""

    number: int
    name: str
    message: Message
    moment: datetime


class SavedSearches:
    """The file with the saved searches of a data directory; it is made when absent.

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
        """Saves a question; an InputError where the name is taken, empty or far too long."""
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
        """The searches with these names, all without names; an UnknownIdError names those that are not there."""
        known = {search.name: search for search in self.all()}
        wanted = list(names)
        unknown = [name for name in wanted if name not in known]
        if unknown:
            raise UnknownIdError(
                f"niet gevolgd: {', '.join(unknown)}; wel: {', '.join(known) or 'niets'} (kamervragen volg list)"
            )
        return [known[name] for name in wanted] if wanted else list(known.values())

    def remove(self, names: Iterable[str]) -> None:
        """Forgets searches and what they were told; where one is not there (UnknownIdError) none is removed."""
        gone = [(search.name,) for search in self.named(names)]
        with self._db.transaction() as db:
            db.executemany("DELETE FROM told WHERE naam = ?", gone)
            db.executemany("DELETE FROM messages WHERE naam = ?", gone)
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

    def note(
        self,
        told: Mapping[str, Iterable[Told]],
        since: date,
        messages: Mapping[str, Iterable[Message]] | None = None,
        *,
        to_mail: bool = False,
    ) -> None:
        """Notes what searches were told, by name, and from which day they look on; of all at once or of none.

        A message that was told before is not told again; `to_mail` says whether they must be mailed.
        """
        mail = MAIL_WAITS if to_mail else None
        with self._db.transaction() as db:
            for name, ones in told.items():
                db.executemany(
                    "INSERT OR REPLACE INTO told (naam, publication_id, content_hash, is_open) VALUES (?,?,?,?)",
                    [(name, one.publication_id, one.content_hash, one.is_open) for one in ones],
                )
                db.execute("UPDATE searches SET sinds = ? WHERE naam = ?", (since.isoformat(), name))
            for name, written in (messages or {}).items():
                db.executemany(
                    "INSERT OR IGNORE INTO messages (naam, id, bericht, mail) VALUES (?,?,?,?)",
                    [(name, one.id, json.dumps(one.to_json(), ensure_ascii=False), mail) for one in written],
                )

    def messages(self, name: str, most: int) -> list[KeptMessage]:
        """The last messages of a search, the latest first; those of one moment as they were told, the best first."""
        sql = "SELECT * FROM messages WHERE naam = ? ORDER BY moment DESC, nummer LIMIT ?"
        return [_kept(row) for row in self._db.rows(sql, [name, most])]

    def count_mail(self, state: str) -> int:
        """How many messages are so far on their way by mail."""
        return self._db.count("SELECT count(*) FROM messages WHERE mail = ?", [state])

    def take_mail(self) -> list[KeptMessage]:
        """What waits to be mailed, by search; noted as underway, so that nothing else takes it too."""
        with self._db.transaction() as db:
            rows = db.execute("SELECT * FROM messages WHERE mail = ? ORDER BY naam, nummer", [MAIL_WAITS]).fetchall()
            db.execute("UPDATE messages SET mail = ? WHERE mail = ?", (MAIL_UNDERWAY, MAIL_WAITS))
        return [_kept(row) for row in rows]

    def end_mail(self, taken: Iterable[KeptMessage], state: str) -> None:
        """Notes how the mail with these messages ended: sent, or waiting again."""
        with self._db.transaction() as db:
            db.executemany("UPDATE messages SET mail = ? WHERE nummer = ?", [(state, one.number) for one in taken])

    def mail_again(self) -> None:
        """Lets all that is underway wait to be mailed."""
        with self._db.transaction() as db:
            db.execute("UPDATE messages SET mail = ? WHERE mail = ?", (MAIL_WAITS, MAIL_UNDERWAY))


def _kept(row: Row) -> KeptMessage:
    return KeptMessage(
        number=row["nummer"],
        name=row["naam"],
        message=message_from_json(json.loads(row["bericht"])),
        moment=datetime.fromisoformat(row["moment"]),
    )


def searches_json(saved: Iterable[SavedSearch]) -> dict[str, object]:
    """`volg list --json`."""
    return {"searches": [one.to_json() for one in saved]}
