"""Suggests, for a word that the corpus lacks, the words of the corpus that are spelt most like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import ascii_lowercase

from index.names.letters import fold
from rag.understand.names.find import Lexicon

MIN_CHARS = 5
MAX_CHARS = 30
OFFERED = 2
SURE_CHARS = 8
"""A shorter word is one letter off from much, so that what is near must be there more than once."""
MIN_PART = 4
PART_PASSAGES = 3
"""A word of two words that each stand in so many passages is well written, though the corpus has no `kernenergie`."""


def near_words(typed: Iterable[str], corpus: Lexicon) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each word that no passage has in any form, with those one letter off that the corpus has, frequent first.

    Words without such a neighbour are left out: there is nothing to offer for them. So are compounds of known words.
    """
    unknown = (
        word
        for word in typed
        if MIN_CHARS <= len(word) <= MAX_CHARS
        and word.isalpha()
        and not (_frequency(word, corpus) or _is_compound(fold(word), corpus))
    )
    found = ((word, _near(fold(word), corpus)) for word in unknown)
    return tuple((word, near) for word, near in found if near)


def _frequency(word: str, corpus: Lexicon) -> int:
    """In how many passages the word occurs; of a compound, its rarest part."""
    return min((corpus.document_frequency(term) for term in corpus.terms(word)), default=0)


def _is_compound(word: str, corpus: Lexicon) -> bool:
    return any(
        min(_frequency(word[:n], corpus), _frequency(word[n:], corpus)) >= PART_PASSAGES
        for n in range(MIN_PART, len(word) - MIN_PART + 1)
    )


def _near(word: str, corpus: Lexicon) -> tuple[str, ...]:
    needed = 1 if len(word) >= SURE_CHARS else 2
    ranked: list[tuple[int, int, str]] = []
    for candidate in sorted(set(_one_off(word))):
        if (frequency := _frequency(candidate, corpus)) >= needed:
            ranked.append((len(corpus.terms(candidate)), -frequency, candidate))
    fewest = min(ranked, default=(0,))[0]  # what could be two words is offered where no word of one piece is near
    forms: dict[str, str] = {}
    for pieces, _, candidate in sorted(ranked):
        if pieces == fewest:
            forms.setdefault(" ".join(corpus.terms(candidate)), candidate)
    return tuple(forms.values())[:OFFERED]


def _one_off(word: str) -> Iterator[str]:
    """The word with a letter less, other, more, or two that changed places; the first letter is most often right."""
    for n in range(1, len(word) + 1):
        before, after = word[:n], word[n:]
        yield before + after[1:]
        yield before[:-1] + after[:1] + before[-1:] + after[1:]
        for letter in ascii_lowercase:
            yield before + letter + after
            yield before + letter + after[1:]
