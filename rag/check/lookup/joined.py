"""Recognises a quotation that was put together from two texts: its head stands in one, the rest in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from rag.check.claims.quotation import Quotation
from rag.check.lookup.fit import Fit, exact_fit
from rag.check.lookup.texts import Text, letters_in, letters_of
from rag.check.words import Words, joined

MIN_PART = 5
"""Fewer words than this stand anywhere by chance."""
MAX_ENDS = 12
BINDING = frozenset({"en", "maar", "want", "ook", "daarnaast", "verder", "bovendien", "daarbij", "dus"})
"""A word that joins two quotations: it belongs to neither."""


class Half(NamedTuple):
    """A part of a quotation with the text that it stands in."""

    text: Text
    fit: Fit


def find_joined(
    quotation: Quotation, draft: str, heads: Sequence[Text], tails: Sequence[Text]
) -> tuple[Half, Half] | None:
    """The two parts of a quotation of which no text has both; None when it is not so.

    No text has all its words; the heads may have its first words, the tails its last.
    """
    words = joined(quotation.segments)
    count = len(words)
    if count < 2 * MIN_PART:
        return None
    if len(quotation.segments) > 1 and (parted := _at_a_gap(quotation, draft, heads, tails)):
        return parted
    known = list(dict.fromkeys([*heads, *tails]))
    letters = [letters_of(draft[start:end]) for start, end in words.spans]
    firsts = [(text, _head(words, text.words)) for text in _longest(heads, lambda n: b"".join(letters[:n]), count)]
    lasts = [
        (text, _tail(words, text.words)) for text in _longest(tails, lambda n: b"".join(letters[count - n :]), count)
    ]
    found: list[tuple[bool, int, tuple[Half, Half]]] = []
    for head, first in firsts:
        for tail, last in lasts:
            short = count - first - last
            binds = short == 1 and words.tokens[first] in BINDING
            if min(first, last) < MIN_PART or (short > 0 and not binds) or _are_one(head, tail):
                continue
            cut = min(first, count - MIN_PART)
            rest = max(cut, count - last)
            both = b"".join(letters[:cut]), b"".join(letters[rest:])
            likely = [text for text in known if all(part in text.letters for part in both)]
            if _has_both(words, cut, rest, likely):
                return None
            if halves := _halves(quotation, words, cut, rest, head, tail):
                found.append((head.publication_id != tail.publication_id, -min(cut, count - rest), halves))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _longest(texts: Sequence[Text], part: Callable[[int], bytes], count: int) -> list[Text]:
    """The texts that have the most of an end of the quotation, by their letters alone."""

    def has(text: Text) -> int:
        return _most(lambda n: part(n) in text.letters, count)

    return sorted(dict.fromkeys(texts), key=has, reverse=True)[:MAX_ENDS]


def _most(has: Callable[[int], bool], count: int) -> int:
    """The highest number up to `count` for which something holds that holds for every lower one."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if has(middle) else (low, middle - 1)
    return low


def _are_one(one: Text, other: Text) -> bool:
    return (one.publication_id, one.pair_id) == (other.publication_id, other.pair_id)


def _halves(
    quotation: Quotation, words: Words, cut: int, rest: int, head: Text, tail: Text
) -> tuple[Half, Half] | None:
    first = exact_fit(replace(quotation, segments=(words.part(0, cut),), gaps=()), head.words)
    second = exact_fit(replace(quotation, segments=(words.part(rest, len(words)),), gaps=()), tail.words)
    return (Half(head, first), Half(tail, second)) if first is not None and second is not None else None


def _at_a_gap(
    quotation: Quotation, draft: str, heads: Sequence[Text], tails: Sequence[Text]
) -> tuple[Half, Half] | None:
    """The parts of a quotation that was put together where it says that something was left out."""
    for cut in range(1, len(quotation.segments)):
        found: list[list[Half]] = []
        for start, end, texts in ((0, cut, heads), (cut, len(quotation.segments), tails)):
            part = replace(quotation, segments=quotation.segments[start:end], gaps=quotation.gaps[start : end - 1])
            letters = [letters_in(draft, segment) for segment in part.segments]
            likely = [text for text in texts if all(one in text.letters for one in letters)]
            fits = [(text, exact_fit(part, text.words)) for text in likely if part.count >= MIN_PART]
            found.append([Half(text, fit) for text, fit in fits if fit is not None])
        pairs = [(head, tail) for head in found[0] for tail in found[1] if not _are_one(head.text, tail.text)]
        if pairs:
            return min(pairs, key=lambda pair: pair[0].text.publication_id != pair[1].text.publication_id)
    return None


def _head(words: Words, source: Words) -> int:
    """How many of the first words stand together in a text."""
    return _most(lambda n: source.has(words.key_of(0, n)), len(words))


def _tail(words: Words, source: Words) -> int:
    """How many of the last words stand together in a text."""
    count = len(words)
    return _most(lambda n: source.has(words.key_of(count - n, count)), count)


def _has_both(words: Words, cut: int, rest: int, texts: Sequence[Text]) -> bool:
    """Whether one text has both parts: then words were left out, and nothing was joined."""
    head, tail = words.key_of(0, cut), words.key_of(rest, len(words))
    return any(text.words.has(head) and text.words.has(tail) for text in texts)
