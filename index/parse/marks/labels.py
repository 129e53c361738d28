"""Lines that label a part of the body: "Vraag 2, 3 en 4", "Antwoord vraag 1:", "Mededeling", "Toelichting:"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.parse.content import BlockKind
from index.parse.marks.notes import without_marks
from index.parse.marks.numbers import NUMMERS, parse_numbers

FICTIONAL = re.compile(r"Fictief\s+voorbeeld", re.IGNORECASE)
"""What the publications of the sample say of themselves. Example: "Fictief voorbeeld"; not: "fictieve"."""
_BEFORE_LABEL = r"[\s•▪*_#>|\-–]*"

_LABEL = re.compile(
    rf"""
    ^ {_BEFORE_LABEL} (?: (?: gezamenlijk | gecombineerd | nader | aanvullend ) e? \s+ )?
    (?P<woord> vra(?:ag|gen) (?: \s+ en \s+ antwoord(?:en)? )? | antwoord(?:en)? | beantwoording | reactie )
    (?: \b | (?=\d) )
    (?: \s* (?:op|bij|van|voor) \b )? (?: \s* (?:de|het|uw)\b )? (?: \s* alle\b )?
    (?: \s* (?: vra(?:ag|gen) | antwoord(?:en)? ) (?![a-z]) )?
    \s* (?: (?:nr|nrs|nummer|nummers)\b \.? )? \s*
    (?: \( (?= \d{{1,3}} (?:\s?[a-e])? \) ) )? (?P<nummers> {NUMMERS} )? (?P<letter> \s?[a-e]\b )?
    (?P<teken> \s* [:.)] | \s+ [–—-] (?=\s) )? [\s*_]* (?P<rest> .* ) $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A question or answer label. Example: "Antwoord op de vragen 4 en 5:", "Vraag1"; not: "Antwoord van Minister Blok"."""

_REPEATED = re.compile(
    r"(?<=\d)(?P<teken>\s*(?:,|en|&|t/m|tot\s+en\s+met)\s+)(?:op\s+)?(?:de\s+)?vra(?:ag|gen)\s+(?=\d)", re.IGNORECASE
)
"""The word said again before a number. Example: "Antwoord op vraag 1 en vraag 2"."""

_PART = re.compile(
    r"(?<=\d)(?:\s?[a-h]|\.\d{1,2}|\.(?!\d))(?=\s*(?:$|:|,|&|(?:en|t/m)\s+(?:(?:op\s+)?vraag\s+)?\d|[-–]\s*\d))"
)
"""The part of a question that a number names. Example: "Antwoord 1a en 1b", "1. en 2."; not: "Vraag 1. Bent u"."""
_LONGEST_WITH_PARTS = 60

_NO_COMMA = re.compile(r"(?P<voor>\d{1,3})\s+(?=(?P<na>\d{1,3})(?:\s*(?:,|en\b|&)|\s*[:.]?$))")
"""Where the comma between two numbers was forgotten. Example: "7, 8, 9 10 en 11"."""
_NOTICE = re.compile(
    rf"^{_BEFORE_LABEL}(?P<woord>(?-i:T)oelichting|(?-i:M)ededeling)\s*(?:[:.]\s*(?P<rest>.*)|)$", re.IGNORECASE
)
"""Example: "Toelichting: Deze vragen dienen ter aanvulling op", "Mededeling: De vragen kunnen niet"; not: "Toelichting
op de cijfers", "toelichting.", "Mededeling van de minister"."""
_ANNEX = re.compile(rf"^{_BEFORE_LABEL}Bijlagen?(?:\s+\d{{1,2}})?\s*(?::\s*(?P<rest>.{{0,120}})|)$", re.IGNORECASE)
"""Start of an annex. Example: "Bijlage 1:"; not: "Bijlage 1 bij Kamerstuk 31 066"."""

BARE_NUMBER = re.compile(r"^\s*(?:\(?(?P<nummer>\d{1,3})\s?[.)]?)(?:\s+(?P<rest>\S.*))?$")
"""A question by its bare number. Example: "4. Hoe bent u betrokken"; not: "2024 was"."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label line: what it opens, for which numbers, and the text that follows on the same line.

    `certain` is False where the line could as well be running text ("Vraag 3 Kunt u", no colon).
    """

    soort: BlockKind
    nummers: tuple[int, ...] = ()
    rest: str = ""
    certain: bool = True


def read_label(line: str) -> Label | None:
    """The label that a line is or begins with, or None."""
    line = without_marks(line)
    if len(line) < 3:
        return None
    if match := _NOTICE.match(line):
        return Label(BlockKind(match["woord"].lower()), rest=(match["rest"] or "").strip())
    if match := _ANNEX.match(line):
        return Label(BlockKind.REST, rest=line.strip())
    return _question_or_answer(line)


def is_answer_label(line: str) -> bool:
    """Whether a line is a label of an answer with its number."""
    label = read_label(line)
    return label is not None and label.soort is BlockKind.ANTWOORD and bool(label.nummers)


def _question_or_answer(line: str) -> Label | None:
    if len(line) <= _LONGEST_WITH_PARTS:
        line = _PART.sub("", line)
    match = _LABEL.match(_with_commas(_REPEATED.sub(r"\g<teken> ", line)))
    if match is None:
        return None
    word = match["woord"].lower()
    soort = BlockKind.VRAAG if word.startswith("vra") else BlockKind.ANTWOORD
    nummers = parse_numbers(match["nummers"] or "")
    rest = match["rest"].strip(" *_|")
    character = (match["teken"] or "").strip()
    if rest in {"", ",", "en", ", en", "&", "t/m"}:
        if not nummers and ((soort is BlockKind.VRAAG and word == "vragen") or word in {"antwoorden", "beantwoording"}):
            return Label(soort, certain=False)
        return Label(soort, nummers)
    if not match["woord"][0].isupper():
        return None
    if character == ":" and (nummers or len(line) - len(rest) < 30):
        return Label(soort, nummers, rest)
    if nummers and (rest[0].isupper() or rest[0] in "«‘“\"'("):
        return Label(soort, nummers, rest, certain=False)
    return None


def _with_commas(line: str) -> str:
    """A line of at least three numbers with the commas that were forgotten: only before the very next number."""
    if len(line) > 120 or len(re.findall(r"\d+", line)) < 3 or not re.search(r"\d\s*(?:,|\ben\b)", line):
        return line
    return _NO_COMMA.sub(lambda m: f"{m['voor']}, " if int(m["na"]) == int(m["voor"]) + 1 else m[0], line)


def read_continuation(line: str) -> str | None:
    """The numbers of a label whose line was broken ("7 en 8" after "Vraag 4, 5,"), or None."""
    bare = line.strip()
    return bare if re.fullmatch(NUMMERS + r"\s*[:.]?", bare) else None
