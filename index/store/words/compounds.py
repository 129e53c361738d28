"""The words of a text, and those by which compounds are split."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.names.letters import fold

WORD = re.compile(r"\w+")
MIN_COMPOUND_CHARS = 5
MIN_COMPOUND_COUNT = 5


def compound_words(texts: Iterable[str]) -> list[str]:
    """The dictionary for splitting compounds: the corpus's own words of 5 letters or more, seen 5 times or more."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in WORD.findall(fold(text)) if len(word) >= MIN_COMPOUND_CHARS and word.isalpha())
    return sorted(word for word, count in counts.items() if count >= MIN_COMPOUND_COUNT)


def words_check(words: Sequence[str]) -> str:
    """A check that changes when the dictionary of compounds does."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
