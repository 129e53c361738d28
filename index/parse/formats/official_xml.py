"""Reads the official XML of an Aanhangsel, fragments of it, and the older `vraagdoc` notation."""

from __future__ import annotations

import re

from lxml import etree

from index.names.dates import parse_date
from index.parse.content import OFFICIAL_BLOCKS, Block, BlockKind, Content
from index.parse.facts.headings import ANSWER_HEADING, QUESTION_HEADING, read_answer_heading, read_question_heading
from index.parse.facts.ids import ID, norm_vergaderjaar
from index.parse.formats.inline import InlineNotes, read_line, read_paragraphs
from index.parse.lines.furniture import CHROME
from index.parse.marks.labels import FICTIONAL, read_label
from index.parse.marks.notes import without_marks
from index.parse.marks.numbers import parse_numbers
from index.parse.xml import local_name, text_of
from index.values import Soort, Voetnoot

ROOTS = frozenset(
    {"officiele-publicatie", "kamervragen", "vraagdoc", "kamerwrk", "kamervraag", "kamervragen-zonder-antwoord"}
)
"""Root elements of publications of questions; `vraagdoc` and `kamerwrk` are known from a description only."""

_BLOCKS = OFFICIAL_BLOCKS | {
    "toelicht": BlockKind.TOELICHTING,
    "bijlage": BlockKind.REST,
    "ondertekening": BlockKind.REST,
}
_NUMMERS = frozenset({"nr", "nummer", "tussenkop", "kop", "titel"})
_HEADINGS = frozenset({"kamervraagomschrijving", "omschr"})
_KNOWN = frozenset({*_BLOCKS, *_HEADINGS, "tekstregel", "kamervraagnummer"})
"""Elements for which one that is not known is looked into."""
_LABEL_WORD = {BlockKind.VRAAG: "Vraag", BlockKind.ANTWOORD: "Antwoord"}
_VRAAGNUMMER = re.compile(r"\b\d{4}[ZD]\d{5}\b")


def is_publication(root: etree._Element) -> bool:
    """Whether a root element holds questions of parliament."""
    if local_name(root) not in ROOTS:
        return False
    return any(
        local_name(element) in {"vraag", "antwoord", "kamervraagomschrijving", "kamervraagkop", "omschr"}
        for element in root.iter()
    )


def read_official_xml(root: etree._Element) -> Content:
    """Read a publication from its root element; unknown elements keep their text."""
    content = Content()
    _walk(root, content, InlineNotes())
    return content


def _walk(element: etree._Element, content: Content, notes: InlineNotes) -> None:
    for child in element:
        soort = local_name(child)
        if soort in _BLOCKS:
            _read_block(child, _BLOCKS[soort], content, notes)
        elif soort in _HEADINGS:
            _read_heading(child, content, notes)
        elif soort == "metadata":
            for meta in child.iter("meta"):
                if match := ID.search(meta.get("content") or ""):
                    content.facts.keep("XML", id=match[0].lower())
        elif soort == "tekstregel":
            _read_text_line(child, content)
        elif soort in {"kamervraagnummer", "vraagnummer"}:
            _read_number(text_of(child), content)
        elif soort == "noot":
            content.voetnoten.append(_old_note(child))
        elif soort == "datum" and len(child) == 0:
            content.facts.keep("datum", ontvangen=parse_date(child.get("isodatum") or text_of(child)))
        elif soort and (len(child) or text_of(child)):
            _read_unknown(child, content, notes)


def _read_unknown(element: etree._Element, content: Content, notes: InlineNotes) -> None:
    if any(local_name(child) in _KNOWN for child in element.iter()):
        _walk(element, content, notes)
        return
    line = text_of(element)
    if label := read_label(line) if len(line) < 40 else None:
        content.blocks.append(Block(soort=label.soort, nummers=label.nummers))
    elif content.blocks and local_name(element) in {"al", "al-groep", "lijst", "table"}:
        content.blocks[-1].paragraphs.extend(read_paragraphs(element, notes))
        content.blocks[-1].voetnoten.extend(notes.take())
    elif not CHROME.match(line):
        content.restant.append(line)


