"""Footnotes in text: at the foot of a page or of the document, with the references to them in the running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.parse.lines.reflow import to_paragraphs
from index.parse.marks.labels import read_label
from index.parse.marks.notes import mark_of, numbers_in
from index.values import Voetnoot

_NOTE_LINE = re.compile(
    r"""
    ^\s* (?: \[ (?P<haken>\d{1,3}) \s? \] | (?P<haak>\d{1,3}) \)
      | (?P<kaal>\d{1,3})
        (?= [A-Za-zÀ-ÿ«‘“"(\[…] | \s\s? (?: [A-ZÀ-Þ«‘“"(\[…\d] | https?: | \w+\.\w | zie\b | idem\b ) ) )
    \s* (?P<tekst> \S.* ) $
    """,
    re.VERBOSE,
)
"""First line of a note. Example: "1NOS, 22 januari 2024.", "[2] NRC", "3) Kamerstuk"; not: "4. Hoe bent u"."""

_NOT_BEHIND = (
    r"(?<![\d(€$£§/–-])(?<!\d[.,])(?<!nr\. )(?<!nrs\. )(?<!art\. )(?<!CO)(?<!PM)(?<!\bA)(?<!\bN)(?<!\bm)(?<!km)"
)
_REFERENCE = re.compile(
    rf"""
      \s?\[(?P<haken>\d{{1,3}}(?:[\s,]+\d{{1,3}})*)\s?\]
    | (?<=[?!.,;:»”’"')a-zà-ÿ])\s?(?P<haak>\d{{1,3}})\)(?=\s|[.,;:?]|$)
    | (?<=[?!»”])(?P<zeker>\d{{1,2}}(?:,\s?\d{{1,2}})*(?:\s\d{{1,2}}(?=\s*$))?)(?=\s|$)
    | (?<=[?!»”])\s(?P<los>\d{{1,2}}(?:,\s?\d{{1,2}})*)(?=\s*$)
    | (?<=[a-zà-ÿ)»][.,])(?P<punt>\d{{1,2}})(?=\s|$)
    | (?<=\S){_NOT_BEHIND}(?P<vast>\d{{1,3}})(?=$|[\s.,;:?!)»”’])
    """,
    re.VERBOSE,
)
"""A reference in the running text. Example: "op rijksoverheid.nl?1", "[2]", "1)"; not: "artikel 68", "CO2"."""

_UNMISTAKABLE = re.compile(r"\A\s*(?:\[\d{1,3}\]\s|\d{1,3}[A-Z«‘“][\w.])")
"""A note by its form alone, also when the reference to it was lost. Example: "[1] NRC", "1NOS"; not: "1 miljoen"."""

LIKE_SOURCE = re.compile(
    r"\b(?:19|20)\d\d|https?:|www\.|\bnrs?\b|kamerstuk|aanhangsel|handelingen|\b(?:zie|idem)\b|[«»“”]|\.(?:nl|com|eu|org)\b",
    re.IGNORECASE,
)
"""Example: "NRC, 4 maart 2024", "Aanhangsel Handelingen, nr. 1121"; not: "Hogere boetes"."""

_MOST_ATTEMPTS = 8

_LOOSE_REFERENCES = re.compile(r"^\s*\d{1,3}(?:(?:\s*,\s*|\s+en\s+|\s+)\d{1,3})+[.,;]?\s*$")
"""References that extraction put on a line of their own. Example: "2, 3 en 4"; not: "2 miljoen"."""

_REFERENCE_AT_START = re.compile(r"^\s*(?P<nummer>\d{1,3})(?P<teken>[.,;]?)(?:\s+|$)")
"""A superscript that extraction put at the start of the next line. Example: "9 Keuzes die", "2. Met dit"."""


@dataclass(slots=True)
class NumberedNotes:
    """Notes found so far, by number, and the numbers that the running text has referred to.

    `complete` when the reader of the format found all notes, so that none is looked for in the lines.
    """

    texts: dict[int, str] = field(default_factory=dict)
    mentioned: list[int] = field(default_factory=list)
    complete: bool = False
    highest: int = 0

    def is_next(self, nummer: int) -> bool:
        """Whether a number can be the next reference; one that extraction lost may lie between."""
        return 0 < nummer - self.highest <= 3

    def mention(self, nummer: int) -> None:
        """Keep that the running text refers to a note."""
        self.mentioned.append(nummer)
        self.highest = max(self.highest, nummer)


def take_page_notes(lines: Sequence[str], notes: NumberedNotes, earlier: Sequence[str]) -> list[str]:
    """Take the notes from the foot of a page into `notes`; returns the lines that remain."""
    if notes.complete:
        return list(lines)
    candidates = [
        (place, _number_of(match), match["tekst"])
        for place, line in enumerate(lines)
        if (match := _NOTE_LINE.match(line))
    ]
    begin = _start_of_notes(lines, candidates, notes, earlier) if candidates else None
    if begin is None or _is_announced(lines, begin, candidates):
        return list(lines)
    current, pieces, rest = 0, list[str](), list[str]()
    expected = next(nummer for place, nummer, _ in candidates if place == begin)
    for place in range(begin, len(lines)):
        match = _NOTE_LINE.match(lines[place])
        if rest or read_label(lines[place]):
            rest.append(lines[place])
        elif match and _number_of(match) == expected:
            store_note(notes.texts, current, pieces)
            current, pieces, expected = expected, [match["tekst"]], expected + 1
        else:
            pieces.append(lines[place])
    store_note(notes.texts, current, pieces)
    return [*lines[:begin], *rest]


def _is_announced(lines: Sequence[str], begin: int, candidates: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a list is of the text that stands there: a colon stands above it, and nothing in it reads as a source."""
    above = next((line for line in reversed(lines[:begin]) if line.strip()), "")
    return above.rstrip().endswith(":") and not any(
        LIKE_SOURCE.search(tekst) for place, _, tekst in candidates if place >= begin
    )


