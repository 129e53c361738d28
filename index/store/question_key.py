"""The key of a question's text: by it the same question is found in another publication without reading them all."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MIN_KEY_CHARS = 24
"""Letters and digits that a text must have: "Waarom niet?" is the same question in no useful sense."""

_NOT_WORD = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """The letters and digits of a text in lower case, without accents: two typesettings of one question are equal."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return _NOT_WORD.sub("", "".join(c for c in flat if not unicodedata.combining(c)))


def question_key(text: str | None) -> int | None:
    """A number of 64 bits that equal questions share; None for a text that is too short to tell questions apart."""
    letters = bare(text or "")
    if len(letters) < MIN_KEY_CHARS:
        return None
    digest = hashlib.blake2b(letters.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