def _read_block(element: etree._Element, soort: BlockKind, content: Content, notes: InlineNotes) -> None:
    block = Block(soort=soort)
    has_label = False
    apart: list[tuple[etree._Element, BlockKind]] = []
    for child in element:
        if not has_label and local_name(child) in {*_NUMMERS, "al"}:
            line = text_of(child)
            nummers = _numbers(line, soort, is_paragraph=local_name(child) == "al")
            if nummers is not None:
                block.nummers, has_label = nummers, True
                continue
        has_label = has_label or bool(local_name(child))
        if local_name(child) in _BLOCKS:
            apart.append((child, _BLOCKS[local_name(child)]))
            continue
        if local_name(child) == "tussenkop" and child.getnext() is None and block.paragraphs:
            content.restant.append(text_of(child))  # of the question below it
            continue
        block.paragraphs.extend(read_paragraphs(child, notes))
    own = read_line(element.text or "")
    if own:
        block.paragraphs.insert(0, own)
    block.voetnoten.extend(notes.take())
    content.blocks.append(block)
    for child, child_kind in apart:
        _read_block(child, child_kind, content, notes)


def _numbers(line: str, soort: BlockKind, *, is_paragraph: bool) -> tuple[int, ...] | None:
    """Numbers of a label ("Vraag 2 en 3", "1."); None when the line is no label but text."""
    label = read_label(line)
    if label is not None and not label.rest:
        return label.nummers
    if soort is BlockKind.MEDEDELING and line.lower().rstrip(".:") == "mededeling":
        return ()
    if is_paragraph or soort not in _LABEL_WORD:
        return None
    return parse_numbers(line) if re.fullmatch(r"[\d\s,.;enm/t&–-]+", line) else None


def _read_heading(element: etree._Element, content: Content, notes: InlineNotes) -> None:
    heading = without_marks(read_line(element, notes))
    content.voetnoten.extend(notes.take())
    soort = element.get("type")
    if soort == "antwoord" or (soort is None and ANSWER_HEADING.match(heading)):
        read_answer_heading(heading, content.facts)
    elif soort == "vraag" or QUESTION_HEADING.match(heading):
        read_question_heading(heading, content.facts)
    else:
        content.restant.append(heading)
        return
    for datum in element.iter("datum"):
        entry = "ontvangen" if soort == "antwoord" or ANSWER_HEADING.match(heading) else "ingezonden"
        content.facts.keep("kop", **{entry: parse_date(datum.get("isodatum"))})
    for onderwerp in element.iter("kamervraagonderwerp"):
        content.facts.onderwerp = read_line(onderwerp, InlineNotes()).rstrip(":") or content.facts.onderwerp
        content.facts.herkomst["onderwerp"] = "vraagkop"


def _read_text_line(element: etree._Element, content: Content) -> None:
    line = text_of(element)
    role = element.get("inhoud")
    if FICTIONAL.search(line):
        content.facts.keep("kop", fictief=True)
    elif role == "vergaderjaar":
        content.facts.keep("kop", vergaderjaar=norm_vergaderjaar(line))
    elif role == "kameraanduiding":
        content.facts.keep("kop", kamer="ek" if line.startswith("Eerste") else "tk")
    elif line and role not in {"kamernummer", "documenttype", "overig"}:
        content.restant.append(line)


def _read_number(line: str, content: Content) -> None:
    if match := _VRAAGNUMMER.search(line):
        content.facts.keep("kop", vraagnummer=match[0])
        content.facts.keep("kop", soort=Soort.VRAAG)
    elif match := re.search(r"\d{1,10}", line):
        entry = "nummer" if len(match[0]) < 7 else "vraagnummer"
        content.facts.keep("kop", **{entry: match[0]})


def _old_note(element: etree._Element) -> Voetnoot:
    nummer = element.get("nr") or next(
        (text_of(child) for child in element if local_name(child) in {"noot.nr", "nr"}), "?"
    )
    return Voetnoot(nummer=nummer, tekst=text_of(element))
