"""The body of a text, cut at its labels into questions, answers, notices and explanations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.parse.content import BlockKind
from index.parse.marks.labels import BARE_NUMBER, Label, read_continuation, read_label
from index.parse.marks.numbers import can_follow, first_free
from index.parse.marks.questions import is_question


@dataclass(slots=True, kw_only=True)
class LabelledLines:
    """Lines under one label."""

    soort: BlockKind
    nummers: tuple[int, ...] = ()
    lines: list[str] = field(default_factory=list)


def has_label(lines: Sequence[str]) -> bool:
    """Whether a line is the label of a question or an answer beyond doubt."""
    labels = (label for line in lines if (label := read_label(line)))
    return any(label.soort.is_paired and (label.certain or label.nummers[:1] == (1,)) for label in labels)


def segment(lines: Sequence[str]) -> tuple[list[str], list[LabelledLines]]:
    """Lines as (what stands before the first label, the pieces in order).

    Questions are found by their label ("Vraag 4") or, where a document labels its answers only, by their bare number
    ("4. Hoe ...") or by reading as a question right before the label of the answer.
    """
    preamble, pieces = cut_at_labels(lines)
    kinds = {piece.soort for piece in pieces}
    if BlockKind.VRAAG not in kinds and BlockKind.ANTWOORD in kinds:
        return _bare_numbers(preamble, pieces)
    return preamble, pieces


def cut_at_labels(lines: Sequence[str]) -> tuple[list[str], list[LabelledLines]]:
    """Lines as (what stands before the first label, a piece for each label)."""
    preamble: list[str] = []
    pieces: list[LabelledLines] = []
    open_nummers: set[int] = set()
    seen: set[int] = set()
    waiting: Label | None = None
    for line in lines:
        if waiting and (continuation := read_continuation(line)) and pieces:
            word = "Vraag" if waiting.soort is BlockKind.VRAAG else "Antwoord"
            together = read_label(f"{word} {', '.join(map(str, waiting.nummers))}, {continuation}")
            if together:
                pieces[-1].nummers = tuple(dict.fromkeys([*waiting.nummers, *together.nummers]))
                continue
        waiting = None
        label = read_label(line)
        if label is None or not _fits(label, seen, open_nummers):
            (pieces[-1].lines if pieces else preamble).append(line)
            continue
        if not label.certain and not label.nummers:
            continue
        pieces.append(LabelledLines(soort=label.soort, nummers=label.nummers, lines=[label.rest] if label.rest else []))
        if label.soort is BlockKind.VRAAG:
            open_nummers.update(label.nummers)
            seen.update(label.nummers)
        elif label.soort is BlockKind.ANTWOORD:
            open_nummers.difference_update(label.nummers)
        if label.nummers and line.rstrip().endswith((",", " en", "&")):
            waiting = label
    return preamble, pieces


def _fits(label: Label, seen: set[int], open_nummers: set[int]) -> bool:
    if label.certain or not label.nummers:
        return True
    if label.soort is BlockKind.VRAAG:
        return can_follow(label.nummers[0], seen)
    return bool(open_nummers.intersection(label.nummers))


def _bare_numbers(preamble: list[str], pieces: list[LabelledLines]) -> tuple[list[str], list[LabelledLines]]:
    out: list[LabelledLines] = []
    seen: set[int] = set()
    groups: list[tuple[LabelledLines | None, list[str]]] = [
        (None, preamble),
        *((piece, piece.lines) for piece in pieces),
    ]
    above: list[str] = preamble
    for place, (piece, lines) in enumerate(groups):
        following = groups[place + 1][0] if place + 1 < len(groups) else None
        body, vragen = lines, list[LabelledLines]()
        if following and following.soort is BlockKind.ANTWOORD and (piece is None or piece.soort is BlockKind.ANTWOORD):
            body, vragen = _questions_at_end(lines, first_free(seen), following.nummers)
        if piece is None:
            above = body
        else:
            out.append(LabelledLines(soort=piece.soort, nummers=piece.nummers, lines=body))
        out.extend(vragen)
        seen.update(nummer for vraag in vragen for nummer in vraag.nummers)
    return above, out


def _questions_at_end(
    lines: list[str], expected: int, target: tuple[int, ...]
) -> tuple[list[str], list[LabelledLines]]:
    """Lines between two answer labels as (the answer, the questions after it).

    Args:
        expected: lowest number that no question had yet.
        target: numbers of the answer label that follows, which tell what to look for.
    """
    if target and (begin := _start_of_questions(lines, target[0])) is not None:
        return lines[:begin], _cut_by_number(lines[begin:], list(target))
    if (begin := _start_of_questions(lines, expected)) is not None:
        return lines[:begin], _cut_by_number(lines[begin:], list(range(expected, expected + len(lines))))
    if (begin := _start_of_questions(lines, expected - 1)) is not None and _asks(lines[begin]):
        return lines[:begin], _cut_by_number(lines[begin:], [expected - 1])  # a number printed twice
    return _questions_without_number(lines, expected, target)


def _cut_by_number(lines: list[str], order: list[int]) -> list[LabelledLines]:
    """Questions that begin at the lines with these numbers, in this order."""
    vragen: list[LabelledLines] = []
    for line in lines:
        match = BARE_NUMBER.match(line)
        if match and order and int(match["nummer"]) == order[0]:
            vragen.append(LabelledLines(soort=BlockKind.VRAAG, nummers=(order.pop(0),), lines=[match["rest"] or ""]))
        else:
            vragen[-1].lines.append(line)
    return vragen


def _start_of_questions(lines: list[str], expected: int) -> int | None:
    """Position of the last line that carries the expected number; a list inside the answer stands before it."""
    numbered = [(place, match) for place, line in enumerate(lines) if (match := BARE_NUMBER.match(line))]
    return next((place for place, match in reversed(numbered) if int(match["nummer"]) == expected), None)


def _asks(line: str) -> bool:
    match = BARE_NUMBER.match(line)
    return match is not None and is_question(match["rest"] or "")


def _questions_without_number(
    lines: list[str], expected: int, target: tuple[int, ...]
) -> tuple[list[str], list[LabelledLines]]:
    """Questions that only their wording tells, right before the label of their answer.

    Where the last line is no question by itself ("Graag een toelichting per jaar.") it belongs to the one above.
    """
    filled = [place for place, line in enumerate(lines) if line.strip()]
    last = next((place for place in reversed(filled) if is_question(lines[place])), None)
    if last is None:
        return lines, []
    begin = last
    for place in reversed([place for place in filled if place < last]):
        if not is_question(lines[place]):
            break
        begin = place
    vragen: list[LabelledLines] = []
    for place in (place for place in filled if place >= begin):
        if place <= last:
            vragen.append(LabelledLines(soort=BlockKind.VRAAG, lines=[lines[place]]))
        else:
            vragen[-1].lines.extend(["", lines[place]])
    nummers = target if len(target) == len(vragen) else range(expected, expected + len(vragen))
    for vraag, nummer in zip(vragen, nummers, strict=True):
        vraag.nummers = (nummer,)
    return lines[:begin], vragen