def _number_of(match: re.Match[str]) -> int:
    return int(match["haken"] or match["haak"] or match["kaal"])


def _start_of_notes(
    lines: Sequence[str], candidates: list[tuple[int, int, str]], notes: NumberedNotes, earlier: Sequence[str]
) -> int | None:
    expected = max(notes.texts, default=0) + 1
    labels = (place for place, line in enumerate(lines) if (label := read_label(line)) and label.soort.is_paired)
    last_label = max(labels, default=-1)
    possible = [(place, nummer) for place, nummer, _ in candidates if place > last_label]
    for target in (expected, expected + 1, expected + 2):
        fitting = [(place, nummer) for place, nummer in possible if nummer == target][-_MOST_ATTEMPTS:]
        for place, nummer in reversed(fitting):
            above = "\n".join([*earlier[-200:], *lines[max(0, place - 400) : place]])
            if _UNMISTAKABLE.match(lines[place]) or _is_mentioned(above, nummer):
                return place
    return None


def _is_mentioned(text: str, nummer: int) -> bool:
    pattern = (
        rf"(?:(?<=[^\s\d]){nummer}(?=$|[\s.,;:?!)»”])|^\s*{nummer}[.,;]?(?:\s|$)"
        rf"|\[(?:\d+[\s,]+)*{nummer}(?:[\s,]+\d+)*\s?\]|\b{nummer}\)|, ?{nummer}(?=\s|$))"
    )
    return re.search(pattern, text, re.MULTILINE) is not None


def store_note(texts: dict[int, str], nummer: int, lines: list[str]) -> None:
    """Put the lines of a note behind what there is of it; number 0 is no note."""
    if nummer and lines:
        tekst = " ".join(to_paragraphs(lines, width=200))
        texts[nummer] = f"{texts[nummer]} {tekst}" if nummer in texts else tekst


_NOTE_IN_LINE = re.compile(r"(?<=[?.!»”’)])\s+(?P<nummer>\d{1,2})\s+(?=[A-ZÀ-Þ«‘“h])")
"""A note set behind its paragraph. Example: "Mijn Kind Online? 1 De Telegraaf, 29 januari"; not: "op 1 mei"."""


_KAMERSTUK_IN_LINE = re.compile(
    r"(?<=\S)\s+(?P<nummer>\d{1,2})\s+(?P<tekst>Kamerstuk(?:ken)?\s(?:I{1,2}\s)?\d[^\n]{5,160}?)(?:\s+\.(?=\s|$)|\s*$)"
)
"""A note set within its sentence. Example: "twee moties 2 Kamerstukken II 2017/18, nr. 69 . van de Kamer"."""


