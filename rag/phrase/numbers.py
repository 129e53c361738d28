"""Judges the numbers of a sentence: which the quotes have, what they count, of which year, and in which order."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.names.dates import MONTHS
from index.store.words.stopwords import STOPWORDS
from rag.dutch.sentences import sentence_spans, sentences_of
from rag.phrase.claims import NUMBER_WORDS, Number, numbers_of, words_of
from rag.phrase.structure import parts_of

_IN_YEAR = re.compile(r"(?<!\d)(?<!\d\.)(?P<number>\d[\d.]*+)\s(?:[^\W\d_]+\s){0,2}?in\s(?P<year>(?:19|20)\d\d)\b")
"""`60 branden in 2021`: which number is of which year."""


def wrong_number(sentence: str, texts: Sequence[str], ignored: Collection[str]) -> str | None:
    """Why a number of a sentence is wrong: the texts lack it, or have it with another unit or of another thing."""
    sentences = (one for text in texts for one in sentences_of(text))
    present = [number for one in sentences for number in numbers_of(one, ignored)]
    for number in (claimed := numbers_of(sentence, ignored)):
        same = [other for other in present if other.value == number.value]
        if not same:
            return f"«{_shown(number)}» staat niet in de citaten"
        if number.unit and not any(other.unit in (number.unit, None) for other in same):
            return f"«{_shown(number)}» is in de citaten iets anders"
        if number.unit in MONTHS and number.unit not in {other.unit for other in same}:
            return f"«{_shown(number)}» staat niet in de citaten"
    values, words = {other.value for other in claimed}, f" {' '.join(words_of(sentence))} "
    for number in claimed:
        for side in ("before", "after"):
            if reason := _swapped(number, present, side, values, words):
                return reason
    return None


def _swapped(number: Number, present: Sequence[Number], side: str, claimed: set[str], words: str) -> str | None:
    """Whether the word beside a number stands beside other numbers only in the quotes."""
    word = getattr(number, side)
    if not word or word in NUMBER_WORDS or word[0].isdigit() or "/" in number.value:
        return None
    own = [getattr(other, side) for other in present if other.value == number.value]
    if any(other and f" {word} {other} " in words for other in own):
        return None  # "75 afgewezen": "75 aanvragen afgewezen"
    beside = {other.value for other in present if same_word(getattr(other, side), word)}
    if beside and number.value not in beside and (all(own) or beside & claimed):
        return f"«{_shown(number)}» staat in de citaten niet bij «{word}»"
    return None


def other_number(clause: str, nearest: Sequence[str], quotes: str) -> str | None:
    """Why a number is out of place: the sentence that says this has another, and the quotes give this one elsewhere."""
    near = [{number.value for number in numbers_of(sentence_of(other, quotes))} for other in nearest]
    for number in numbers_of(clause):
        if near and all(near) and not any(number.value in values for values in near):
            return f"«{_shown(number)}» staat in het citaat bij iets anders"
    return None


def other_year(sentence: str, quotes: str) -> str | None:
    """Why a number goes with the wrong year, where the quotes give a number for each of two years."""
    told = {match["number"]: match["year"] for match in _IN_YEAR.finditer(quotes)}
    claimed = {number.value for number in numbers_of(sentence)}
    for number, year in told.items():
        others = claimed & (set(told.values()) - {year})
        if number.replace(".", "") in claimed and year not in claimed and others:
            return f"«{number}» is in het citaat van {year}"
    return None


def other_order(sentence: str, nearest: Sequence[str], quotes: str) -> str | None:
    """Why two numbers may have changed places: they stand in another order than in the quote."""
    return next((found for part in parts_of(sentence) if (found := _order_in(part, nearest, quotes))), None)


def _order_in(part: str, nearest: Sequence[str], quotes: str) -> str | None:
    mine = numbers_of(part)
    claimed = [number.value for number in mine]
    told = [{match["number"].replace(".", ""), match["year"]} for match in _IN_YEAR.finditer(quotes)]
    if set(claimed) in told:
        return None  # "95 in 2023": "in 2023 waren er 95"
    for near in nearest:
        theirs = numbers_of(sentence_of(near, quotes))
        units = [number.unit for number in mine if number.unit]
        if len(units) == len(set(units)) and all(any(_counts_the_same(a, b) for b in theirs) for a in mine):
            continue
        order = [number.value for number in theirs]
        places = [order.index(value) for value in claimed if order.count(value) == 1]
        if places != sorted(places):
            return "noemt de getallen in een andere volgorde dan het citaat"
    return None


def _counts_the_same(one: Number, other: Number) -> bool:
    """Whether two numbers are equal and have the same unit, or count the same thing."""
    if one.value != other.value:
        return False
    is_told = one.after not in STOPWORDS and bool(one.after)
    return (one.unit is not None and one.unit == other.unit) or (is_told and same_word(one.after, other.after))


def same_word(one: str, other: str) -> bool:
    """Whether two words are one, in another form: `aanvraag`, `aanvraagt`."""
    return one == other or (min(len(one), len(other)) > 4 and (one.startswith(other) or other.startswith(one)))


def sentence_of(clause: str, text: str) -> str:
    """The sentence of a text that a clause stands in."""
    at = text.find(clause)
    return next((text[start:end] for start, end in sentence_spans(text) if start <= at < end), clause)


def _shown(number: Number) -> str:
    value = number.value.replace(".", ",")
    return f"{value} {number.unit}" if number.unit else value
