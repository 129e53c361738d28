"""Questions and answers that stand side by side in the columns of a PDF, under heads that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.parse.formats.pdf_line import FOOTER_LINE, PdfLine
from index.parse.marks.labels import read_label

_QUESTION = re.compile(r"^\W*(?:kamer)?vra(?:ag|gen)\b.{0,40}$", re.IGNORECASE)
_ANSWER = re.compile(r"^\W*(?:antwoord(?:en)?|beantwoording|reactie)\b.{0,40}$", re.IGNORECASE)
_NUMBER_HEAD = re.compile(r"^\W*(?:nr|nrs|no|nummer|#)?\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:vraag\s+)?\d{1,3}(?:\s*(?:,|en|t/m|-)\s*\d{1,3})*\s*+(?:[.:)]\s*+)?$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:vraag\s+)?\d{1,3}\s*[.:)]\s*\S", re.IGNORECASE)

_ASKED = re.compile(r"\?[»”’\"')\s\d]*$")
"""How a question ends."""

Place = tuple[int, int]
"""Page and line."""


@dataclass(frozen=True, slots=True)
class _PagePart:
    place: Place
    column: int
    line: PdfLine


@dataclass(slots=True)
class PdfTable:
    """A table: which lines it takes, and its rows of cells of line pieces, heads first."""

    begin: Place
    places: set[Place] = field(default_factory=set)
    rows: list[list[list[PdfLine]]] = field(default_factory=list)


def question_tables(pages: Sequence[Sequence[PdfLine]]) -> list[PdfTable]:
    """The tables under a line of heads ("Nr. | Vraag | Antwoord"); without rows where these cannot be told apart."""
    tables: list[PdfTable] = []
    for place, heads in _heads(pages):
        if any(place in table.places for table in tables):
            continue
        pieces = list(_body(pages, place, heads))
        table = PdfTable(begin=place, places={place, *(piece.place for piece in pieces), *_repeated(pages, heads)})
        if rows := _rows(pieces, len(heads)):
            table.rows = [[[head] for head in heads], *rows]
        tables.append(table)
    return tables


def _heads(pages: Sequence[Sequence[PdfLine]]) -> Iterator[tuple[Place, list[PdfLine]]]:
    for page, lines in enumerate(pages):
        for n, line in enumerate(lines):
            heads = line.pieces()
            texts = [head.text.strip() for head in heads]
            is_head = len(heads) == 2 or (len(heads) == 3 and _NUMBER_HEAD.match(texts[0]))
            if is_head and _QUESTION.match(texts[-2]) and _ANSWER.match(texts[-1]):
                yield (page, n), heads


def _repeated(pages: Sequence[Sequence[PdfLine]], heads: Sequence[PdfLine]) -> Iterator[Place]:
    """Where the same heads stand again, at the top of a following page."""
    text = "".join(head.text for head in heads)
    yield from ((page, n) for page, lines in enumerate(pages) for n, line in enumerate(lines) if line.text == text)


def _body(pages: Sequence[Sequence[PdfLine]], begin: Place, heads: Sequence[PdfLine]) -> Iterator[_PagePart]:
    """The pieces below the heads by column, until a label stands alone or a line runs into the other column."""
    repeated = set(_repeated(pages, heads))
    last = heads[-1].begin
    for page in range(begin[0], len(pages)):
        for n, line in enumerate(pages[page]):
            if (page, n) <= begin or (page, n) in repeated or FOOTER_LINE.match(line.text):
                continue
            pieces = line.pieces()
            label = read_label(line.text)
            if label is not None and label.certain:
                return
            if any(piece.begin < last - piece.size < piece.end - piece.size for piece in pieces):
                return
            for piece in pieces:
                column = max((c for c, head in enumerate(heads) if head.begin <= piece.begin + piece.size), default=0)
                yield _PagePart((page, n), column, piece)


def _rows(pieces: Sequence[_PagePart], columns: int) -> list[list[list[PdfLine]]]:
    """Rows of cells; empty when they cannot be told apart, or are no questions with their answers."""
    begins = _numbered_begins(pieces, columns)
    ways = (_by_height,) if len(begins) > 1 else (_by_order, _by_gap)
    for way in ways:
        rows = way(pieces, begins, columns)
        asked = sum(_ASKED.search(" ".join(line.text for line in row[-2])) is not None for row in rows)
        answered = sum(bool(row[-1]) for row in rows)
        if rows and 5 * asked >= 4 * len(rows) and 2 * answered > len(rows):
            return rows
    return []


def _by_gap(pieces: Sequence[_PagePart], _: Sequence[tuple[int, float]], columns: int) -> list[list[list[PdfLine]]]:
    """Rows where the file goes from left to right: between two of them is more room than between two lines."""
    tops = sorted({(piece.place[0], -piece.line.y) for piece in pieces})
    gaps = [below - above for (page, above), (other, below) in pairwise(tops) if page == other]
    if len(gaps) < 2:
        return []
    wide = 1.2 * sorted(gaps)[len(gaps) // 4]
    begins = [
        (page, -top)
        for (before, above), (page, top) in pairwise([(-1, 0.0), *tops])
        if page != before or top - above > wide
    ]
    return _by_height(pieces, begins, columns)


def _numbered_begins(pieces: Sequence[_PagePart], columns: int) -> list[tuple[int, float]]:
    """Where a row begins (page, height) by its number, in a column of its own or before the question."""
    pattern = _NUMBER if columns == 3 else _NUMBERED
    return sorted(
        ((piece.place[0], piece.line.y) for piece in pieces if piece.column == 0 and pattern.match(piece.line.text)),
        key=lambda place: (place[0], -place[1]),
    )


def _by_height(
    pieces: Sequence[_PagePart], begins: Sequence[tuple[int, float]], columns: int
) -> list[list[list[PdfLine]]]:
    rows: list[list[list[PdfLine]]] = [[[] for _ in range(columns)] for _ in begins]
    for piece in sorted(pieces, key=lambda one: (one.place[0], -one.line.y, one.line.begin)):
        page, y, slack = piece.place[0], piece.line.y, 0.5 * piece.line.size
        above = [n for n, (on, top) in enumerate(begins) if (on, -top) <= (page, -y + slack)]
        if not above:
            return []
        rows[above[-1]][piece.column].append(piece.line)
    return rows


def _by_order(pieces: Sequence[_PagePart], _: Sequence[tuple[int, float]], columns: int) -> list[list[list[PdfLine]]]:
    """Rows where the file has cell after cell: the next begins where the pieces go back to a column further left.

    Within a cell the lines go down; a row lies below all of the one before.
    """
    rows: list[list[_PagePart]] = []
    previous: _PagePart | None = None
    for piece in pieces:
        if previous is None or piece.column < previous.column:
            rows.append([])
        rows[-1].append(piece)
        previous = piece
    for above, below in pairwise(rows):
        lowest = min((piece.line.y for piece in above if piece.place[0] == below[0].place[0]), default=None)
        if lowest is not None and any(piece.line.y >= lowest for piece in below if piece.place[0] == below[0].place[0]):
            return []
    return [[[piece.line for piece in row if piece.column == c] for c in range(columns)] for row in rows]
