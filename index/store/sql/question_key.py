"""Makes the keys by which the same question is found in other publications."""

from __future__ import annotations

import hashlib

from index.names.letters import bare, words_of

MIN_KEY_CHARS = 24
"""Letters and digits that a text must have: "Waarom niet?" is the same question in no useful sense."""


def question_key(text: str | None) -> int | None:
    """A number of 64 bits that equal questions share; None for a text that is too short to tell questions apart."""
    letters = bare(text or "")
    if len(letters) < MIN_KEY_CHARS:
        return None
    digest = hashlib.blake2b(letters.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def words_key(text: str) -> int:
    """A number of 64 bits that texts with the same words in the same order share; 0 for a text without words."""
    words = " ".join(words_of(text)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(words, digest_size=8).digest()) if words else 0
