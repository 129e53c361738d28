"""Cuts a letter that answers several sets of questions, each in an annex, into one text per set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.parse.content import BlockKind
from index.parse.facts.headings import QUESTION_HEADING, is_sentence
from index.parse.facts.ids import VRAAGNUMMER, norm_vraagnummer
from index.parse.marks.labels import BARE_NUMBER, read_label

SET_HEADING = re.compile(
    r"^\W*(?:(?:bijlage|annex)\b.{0,80}$|(?:antwoord(?:en)?|beantwoording|reactie)\b.{0,40}\bvra(?:ag|gen)\b.{0,60}\b(?:lid|leden)\b)",
    re.IGNORECASE,
)
"""A line that opens a set. Example: "Bijlage 2", "Antwoorden op vragen van het lid Zandbelt"; not: "In de bijlage"."""
_ANNEX = re.compile(r"^\W*(?:bijlage|annex)\s*(?:\d{1,2}|[IVX]{1,4}|[A-Z])?\b\s*[:.–-]?\s*", re.IGNORECASE)
"""The word that would open an annex, of which the answers are no part."""
_LINES_ABOVE = 14
"""Lines above its first question in which a set has its heading."""

_NAMES_ASKERS = re.compile(r"\b(?:lid|leden)\b", re.IGNORECASE)
_ANNEX_NAME = re.compile(r"^\W*(?P<naam>(?:bijlage|annex)(?:\s+(?:\d{1,2}|[IVX]{1,4}|[A-Z])\b)?)", re.IGNORECASE)
"""Example: "Bijlage 2", "BIJLAGE II:"; not: "In bijlage 2"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """The text of one set, with the letter around all of them.

    Attributes:
        text: its heading, the letter, its questions and answers.
        vraagnummer: as its heading names it; None where that has none.
        annex: "bijlage 2" where its heading says no more than that, so that what the letter says of askers and subject
            may be of another set; else None.
    """

    text: str
    vraagnummer: str | None
    annex: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSet:
    """Says that a document is one publication, not several sets; with its vraagnummer where that is known."""

    vraagnummer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    begin: int
    lines: tuple[str, ...]
    vraagnummer: str | None

    @property
    def annex(self) -> str | None:
        if self.vraagnummer or any(_NAMES_ASKERS.search(line) for line in self.lines):
            return None
        return next((match["naam"].lower() for line in self.lines if (match := _ANNEX_NAME.match(line))), None)


def cut_sets(lines: Sequence[str]) -> tuple[QuestionSet, ...]:
    """The sets of a text that holds several; empty when it holds one, or when it is not beyond doubt.

    Beyond doubt is: the numbers begin anew at 1 after an answer, and above each first question stands a heading of its
    own. A document that stands twice in a file has the same heading twice.
    """
    firsts = _first_questions(lines)
    if len(firsts) < 2:
        return ()
    heads = [_head_above(lines, first, previous) for previous, first in zip([-1, *firsts], firsts, strict=False)]
    found = [head for head in heads if head is not None]
    numbers = [head.vraagnummer for head in found if head.vraagnummer]
    if len(found) != len(firsts) or len(set(numbers)) != len(numbers) or len({head.lines for head in found}) < 2:
        return ()
    letter = lines[: found[0].begin]
    ends = [head.begin for head in found[1:]] + [len(lines)]
    sets: list[QuestionSet] = []
    for head, first, end in zip(found, firsts, ends, strict=True):
        heading = (_ANNEX.sub("", line) for line in head.lines)
        # the numbers that the letter names go where a heading does not say which is whose
        around = letter if head.vraagnummer else [VRAAGNUMMER.sub("", line) for line in letter]
        text = "\n".join([*heading, "", *around, "", *lines[first:end]])
        sets.append(QuestionSet(text=text, vraagnummer=head.vraagnummer, annex=head.annex))
    return tuple(sets)


def _first_questions(lines: Sequence[str]) -> list[int]:
    """Where a question 1 stands that no other question follows on: the first, and each behind an answer.

    It is known by its label, or as the bare number 1 of which the answer 1 comes next.
    """
    places: list[int] = []
    is_answered = True
    bare: int | None = None
    for place, line in enumerate(lines):
        label = read_label(line)
        if label is None or not label.nummers:
            if is_answered and (match := BARE_NUMBER.match(line)) and match["nummer"] == "1":
                bare = place
            continue
        if label.soort is BlockKind.ANTWOORD:
            if is_answered and bare is not None and label.nummers[0] == 1:
                places.append(bare)
            is_answered, bare = True, None
        elif label.soort is BlockKind.VRAAG and label.certain and label.nummers[0] == 1 and is_answered:
            places.append(place)
            is_answered, bare = False, None
    return places


def _head_above(lines: Sequence[str], first: int, previous: int) -> _Head | None:
    """The heading of a set, above its first question."""
    window = range(max(previous + 1, first - _LINES_ABOVE), first)
    numbered = [(place, match[0]) for place in window if (match := VRAAGNUMMER.search(lines[place]))]
    opening = [
        place
        for place in window
        if (SET_HEADING.match(lines[place]) or QUESTION_HEADING.match(lines[place].strip()))
        and not is_sentence(lines[place])
    ]
    if not opening:
        return None
    if numbered and (begin := _begin_with_number(lines, numbered[-1], opening)) is not None:
        return _Head(begin=begin, lines=tuple(lines[begin:first]), vraagnummer=norm_vraagnummer(numbered[-1][1]))
    begin = opening[-1]
    above = [place for place in opening[:-1] if not any(line.strip() for line in lines[place + 1 : begin])]
    begin = above[0] if above else begin
    return _Head(begin=begin, lines=tuple(lines[begin:first]), vraagnummer=None)


def _begin_with_number(lines: Sequence[str], numbered: tuple[int, str], opening: Sequence[int]) -> int | None:
    """Where a heading begins that names its vraagnummer; None where the number stands before it, in the letter."""
    place, vraagnummer = numbered
    begin = min(opening[0], place) if lines[place].strip(" ()[].") == vraagnummer else opening[0]
    return begin if begin <= place else None
