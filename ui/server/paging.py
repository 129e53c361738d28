"""Pages of a result: a cursor says which comes next, and holds only for the same question to the same index."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from index.errors import InputError
from rag.question import Question

MAX_DEPTH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpan:
    """Which results to show: from `start` (from 0), at most `size`; `mark` names the question and the index."""

    start: int
    size: int
    mark: str

    @property
    def end(self) -> int:
        """How deep to search for it."""
        return self.start + self.size

    def next_cursor(self, total: int) -> str | None:
        """The cursor of the page after this one; None when this was the last."""
        if self.end >= min(total, MAX_DEPTH):
            return None
        text = json.dumps([self.mark, self.end], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode()


def read_page(cursor: str | None, size: int, question: Question, fingerprint: str) -> PageSpan:
    """The page that a cursor means; without one the first.

    Raises:
        InputError: the cursor is of another question, or the index has changed since.
    """
    own = _mark(question, fingerprint)
    if cursor is None:
        return PageSpan(start=0, size=size, mark=own)
    try:
        mark, start = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
        if not isinstance(start, int) or not isinstance(mark, str) or not 0 < start < MAX_DEPTH:
            raise ValueError(cursor)
    except (ValueError, TypeError, binascii.Error) as error:
        raise InputError(
            f"cursor {cursor[:40]!r} is niet te lezen: neem die van het antwoord over, of laat hem weg"
        ) from error
    if mark != own:
        raise InputError(
            "deze cursor hoort bij een andere vraag, of het corpus is sindsdien veranderd: begin opnieuw, zonder cursor"
        )
    return PageSpan(start=start, size=min(size, MAX_DEPTH - start), mark=own)


def _mark(question: Question, fingerprint: str) -> str:
    asked = question.to_json() | {"top": None, "index": fingerprint}
    text = json.dumps(asked, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
