"""Gets the text out of DOCX and ODT packages, as lines for the text reader; footnotes become "[n]" lines at the end."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from index.parse.lines.normalise import squeeze
from index.parse.lines.tables import row_of
from index.parse.xml import local_name, parse_xml, text_of
from index.sources.archive import read_member
from index.sources.limits import PART_BYTES
from index.values import Vorm

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def form_of(archive: zipfile.ZipFile) -> Vorm | None:
    """Whether a ZIP is a Word document or an OpenDocument text; None for any other."""
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return Vorm.DOCX
    return Vorm.ODT if "content.xml" in names and names & {"mimetype", "META-INF/manifest.xml"} else None


def office_text(archive: zipfile.ZipFile, vorm: Vorm) -> str:
    """The text of a document of this form (`form_of`); an UnreadableError where it is broken, too large or locked."""
    return _docx_text(archive) if vorm is Vorm.DOCX else _odt_text(archive)


def _package_part(archive: zipfile.ZipFile, path: str) -> etree._Element:
    return parse_xml(read_member(archive, archive.getinfo(path), PART_BYTES))


def _odt_text(archive: zipfile.ZipFile) -> str:
    root = _package_part(archive, "content.xml")
    body = next((element for element in root.iter() if local_name(element) == "body"), root)
    lines: list[str] = []
    notes: list[str] = []
    for paragraph in body.iter():
        if local_name(paragraph) == "table-row" and _is_row(paragraph):
            cells = [[_odt_written(p, notes) for p in _odt_paragraphs(cell)] for cell in _odt_cells(paragraph)]
            lines.extend([row_of(cells)] if any(text for cell in cells for text in cell) else [])
            continue
        if local_name(paragraph) not in {"p", "h"} or _is_apart(paragraph) or _is_in_row(paragraph):
            continue
        character = "– " if any(local_name(parent) == "list-item" for parent in paragraph.iterancestors()) else ""
        for line in _odt_written(paragraph, notes).split("\n"):
            if bare := squeeze(line):
                lines.extend((character + bare, ""))
    return "\n".join([*lines, *notes])


def _is_apart(element: etree._Element) -> bool:
    """Whether an element stands in a note or remark, or was deleted."""
    return any(local_name(parent) in {"note", "annotation", "tracked-changes"} for parent in element.iterancestors())


def _odt_cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if local_name(cell) == "table-cell"]


def _odt_paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    return (element for element in cell.iter() if local_name(element) in {"p", "h"} and not _is_apart(element))


def _odt_written(paragraph: etree._Element, notes: list[str]) -> str:
    parts: list[str] = []
    _odt_inline(paragraph, parts, notes)
    return "".join(parts)


def _is_row(row: etree._Element) -> bool:
    """Whether a row of a table is read as one: it has several cells, and no table or frame within them or around it."""
    around = any(local_name(parent) in {"table-cell", "frame"} for parent in row.iterancestors())
    within = any(local_name(element) in {"table", "frame"} for element in row.iter())
    return len(_odt_cells(row)) > 1 and not around and not within and not _is_apart(row)


def _is_in_row(paragraph: etree._Element) -> bool:
    row = next((parent for parent in paragraph.iterancestors() if local_name(parent) == "table-row"), None)
    return row is not None and _is_row(row)


def _odt_inline(element: etree._Element, parts: list[str], notes: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        soort = local_name(child)
        if soort == "note":
            nummer = next((text_of(part) for part in child if local_name(part) == "note-citation"), str(len(notes) + 1))
            content = next((text_of(part) for part in child if local_name(part) == "note-body"), "")
            parts.append(f"[{nummer}]")
            notes.append(f"[{nummer}] {content}")
        elif soort in {"s", "tab"}:
            parts.append(" ")
        elif soort == "line-break":
            parts.append("\n")
        elif soort and soort not in {"annotation", "frame", "bookmark"}:
            _odt_inline(child, parts, notes)
        parts.append(child.tail or "")


def _docx_text(archive: zipfile.ZipFile) -> str:
    """Paragraphs and table rows in their order, list numbers written out."""
    root = _package_part(archive, "word/document.xml")
    layout = _numbering(archive)
    counters: Counter[str] = Counter()
    lines: list[str] = []
    references: list[str] = []
    body = root.find(f"{_W}body")
    for block in _blocks(root if body is None else body):
        if isinstance(block, list):
            cells = [[_list_mark(p, layout, counters) + _docx_paragraph(p, references) for p in cell] for cell in block]
            if any(text.strip() for cell in cells for text in cell):
                lines.append(row_of(cells))
            continue
        pieces = _docx_paragraph(block, references).split("\n")
        character = _list_mark(block, layout, counters) if pieces[0].strip() else ""
        lines.extend([character + pieces[0].strip(), *(piece.strip() for piece in pieces[1:])])
    return "\n".join([*lines, *_notes(archive, references)])


_Paragraphs = list[etree._Element]


def _blocks(element: etree._Element) -> Iterator[etree._Element | list[_Paragraphs]]:
    """Paragraphs, and rows of tables as the paragraphs of each cell; everything once, in its order.

    A row of one cell counts as its paragraphs; a table in a cell comes after the row it stands in, a text box after its
    paragraph. Wrappers that the reader does not know are looked into.
    """
    for child in _children(element):
        if child.tag == f"{_W}p":
            yield child
            for box in _within(child, "txbxcontent"):
                yield from _blocks(box)
        elif child.tag == f"{_W}tr":
            cells = list(_within(child, "tc"))
            if len(cells) == 1:
                yield from _blocks(cells[0])
                continue
            contents = [list(_blocks(cell)) for cell in cells]
            yield [[block for block in content if not isinstance(block, list)] for content in contents]
            yield from (block for content in contents for block in content if isinstance(block, list))
        else:
            yield from _blocks(child)


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """The children that count: not what was deleted or moved away, of alternatives one, no properties."""
    for child in element:
        tag = local_name(child)
        if tag == "alternatecontent":
            options = [option for option in child if local_name(option) in {"choice", "fallback"}]
            yield from next((list(_children(option)) for option in options if len(option)), [])
        elif tag and tag not in _LEFT_OUT:
            yield child


_LEFT_OUT = frozenset({"movefrom", "del", "ppr", "rpr", "tblpr", "tblgrid", "trpr", "tcpr", "sectpr", "deltext"})
"""Elements whose text does not stand in the document as it is now, and properties."""


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The nearest elements of a name within another."""
    for child in _children(element):
        if local_name(child) == tag:
            yield child
        elif child.tag != f"{_W}tbl":
            yield from _within(child, tag)


