"""Reads what stands before the body of a text: the table at the top, the headings, the lines of the web site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.parse.content import StatedFacts
from index.parse.facts.headings import (
    ANSWER_HEADING,
    QUESTION_HEADING,
    is_heading,
    read_answer_heading,
    read_question_heading,
)
from index.parse.facts.ids import ID, norm_vergaderjaar, norm_vraagnummer
from index.parse.lines.furniture import CHROME
from index.parse.lines.reflow import join_lines
from index.parse.marks.labels import FICTIONAL, read_label
from index.parse.marks.notes import without_marks
from index.values import Soort

_YEAR = r"(?P<jaar>\d{4}\s?[-–—/]\s?\d{4})"
_TABLE = re.compile(
    rf"""
    (?: Staten-Generaal | Kamer | \| ) \s*+ (?: \| \s*+ )? {_YEAR} \s*+ (?: \| \s*+ )?
    (?P<nummer> \d{{4}}Z\d{{5}} | \d{{1,5}} ) (?: \s*+ (?: \| | \d{{2}}- ) | [^\S\n]*+ $ )
    """,
    re.MULTILINE | re.VERBOSE,
)
"""The row of the page table. Example: "Tweede Kamer der Staten-Generaal | 2023-2024 | 1068 |"."""
_VERGADERJAAR = re.compile(rf"(?<!Handelingen, )(?<!Handelingen,)\bVergaderjaar\s*{_YEAR}")
"""The year in the kop. Example: "Vergaderjaar 2023–2024"; not: "Handelingen, vergaderjaar 2022–2023"."""
_AH = re.compile(r"^\W*AH\s?(?P<nummer>\d{1,5})\W*$")
"""Number of an un-typeset document. Example: "AH 602"; not: "2500 AH Den Haag"."""
_VRAAGNUMMER = re.compile(r"^\W*(?:Vraagnummer:?\s*)?(?P<nummer>\d{4}\s?Z\s?\d{5})\W*$")
"""Example: "Vraagnummer: 2024Z01294"; not: "Onderdeel van zaak 2024Z01294"."""
_NUMBER_AFTER_HEADING = re.compile(r"regering\s+gegeven\s+antwoorden[\s|*]*(?P<nummer>\d{1,5})\b")
"""Example: "regering gegeven antwoorden | 1068"; not: "gegeven antwoorden op 4 vragen"."""
_LONE_NUMBER = re.compile(r"^[\s|*#]*(?P<nummer>\d{1,5})[\s|*]*$")
"""Example: "| 1068 |"; not: "1068 vragen"."""
_ZAAK = re.compile(r"Onderdeel\s+van\s+zaak\s+(?P<nummer>\d{4}Z\d{5})")
_HTML_VERSION = re.compile(rf"offici[eë]le\s+HTML\s+versie\s*\(\s*(?P<id>{ID.pattern})", re.IGNORECASE | re.VERBOSE)
_LINK = re.compile(
    rf"zoek\.officielebekendmakingen\.nl/(?P<id>{ID.pattern})(?:\.html|\.pdf|\.xml)?\s*$", re.IGNORECASE | re.VERBOSE
)
_SOORT_LINE = re.compile(
    r"^(?P<soort>Antwoord schriftelijke vragen(?: \(nader\))?|Mededeling \(uitstel antwoord\)|Mededeling"
    r"|Schriftelijke vragen)"
    r"(?:\s+:\s+(?P<titel>\S.*))?$"
)
"""First line of a page of the Tweede Kamer. Example: "Antwoord schriftelijke vragen : Antwoord op vragen van"."""
_HEADING_LINE = re.compile(
    r"""
    ^ [|\s]* (?: (?:Tweede|Eerste)\sKamer\sder\sStaten-Gene\s?r?\s?a?\s?a?l .* | Vergaderjaar\s.* |
      Aanhangsel\svan\sde\sHandelingen .*
      | Vragen\sgesteld\sdoor.* | (?:de\s)?(?:leden\s.*)?(?:door\s)?(?:de\s)?regering\sgegeven\santwoorden.* |
        Kamervragen\szonder\sAntwoord
      | Nummer: .* | Directe\slink.* | Gerelateerde\spersonen.* | Onderdeel\svan\szaak.* |
        -\s(?:Gericht\saan|Indiener|Mede|Eerste|Voortouw).*
      | \d{1,5} | Schriftelijke\svragen | Herdruk .* ) [|\s]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A line that says nothing of this publication. Example: "Vergaderjaar 2023–2024"; not: "Vraag 1"."""
_TO_QUESTIONS = re.compile(
    r"(?<!\s)\s++op\s++(?:de\s++)?(?:schriftelijke\s++)?(?:kamer)?vragen\s++(?=van\b)", re.IGNORECASE
)
"""Between the two halves of a heading. Example: "Antwoord van de minister| op vragen |van het lid"."""
_ENDS_IN_DATE = re.compile(r"\((?:ingezonden|ontvangen)[^)]{0,80}\)\s*[.:_]*$", re.IGNORECASE)
"""Example: "(ontvangen 7 oktober 2025)."; not: "(ontvangen 7 oktober 2025), mede namens"."""
_ENDS_IN_REFERENCE = re.compile(r"Zie ook .{0,300}\d\.?$")
"""Example: "Zie ook Aanhangsel Handelingen, nr. 1068."; not: "Zie ook Aanhangsel"."""
_DATE_LINE = re.compile(r"^\(?(?:ingezonden|ontvangen)\b", re.IGNORECASE)
"""Example: "(ingezonden 7 oktober 2025)" on a line of its own; not: "Vragen (ingezonden"."""
_LONGEST_HEADING = 25
"""Most lines of a heading sentence."""
_LONGEST_SENTENCE = 4000


def read_preamble(lines: Sequence[str], facts: StatedFacts, *, wrapped: bool) -> list[str]:
    """Put the facts of the lines before the body into `facts`.

    Args:
        lines: what stands before the first label.
        facts: completed in place.
        wrapped: lines are wrapped, so that a heading sentence runs on over several of them.

    Returns:
        The lines that say nothing known, empty ones kept.
    """
    rest: list[str] = []
    place = 0
    _read_heading(lines, facts)
    while place < len(lines):
        line = lines[place].strip()
        if len(line) < _LONGEST_SENTENCE and is_heading(_bare(line)):
            heading, place = _gather(lines, place, wrapped=wrapped)
            _read_heading_sentence(heading, facts)
        else:
            if not line or not _read_line(lines, place, facts):
                rest.append(line)
            place += 1
    return rest


def _bare(line: str) -> str:
    return re.sub(r"^Mondelinge\s+v", "V", without_marks(line).strip(" |*_"))


def _read_heading_sentence(heading: str, facts: StatedFacts) -> None:
    heading = _bare(heading)
    if ANSWER_HEADING.match(heading) is None:
        read_question_heading(heading, facts)
        return
    parts = _TO_QUESTIONS.split(heading, maxsplit=1)
    read_answer_heading(parts[0], facts)
    if len(parts) == 2:
        read_question_heading(f"Vragen {parts[1]}", facts)


def _gather(lines: Sequence[str], place: int, *, wrapped: bool) -> tuple[str, int]:
    """The heading sentence that begins at a line, and the position after it."""
    heading = lines[place].strip(" |")
    place += 1
    last = min(len(lines), place + _LONGEST_HEADING)
    wrapped = wrapped or _closes_further_on(heading, lines[place:last])
    while place < last:
        line = lines[place].strip(" |")
        if line.startswith("Zie ook"):
            heading, place = join_lines(heading, line), place + 1
            continue
        if not line:
            following = next((r.strip() for r in lines[place:] if r.strip()), "")
            if not following.startswith("Zie ook") and not (
                re.search(r"vragen$", heading) and following[:4] in {"van ", "het "}
            ):
                break
            place += 1
            continue
        if is_heading(_bare(line)) or read_label(line):
            break
        if _is_complete(heading) or not (wrapped or line[0].islower() or line[0] == "("):
            break
        heading, place = join_lines(heading, line), place + 1
    return heading, place


def _closes_further_on(heading: str, lines: Sequence[str]) -> bool:
    """Whether the date that ends a heading sentence stands on one of the next lines, before anything else begins."""
    word = "ontvangen" if ANSWER_HEADING.match(_bare(heading)) else "ingezonden"
    for line in [] if f"({word}" in heading.lower() else lines:
        if not line.strip() or is_heading(_bare(line)) or read_label(line):
            return False
        if f"({word}" in line.lower():
            return True
    return f"({word}" in heading.lower() and not _is_complete(heading)


def _is_complete(heading: str) -> bool:
    return _ENDS_IN_DATE.search(heading) is not None or _ENDS_IN_REFERENCE.search(heading) is not None


def _read_heading(lines: Sequence[str], facts: StatedFacts) -> None:
    everything = "\n".join(lines)
    if "Eerste Kamer der Staten-Generaal" in everything:
        facts.keep("kop", kamer="ek")
    if match := _TABLE.search(everything):
        facts.keep("paginatabel", vergaderjaar=norm_vergaderjaar(match["jaar"]))
        entry = "vraagnummer" if "Z" in match["nummer"] else "nummer"
        facts.keep("paginatabel", **{entry: match["nummer"]})
    if match := _VERGADERJAAR.search(everything):
        facts.keep("kop", vergaderjaar=norm_vergaderjaar(match["jaar"]))
    if match := _NUMBER_AFTER_HEADING.search(everything):
        facts.keep("kop", nummer=match["nummer"])
    if match := _HTML_VERSION.search(everything):
        facts.keep("pagina", id=match["id"].lower())
    if match := _ZAAK.search(everything):
        facts.keep("pagina", vraagnummer=match["nummer"])


def _read_line(lines: Sequence[str], place: int, facts: StatedFacts) -> bool:
    """Facts of one line; True when the line is known and needs no further report."""
    line = lines[place].strip()
    if match := _AH.match(line):
        facts.keep("kop", nummer=match["nummer"])
        facts.herkomst["opmaak"] = "onopgemaakt"
    elif match := _VRAAGNUMMER.match(line):
        facts.keep("kop", vraagnummer=norm_vraagnummer(match["nummer"]))
    elif match := _LINK.search(line):
        facts.keep("link", id=match["id"].lower())
    elif match := _SOORT_LINE.match(line):
        _read_kind_line(match, lines, place, facts)
    elif FICTIONAL.search(line):
        facts.keep("kop", fictief=True)
    elif _DATE_LINE.match(line):
        read_question_heading(line, facts) if "ingez" in line.lower() else read_answer_heading(line, facts)
    elif line.startswith("Zie ook Aanhangsel"):
        read_answer_heading(line, facts)
    elif match := _LONE_NUMBER.match(line):
        following = next((r for r in lines[place + 1 :] if r.strip()), "")
        if QUESTION_HEADING.match(_bare(following)):
            facts.keep("kop", nummer=match["nummer"])
    else:
        return bool(_HEADING_LINE.match(line) or CHROME.match(line) or _TABLE.search(line))
    return True


def _read_kind_line(match: re.Match[str], lines: Sequence[str], place: int, facts: StatedFacts) -> None:
    soort = {"A": Soort.ANTWOORD, "M": Soort.MEDEDELING, "S": Soort.VRAAG}[match["soort"][0]]
    facts.keep("pagina", soort=soort)
    titel = match["titel"] or next((r.strip() for r in reversed(lines[:place]) if r.strip()), None)
    facts.keep("pagina", titel=titel)
