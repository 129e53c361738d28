"""Tables: one whose columns are questions and answers is read as such, any other stays a row a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from index.parse.content import BlockKind
from index.parse.lines.normalise import squeeze
from index.parse.marks.labels import Label, read_label
from index.parse.marks.numbers import NUMMERS, can_follow, parse_numbers, write_numbers
from index.parse.marks.questions import is_question

BREAK = chr(0xF1000)
"""A private character: between two paragraphs in one cell, until the table is known for what it is."""

_ROW = re.compile(r"^\s*\|(?P<cells>.*)\|\s*$")
_RULE = re.compile(r"^[\s|:+=-]+$")
"""The line under the head of a table in Markdown."""
_HEAD_QUESTION = re.compile(r"^\W*(?:kamer)?vra(?:ag|gen)(?:stelling)?\b[^?]{0,60}$", re.IGNORECASE)
_HEAD_ANSWER = re.compile(r"^\W*(?:antwoord(?:en)?|beantwoording|reactie)\b[^?]{0,60}$", re.IGNORECASE)
_HEAD_NUMBER = re.compile(r"^\W*(?:nr|nrs|no|nummer|vraagnummer|#|vraag\s+nr)?\W*$", re.IGNORECASE)
_NUMBER = re.compile(rf"^\W*(?:vra(?:ag|gen)\s*)?(?P<nummers>{NUMMERS})\s*+(?:[.:)]\s*+)?$", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(rf"^\s*(?:vra(?:ag|gen)\s*)?(?P<nummers>{NUMMERS})\s*[.:)]\s+(?=\S)", re.IGNORECASE)


def row_of(cells: Sequence[Sequence[str]]) -> str:
    """A row as one line, of cells that are paragraphs each; equal cells and empty ones are kept."""
    texts = (BREAK.join(squeeze(text) for text in cell if text.strip()) for cell in cells)
    return squeeze(f"| {' | '.join(texts)} |")


def with_tables_read(lines: Sequence[str]) -> list[str]:
    """The lines with the tables of questions and answers written out as labels and text; other rows are lines.

    A table within an answer stays a table: only where no answer is labelled outside the tables are these taken for
    questions and answers.
    """
    rows = [_cells(line) for line in lines]
    labelled = any(
        (label := read_label(line)) and label.soort is BlockKind.ANTWOORD
        for line, row in zip(lines, rows, strict=True)
        if row is None
    )
    out: list[str] = []
    seen: set[int] = set()
    for is_text, run in groupby(zip(lines, rows, strict=True), key=lambda pair: pair[1] is None):
        pairs = list(run)
        table = [row for _, row in pairs if row is not None and not _RULE.match("|".join(row))]
        read = None if is_text or labelled else _read_table(table, seen)
        out.extend(read if read is not None else (line if is_text else line.replace(BREAK, " ") for line, _ in pairs))
    return out


def _cells(line: str) -> list[str] | None:
    match = _ROW.match(line)
    return None if match is None else [cell.strip() for cell in match["cells"].split("|")]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column has what; `nummer` None where the number stands with the question, or nowhere."""

    vraag: int
    antwoord: int
    nummer: int | None


def _read_table(table: Sequence[Sequence[str]], seen: set[int]) -> list[str] | None:
    """The lines of a table of questions and answers; None when it is another."""
    if (lines := _labelled_cells(table)) is not None:
        return lines
    columns, body = _columns_of(table)
    if columns is None or not body:
        return None
    filled = [row for row in body if len(row) > max(columns.vraag, columns.antwoord)]
    asking = sum(any(is_question(text) for text in row[columns.vraag].split(BREAK)) for row in filled)
    if len(filled) < len(body) or 2 * asking <= len(filled):
        return None
    out: list[str] = []
    for row in filled:
        nummers, vraag = _number_of(row, columns)
        nummers = nummers if nummers and can_follow(nummers[0], seen) else (max(seen, default=0) + 1,)
        seen.update(nummers)
        out.extend([f"Vraag {write_numbers(nummers)}", *_paragraphs(vraag)])
        if row[columns.antwoord]:
            out.extend([f"Antwoord {write_numbers(nummers)}", *_paragraphs(row[columns.antwoord])])
        out.extend(
            row[n] for n in range(len(row)) if row[n] and n not in (columns.vraag, columns.antwoord, columns.nummer)
        )
    return out


