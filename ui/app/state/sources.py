"""What is read beside an answer: a pair or notice and the words in it that were pointed at, as text for an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.values import PairId
from rag.values import Hit, Statement

_TEXT = re.compile(r"(?P<pair>[^\s#]+#[a-z0-9]+)(?:@(?P<start>[0-9]{1,7})-(?P<end>[0-9]{1,7}))?")
"""`ah-tk-20232024-1068#v1@0-24`; the offsets may be left out."""


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A pair, or the notice of a publication, with the offsets of the words to show; without them the whole."""

    pair_id: PairId
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return f"{self.pair_id}@{self.start}-{self.end}" if self.start < self.end else self.pair_id

    @classmethod
    def of_statement(cls, statement: Statement) -> ShownSource:
        """The pair that a statement quotes, at the quote."""
        return cls(statement.pair_id, statement.start, statement.end)

    @classmethod
    def of_hit(cls, hit: Hit) -> ShownSource:
        """The pair that was found, at its best passage; where the passage is all of it, nothing is pointed at."""
        whole = hit.passage_end - hit.passage_start >= len(hit.antwoord.strip())
        return cls(hit.pair_id) if whole else cls(hit.pair_id, hit.passage_start, hit.passage_end)


def read_source(text: str) -> ShownSource | None:
    """The source that an address names; None when it cannot be one."""
    match = _TEXT.fullmatch(text)
    if match is None:
        return None
    return ShownSource(PairId(match["pair"]), int(match["start"] or 0), int(match["end"] or 0))
