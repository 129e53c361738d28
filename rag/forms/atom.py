"""Writes an Atom feed (RFC 4287) of what a search found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree import ElementTree

from rag.dutch.citation import answerer, citation
from rag.values import Hit

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
UNKNOWN_DAY = date(1995, 1, 1)
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may have, such as a null; not: `é`, a line end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One question with its answer, in a feed.

    Attributes:
        id: stays the same over time.
        updated: the day on which it was received, or the moment (in UTC) on which it was told; None when not known.
    """

    id: str
    title: str
    updated: date | None
    author: str
    summary: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, with an id that stays the same; the link, where it stands itself, is None where that is not known."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    link: str | None = None


def entries_of(hits: Sequence[Hit]) -> tuple[Entry, ...]:
    """The entries of what was found, the latest received first."""
    ordered = sorted(hits, key=lambda hit: (-(hit.publication.ontvangen or UNKNOWN_DAY).toordinal(), hit.rank))
    return tuple(
        Entry(
            id=f"kamervraag://{hit.pair_id}",
            title=hit.vraag.partition("\n")[0] or hit.publication.onderwerp or hit.pair_id,
            updated=hit.publication.ontvangen,
            author=answerer(hit.publication),
            summary=f"{hit.passage}\n\n{citation(hit.publication, hit.vraagnummers)}",
            link=hit.publication.url,
        )
        for hit in ordered
    )


def write_atom(feed: Feed) -> bytes:
    """The feed as XML; its own date is that of its latest entry."""
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "nl"})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((e.updated for e in feed.entries if e.updated), default=None)))
    if feed.link:
        ElementTree.SubElement(root, "link", {"rel": "self", "href": _clean(feed.link)})
    for one in feed.entries:
        entry = ElementTree.SubElement(root, "entry")
        _add(entry, "id", one.id)
        _add(entry, "title", one.title)
        _add(entry, "updated", _moment(one.updated))
        _add(ElementTree.SubElement(entry, "author"), "name", one.author)
        if one.link:
            ElementTree.SubElement(entry, "link", {"rel": "alternate", "href": _clean(one.link)})
        _add(entry, "summary", one.summary)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return NOT_XML.sub("", text)


def _moment(moment: date | None) -> str:
    day = moment or UNKNOWN_DAY
    return f"{day:%Y-%m-%dT%H:%M:%SZ}" if isinstance(day, datetime) else f"{day.isoformat()}T00:00:00Z"
