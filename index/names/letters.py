"""Brings text into a form without case and accents, in which words and names are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case without accents, as the analyser of the lexical index does."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def bare(text: str) -> str:
    """The letters and digits of a text in lower case, without accents: two typesettings of one question are equal."""
    return _NOT_WORD.sub("", fold(text))


def words_of(text: str) -> Sequence[str]:
    """The words of a text, by which the same text is known however it is spaced, pointed and capitalised."""
    return _WORD.findall(text.casefold())
