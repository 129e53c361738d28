"""What a format reader hands over: facts with their origin, and the blocks of the body in order."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from index.values import Bewindspersoon, Indiener, Soort, Voetnoot


class BlokSoort(StrEnum):
    """What a block of the body is."""

    VRAAG = "vraag"
    ANTWOORD = "antwoord"
    MEDEDELING = "mededeling"
    TOELICHTING = "toelichting"
    REST = "rest"


@dataclass(slots=True, kw_only=True)
class Blok:
    """A labelled part of the body; a list item is an alinea that starts with its bullet."""

    soort: BlokSoort
    nummers: tuple[int, ...] = ()
    alineas: list[str] = field(default_factory=list)
    voetnoten: list[Voetnoot] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Feiten:
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

    def zet(self, herkomst: str, **waarden: object) -> None:
        """Keep each value that is not empty and whose fact is still unknown."""
        for naam, waarde in waarden.items():
            if waarde and not getattr(self, naam):
                setattr(self, naam, waarde)
                self.herkomst[naam] = herkomst

    def neem_over(self, andere: Feiten) -> None:
        """Fill what is unknown here from another collection, origins included."""
        for veld in fields(andere):
            if veld.name != "herkomst" and (waarde := getattr(andere, veld.name)):
                self.zet(andere.herkomst.get(veld.name, "document"), **{veld.name: waarde})


@dataclass(slots=True, kw_only=True)
class Inhoud:
    """One document as read, before questions and answers are paired."""

    feiten: Feiten = field(default_factory=Feiten)
    blokken: list[Blok] = field(default_factory=list)
    voetnoten: list[Voetnoot] = field(default_factory=list)
    restant: list[str] = field(default_factory=list)
    twijfels: list[str] = field(default_factory=list)


def schrijf_alineas(alineas: list[str]) -> str:
    """Paragraphs as one text: a blank line between them, a single line break between list items."""
    delen: list[str] = []
    for alinea in alineas:
        tekst = alinea.strip()
        if not tekst:
            continue
        if delen:
            delen.append("\n" if is_lijstregel(tekst) else "\n\n")
        delen.append(tekst)
    return "".join(delen)


_LIJSTTEKENS = ("– ", "- ", "• ", "* ", "‒ ", "| ")


def is_lijstregel(alinea: str) -> bool:
    """Whether a paragraph is a list item or a row of a table."""
    return alinea.startswith(_LIJSTTEKENS)
