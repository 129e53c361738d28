"""Writes what saved searches have to tell as a page, and as plain text for mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.dutch.writing import counted
from rag.export.clean import clean, one_line, web_link
from rag.follow.messages import Message, MessageKind
from rag.forms.templates import Templates

FOLDER = Path(__file__).with_name("templates")
PLAIN_TEXT_CHARS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What one search has to tell."""

    name: str
    messages: tuple[Message, ...]


def title_of(sections: Sequence[Section]) -> str:
    """`Kamervragen: 3 berichten over jeugdzorg, stikstof`."""
    total = sum(len(section.messages) for section in sections)
    named = ", ".join(section.name for section in sections)
    return one_line(f"Kamervragen: {counted(total, 'bericht', 'berichten')} over {named}" if total else "Kamervragen")


def digest_html(sections: Sequence[Section]) -> str:
    """The digest as an HTML page."""
    templates = Templates(FOLDER, {"one_line": one_line, "web_link": web_link}, clean)
    told = [section for section in sections if section.messages]
    return str(templates.shut_page("digest.html", "digest.css", title=title_of(told), sections=told))


def digest_text(sections: Sequence[Section]) -> str:
    """The same as plain text; a long passage is cut, and its end marked."""
    return clean("\n".join(line for section in sections for line in _lines(section)))


def _lines(section: Section) -> Iterator[str]:
    yield section.name
    yield "=" * len(section.name)
    for message in section.messages:
        text = one_line(message.text)
        whole = text if len(text) <= PLAIN_TEXT_CHARS else f"{text[:PLAIN_TEXT_CHARS].rstrip()} […]"
        yield f"\n{message.kind.value.upper()}: {one_line(message.title)}"
        yield f"«{whole}»" if message.kind is MessageKind.NIEUW else whole
        yield from (line for line in (message.source, web_link(message.link)) if line)
    yield ""
