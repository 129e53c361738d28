"""One thing that a saved search has to tell, as digest, feed and mail show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum


class MessageKind(StrEnum):
    """What a message tells."""

    BEANTWOORD = "beantwoord"
    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    MEER = "er is meer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message about a question or publication.

    Attributes:
        id: an address that stays the same.
        title: the question or the subject.
        text: the passage, or what happened.
        author: who answered.
        source: the citation; empty where it cites nothing.
    """

    id: str
    kind: MessageKind
    title: str
    text: str
    author: str = ""
    source: str = ""
    link: str | None = None

    def to_json(self) -> dict[str, object]:
        """As it is kept: `message_from_json` reads it."""
        return asdict(self)


def message_from_json(value: Mapping[str, object]) -> Message:
    """Reads what `Message.to_json` writes."""
    texts = {name: str(text) for name, text in value.items() if name not in ("kind", "link")}
    link = value["link"]
    return Message(kind=MessageKind(str(value["kind"])), link=None if link is None else str(link), **texts)
