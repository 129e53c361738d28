"""Writes an Atom file for each saved search, of what was told of it."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

from index.errors import OutputError
from rag.export.save import UNSAFE, save
from rag.follow.searches import KeptMessage, SavedSearch, SavedSearches
from rag.forms.atom import Entry, Feed, write_atom

MOST_ENTRIES = 100


def write_feeds(searches: SavedSearches, folder: Path) -> list[Path]:
    """Writes the files, each whole or not at all: the last `MOST_ENTRIES` messages, the latest first.

    Raises:
        OutputError: the folder is not there, or cannot be written.
    """
    if not folder.is_dir():
        raise OutputError(f"de map {folder} is er niet: maak die eerst, of kies een andere plaats")
    written = []
    for search in searches.all():
        path = folder / feed_name(search.name)
        save(feed_of(search, searches.messages(search.name, MOST_ENTRIES)), path, force=True)
        written.append(path)
    return written


def feed_of(search: SavedSearch, messages: list[KeptMessage]) -> bytes:
    """The feed of a search; its id is that of the search, whatever file or server it comes from."""
    return write_atom(
        Feed(
            id=uuid.uuid5(uuid.NAMESPACE_URL, f"kamervraag://volg/{search.name}").urn,
            title=f"Kamervragen: {search.name}",
            entries=tuple(
                Entry(
                    id=one.message.id,
                    title=f"{one.message.kind.value.capitalize()}: {one.message.title}",
                    updated=one.moment,
                    author=one.message.author or "Kamervragen",
                    summary="\n\n".join(part for part in (one.message.text, one.message.source) if part),
                    link=one.message.link,
                )
                for one in messages
            ),
        )
    )


def feed_name(name: str) -> str:
    """A file name of letters, digits and dashes; names that would give the same one do not."""
    plain = UNSAFE.sub("-", name.lower()).strip("-")
    return f"{plain}.atom" if plain == name else f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}.atom"
