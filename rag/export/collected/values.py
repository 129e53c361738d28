"""A map: pieces of answers that were kept, in order, each with a note; changing one gives another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from index.errors import InputError, UnknownIdError
from index.values import PairId

MAX_NAME_CHARS = 100
MAX_NOTE_CHARS = 2_000
MAX_PIECES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPiece:
    """A piece of an answer or notice, as it was kept.

    Attributes:
        number: names it within its map, whatever its place.
        start, end: offsets into the answer (the notice, without a pair).
        quote: the words there when it was kept.
        query: the question under which it was found.
        citation: in full, for when the corpus does not have it.
    """

    number: int
    pair_id: PairId
    start: int
    end: int
    quote: str
    query: str = ""
    note: str = ""
    citation: str = ""
    kept: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A map with its pieces, in the order of the user.

    Its number names it where it is kept, whatever it is called; 0 where it is not kept.
    """

    name: str
    pieces: tuple[KeptPiece, ...] = ()
    number: int = 0

    def has(self, piece: KeptPiece) -> bool:
        """Whether these words of this pair are in it already."""
        return self.same_as(piece) is not None

    def same_as(self, piece: KeptPiece) -> KeptPiece | None:
        """The piece in it with the same words of the same pair."""
        same = (one for one in self.pieces if (one.pair_id, one.quote) == (piece.pair_id, piece.quote))
        return next(same, None)

    def with_piece(self, piece: KeptPiece) -> Collection:
        """With a piece at the end; a double is not added, and a full map gives an InputError."""
        if self.has(piece):
            return self
        if len(self.pieces) >= MAX_PIECES:
            raise InputError(f"de map «{self.name}» is vol ({MAX_PIECES} stukken): begin een nieuwe")
        number = max((one.number for one in self.pieces), default=0) + 1
        return replace(self, pieces=(*self.pieces, replace(piece, number=number)))

    def with_note(self, seen: KeptPiece, note: str) -> Collection:
        """The map with another note at a piece, as it was seen; what another tab noted meanwhile stays above it."""
        at, note = self._place(seen), note.strip()[:MAX_NOTE_CHARS]
        now = self.pieces[at].note
        if now and now not in (seen.note, note):
            note = f"{now}\n\n{note}".strip()
        changed = replace(self.pieces[at], note=note)
        return replace(self, pieces=(*self.pieces[:at], changed, *self.pieces[at + 1 :]))

    def without(self, seen: KeptPiece) -> Collection:
        """Without a piece, as it was seen; an InputError where another tab wrote a note at it meanwhile."""
        at = self._place(seen)
        if self.pieces[at].note != seen.note:
            raise InputError(
                "dat stuk kreeg in een ander tabblad een andere notitie en is niet weggehaald: lees die eerst"
            )
        return replace(self, pieces=self.pieces[:at] + self.pieces[at + 1 :])

    def moved(self, seen: KeptPiece, by: int) -> Collection:
        """With a piece so many places further down, or up; at the ends it stays."""
        at = self._place(seen)
        rest = [*self.pieces[:at], *self.pieces[at + 1 :]]
        rest.insert(max(0, min(len(rest), at + by)), self.pieces[at])
        return replace(self, pieces=tuple(rest))

    def _place(self, seen: KeptPiece) -> int:
        """Where a piece stands now; another that took its number is not that piece."""
        for at, piece in enumerate(self.pieces):
            if (piece.number, piece.pair_id, piece.quote) == (seen.number, seen.pair_id, seen.quote):
                return at
        raise UnknownIdError(f"dat stuk staat niet (meer) in de map «{self.name}»: misschien is het elders weggehaald")


def checked_name(name: str) -> str:
    """A name as it is kept; an InputError where it is empty or far too long."""
    name = " ".join(name.split())
    if not 0 < len(name) <= MAX_NAME_CHARS:
        raise InputError(f"een map heeft een naam van 1 tot {MAX_NAME_CHARS} tekens; deze heeft er {len(name)}")
    return name
