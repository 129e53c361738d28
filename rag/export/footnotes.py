"""Footnotes of an answer in a file: where a text refers to them, and how place and note lead to each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.parse.marks.notes import HIGHEST, MARK, number_of, put_marks, without_marks
from index.values import Pair, Voetnoot
from rag.values import Statement

_MARKS = re.compile(MARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNote:
    """A footnote as it stands in a file.

    Attributes:
        nummer: as the source prints it.
        place: offset into the text that refers to it; None where the source does not tell.
        anchor: names the note within the file, a letter first; `<anchor>_plaats` names the place.
    """

    nummer: str
    tekst: str
    place: int | None
    anchor: str

    @property
    def back(self) -> str:
        """Names the place that refers to it."""
        return f"{self.anchor}_plaats"


def notes_of_answer(pair: Pair | None, anchor: str) -> tuple[FileNote, ...]:
    """Every note of an answer, for below the whole of it."""
    return _notes(pair.voetnoten, pair.antwoord, 0, anchor) if pair is not None else ()


def notes_of_quote(statement: Statement, anchor: str) -> tuple[FileNote, ...]:
    """The notes that a quotation of an answer refers to, with their places in the quotation."""
    notes = _notes(statement.noten, statement.quote, statement.start, anchor)
    return tuple(note for note in notes if note.place is not None)


def _notes(notes: Sequence[Voetnoot], text: str, start: int, anchor: str) -> tuple[FileNote, ...]:
    """The notes of a text that begins at `start` in its answer; no places where it has marks of its own."""
    is_plain = without_marks(text) == text
    return tuple(
        FileNote(
            nummer=note.nummer,
            tekst=note.tekst,
            place=note.plaats - start if note.plaats is not None and is_plain and n <= HIGHEST else None,
            anchor=f"{anchor}_{n}",
        )
        for n, note in enumerate(notes, start=1)
    )


def with_marks(text: str, notes: Sequence[FileNote]) -> str:
    """The text with one private character where it refers to a note: it goes through whatever escapes the text."""
    return put_marks(text, [note.place for note in notes if note.place is not None])


def filled(written: str, notes: Sequence[FileNote], draw: Callable[[FileNote], str]) -> str:
    """What was written of such a text, each mark replaced by what the format has for a reference."""
    placed = [note for note in notes if note.place is not None]
    if not placed:
        return written
    return _MARKS.sub(lambda match: draw(placed[number_of(match[0]) - 1]), written)
