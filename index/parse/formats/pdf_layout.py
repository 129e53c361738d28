"""Lines of a PDF from the size and place of its characters: raised numbers refer, small print at the foot is notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.parse.formats.pdf_columns import PdfTable, question_tables
from index.parse.formats.pdf_line import FOOTER_LINE, Character, PdfLine
from index.parse.lines.footnotes import store_note
from index.parse.lines.reflow import to_paragraphs
from index.parse.lines.tables import row_of
from index.parse.marks.notes import MARK, mark_of

_SMALL = 0.93
"""Small print is at most this part of the size that most of the document has; notes are set at 0.7 to 0.9 of it."""
_RAISED_SMALL = 0.9
_NOTE_LINE = re.compile(r"^\s*(?P<nummer>\d{1,3})(?!\d)(?:[.)]?\s*(?=\S)|\s*$)")
"""First line of a note; its number stands alone when a long address follows. Example: "1Kamerstuk", "2"."""
_LABEL = re.compile(r"^\s*(?:Vra(?:ag|gen)|Antwoord(?:en)?)\b")
_LONGEST_LABEL = 40
_UNIT = re.compile(r"(?:^|[\s\d(/.,])(?:[kcdmµμ]?m|CO|NO|PM)$")
"""What a raised number is an exponent of. Example: "1.150 m"; not: "het systeem"."""
_SPACE_AFTER = re.compile(rf"({MARK})\s+(?=[,.;:?!)»”’])")
"""The gap that a raised number leaves before a sign."""
_NUMBERS_ONLY = re.compile(r"\s*\d{1,3}(?:[\s,;en]+\d{1,3})*[\s,]*")
"""Example: "1, 2 en 3"; not: "1, 2 of 3"."""


@dataclass(slots=True)
class PdfText:
    """What a PDF says: running text by page, with marks that refer to the notes; the notes; references without one."""

    pages: list[str] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    lost: list[int] = field(default_factory=list)
    is_mixed: bool = False
    """Whether questions and answers stand side by side in columns that could not be told apart."""


def lay_out(pages: Iterable[Iterable[Character]]) -> PdfText:
    """The text of all pages with the notes taken out of their feet."""
    lined = [list(_lines(page)) for page in pages]
    body = _body_size(lined)
    referred = {number for lines in lined for line in lines for number in _raised_numbers(line)}
    out = PdfText()
    running = [_without_notes(lines, body, referred, out.notes) for lines in lined]
    tables = question_tables(running)
    out.is_mixed = any(not table.rows for table in tables)
    tables = [table for table in tables if table.rows]
    out.pages = ["\n".join(_page(n, lines, tables, out)) for n, lines in enumerate(running)]
    return out


def _page(page: int, lines: Sequence[PdfLine], tables: Sequence[PdfTable], out: PdfText) -> Iterator[str]:
    """The lines of a page; a table of questions and answers as its rows, where it begins."""
    covered = {place for table in tables for place in table.places}
    for n, line in enumerate(lines):
        for table in tables:
            if table.begin == (page, n):
                yield from (row_of([_cell(cell, out) for cell in row]) for row in table.rows)
        if (page, n) not in covered:
            yield _written(line, out)


def _cell(pieces: Sequence[PdfLine], out: PdfText) -> list[str]:
    texts = [_written(piece, out) for piece in pieces]
    return to_paragraphs(texts, width=max(map(len, texts), default=0))


def _body_size(pages: Sequence[Sequence[PdfLine]]) -> float:
    """The size of the labels of questions and answers, which is that of their text; without labels the commonest."""
    labels: Counter[float] = Counter()
    alle: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        size = round(line.size, 1)
        alle[size] += line.filled
        labels[size] += line.filled < _LONGEST_LABEL and _LABEL.match(line.text) is not None
    for tally in (labels, alle):
        if tally and (most := tally.most_common(1)[0])[1]:
            return most[0]
    return 0.0


def _lines(characters: Iterable[Character]) -> Iterator[PdfLine]:
    """Characters as lines; a small one that stands higher than the line it follows belongs to that line, raised."""
    line: PdfLine | None = None
    space = False
    for character in characters:
        if character.text.isspace():
            space = True
            continue
        place = _place_on(line, character) if line else None
        if line is None or place is None:
            if line:
                yield line
            line = PdfLine(size=character.size, y=character.y, begin=character.x, end=character.x)
        elif place == "begin":
            line.raise_all(character)
        if space and line.runs:
            line.add(" ", raised=line.runs[-1][1])
        space = False
        line.put(character, raised=place == "raised")
    if line:
        yield line


def _place_on(line: PdfLine, character: Character) -> str | None:
    """How a character joins a line: as text, raised, or as text behind a raised beginning; None when it does not."""
    rise = character.y - line.y
    size = max(line.size, character.size)
    if character.x < line.end - size:
        return None
    if abs(rise) <= 0.08 * size:
        return "text"
    small = character.size <= _RAISED_SMALL * line.size
    if 0 < rise <= 0.75 * line.size and (small or character.text.isdigit()):
        return "raised"
    if _NUMBERS_ONLY.fullmatch(line.text) and 0 < -rise <= 0.75 * character.size:
        return "begin" if character.x - line.end <= 3 * character.size else None
    return "text" if -0.45 * line.size <= rise < 0 and small else None


def _without_notes(lines: list[PdfLine], body: float, referred: set[int], notes: dict[int, str]) -> list[PdfLine]:
    """The lines of a page that are running text; the notes at its foot go to `notes`."""
    foot = _small_print_at_foot(lines, body) or _foot_by_reference(lines, notes)
    kept: list[PdfLine] = []
    pieces: list[str] = []
    current = max(notes, default=0)
    previous: PdfLine | None = None
    for place, line in enumerate(lines):
        note = _note(line, current, referred) if place in foot else None
        if note is not None:
            store_note(notes, current, pieces)
            current, pieces = note[0], [note[1]]
        elif place in foot and (_follows(previous, line) if previous else _is_unfinished(notes.get(current))):
            pieces.append(line.text)
        else:
            kept.append(line)
            continue
        previous = line
    store_note(notes, current, pieces)
    return kept


def _small_print_at_foot(lines: Sequence[PdfLine], body: float) -> set[int]:
    """Positions of the lines in small print under which their column has no running text."""
    running = [line for line in lines if line.size > _SMALL * body and not FOOTER_LINE.match(line.text)]
    return {
        place
        for place, line in enumerate(lines)
        if line.size <= _SMALL * body
        and (line.text.strip().isdigit() or not FOOTER_LINE.match(line.text))
        and not any(other.y < line.y and other.begin < line.end and line.begin < other.end for other in running)
    }


def _foot_by_reference(lines: Sequence[PdfLine], notes: dict[int, str]) -> set[int]:
    """Positions from the note on that is set as large as the text: its raised number was referred to further up."""
    referred: set[int] = set()
    for place, line in enumerate(lines):
        note = _note(line, 0, set())
        if note and note[0] in referred and note[0] not in notes:
            return {n for n in range(place, len(lines)) if not FOOTER_LINE.match(lines[n].text)}
        referred.update(_raised_numbers(line))
    return set()


def _raised_numbers(line: PdfLine) -> list[int]:
    return [int(part) for text, raised in line.runs if raised for part in re.findall(r"\d+", text)]


def _follows(above: PdfLine, line: PdfLine) -> bool:
    """Whether a line stands right under another, in its column."""
    size = max(above.size, line.size)
    return 0 < above.y - line.y <= 2 * size and -2 * size <= line.begin - above.begin <= 3 * size


def _is_unfinished(note: str | None) -> bool:
    return note is not None and not note.rstrip().endswith((".", "!", "?", "»", ")"))


def _note(line: PdfLine, last: int, referred: set[int]) -> tuple[int, str] | None:
    """The number and text of the note that a line begins; one not raised must be referred to, and count on."""
    match = _NOTE_LINE.match(line.text)
    if match is None:
        return None
    nummer = int(match["nummer"])
    raised = line.runs[0][1] and line.runs[0][0].strip() == match["nummer"]
    is_note = nummer and (raised or (nummer in referred and last < nummer <= last + 3))
    return (nummer, line.text[match.end() :]) if is_note else None


def _written(line: PdfLine, out: PdfText) -> str:
    """The text of a line, raised numbers as marks of their notes."""
    parts: list[str] = []
    for text, raised in line.runs:
        if not raised or not _NUMBERS_ONLY.fullmatch(text):
            parts.append(text)
            continue
        before = "".join(parts)
        nummers = [int(part) for part in re.findall(r"\d+", text)]
        if not _refers(nummers, before, out.notes):
            parts.append(text)
            continue
        out.lost.extend(nummer for nummer in nummers if nummer not in out.notes)
        marks = "".join(map(mark_of, nummers))
        parts[:] = [before.rstrip(), marks, " " if text[-1].isspace() or before[-1:].isspace() else ""]
    return _SPACE_AFTER.sub(r"\1", "".join(parts))


def _refers(nummers: Sequence[int], before: str, notes: dict[int, str]) -> bool:
    """Whether raised numbers refer to notes: not those of "m3", and behind a digit only when there is such a note."""
    if _UNIT.search(before):
        return False
    return all(nummer in notes for nummer in nummers) or (bool(before.strip()) and not before[-1].isdigit())
