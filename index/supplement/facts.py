"""What Tweede Kamer Open Data says, as own values: people, zaken and documents, with their form in the catalogue."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Any

from index.parse.facts.ids import aanhangsel_id, norm_vergaderjaar
from index.store.sql.database import day_of

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
        return aanhangsel_id("tk", self.vergaderjaar, self.aanhangselnummer)

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
class TkFacts:
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


def to_json(value: Zaak | TkDocument) -> str:
    """As it is kept in the catalogue; a person is the list of what there is of one."""
    return json.dumps({one.name: getattr(value, one.name) for one in fields(value)}, default=_plain, ensure_ascii=False)


def zaak_from_json(text: str) -> Zaak:
    """What `to_json` wrote of a zaak."""
    value = json.loads(text)
    return Zaak(**value | {"gestart": day_of(value["gestart"]), "actoren": _people(value["actoren"])})


def document_from_json(text: str) -> TkDocument:
    """What `to_json` wrote of a document."""
    value = json.loads(text)
    read = {
        "vergaderjaar": norm_vergaderjaar(value["vergaderjaar"] or ""),
        "zaken": tuple(value["zaken"]),
        "ontvangen": day_of(value["ontvangen"]),
        "ondertekenaars": _people(value["ondertekenaars"]),
    }
    return TkDocument(**value | read)


def _plain(value: Any) -> object:
    return value.isoformat() if isinstance(value, date) else list(astuple(value))


def _people(rows: Sequence[Sequence[str]]) -> tuple[Actor, ...]:
    names = [one.name for one in fields(Actor)]
    return tuple(Actor(**dict(zip(names, row, strict=True))) for row in rows)
