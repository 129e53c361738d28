"""Running text of XML elements: paragraphs, lists and tables kept readable, footnotes taken out, links kept."""

from __future__ import annotations

from lxml import etree

from index.parse.lines.normalise import normalise, squeeze
from index.parse.marks.notes import mark_of
from index.parse.xml import local_name, text_of
from index.values import Voetnoot

_PARAGRAPHS = frozenset({"al", "p", "noot.al", "tussenkop", "functie"})
_ROWS = frozenset({"row", "tr"})
_ENCLOSED = frozenset({"lijst", "table"})
"""What may stand inside a paragraph and still makes paragraphs of its own."""
_BLOCKS = _PARAGRAPHS | _ROWS | _ENCLOSED | {"li", "al-groep", "tgroup", "tbody", "thead"}


class InlineNotes:
    """Collects the footnotes met on the way."""

    def __init__(self) -> None:
        self._notes: list[Voetnoot] = []

    def add(self, element: etree._Element) -> str:
        """Keep a `note` element as a footnote; returns the mark for its place."""
        nummer = next((text_of(child) for child in element if local_name(child) == "noot.nr"), element.get("nr") or "")
        parts = [read_line(child) for child in element if local_name(child) not in {"noot.nr", ""}]
        content = squeeze(" ".join(parts)) or read_line(element)
        note = Voetnoot(nummer=nummer or str(len(self._notes) + 1), tekst=content)
        self._notes.append(note)
        return mark_of(int(note.nummer)) if note.nummer.isdecimal() else ""

    def take(self) -> list[Voetnoot]:
        """The notes since the last call."""
        tasks, self._notes = self._notes, []
        return tasks


def read_line(element: etree._Element | str, notes: InlineNotes | None = None) -> str:
    """Text of an element on one line, without its footnotes; they go to `notes`."""
    if isinstance(element, str):
        return squeeze(normalise(element))
    parts: list[str] = []
    _gather(element, parts, notes)
    return squeeze(normalise("".join(parts)))


def _gather(element: etree._Element, parts: list[str], notes: InlineNotes | None) -> None:
    parts.append(element.text or "")
    for child in element:
        soort = local_name(child)
        if soort == "noot":
            if notes is not None:
                parts.append(notes.add(child))
        elif soort == "nootref" or soort == "plaatje":
            pass
        elif soort:
            _gather(child, parts, notes)
            _add_address(child, soort, parts)
            if soort in _PARAGRAPHS or soort in {"li", "entry", "br"}:
                parts.append(" ")
        parts.append(child.tail or "")


def _add_address(element: etree._Element, soort: str, parts: list[str]) -> None:
    """Keep the address of an external link whose text does not show it."""
    address = element.get("doc") if soort == "extref" and element.get("soort") == "URL" else None
    if address and address.startswith("http") and address.rstrip("/") not in text_of(element).replace(" ", ""):
        parts.append(f" ({address})")


def read_paragraphs(element: etree._Element, notes: InlineNotes) -> list[str]:
    """Paragraphs of an element: one per alinea, list item or table row."""
    soort = local_name(element)
    if not soort:
        return [squeeze(element.tail)] if element.tail and element.tail.strip() else []
    return [paragraph for paragraph in (*_read(element, soort, notes), *_loose(element.tail)) if paragraph]


def _loose(text: str | None) -> list[str]:
    """Text that stands beside elements as a paragraph, if there is any."""
    return [read_line(text)] if text and text.strip() else []


def _read(element: etree._Element, soort: str, notes: InlineNotes) -> list[str]:
    if soort == "noot":
        notes.add(element)
        return []
    if soort == "lijst":
        return _read_list(element, notes)
    if soort in _ROWS:
        cells = [read_line(cell, notes) for cell in element if local_name(cell)]
        return [f"| {' | '.join(cells)} |"] if any(cells) else []
    contains = {local_name(child) for child in element}
    if not contains & (_ENCLOSED if soort in _PARAGRAPHS else _BLOCKS):
        return [read_line(element, notes)]
    paragraphs = _loose(element.text)
    loose: list[str] = []
    for child in element:
        if local_name(child) in _BLOCKS:
            paragraphs.extend(read_paragraphs(child, notes))
        elif local_name(child) == "noot":
            notes.add(child)
            loose.append(child.tail or "")
        else:
            paragraphs.append(read_line(child, notes))
            loose.append(child.tail or "")
    return [*paragraphs, squeeze(" ".join(loose))]


def _read_list(element: etree._Element, notes: InlineNotes) -> list[str]:
    paragraphs = _loose(element.text)
    for child in element:
        if local_name(child) != "li":
            paragraphs.extend(read_paragraphs(child, notes))
            continue
        nummer = next((text_of(part) for part in child if local_name(part) == "li.nr"), "")
        parts = _loose(child.text)
        for part in child:
            parts.extend(_loose(part.tail) if local_name(part) == "li.nr" else read_paragraphs(part, notes))
        begin = f"– {nummer} " if nummer[:1].isalnum() else "– "
        if parts and not parts[0].startswith("– "):
            parts[0] = f"{begin}{parts[0]}"
        paragraphs.extend([*parts, *_loose(child.tail)])
    return paragraphs