def _paragraphs(cell: str) -> list[str]:
    return [line for text in cell.split(BREAK) for line in (text, "")]


def _columns_of(table: Sequence[Sequence[str]]) -> tuple[_Columns | None, Sequence[Sequence[str]]]:
    """The columns by their heads, else by what stands in them: numbers that count on, questions, answers."""
    head = table[0]
    vragen = [n for n, cell in enumerate(head) if _HEAD_QUESTION.match(cell)]
    antwoorden = [n for n, cell in enumerate(head) if _HEAD_ANSWER.match(cell)]
    if len(vragen) == len(antwoorden) == 1 and vragen[0] < antwoorden[0]:
        nummers = [n for n in range(vragen[0]) if _HEAD_NUMBER.match(head[n])]
        return _Columns(vragen[0], antwoorden[0], nummers[0] if nummers else None), table[1:]
    numbered = [parse_numbers(match["nummers"]) for row in table if (match := _NUMBER.match(row[0]))]
    counts_on = len(numbered) == len(table) > 1 and numbered[0][:1] == (1,)
    if counts_on and all(len(row) == 3 for row in table) and all(is_question(row[1].split(BREAK)[-1]) for row in table):
        return _Columns(1, 2, 0), table
    if len(table) > 1 and all(len(row) == 2 and _NUMBER_BEFORE.match(row[0]) for row in table):
        return _Columns(0, 1, None), table
    return None, table


def _number_of(row: Sequence[str], columns: _Columns) -> tuple[tuple[int, ...], str]:
    """The numbers of a row and its question without them."""
    vraag = row[columns.vraag]
    if columns.nummer is not None and (match := _NUMBER.match(row[columns.nummer])):
        return parse_numbers(match["nummers"]), vraag
    if match := _NUMBER_BEFORE.match(vraag):
        return parse_numbers(match["nummers"]), vraag[match.end() :]
    first, _, rest = vraag.partition(BREAK)
    if match := _NUMBER.match(first):
        return parse_numbers(match["nummers"]), rest
    return (), vraag


def _labelled_cells(table: Sequence[Sequence[str]]) -> list[str] | None:
    """A table whose cells say themselves what they are ("Vraag 1 ...", "Antwoord 1"), cell by cell; None when not.

    Labels may stand in the cell, in the cell before ("Vraag 1 | Klopt het?") or in the row above.
    """
    labels = [[_label_of(cell) for cell in row] for row in table]
    kinds = [label.soort for row in labels for label in row if label is not None]
    if BlockKind.VRAAG not in kinds or BlockKind.ANTWOORD not in kinds:
        return None
    if not any(label.nummers for row in labels for label in row if label is not None):
        return None
    out: list[str] = []
    heads: list[str] = []
    for row, own in zip(table, labels, strict=True):
        if len(row) > 1 and all(label is not None and not label.rest for label in own) and BREAK not in "".join(row):
            heads = list(row)
            continue
        if heads and len(heads) == len(row) and not any(own):
            out.extend(line for head, cell in zip(heads, row, strict=True) for line in (head, *_paragraphs(cell)))
            heads = []
            continue
        if own[0] is None:
            return None
        out.extend(line for cell in row if cell for line in _paragraphs(cell))
    return out if not heads else None


def _label_of(cell: str) -> Label | None:
    label = read_label(cell.split(BREAK)[0])
    return label if label is not None and label.soort.is_paired else None
