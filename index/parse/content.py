"""What a format reader hands over: facts with their origin, and the blocks of the body in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from index.values import Bewindspersoon, Indiener, Soort, Voetnoot


class BlockKind(StrEnum):
    """What a block of the body is."""

    VRAAG = "vraag"
    ANTWOORD = "antwoord"
    MEDEDELING = "mededeling"
    TOELICHTING = "toelichting"
    REST = "rest"

    @property
    def is_paired(self) -> bool:
        """Whether it is a question or an answer."""
        return self in (BlockKind.VRAAG, BlockKind.ANTWOORD)


OFFICIAL_BLOCKS = {
    "vraag": BlockKind.VRAAG,
    "antwoord": BlockKind.ANTWOORD,
    "kamervraagopmerking": BlockKind.MEDEDELING,
    "toelichting": BlockKind.TOELICHTING,
    "kamervraagbijlage": BlockKind.REST,
}
"""What the official XML calls its blocks, and the official page the classes of theirs."""


@dataclass(slots=True, kw_only=True)
class Block:
    """A labelled part of the body; a list item is a paragraph that starts with its bullet."""

    soort: BlockKind
    nummers: tuple[int, ...] = ()
    paragraphs: list[str] = field(default_factory=list)
    voetnoten: list[Voetnoot] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class StatedFacts:
    """Facts found so far; the first source of a fact wins."""

    id: str | None = None
    kamer: str | None = None
    soort: Soort | None = None
    vergaderjaar: str | None = None
    nummer: str | None = None
    vraagnummer: str | None = None
    titel: str | None = None
    onderwerp: str | None = None
    indieners: tuple[Indiener, ...] = ()
    gevraagd: tuple[Bewindspersoon, ...] = ()
    beantwoord_door: tuple[Bewindspersoon, ...] = ()
    ingezonden: date | None = None
    ontvangen: date | None = None
    zie_ook: tuple[str, ...] = ()
    fictief: bool = False
    herkomst: dict[str, str] = field(default_factory=dict)

    def keep(self, herkomst: str, **values: object) -> None:
        """Keep each value that is not empty and whose fact is still unknown."""
        for naam, value in values.items():
            if value and not getattr(self, naam):
                setattr(self, naam, value)
                self.herkomst[naam] = herkomst

    def fill_from(self, other_one: StatedFacts) -> None:
        """Fill what is unknown here from another collection, origins included."""
        for entry in fields(other_one):
            if entry.name != "herkomst" and (value := getattr(other_one, entry.name)):
                self.keep(other_one.herkomst.get(entry.name, "document"), **{entry.name: value})


@dataclass(slots=True, kw_only=True)
class Content:
    """One document as read, before questions and answers are paired."""

    facts: StatedFacts = field(default_factory=StatedFacts)
    blocks: list[Block] = field(default_factory=list)
    voetnoten: list[Voetnoot] = field(default_factory=list)
    restant: list[str] = field(default_factory=list)
    twijfels: list[str] = field(default_factory=list)


def paragraphs_of(blocks: Iterable[Block], soort: BlockKind) -> list[str]:
    """The paragraphs of the blocks of one kind, in order."""
    return [paragraph for block in blocks if block.soort is soort for paragraph in block.paragraphs]


def join_paragraphs(paragraphs: list[str]) -> str:
    """Paragraphs as one text: a blank line between them, a single line break between list items."""
    parts: list[str] = []
    for paragraph in paragraphs:
        tekst = paragraph.strip()
        if not tekst:
            continue
        if parts:
            parts.append("\n" if is_list_item(tekst) else "\n\n")
        parts.append(tekst)
    return "".join(parts)


_LIST_MARKS = ("– ", "- ", "• ", "* ", "‒ ", "| ")


def is_list_item(paragraph: str) -> bool:
    """Whether a paragraph is a list item or a row of a table."""
    return paragraph.startswith(_LIST_MARKS)