def _docx_paragraph(paragraph: etree._Element, references: list[str]) -> str:
    """Text of a paragraph without that of the text boxes in it."""
    parts: list[str] = []
    for element in _children(paragraph):
        tag = local_name(element)
        if tag == "t":
            parts.append(element.text or "")
        elif tag in {"tab", "nobreakhyphen"}:
            parts.append(" " if tag == "tab" else "-")
        elif tag in {"br", "cr"}:
            parts.append("\n")
        elif tag in {"footnotereference", "endnotereference"}:
            soort = "footnotes" if tag.startswith("foot") else "endnotes"
            references.append(f"{soort}:{element.get(f'{_W}id')}")
            parts.append(f"[{len(references)}]")
        elif tag not in {"txbxcontent", "p"}:
            parts.append(_docx_paragraph(element, references))
    return "".join(parts)


def _notes(archive: zipfile.ZipFile, references: list[str]) -> list[str]:
    texts: dict[str, str] = {}
    for soort in ("footnotes", "endnotes"):
        path = f"word/{soort}.xml"
        if path not in archive.namelist() or not any(reference.startswith(soort) for reference in references):
            continue
        for note in _package_part(archive, path):
            texts[f"{soort}:{note.get(f'{_W}id')}"] = squeeze("".join(t.text or "" for t in note.iter(f"{_W}t")))
    return [f"[{place}] {texts[v]}" for place, v in enumerate(references, start=1) if texts.get(v)]


def _numbering(archive: zipfile.ZipFile) -> dict[str, dict[str, str]]:
    """Number format per list and level: {"3": {"0": "decimal"}}."""
    if "word/numbering.xml" not in archive.namelist():
        return {}
    root = _package_part(archive, "word/numbering.xml")
    abstract = {
        element.get(f"{_W}abstractNumId", ""): {
            level.get(f"{_W}ilvl", "0"): _value_of(level, "numFmt") for level in element.iter(f"{_W}lvl")
        }
        for element in root.iter(f"{_W}abstractNum")
    }
    return {
        num.get(f"{_W}numId", ""): abstract.get(_value_of(num, "abstractNumId"), {}) for num in root.iter(f"{_W}num")
    }


def _value_of(element: etree._Element, child: str) -> str:
    found = element.find(f"{_W}{child}")
    return "" if found is None else found.get(f"{_W}val", "")


def _list_mark(paragraph: etree._Element, layout: dict[str, dict[str, str]], counters: Counter[str]) -> str:
    nummer = paragraph.find(f"{_W}pPr/{_W}numPr")
    if nummer is None:
        return ""
    list_id, level = _value_of(nummer, "numId"), _value_of(nummer, "ilvl") or "0"
    soort = layout.get(list_id, {}).get(level)
    own = "".join(t.text or "" for t in paragraph.iter(f"{_W}t"))
    if soort == "decimal" and level == "0" and not re.match(r"\s*\d+[.)]", own):
        counters[list_id] += 1
        return f"{counters[list_id]}. "
    return "– " if soort == "bullet" else ""
