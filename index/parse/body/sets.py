"""A letter that answers several sets of questions, each in an annex: cut into one text per set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.parse.content import BlockKind
from index.parse.facts.headings import QUESTION_HEADING
from index.parse.facts.ids import norm_vraagnummer
from index.parse.marks.labels import read_label

_VRAAGNUMMER = re.compile(r"\b20\d{2}\s?Z\s?\d{5}\b")
_HEADING = re.compile(
    r"^\W*(?:(?:bijlage|annex)\b.{0,80}$|(?:antwoord(?:en)?|beantwoording|reactie)\b.{0,40}\bvra(?:ag|gen)\b.{0,60}\b(?:lid|leden)\b)",
    re.IGNORECASE,
)
"""A line that opens a set. Example: "Bijlage 2", "Antwoorden op vragen van het lid Zandbelt"; not: "In de bijlage"."""
_ANNEX = re.compile(r"^\W*(?:bijlage|annex)\s*(?:\d{1,2}|[IVX]{1,4}|[A-Z])?\b\s*[:.–-]?\s*", re.IGNORECASE)
"""The word that would open an annex, of which the answers are no part."""
_LINES_ABOVE = 14
"""Lines above its first question in which a set has its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """The text of one set, with the letter around all of them, and the vraagnummer that its heading names."""

    text: str
    vraagnummer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSet:
    """Says that a document is one publication, not several sets; with its vraagnummer where that is known."""

    vraagnummer: str | None


def cut_sets(lines: Sequence[str]) -> tuple[QuestionSet, ...]:
    """The sets of a text that holds several; empty when it holds one, or when it is not beyond doubt.

    Beyond doubt is: the numbers begin anew at 1 after an answer, and above each first question stands a heading with a
    vraagnummer of its own.
    """
    firsts = _first_questions(lines)
    if len(firsts) < 2:
        return ()
    heads = [_head_above(lines, first, previous) for previous, first in zip([-1, *firsts], firsts, strict=False)]
    found = [head for head in heads if head is not None]
    if len(found) != len(firsts) or len({vraagnummer for _, vraagnummer in found}) != len(found):
        return ()
    letter = lines[: found[0][0]]
    ends = [place for place, _ in found[1:]] + [len(lines)]
    found_sets = []
    for (begin, vraagnummer), first, end in zip(found, firsts, ends, strict=True):
        heading = [_ANNEX.sub("", line) for line in lines[begin:first]]
        text = "\n".join([*heading, "", *letter, "", *lines[first:end]])
        found_sets.append(QuestionSet(text=text, vraagnummer=vraagnummer))
    return tuple(found_sets)


def _first_questions(lines: Sequence[str]) -> list[int]:
    """Where a question 1 stands that no other question follows on: the first, and each behind an answer."""
    places: list[int] = []
    is_answered = True
    for place, line in enumerate(lines):
        label = read_label(line)
        if label is None or not label.nummers:
            continue
        if label.soort is BlockKind.ANTWOORD:
            is_answered = True
        elif label.soort is BlockKind.VRAAG and label.certain and label.nummers[0] == 1 and is_answered:
            places.append(place)
            is_answered = False
    return places


def _head_above(lines: Sequence[str], first: int, previous: int) -> tuple[int, str] | None:
    """Where the heading of a set begins, and its vraagnummer."""
    window = range(max(previous + 1, first - _LINES_ABOVE), first)
    numbered = [(place, match[0]) for place in window if (match := _VRAAGNUMMER.search(lines[place]))]
    opening = [
        place for place in window if _HEADING.match(lines[place]) or QUESTION_HEADING.match(lines[place].strip())
    ]
    if not numbered or not opening:
        return None
    place, vraagnummer = numbered[-1]
    begin = min(opening[0], place) if lines[place].strip(" ()[].") == vraagnummer else opening[0]
    return (begin, norm_vraagnummer(vraagnummer)) if begin <= place else None
