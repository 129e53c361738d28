"""Reads layouts in two halves: all questions by bare number, the answer heading, then all answers.

Before about 2009 the answers have bare numbers too; un-typeset letters label them ("Antwoord 1").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from index.parse.body.segment import LabelledLines, cut_at_labels
from index.parse.content import BlockKind
from index.parse.facts.headings import ANSWER_HEADING, QUESTION_HEADING
from index.parse.marks.labels import BARE_NUMBER, read_label
from index.parse.marks.numbers import NUMMERS, first_free, parse_numbers

_NUMBER_LINE = re.compile(rf"^\s*(?P<nummers>{NUMMERS})\s*+(?:[.:)]\s*+)?$")
"""A line with nothing but question numbers. Example: "2, 3 en 4"; not: "4 miljoen"."""

_ANSWERS_ALONE = re.compile(r"^\W*(?:antwoord(?:en)?|beantwoording)\W*$", re.IGNORECASE)
"""The word that opens all answers. Example: "Antwoorden:"; not: "Antwoorden 1 en 2"."""

_TOGETHER = re.compile(
    r"\b(?:gezamenlijk|tezamen|samen|in\s+(?:onderlinge\s+)?samenhang)\b[^.]{0,60}\bbeantwoord"
    r"|\bbeantwoord\w*\b[^.]{0,80}\b(?:gezamenlijk|tezamen|samen|in\s+(?:onderlinge\s+)?samenhang)\b",
    re.IGNORECASE,
)
"""Example: "Ik beantwoord de vragen gezamenlijk."; not: "Samen met de minister van Financiën"."""

_HEADING_LINES = 12
"""Most lines of an answer heading with the white below it."""


def cut_old_layout(lines: Sequence[str]) -> tuple[list[str], list[LabelledLines]] | None:
    """Lines as (headings, questions and answers); None when the text is not in this layout."""
    begin_at = _below_question_heading(lines)
    headings = _answer_headings(lines)
    if not begin_at or not headings or headings[-1] < begin_at:
        return None
    answer_heading = headings[-1]
    for is_repeated in (True, False):
        before_questions, vragen = _cut_by_number(lines[:answer_heading], BlockKind.VRAAG, begin_at, is_repeated)
        before_answers, antwoorden = _cut_by_number(lines[answer_heading:], BlockKind.ANTWOORD, 1, is_repeated)
        if [piece.nummers for piece in vragen] == [piece.nummers for piece in antwoorden]:
            break  # a number printed twice counts only where both halves have it twice
    if not vragen or not antwoorden:
        return None
    if _TOGETHER.search(_said_before(before_answers)):  # the numbers below count reasons, not answers
        end = len(before_answers) - len(_below_heading(before_answers))
        joint = LabelledLines(soort=BlockKind.ANTWOORD, lines=list(lines[answer_heading + end :]))
        return [*before_questions, *before_answers[:end]], [*vragen, joint]
    return [*before_questions, *before_answers], [*vragen, *antwoorden]


def cut_two_lists(lines: Sequence[str]) -> tuple[list[str], list[LabelledLines]] | None:
    """Lines as (headings, questions and answers) where the answers have bare numbers behind a line that opens them.

    That line is the answer heading or the word "Antwoorden" alone; the questions have labels or bare numbers. None
    unless both halves have the very same numbers, at least two.
    """
    headings = _answer_headings(lines)
    alone = [place for place, line in enumerate(lines) if _ANSWERS_ALONE.match(line)]
    for place in (*headings[-1:], *(alone if len(alone) == 1 else ())):
        if any(label.nummers for line in lines[place + 1 :] if (label := read_label(line))):
            continue
        preamble, vragen = _first_half(lines[:place])
        below, antwoorden = _cut_by_number(lines[place:], BlockKind.ANTWOORD, 1, is_repeated=False)
        asked, answered = (sorted(chain(*(piece.nummers for piece in half))) for half in (vragen, antwoorden))
        if len(answered) > 1 and asked == answered and _most_ask(vragen) and not _said_before(below):
            return [*preamble, *(below if place in headings else below[1:])], [*vragen, *antwoorden]
    return None


def _said_before(lines: Sequence[str]) -> str:
    """What stands between the line that opens the answers and the first number: then that may count something else."""
    return " ".join(line.strip() for line in _below_heading(lines) if line.strip())


def _below_heading(lines: Sequence[str]) -> Sequence[str]:
    """The lines below an answer heading: it ends in brackets, or is a line."""
    end = next((n for n, line in enumerate(lines) if line.rstrip().endswith((").", ")"))), 0)
    return lines[end + 1 :]


def _answer_headings(lines: Sequence[str]) -> list[int]:
    return [place for place, line in enumerate(lines) if ANSWER_HEADING.match(line.strip())]


def _below_question_heading(lines: Sequence[str]) -> int:
    """The place behind the first question heading, 0 where there is none."""
    return next((place + 1 for place, line in enumerate(lines) if QUESTION_HEADING.match(line.strip())), 0)


def _most_ask(vragen: Sequence[LabelledLines]) -> bool:
    return 2 * sum("?" in "".join(vraag.lines) for vraag in vragen) >= len(vragen)


def _first_half(lines: Sequence[str]) -> tuple[list[str], list[LabelledLines]]:
    preamble, pieces = cut_at_labels(lines)
    if any(piece.soort is BlockKind.VRAAG for piece in pieces):
        return preamble, pieces if all(piece.soort is BlockKind.VRAAG for piece in pieces) else []
    return _cut_by_number(lines, BlockKind.VRAAG, _below_question_heading(lines), is_repeated=False)


def last_bare_answer(lines: Sequence[str]) -> int | None:
    """The place behind the line where the last answer of two halves by bare number begins: no note stands above it."""
    found = cut_old_layout(lines)
    if found is None or len(found[1]) < 4:
        return None
    vragen, antwoorden = ([p for p in found[1] if p.soort is soort] for soort in (BlockKind.VRAAG, BlockKind.ANTWOORD))
    if [piece.nummers for piece in vragen] != [piece.nummers for piece in antwoorden]:
        return None
    return len(lines) - len(antwoorden[-1].lines) + 1


def with_answer_behind_heading(
    preamble: list[str], pieces: list[LabelledLines]
) -> tuple[list[str], list[LabelledLines]]:
    """What stands behind an answer heading below the last question, where nothing labels an answer, as one answer."""
    if not pieces or any(piece.soort is not BlockKind.VRAAG for piece in pieces):
        return preamble, pieces
    lines = pieces[-1].lines
    place = next((place for place in _answer_headings(lines) if place), None)
    if place is None:
        return preamble, pieces
    below = list(_below_heading(lines[place:]))
    heading = lines[place : len(lines) - len(below)]
    pieces[-1].lines = lines[:place]
    answers = [LabelledLines(soort=BlockKind.ANTWOORD, lines=below)] if any(map(str.strip, below)) else []
    return [*preamble, "", *heading], [*pieces, *answers]


def cut_bare_questions(lines: Sequence[str]) -> tuple[list[str], list[LabelledLines]] | None:
    """As `cut_old_layout`, where the answers have labels; None when an answer has no question in the first half."""
    preamble, pieces = cut_at_labels(lines)
    antwoorden = [piece.nummers for piece in pieces if piece.soort is BlockKind.ANTWOORD]
    if len(set(antwoorden)) < 2 or any(piece.soort is BlockKind.VRAAG for piece in pieces):
        return None
    begin_at = _below_question_heading(preamble)
    for is_repeated in (True, False):
        headings, vragen = _cut_by_number(preamble, BlockKind.VRAAG, begin_at, is_repeated)
        if [vraag.nummers for vraag in vragen] == antwoorden:
            break  # a number printed twice counts only where both halves have it twice
    if not set(chain(*antwoorden)) <= {nummer for vraag in vragen for nummer in vraag.nummers}:
        return None
    whole = with_heading_on_top(headings, [*vragen, *pieces])
    return whole if _most_ask(vragen) else None


def with_heading_on_top(preamble: list[str], pieces: list[LabelledLines]) -> tuple[list[str], list[LabelledLines]]:
    """The answer heading that stands between the last question and the first answer, as one of the headings."""
    if _answer_headings(preamble):
        return preamble, pieces
    for piece, following in pairwise(pieces):
        if piece.soort is not BlockKind.VRAAG or following.soort is not BlockKind.ANTWOORD:
            continue
        for place in _answer_headings(piece.lines):
            below = piece.lines[place:]
            if place and len(below) <= _HEADING_LINES and "?" not in "".join(below):
                piece.lines = piece.lines[:place]
                return [*preamble, "", *below], pieces
    return preamble, pieces


def without_double_heading(lines: Sequence[str]) -> list[str]:
    """Lines without the word "Antwoord" that old papers print above the answer heading: it opens no answer."""
    kept = list(lines)
    for place in reversed(range(len(kept))):
        if kept[place].strip(" *#.:") == "Antwoord":
            below = next((line for line in kept[place + 1 :] if line.strip()), "")
            if ANSWER_HEADING.match(below.strip()):
                del kept[place]
    return kept


def _cut_by_number(
    lines: Sequence[str], soort: BlockKind, begin_at: int, is_repeated: bool
) -> tuple[list[str], list[LabelledLines]]:
    preamble: list[str] = []
    pieces: list[LabelledLines] = []
    seen: set[int] = set()
    for place, line in enumerate(lines):
        found = _begin_of(line, seen) if place >= begin_at else None
        if found is None and is_repeated and pieces and _is_again(line, pieces[-1].nummers):
            found = pieces[-1].nummers, ""
        if found is None:
            (pieces[-1].lines if pieces else preamble).append(line)
            continue
        nummers, rest = found
        pieces.append(LabelledLines(soort=soort, nummers=nummers, lines=[rest] if rest else []))
        seen.update(nummers)
    return preamble, pieces


def _is_again(line: str, nummers: tuple[int, ...]) -> bool:
    match = _NUMBER_LINE.match(line)
    return match is not None and parse_numbers(match["nummers"]) == nummers


def _begin_of(line: str, seen: set[int]) -> tuple[tuple[int, ...], str] | None:
    """Numbers and text of a line that opens the next question or answer.

    A line of numbers alone may skip what was answered before, or come back to what a joint answer skipped ("2" behind
    "1 en 3").
    """
    expected = max(seen, default=0) + 1
    if match := _NUMBER_LINE.match(line):
        nummers = parse_numbers(match["nummers"])
        if nummers and (expected <= nummers[0] <= expected + 3 or nummers[0] == first_free(seen)):
            return nummers, ""
    match = BARE_NUMBER.match(line)
    if match and match["rest"] and int(match["nummer"]) == expected and re.match(r"[A-ZÀ-Þ«‘“\"']", match["rest"]):
        return (expected,), match["rest"]
    return None
