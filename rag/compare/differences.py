"""Finds which words differ between two texts, to mark them where they stand side by side."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.names.letters import bare

WORD = re.compile(r"\S+")
MIN_KEPT_RUN = 2
"""Fewer equal words than this between two changes are noise: "de", "van" read better as part of the change."""
MAX_WORDS = 4000
"""Of both texts together; in longer ones the frequent words are left out of the matching, which else takes seconds."""
OUTER = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStretch:
    """A stretch of a text that the other text has too, or has not; `text[start:end]` is the stretch."""

    start: int
    end: int
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Two texts as pieces that follow each other without gaps from the first to the last character.

    Attributes:
        is_equal: the same words; white space, line breaks and ways of quoting may differ ("gelijkluidend").
        likeness: share of the words that both have, 0 to 1.
    """

    left: tuple[SharedStretch, ...]
    right: tuple[SharedStretch, ...]
    is_equal: bool
    likeness: float


def differences(a: str, b: str) -> Differences:
    """What differs between two texts, word by word."""
    words = [[(match.start(), match.end(), _form(match[0])) for match in WORD.finditer(text)] for text in (a, b)]
    forms = [[form for _, _, form in side] for side in words]
    if forms[0] == forms[1]:
        return Differences(left=_whole(a, False), right=_whole(b, False), is_equal=True, likeness=1.0)
    is_long = len(forms[0]) + len(forms[1]) > MAX_WORDS
    matcher = difflib.SequenceMatcher(None, forms[0], forms[1], autojunk=is_long)
    runs = [block for block in matcher.get_matching_blocks() if _is_kept(block, forms)]
    kept = sum(block.size for block in runs)
    return Differences(
        left=_pieces(a, words[0], [(block.a, block.a + block.size) for block in runs]),
        right=_pieces(b, words[1], [(block.b, block.b + block.size) for block in runs]),
        is_equal=False,
        likeness=2 * kept / max(1, len(forms[0]) + len(forms[1])),
    )


def same_words(texts: Sequence[str]) -> list[list[int]]:
    """Which texts say the same, word by word: groups of places, in the order of their first."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for n, text in enumerate(texts):
        groups.setdefault(_forms(text), []).append(n)
    return list(groups.values())


def commonest(texts: Sequence[str]) -> int:
    """The place of the text that most others equal; of those the one that shares most of its words with the others."""
    words = [Counter(_forms(text)) for text in texts]

    def shared(n: int) -> float:
        return sum(2 * (words[n] & other).total() / max(1, words[n].total() + other.total()) for other in words)

    equal = {n: len(group) for group in same_words(texts) for n in group}
    return max(range(len(texts)), key=lambda n: (equal[n], shared(n), -n))


def _forms(text: str) -> tuple[str, ...]:
    return tuple(_form(word) for word in WORD.findall(text))


def _form(word: str) -> str:
    """A word as it is compared: without case, accents and punctuation; a mark alone, and "1,5", stay themselves."""
    if any(c.isdigit() for c in word):
        return OUTER.sub("", word)
    return bare(word) or word


def _is_kept(block: difflib.Match, forms: list[list[str]]) -> bool:
    at_edge = block.a == block.b == 0 or (
        block.a + block.size == len(forms[0]) and block.b + block.size == len(forms[1])
    )
    return block.size >= MIN_KEPT_RUN or (block.size > 0 and at_edge)


def _pieces(text: str, words: list[tuple[int, int, str]], kept: list[tuple[int, int]]) -> tuple[SharedStretch, ...]:
    """The text cut where equal and changed words meet; white space goes with the words before it."""
    flags = [True] * len(words)
    for first, last in kept:
        flags[first:last] = [False] * (last - first)
    if not words:
        return _whole(text, True)
    pieces: list[SharedStretch] = []
    start = 0
    for n, flag in enumerate(flags):
        if n + 1 == len(flags) or flags[n + 1] != flag:
            end = words[n + 1][0] if n + 1 < len(words) else len(text)
            pieces.append(SharedStretch(start=start, end=end, is_changed=flag))
            start = end
    return tuple(pieces)


def _whole(text: str, is_changed: bool) -> tuple[SharedStretch, ...]:
    return (SharedStretch(start=0, end=len(text), is_changed=is_changed),) if text else ()
