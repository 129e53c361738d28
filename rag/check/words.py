"""The words of a text for comparing: typography gone, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

_WITHIN = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"  # torn-off accents, soft hyphens, joiners
TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|[^\W\d_][^\W\d_{_WITHIN}]*(?:[{_WITHIN}]+[^\W\d_]*)*|[%€$§‰°]")
"""`1.000`, `12,5`, `foto` and `s` of `foto's`, `%`; not: `-`, `«`, `…`, `_`."""

THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
"""`1.000`, `12.000,50`; not: `1.5`, `16.02.2024`."""

RAISED = re.compile("[¹²³⁰⁴-⁹]+")
RAISED_AFTER = 3
"""From so many letters on a raised figure is the mark of a note: `beleid²`; not: `km²`."""

SPACE = re.compile(r"\s")

GLUE = "\x1f"
"""Stands in the key between two numbers: `10-15` is not `1015`."""

NUMBERS = re.compile(rf"\d{GLUE}\d")
"""Two numbers after each other, in tokens joined by that mark."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of a text, in order, in lower case and without accents, with where each stands as (start, end)."""

    tokens: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def key(self) -> str:
        """The tokens as one string: two typesettings of one text are equal in it, hyphens and lost spaces included."""
        return self._joined[0]

    @property
    def edges(self) -> tuple[int, ...]:
        """Where each token begins in the key, and where the last ends."""
        return self._joined[1]

    @cached_property
    def _joined(self) -> tuple[str, tuple[int, ...]]:
        return _join(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)  # no words: false

    def part(self, start: int, end: int) -> Words:
        """The words from one place in the list to another."""
        return Words(tokens=self.tokens[start:end], spans=self.spans[start:end])

    def key_of(self, start: int, end: int) -> str:
        """The key of the words from one place in the list to another."""
        return self.key[self.edges[start] : self.edges[end]].removesuffix(GLUE)

    def find(self, key: str, start: int = 0) -> Iterator[tuple[int, int]]:
        """Where the words of a key stand among these, from a word on: as (first word, word after the last) each."""
        if not key or start >= len(self.tokens):
            return
        at = self.key.find(key, self.edges[start])
        while at >= 0:
            end = at + len(key)
            end += self.key[end : end + 1] == GLUE
            first, last = bisect_left(self.edges, at), bisect_left(self.edges, end)
            if first < last and self.edges[first] == at and self.edges[last] == end:
                yield first, last
            at = self.key.find(key, at + 1)

    def has(self, key: str) -> bool:
        """Whether the words of a key stand among these."""
        return next(self.find(key), None) is not None


def words_of(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of a text, or of a part of it, with places in the whole text."""
    matches = TOKEN.finditer(text, start, len(text) if end is None else end)
    found = [(token, match.span()) for match in matches if (token := plain(match[0]))]
    return Words(tokens=tuple([token for token, _ in found]), spans=tuple([span for _, span in found]))


def words_around(text: str, part: str) -> Words | None:
    """The words of a text from the space before a part of it to the space after it; None where it lacks the part."""
    at = text.find(part)
    if at < 0:
        return None
    after = SPACE.search(text, at + len(part))
    before = len(text[:at].rsplit(maxsplit=1)[-1]) if at and not text[at - 1].isspace() else 0
    return words_of(text, at - before, after.start() if after else None)


def joined(parts: Sequence[Words]) -> Words:
    """The words of several parts as one list."""
    return Words(
        tokens=tuple(token for part in parts for token in part.tokens),
        spans=tuple(span for part in parts for span in part.spans),
    )


@lru_cache(maxsize=65536)
def plain(token: str) -> str:
    """A token without case, accents and ligatures; empty for the bare mark of a note."""
    if token[0].isdigit() and token[0] not in "¹²³":
        return token.replace(".", "") if THOUSANDS.fullmatch(token) else token
    bare = RAISED.sub("", token)
    if bare and len(bare) < RAISED_AFTER:
        bare = token
    flat = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(char for char in flat if char.isalnum() or char in "%€$§‰°")


def _join(tokens: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    if not NUMBERS.search(GLUE.join(tokens)):
        return "".join(tokens), tuple(accumulate(map(len, tokens), initial=0))
    parts: list[str] = []
    edges: list[int] = []
    at = 0
    before = ""
    for token in tokens:
        if before[-1:].isdigit() and token[0].isdigit():
            parts.append(GLUE)
            at += 1
        edges.append(at)
        parts.append(token)
        at += len(token)
        before = token
    return "".join(parts), (*edges, at)
