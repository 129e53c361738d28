"""Keeps the last own questions: in a file of the data directory, or in the session where others reach the app too."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from dataclasses import replace
from pathlib import Path

from index.store.sql.database import Database, steps_of
from rag.question import Question, question_from_json

FILE_NAME = "gevraagd.sqlite"
KEPT = 20
MIGRATIONS = steps_of(__file__)


class KeptQuestions:
    """The questions of a data directory, in a file that is made when absent."""

    def __init__(self, data_dir: Path) -> None:
        path = data_dir / FILE_NAME
        way_out = f"haal {path} weg; u raakt alleen de lijst met uw laatste vragen kwijt"
        self._db = Database(path, name="het bestand met uw laatste vragen", way_out=way_out, migrations=MIGRATIONS)

    def all(self) -> list[Question]:
        """Every question, the last one first."""
        texts = self._db.column("SELECT vraag FROM gevraagd ORDER BY nummer DESC")
        return [question_from_json(json.loads(text)) for text in texts]

    def add(self, question: Question) -> None:
        """Puts a question first, without what was asked after it, and lets go of the oldest above `KEPT`."""
        text = json.dumps(replace(question, follow_ups=()).to_json(), ensure_ascii=False)
        with self._db.transaction() as db:
            db.execute("DELETE FROM gevraagd WHERE tekst = ?", (question.text,))
            db.execute(
                "INSERT INTO gevraagd SELECT coalesce(max(nummer), 0) + 1, ?, ? FROM gevraagd", (question.text, text)
            )
            db.execute(
                "DELETE FROM gevraagd WHERE nummer NOT IN (SELECT nummer FROM gevraagd ORDER BY nummer DESC LIMIT ?)",
                (KEPT,),
            )

    def remove(self, text: str | None = None) -> None:
        """Throws the question with this text away; without a text all of them."""
        with self._db.transaction() as db:
            db.execute("DELETE FROM gevraagd WHERE tekst = coalesce(?, tekst)", (text,))

    def close(self) -> None:
        """Closes the file."""
        self._db.close()


class SessionQuestions:
    """The questions of one session, by text, the last at the end, for an app that others reach: none is kept."""

    def __init__(self, held: MutableMapping[str, Question]) -> None:
        self._held = held

    def all(self) -> list[Question]:
        """Every question, the last one first."""
        return list(self._held.values())[::-1]

    def add(self, question: Question) -> None:
        """Puts a question first, and lets go of the oldest above `KEPT`."""
        self._held.pop(question.text, None)
        self._held[question.text] = replace(question, follow_ups=())
        for text in list(self._held)[:-KEPT]:
            del self._held[text]

    def remove(self, text: str | None = None) -> None:
        """Throws one away, or all."""
        for one in list(self._held) if text is None else [text]:
            self._held.pop(one, None)

    def close(self) -> None:
        """Holds no file."""


OwnQuestions = KeptQuestions | SessionQuestions
