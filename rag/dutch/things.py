"""Tells which things a query asks about by a word of their own, and whether a text tells of them: a fine, apologies."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.names.letters import fold
from index.store.words.compounds import WORD

THINGS_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What a query asks about.

    Attributes:
        word: of the query, as typed.
        told: one of the words, without capitals and accents, of a text that tells of it.
    """

    word: str
    told: re.Pattern[str]


def asked_things(query: str) -> tuple[Thing, ...]:
    """The things of the list that a query asks about."""
    folded = fold(query)
    found = ((asks.search(folded), told) for asks, told in _things())
    return tuple(Thing(word=_whole(query, match), told=told) for match, told in found if match)


def _whole(query: str, found: re.Match[str]) -> str:
    """The words of a query that a match in it without capitals and accents is part of."""
    words = (word for word in WORD.finditer(query) if word.start() < found.end() and word.end() > found.start())
    return " ".join(word.group() for word in words)


@lru_cache(maxsize=1)
def _things() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = tomllib.loads(THINGS_FILE.read_text(encoding="utf-8"))["thing"]
    return tuple((re.compile(row["asks"], re.VERBOSE), re.compile(row["told"], re.VERBOSE)) for row in rows)
