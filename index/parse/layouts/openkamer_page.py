"""Finds the sets of questions of a web page of openkamer.org, and writes each as the text of a page of its own.

Source: the templates of openkamer/openkamer: a page of one set, and the list, on which each tile holds its questions
and answers folded up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from index.parse.lines.normalise import normalise, squeeze
from index.parse.xml import empty, local_name, text_of

_LABEL = re.compile(r"Vraag (?P<nummer>\d{1,3})")
_NUMBER = re.compile(r"\b\d{4}Z\d{5}\b")
_DAYS = re.compile(r"(?P<van>\d{1,2} \w+ \d{4})(?: - (?P<tot>\d{1,2} \w+ \d{4}))?")
"""When asked, and answered: the head of a tile. Example: "4 maart 2024 - 24 maart 2024"."""
_FACT = re.compile(
    r"(?P<naam>Ingediend|Beantwoord door|Beantwoord|Antwoord|Indieners?|Bron antwoord):\s*(?P<waarde>\S.*)"
)
_NOTE = re.compile(r"\d{1,3}\. \S.*")
_HEADINGS = frozenset({"h3", "h4", "h5", "h6"})


def openkamer_texts(root: etree._Element) -> list[str]:
    """A text for each set of questions on the page; none where it is no page of openkamer."""
    lists: dict[etree._Element, list[etree._Element]] = {}
    for item in root.iter("li"):
        parent = item.getparent()
        if "list-group-item" in (item.get("class") or "") and parent is not None and _label(item):
            lists.setdefault(parent, []).append(item)
    texts = []
    for group, items in lists.items():
        card = list(_card(_frame(group), root, is_alone=len(lists) == 1))
        texts.append("\n".join([*card, *(line for item in items for line in _set(item))]))
    return texts


def _label(item: etree._Element) -> re.Match[str] | None:
    heading = next((part for part in item.iter() if local_name(part) in _HEADINGS), None)
    return None if heading is None else _LABEL.fullmatch(_flat(heading))


def _frame(group: etree._Element) -> etree._Element:
    """The tile around a list of questions; its whole page where it stands alone."""
    tiles = (one for one in group.iterancestors("div") if "panel" in (one.get("class") or "").split())
    return next(tiles, group.getroottree().getroot())


def _card(frame: etree._Element, root: etree._Element, *, is_alone: bool) -> Iterator[str]:
    links = [link.get("href") or "" for link in frame.iter("a")]
    title = next((_flat(one) for one in root.iter("title")), "") if is_alone else ""
    number = next((match[0] for text in (*links, title) if (match := _NUMBER.search(text))), None)
    yield f"Kamervraag {number}" if number else "Kamervraag"
    yield from ("", next((_flat(one) for one in frame.iter("h4", "h5") if not _is_furniture(one)), ""), "")
    for part in frame.iter("h6", "tr", "small"):
        line = _flat(part)
        if days := _DAYS.fullmatch(line):
            yield f"Ingediend {days['van']}"
            yield from [f"Beantwoord {days['tot']}"] if days["tot"] else []
        elif fact := _FACT.fullmatch(line):
            name = "Beantwoord door" if fact["naam"] == "Antwoord" else fact["naam"]
            yield f"{name} {fact['waarde']}"
        elif _NOTE.fullmatch(line):
            yield line


def _is_furniture(heading: etree._Element) -> bool:
    text = _flat(heading)
    return text in ("Bronnen", "Kamervraag", "") or _LABEL.fullmatch(text) is not None


def _set(item: etree._Element) -> Iterator[str]:
    """One question with its answer; the question stands in bold."""
    label = _label(item)
    question = next(item.iter("strong"), None)
    if label is None or question is None:
        return
    yield f" • Vraag {label['nummer']}"
    yield f"  {_flat(question)}"
    for gone in (question, next(part for part in item.iter() if local_name(part) in _HEADINGS)):
        empty(gone)
    for paragraph in _paragraphs(item):
        yield from ("", f"  {paragraph}")
    yield ""


def _paragraphs(item: etree._Element) -> list[str]:
    for part in item.iter("br", "p"):
        part.tail = "\n" + (part.tail or "")
    text = "".join(piece for piece in item.itertext() if isinstance(piece, str))
    return [line for line in map(squeeze, normalise(text).split("\n")) if line]


def _flat(element: etree._Element) -> str:
    return squeeze(normalise(text_of(element)))
