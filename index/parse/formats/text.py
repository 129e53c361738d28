"""Reads plain text, as people paste it or as it was extracted from a file, into facts and blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from index.errors import NotAPublicationError, UnreadableError
from index.parse.body.headless import read_question_list, read_without_labels, separate_answers
from index.parse.body.old_layout import (
    cut_bare_questions,
    cut_old_layout,
    cut_two_lists,
    last_bare_answer,
    with_answer_behind_heading,
    with_heading_on_top,
    without_double_heading,
)
from index.parse.body.segment import LabelledLines, has_label, segment
from index.parse.body.sets import OneSet, cut_sets
from index.parse.body.sources import take_sources
from index.parse.body.themes import take_themes
from index.parse.content import Block, BlockKind, Content
from index.parse.facts.headings import is_sentence
from index.parse.facts.letter import read_letter, take_signature
from index.parse.facts.other_kinds import ORAL, is_oral, other_kind
from index.parse.facts.preamble import read_preamble
from index.parse.layouts.layout import layouts
from index.parse.lines.footnotes import (
    NumberedNotes,
    footnotes_of,
    take_notes_in_lines,
    take_page_notes,
    unmentioned,
    without_references,
)
from index.parse.lines.furniture import CHROME, is_markdown, split_pages, without_markdown
from index.parse.lines.line_ends import mend_line_ends
from index.parse.lines.normalise import normalise
from index.parse.lines.reflow import to_paragraphs, width_of
from index.parse.lines.tables import with_tables_read
from index.parse.lines.unfold import unfold
from index.parse.marks.notes import numbers_in, without_marks
from index.parse.marks.questions import is_question
from index.parse.marks.spellings import with_usual_labels
from index.sources.limits import TEXT_CHARS, TEXT_LINES
from index.values import Soort, Voetnoot

_FICTIONAL = re.compile(r"^.{0,40}\bFictief voorbeeld\b.{0,120}$", re.MULTILINE | re.IGNORECASE)
_ONE_CELL = re.compile(r"^\s*+\|\s*+((?:[^|\s](?:[^|]*[^|\s])?)?)\s*+\|\s*+$")
"""A table row of one cell, which is a paragraph. Example: "| Ja. |"; not: "| soort | aantal |"."""
_BEGINS_ANEW = re.compile(
    r"Kamer der Staten-Generaal\b.{0,40}\bVergaderjaar\b|^\W*Vragen van (?:het lid|de leden)\b", re.IGNORECASE
)
"""Where the second copy of a document begins. Example: "Vragen van het lid Zandbelt (VDP) aan de Minister"."""
_BOTTOM_LINK = re.compile(
    r"^https?://zoek\.officielebekendmakingen\.nl/(?P<id>(?:ah|kv)-[\w-]+?)(?:\.html)?\s*$", re.MULTILINE
)
"""Example: "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-1068.html" on a line of its own."""


def read_texts(
    text: str, only: OneSet | None = None, *, extracted: bool = False, texts: Mapping[int, str] | None = None
) -> list[Content]:
    """As `read_text`; a letter that answers several sets of questions, or a list of them, gives one content for each.

    Args:
        only: set when the document is known to be one publication: that set of it, else the whole.
    """
    if len(text) <= TEXT_CHARS and only is None:
        for layout in layouts():
            if contents := layout.several(normalise(text)):
                return contents
    sets = cut_sets(with_usual_labels(normalise(text).split("\n"))) if len(text) <= TEXT_CHARS else ()
    if only is not None:
        sets = tuple(one for one in sets if one.vraagnummer and one.vraagnummer == only.vraagnummer)
    if not sets:
        return [read_text(text, extracted=extracted, texts=texts)]
    contents = []
    for one in sets:
        content = read_text(one.text, extracted=extracted, texts=texts)
        content.facts.vraagnummer = one.vraagnummer
        if one.vraagnummer:
            content.facts.herkomst["vraagnummer"] = "kop van de bijlage"
        if one.annex:
            _keep_of_letter(content, one.annex)
        content.twijfels.append("uit een document dat ook andere vragen beantwoordt")
        contents.append(content)
    return contents


def _keep_of_letter(content: Content, annex: str) -> None:
    """Of an annex that names no askers: what the letter says of all its sets, and the annex as part of the subject."""
    facts = content.facts
    if facts.indieners:
        content.twijfels.append(f"de brief zegt niet wie de vragen van {annex} stelden")
    is_of_one = facts.onderwerp and not facts.indieners
    facts.indieners = ()
    facts.ingezonden = None
    facts.onderwerp = f"{facts.onderwerp if is_of_one else 'Kamervragen'}, {annex}"


def read_text(text: str, *, extracted: bool = False, texts: Mapping[int, str] | None = None) -> Content:
    """Read one publication from text.

    Args:
        text: any of the layouts: typeset, un-typeset, page of a site, openkamer, Markdown, labels lost.
        extracted: the text comes straight from a PDF, so its line ends are those of the page.
        texts: notes that the reader of the format took out, by number; the text refers to them by marks.

    Raises:
        UnreadableError: far larger than a publication can be.
        NotAPublicationError: another paper of parliament.
    """
    if len(text) > TEXT_CHARS or text.count("\n") > TEXT_LINES:
        raise UnreadableError(
            f"{len(text)} tekens op {text.count(chr(10))} regels is te groot voor een publicatie;"
            f" hoogstens {TEXT_CHARS} tekens op {TEXT_LINES} regels worden gelezen"
        )
    text = normalise(text)
    for layout in layouts():
        if layout.fits(text):
            return layout.read(text)
    if is_markdown(text):
        text = without_markdown(text)
    raw = text.split("\n")
    if reason := other_kind(raw):
        raise NotAPublicationError(reason)
    pages, voet_id = split_pages(unfold(text))
    content = Content()
    if is_oral(raw):
        content.twijfels.append(ORAL)
    content.facts.keep("voetregel", id=voet_id)
    notes = NumberedNotes(texts=dict(texts or {}), complete=bool(texts))
    lines = without_double_heading(with_tables_read(with_usual_labels(_lines(pages, notes, content))))
    width = width_of(lines) or (200 if extracted else None)
    zonder_labels = not has_label(lines)
    halves = (cut_old_layout(lines) if zonder_labels else cut_bare_questions(lines)) or cut_two_lists(lines)
    if zonder_labels and halves is None:
        _read_without_labels(lines, notes, width, content)
    else:
        preamble, pieces = halves or with_answer_behind_heading(*with_heading_on_top(*segment(lines)))
        rest = read_preamble([without_marks(line) for line in preamble], content.facts, wrapped=width is not None)
        read_letter(rest, content.facts)
        content.restant.extend(line for line in rest if line)
        parts = [(piece.soort, piece.lines) for piece in pieces]
        content.restant.extend(take_themes(preamble, parts))
        sources = take_sources(parts)
        blocks = [_block(piece, notes, width, sources.get(place, ())) for place, piece in enumerate(pieces)]
        blocks = _without_repetition(blocks, content)
        if content.facts.soort is Soort.ANTWOORD:
            blocks = separate_answers(blocks)
        content.blocks.extend(blocks)
    take_signature(content.blocks, content)
    content.voetnoten.extend(unmentioned(notes))
    if notes.texts and (lost := sorted(set(notes.mentioned) - notes.texts.keys())):
        content.twijfels.append(f"verwijzing naar noot {', '.join(map(str, lost))}, die er niet staat")
    mend_line_ends(content)
    return content


def _lines(pages: Sequence[str], notes: NumberedNotes, content: Content) -> list[str]:
    """Lines of all pages without notes, site chrome and the mark of a fictional publication."""
    lines: list[str] = []
    for page in pages:
        if _FICTIONAL.search(page):
            content.facts.keep("kop", fictief=True)
            page = _FICTIONAL.sub("", page)
        if link := _BOTTOM_LINK.search(page):
            content.facts.keep("link", id=link["id"].lower())
            page = _BOTTOM_LINK.sub("", page)
        deze = [_ONE_CELL.sub(r"\1", line).rstrip() for line in page.split("\n") if not CHROME.match(line.strip())]
        floor = 0 if lines else last_bare_answer(deze) or 0
        deze = [*deze[:floor], *take_page_notes(deze[floor:], notes, [*lines, *deze[:floor]])]
        while deze and not deze[-1].strip():
            deze.pop()
        while lines and deze and not deze[0].strip():
            deze.pop(0)
        lines.extend(deze)
    return lines


def _without_repetition(blocks: list[Block], content: Content) -> list[Block]:
    """Blocks without a second copy of the whole document behind the first."""
    vragen = [
        (place, block) for place, block in enumerate(blocks) if block.soort is BlockKind.VRAAG and block.paragraphs
    ]
    for place, block in vragen[1:]:
        first = vragen[0][1]
        if block.nummers == first.nummers and block.paragraphs[0][:60] == first.paragraphs[0][:60]:
            content.twijfels.append("het document staat er twee keer in; alleen het eerste exemplaar is gelezen")
            above = blocks[place - 1].paragraphs
            anew = (n for n, line in enumerate(above) if n and _BEGINS_ANEW.search(line) and not is_sentence(line))
            begin = next(anew, len(above))
            content.restant.extend(above[begin:])
            del above[begin:]
            content.restant.extend(paragraph for dubbel in blocks[place:] for paragraph in dubbel.paragraphs)
            return blocks[:place]
    return blocks


def _block(piece: LabelledLines, notes: NumberedNotes, width: int | None, sources: Sequence[Voetnoot]) -> Block:
    clean, mentioned = without_references(piece.lines, notes)
    return Block(
        soort=piece.soort,
        nummers=piece.nummers,
        paragraphs=to_paragraphs(clean, width),
        voetnoten=[*footnotes_of(mentioned, notes), *sources],
    )


def _read_without_labels(lines: list[str], notes: NumberedNotes, width: int | None, content: Content) -> None:
    rest = read_preamble(lines, content.facts, wrapped=width is not None)
    read_letter(list(takewhile(lambda line: not is_question(line), rest)), content.facts)
    paragraphs, mentioned = without_references(take_notes_in_lines(to_paragraphs(rest, width), notes), notes)
    facts = content.facts
    only_questions = bool(facts.indieners) and not facts.beantwoord_door
    blocks, preamble = (read_question_list(paragraphs), []) if only_questions else read_without_labels(paragraphs)
    if facts.soort is Soort.MEDEDELING and not blocks:
        blocks, preamble = [Block(soort=BlockKind.MEDEDELING, paragraphs=preamble)], []
    content.restant.extend(take_themes(preamble, [(block.soort, block.paragraphs) for block in blocks]))
    content.blocks.extend(blocks)
    content.restant.extend(preamble)
    placed: set[int] = set()
    for block in blocks:
        here = [nummer for paragraph in block.paragraphs for nummer in numbers_in(paragraph)]
        block.voetnoten.extend(footnotes_of(here, notes))
        placed.update(here)
    content.voetnoten.extend(footnotes_of([nummer for nummer in mentioned if nummer not in placed], notes))
    if any(block.soort is BlockKind.ANTWOORD for block in blocks):
        content.twijfels.append("geen kopjes bij vragen en antwoorden: nummering afgeleid uit de volgorde")
