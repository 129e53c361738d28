"""Reads HTML: official pages and portal pages by their classes, any other page by its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from index.parse.body.sets import OneSet
from index.parse.content import OFFICIAL_BLOCKS, Block, BlockKind, Content
from index.parse.facts.headings import ANSWER_HEADING, read_answer_heading, read_question_heading
from index.parse.facts.metadata import Metadata, from_elements
from index.parse.formats.inline import read_line
from index.parse.formats.text import read_texts
from index.parse.layouts.layout import layouts
from index.parse.lines.normalise import normalise, squeeze
from index.parse.lines.tables import BREAK, row_of
from index.parse.marks.labels import FICTIONAL, read_label
from index.parse.xml import empty, local_name, text_of
from index.values import Voetnoot

_BLOCK_ELEMENTS = frozenset(
    """
    address article aside blockquote body br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li
    main nav ol p pre section table td th tr ul
    """.split()  # noqa: SIM905 - a list of quoted names reads worse
)
_SKIPPED = frozenset({"script", "style", "head", "template", "svg"})
_HAS_SIGN = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)°]|[–•-]\s)", re.IGNORECASE)
"""The sign that a list item shows itself. Example: "a. de vlag", "– de mast"; not: "De vlag"."""
_NOTE_REFERENCE = re.compile(r"\bnoot(?:num|ref)\b")


def read_html_publications(root: etree._Element, only: OneSet | None = None) -> tuple[list[Content], Metadata]:
    """Read a page: by its official classes where it has them, else by its text.

    A list of openkamer and a letter with several annexes hold several, unless the page is known to be one publication.
    """
    metadata = from_elements(meta for meta in root.iter("meta") if "." in (meta.get("name") or ""))
    if any(_classes(div) & set(OFFICIAL_BLOCKS) for div in root.iter("div", "section")):
        return [_read_classes(root)], metadata
    for layout in layouts():
        if texts := layout.page(root):
            return [layout.read(text) for text in texts], metadata
    if only is None and metadata.id:
        only = OneSet(vraagnummer=metadata.vraagnummer)
    return read_texts("\n".join(_lines(root)), only), metadata


def _classes(element: etree._Element) -> set[str]:
    return set((element.get("class") or "").split())


def _read_classes(root: etree._Element) -> Content:
    content = Content()
    texts = _notes(root)
    mentioned: set[str] = set()
    for element in list(root.iter()):
        classes = _classes(element)
        soort = next((value for css_class, value in OFFICIAL_BLOCKS.items() if css_class in classes), None)
        if soort is not None and local_name(element) in {"div", "section"}:
            content.blocks.append(_block(element, soort, texts, mentioned))
        elif any(css_class.startswith("kamervraagomschrijving") for css_class in classes):
            heading = read_line(element)
            if ANSWER_HEADING.match(heading):
                read_answer_heading(heading, content.facts)
            else:
                read_question_heading(heading, content.facts)
        elif any(css_class.startswith("kamervraagnummer") for css_class in classes) and (
            nummer := re.search(r"\d+", text_of(element))
        ):
            content.facts.keep("kop", nummer=nummer[0])
        elif local_name(element) == "p" and FICTIONAL.search(text_of(element)):
            content.facts.keep("kop", fictief=True)
    content.voetnoten.extend(note for nummer, note in texts.items() if nummer not in mentioned)
    return content


def _notes(root: etree._Element) -> dict[str, Voetnoot]:
    """Footnotes of `div#noten`, by number; they are taken out of the tree."""
    notes: dict[str, Voetnoot] = {}
    for element in list(root.iter("div", "li", "p")):
        if not _classes(element) & {"noot", "voet", "voetnoot"}:
            continue
        numbers = (one for one in element.iter() if "nootnum" in (one.get("class") or "") or local_name(one) == "sup")
        nummer = re.sub(r"\D", "", next(map(text_of, numbers), ""))
        for closer in [child for child in element.iter() if "note-close" in (child.get("class") or "")]:
            empty(closer)
        content = squeeze(normalise(text_of(element)))
        content = content[len(nummer) :].lstrip(" .)") if nummer and content.startswith(nummer) else content
        if nummer and content:
            notes.setdefault(nummer, Voetnoot(nummer=nummer, tekst=content))
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return notes


def _block(element: etree._Element, soort: BlockKind, texts: dict[str, Voetnoot], mentioned: set[str]) -> Block:
    block = Block(soort=soort)
    for reference in [child for child in element.iter() if _NOTE_REFERENCE.search(child.get("class") or "")]:
        nummer = re.sub(r"\D", "", text_of(reference))
        if nummer in texts and nummer not in mentioned:
            mentioned.add(nummer)
            block.voetnoten.append(texts[nummer])
        empty(reference)
    block.paragraphs = [line.replace(BREAK, " ") for line in _lines(element)]
    label = read_label(block.paragraphs[0]) if block.paragraphs else None
    if label and not label.rest:
        block.nummers = label.nummers
        del block.paragraphs[0]
    return block


def _is_label(element: etree._Element) -> bool:
    label = read_label(squeeze(text_of(element)))
    return label is not None and not label.rest


def _row(row: etree._Element) -> list[str]:
    """A row of a table as one line; the lines of its cells where the table only lays out the page."""
    cells = [_lines(cell) for cell in row if local_name(cell) in {"td", "th"}]
    alone = len(cells) == 1 or (sum(map(bool, cells)) == 1 and any(len(cell) > 1 for cell in cells))
    if alone or any(sum(_opens(line) for line in cell) > 1 for cell in cells):
        return [line for cell in cells for line in ("", *cell)]
    return ["", row_of(cells)]


def _signs(element: etree._Element) -> Iterator[str]:
    """What each child begins with if it is a list item: its number in a list that the browser numbers."""
    is_numbered = local_name(element) == "ol" and (element.get("type") or "1") == "1"
    number = int(start) - 1 if (start := element.get("start") or "").isdecimal() and len(start) < 4 else 0
    for child in element:
        number += local_name(child) == "li"
        yield f"{number}. " if is_numbered and not _HAS_SIGN.match(text_of(child)) else "– "


def _opens(line: str) -> bool:
    label = read_label(line)
    return label is not None and label.certain


def _lines(element: etree._Element) -> list[str]:
    """Text of an element, a line per block element; a list item and a table row each get their sign."""
    lines = [""]

    def type_text(piece: str | None) -> None:
        if piece:
            lines[-1] += piece

    def walk(node: etree._Element, sign: str = "– ") -> None:
        soort = local_name(node)
        if soort in _SKIPPED or not soort:
            return
        if soort == "tr" and not any(local_name(child) == "table" for child in node.iter()):
            lines.extend((*_row(node), ""))
            return
        is_block = soort in _BLOCK_ELEMENTS or (soort in {"b", "strong"} and _is_label(node))
        if is_block:
            lines.append(sign if soort == "li" else "")
        type_text(node.text)
        for child, child_sign in zip(node, _signs(node), strict=True):
            walk(child, child_sign)
            type_text(child.tail)
        if is_block:
            lines.append("")

    walk(element)
    clean = (squeeze(normalise(line)) for line in lines)
    return [line for line in clean if line and line != "–"]
