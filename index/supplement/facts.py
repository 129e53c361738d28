"""What Tweede Kamer Open Data says, as own values: people, zaken and documents, with their form in the catalogue."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.parse.facts.ids import norm_vergaderjaar

_AANHANGSELNUMMER = re.compile(r"(?P<van>\d{2})(?P<tot>\d{2})(?P<nummer>\d{4,5})")
"""Two years and a number. Example: "242501244" is number 1244 of 2024-2025; not: "1244"."""
_ZAAKNUMMER = re.compile(r"\d{4}Z\d{5}")
"""Example: "2024Z01294"; not: "2009D25439", an older kind of number that is no zaak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in a zaak or under a document; `functie` is "minister van ..." or "Tweede Kamerlid"."""

    relatie: str
    naam: str | None = None
    fractie: str | None = None
    functie: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaak:
    """A set of written questions, under its official number."""

    nummer: str
    onderwerp: str | None = None
    gestart: date | None = None
    actoren: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TkDocument:
    """A document of the Tweede Kamer.

    Attributes:
        id: of the record, and of its file.
        nummer: "2024D40329", for the page that people see.
        vergaderjaar, aanhangselnummer: where it stands in the Aanhangsel; None when it has no number yet.
        zaken: numbers of the sets of questions that it is about.
    """

    id: str
    soort: str
    nummer: str | None = None
    vergaderjaar: str | None = None
    aanhangselnummer: int | None = None
    zaken: tuple[str, ...] = ()
    onderwerp: str | None = None
    ontvangen: date | None = None
    content_type: str | None = None
    ondertekenaars: tuple[Actor, ...] = ()

    @property
    def publication_id(self) -> str | None:
        """The official id of the publication that this is a form of."""
        if self.vergaderjaar is None or self.aanhangselnummer is None:
            return None
        return f"ah-tk-{self.vergaderjaar.replace('-', '')}-{self.aanhangselnummer}"

    @property
    def sleutel(self) -> str | None:
        """The key that `same_publication_key` gives the same publication."""
        if self.vergaderjaar is None or self.aanhangselnummer is None:
            return None
        return f"tk-{self.vergaderjaar}-{self.aanhangselnummer}"

    @property
    def page_url(self) -> str | None:
        """The page for people."""
        if self.nummer is None:
            return None
        return f"https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?id={self.nummer}&did={self.nummer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the source says about one publication: its documents, and the zaken that it is about."""

    zaken: tuple[Zaak, ...] = ()
    documents: tuple[TkDocument, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.zaken or self.documents)


def aanhangsel_van(text: str | None) -> tuple[str, int] | None:
    """(parliamentary year, number) of an Aanhangselnummer; None when it is none."""
    match = _AANHANGSELNUMMER.fullmatch(text or "")
    if match is None or int(match["nummer"]) == 0:
        return None
    century = 1900 if int(match["van"]) >= 90 else 2000
    first = century + int(match["van"])
    if (first + 1) % 100 != int(match["tot"]):
        return None
    return f"{first}-{first + 1}", int(match["nummer"])


def aanhangselnummers(vergaderjaar: str, nummer: int) -> tuple[str, ...]:
    """How the source may write a number: "242501244", with four or five digits after the years."""
    years = vergaderjaar[2:4] + vergaderjaar[7:9]
    return tuple(dict.fromkeys(f"{years}{nummer:0{digits}d}" for digits in (5, 4)))


def is_zaaknummer(text: str) -> bool:
    """Whether it is the number of a zaak."""
    return _ZAAKNUMMER.fullmatch(text) is not None


def zaak_to_json(zaak: Zaak) -> str:
    """As it is kept in the catalogue."""
    return json.dumps(
        {
            "nummer": zaak.nummer,
            "onderwerp": zaak.onderwerp,
            "gestart": zaak.gestart.isoformat() if zaak.gestart else None,
            "actoren": [_actor_list(actor) for actor in zaak.actoren],
        },
        ensure_ascii=False,
    )


def zaak_from_json(text: str) -> Zaak:
    """What `zaak_to_json` wrote."""
    value = json.loads(text)
    return Zaak(
        nummer=value["nummer"],
        onderwerp=value["onderwerp"],
        gestart=date.fromisoformat(value["gestart"]) if value["gestart"] else None,
        actoren=_actors_of(value["actoren"]),
    )


def document_to_json(document: TkDocument) -> str:
    """As it is kept in the catalogue."""
    return json.dumps(
        {
            "id": document.id,
            "soort": document.soort,
            "nummer": document.nummer,
            "vergaderjaar": document.vergaderjaar,
            "aanhangselnummer": document.aanhangselnummer,
            "zaken": list(document.zaken),
            "onderwerp": document.onderwerp,
            "ontvangen": document.ontvangen.isoformat() if document.ontvangen else None,
            "content_type": document.content_type,
            "ondertekenaars": [_actor_list(actor) for actor in document.ondertekenaars],
        },
        ensure_ascii=False,
    )


def document_from_json(text: str) -> TkDocument:
    """What `document_to_json` wrote."""
    value = json.loads(text)
    return TkDocument(
        id=value["id"],
        soort=value["soort"],
        nummer=value["nummer"],
        vergaderjaar=norm_vergaderjaar(value["vergaderjaar"] or ""),
        aanhangselnummer=value["aanhangselnummer"],
        zaken=tuple(value["zaken"]),
        onderwerp=value["onderwerp"],
        ontvangen=date.fromisoformat(value["ontvangen"]) if value["ontvangen"] else None,
        content_type=value["content_type"],
        ondertekenaars=_actors_of(value["ondertekenaars"]),
    )


def _actor_list(actor: Actor) -> list[str | None]:
    return [actor.relatie, actor.naam, actor.fractie, actor.functie]


def _actors_of(rows: list[list[Any]]) -> tuple[Actor, ...]:
    return tuple(Actor(relatie=row[0], naam=row[1], fractie=row[2], functie=row[3]) for row in rows)