def take_notes_in_lines(paragraphs: Sequence[str], notes: NumberedNotes) -> list[str]:
    """Take notes that stand behind the text of their paragraph, numbered on from the last, into `notes`."""
    if notes.complete:
        return list(paragraphs)
    out: list[str] = []
    for paragraph in paragraphs:
        paragraph = _KAMERSTUK_IN_LINE.sub(lambda match: _taken(match, notes), paragraph)
        begin = len(paragraph)
        tekst = paragraph
        for match in _NOTE_IN_LINE.finditer(paragraph):
            if int(match["nummer"]) != max(notes.texts, default=0) + 1:
                continue
            if begin < len(paragraph):
                last = max(notes.texts)
                notes.texts[last] = paragraph[begin : match.start()].strip()
            else:
                tekst = paragraph[: match.start()]
            begin = match.end()
            notes.texts[int(match["nummer"])] = paragraph[begin:].strip()
        out.append(tekst)
    return out


def _taken(match: re.Match[str], notes: NumberedNotes) -> str:
    """The mark of a note that is numbered on from the last, which goes into `notes`; else what stands there."""
    nummer = int(match["nummer"])
    if nummer != max(notes.texts, default=0) + 1:
        return match[0]
    notes.texts[nummer] = match["tekst"].strip()
    return mark_of(nummer)


def without_references(lines: Sequence[str], notes: NumberedNotes) -> tuple[list[str], list[int]]:
    """Lines with marks in place of their note references, and the numbers that were referred to, in order."""
    here: list[int] = []
    out: list[str] = []
    for line in lines:
        for nummer in numbers_in(line):
            _mention(nummer, notes, here)
        if not notes.complete:
            line = _strip_references(_strip_leading(line, out, notes, here), notes, here)
        out.append(line)
    return out, here


def _strip_leading(line: str, previous: list[str], notes: NumberedNotes, here: list[int]) -> str:
    if previous and _LOOSE_REFERENCES.match(line):
        nummers = [int(part) for part in re.findall(r"\d+", line)]
        if all(nummer in notes.texts for nummer in nummers):
            for nummer in nummers:
                _mention(nummer, notes, here)
            return "".join(map(mark_of, nummers))
    match = _REFERENCE_AT_START.match(line)
    if match is None or not previous or not previous[-1].strip():
        return line
    nummer = int(match["nummer"])
    rest = line[match.end() :]
    if not rest and notes.texts and notes.is_next(nummer) and previous[-1].rstrip().endswith("?"):
        _mention(nummer, notes, here)  # its note may be lost
        previous[-1] = previous[-1].rstrip() + (mark_of(nummer) if nummer in notes.texts else "")
        return ""
    if nummer not in notes.texts or not (notes.is_next(nummer) or not rest) or _counts_on(previous, nummer):
        return line
    _mention(nummer, notes, here)
    previous[-1] = previous[-1].rstrip() + mark_of(nummer) + match["teken"]
    return rest


def _counts_on(previous: Sequence[str], nummer: int) -> bool:
    """Whether the line above is the item before in a numbered list. Example: "2. 1 0" above "3. 29 0"."""
    return nummer > 1 and re.match(rf"\s*{nummer - 1}[.)]\s", previous[-1]) is not None


def _strip_references(line: str, notes: NumberedNotes, here: list[int]) -> str:
    def replaced_by(match: re.Match[str]) -> str:
        nummers = [int(part) for part in re.findall(r"\d+", match[match.lastgroup or 0])]
        is_known = nummers[0] in notes.texts
        if match["punt"] or match["vast"]:
            is_lost = match["punt"] and not notes.texts
            if not (is_known or is_lost) or not notes.is_next(nummers[0]):
                return match[0]
        elif match["haak"] and not is_known:
            return match[0]
        for nummer in nummers:
            _mention(nummer, notes, here)
        return "".join(mark_of(nummer) for nummer in nummers if nummer in notes.texts)

    return _REFERENCE.sub(replaced_by, line)


def _mention(nummer: int, notes: NumberedNotes, here: list[int]) -> None:
    notes.mention(nummer)
    here.append(nummer)


def unmentioned(notes: NumberedNotes) -> list[Voetnoot]:
    """The notes that nothing refers to, by number."""
    return footnotes_of(sorted(notes.texts.keys() - set(notes.mentioned)), notes)


def footnotes_of(nummers: Sequence[int], notes: NumberedNotes) -> list[Voetnoot]:
    """The notes with these numbers that have a text, each once."""
    return [
        Voetnoot(nummer=str(nummer), tekst=notes.texts[nummer])
        for nummer in dict.fromkeys(nummers)
        if nummer in notes.texts
    ]
