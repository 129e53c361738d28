"""Tweede Kamer Open Data (OData v4): documents and zaken of written questions, page by page, as own values.

Source: the entities Document, DocumentActor, Zaak and ZaakActor of https://opendata.tweedekamer.nl/documentatie; field
names of its published schemas. No response of the live source was at hand: see docs/data.md.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin
from zoneinfo import ZoneInfo

from index.errors import InputError, ResponseError
from index.parse.facts.ids import norm_vergaderjaar
from index.parse.lines.normalise import smal
from index.sources.limits import MIB, PAKKET_BYTES

if TYPE_CHECKING:
    from index.harvest.http.client import Client, Response

SCHRIFTELIJKE_VRAGEN = "Schriftelijke vragen"
SOORTEN = (
    "Antwoord schriftelijke vragen",
    "Antwoord schriftelijke vragen (nader)",
    "Mededeling (uitstel antwoord)",
    "Aanhangsel van de Handelingen",
)
"""The documents that can have a number in the Aanhangsel."""
PER_QUERY = 20
"""Numbers in one query: the source counts the parts of a condition, by default at most a hundred."""
PAGE_BYTES = 30 * MIB
MOST_PAGES = 400
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_AANHANGSELNUMMER = re.compile(r"(?P<van>\d{2})(?P<tot>\d{2})(?P<nummer>\d{4,5})")
"""Two years and a number. Example: "242501244" is number 1244 of 2024-2025; not: "1244"."""
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
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
        content_type: of its file.
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
        """As `same_publication_key` of that publication."""
        if self.vergaderjaar is None or self.aanhangselnummer is None:
            return None
        return f"tk-{self.vergaderjaar}-{self.aanhangselnummer}"

    @property
    def page_url(self) -> str | None:
        """The page for people."""
        if self.nummer is None:
            return None
        return f"https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?id={self.nummer}&did={self.nummer}"


@dataclass(slots=True, kw_only=True)
class TkPage:
    """What one response holds.

    Attributes:
        rows: how many records it has, the skipped ones included.
        total: how many the source says that the whole list has.
        skipped: how many records were left out, by reason.
    """

    documents: list[TkDocument] = field(default_factory=list)
    zaken: list[Zaak] = field(default_factory=list)
    rows: int = 0
    total: int | None = None
    skipped: Counter[str] = field(default_factory=Counter)


def aanhangsel_van(tekst: str | None) -> tuple[str, int] | None:
    """(parliamentary year, number) of an Aanhangselnummer; None when it is none."""
    match = _AANHANGSELNUMMER.fullmatch(tekst or "")
    if match is None or int(match["nummer"]) == 0:
        return None
    eeuw = 1900 if int(match["van"]) >= 90 else 2000
    van = eeuw + int(match["van"])
    if (van + 1) % 100 != int(match["tot"]):
        return None
    return f"{van}-{van + 1}", int(match["nummer"])


def aanhangselnummers(vergaderjaar: str, nummer: int) -> tuple[str, ...]:
    """How the source may write a number: "242501244", with four or five digits after the years."""
    jaren = vergaderjaar[2:4] + vergaderjaar[7:9]
    return tuple(dict.fromkeys(f"{jaren}{nummer:0{cijfers}d}" for cijfers in (5, 4)))


def is_zaaknummer(tekst: str) -> bool:
    """Whether it is the number of a zaak."""
    return _ZAAKNUMMER.fullmatch(tekst) is not None


class OpenData:
    """Asks Tweede Kamer Open Data.

    Args:
        client: asks.
        url: base address, up to and including the version.
    """

    def __init__(self, client: Client, url: str) -> None:
        self._client = client
        self._url = url.rstrip("/")

    def year(self, vergaderjaar: str) -> Iterator[TkPage]:
        """Every answer and notice of a parliamentary year, with its zaken and people."""
        soorten = " or ".join(f"Soort eq {_literal(soort)}" for soort in SOORTEN)
        yield from self._documents(f"Vergaderjaar eq {_literal(vergaderjaar)} and ({soorten})")

    def numbered(self, numbers: Sequence[tuple[str, int]]) -> Iterator[TkPage]:
        """The documents with these numbers (parliamentary year, number)."""
        written = [text for vergaderjaar, nummer in numbers for text in aanhangselnummers(vergaderjaar, nummer)]
        for part in _parts(written):
            yield from self._documents(f"({' or '.join(f'Aanhangselnummer eq {_literal(text)}' for text in part)})")

    def zaken(self, nummers: Sequence[str]) -> Iterator[TkPage]:
        """The zaken with these numbers, with their people."""
        for part in _parts(nummers):
            condition = " or ".join(f"Nummer eq {_literal(nummer)}" for nummer in part)
            for page, rows in self._pages("Zaak", f"({condition})", "ZaakActor"):
                for row in rows:
                    _read_zaak(row, page)
                yield page

    def resource(self, document: TkDocument) -> Response:
        """The file of a document. Tried twice: the source answers 500 for a file that it does not have."""
        if not _GUID.fullmatch(document.id):
            raise InputError(f"{document.id!r} is geen id van een document van de Tweede Kamer")
        return self._client.get(f"{self._url}/Document({document.id})/resource", max_bytes=PAKKET_BYTES, attempts=2)

    # ------------------------------------------------------------------ inside

    def _documents(self, condition: str) -> Iterator[TkPage]:
        for page, rows in self._pages("Document", condition, "Zaak($expand=ZaakActor),DocumentActor"):
            for row in rows:
                _read_document(row, page)
            yield page

    def _pages(self, entity: str, condition: str, expand: str) -> Iterator[tuple[TkPage, list[Any]]]:
        """Pages of a list; follows the source's link, and counts on by itself where the source gives none."""
        parameters = {
            "$filter": f"Verwijderd eq false and {condition}",
            "$expand": expand,
            "$orderby": "Id asc",  # else the order may differ from page to page
            "$count": "true",
        }
        first = url = f"{self._url}/{entity}?{_encoded(parameters)}"
        asked: set[str] = set()
        seen = 0
        total: int | None = None
        while True:
            asked.add(url)
            rows, following, counted = self._page(url)
            total = counted if counted is not None else total
            seen += len(rows)
            yield TkPage(rows=len(rows), total=total), rows
            if following is not None:
                url = urljoin(url, following)
            elif rows and total is not None and seen < total:
                url = f"{first}&$skip={seen}"
            else:
                return
            if url in asked or len(asked) >= MOST_PAGES:
                raise ResponseError(f"{first}: de lijst van de Tweede Kamer houdt niet op (na {len(asked)} bladzijden)")

    def _page(self, url: str) -> tuple[list[Any], str | None, int | None]:
        answer = self._client.get(url, headers={"Accept": "application/json"}, max_bytes=PAGE_BYTES)
        if answer.is_missing:
            raise ResponseError(f"{url}: de Tweede Kamer kent dit adres niet (HTTP {answer.status})")
        if answer.body.lstrip()[:1] == b"<":
            raise ResponseError(f"{url}: een webpagina in plaats van gegevens (JSON); probeer het later nog eens")
        try:
            value = json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise ResponseError(f"{url}: geen geldige JSON ({error})") from error
        if isinstance(value, dict) and isinstance(value.get("error"), dict):
            raise ResponseError(f"{url}: de Tweede Kamer meldt een fout: {value['error'].get('message') or 'onbekend'}")
        if not isinstance(value, dict) or not isinstance(value.get("value"), list):
            raise ResponseError(f"{url}: geen lijst in het antwoord (verwacht was value: [...])")
        following, counted = value.get("@odata.nextLink"), value.get("@odata.count")
        return (
            value["value"],
            following if isinstance(following, str) and following else None,
            counted if isinstance(counted, int) and not isinstance(counted, bool) else None,
        )


# ---------------------------------------------------------------------- records


def _read_document(row: object, page: TkPage) -> None:
    """A record of a document onto the page, or the reason why not."""
    if not isinstance(row, dict):
        page.skipped["document zonder gegevens"] += 1
        return
    document_id, soort = (_text(row.get("Id")) or "").lower(), _text(row.get("Soort"))
    if row.get("Verwijderd") is True:
        page.skipped["verwijderd document"] += 1
    elif not _GUID.fullmatch(document_id) or soort is None:
        page.skipped["document zonder Id of Soort"] += 1
    elif row.get("Kamer") == 1:
        page.skipped["document van de Eerste Kamer"] += 1
    elif any(known.id == document_id for known in page.documents):
        page.skipped["document dat twee keer voorkomt"] += 1
    else:
        number = aanhangsel_van(_text(row.get("Aanhangselnummer")))
        zaken = [_read_zaak(part, page) for part in _list(row.get("Zaak"))]
        page.documents.append(
            TkDocument(
                id=document_id,
                soort=soort,
                nummer=_text(row.get("DocumentNummer")),
                vergaderjaar=number[0] if number else None,
                aanhangselnummer=number[1] if number else None,
                zaken=tuple(dict.fromkeys(nummer for nummer in zaken if nummer)),
                onderwerp=_text(row.get("Onderwerp")),
                ontvangen=_day(row.get("DatumOntvangst")),
                content_type=_text(row.get("ContentType")),
                ondertekenaars=_actors(row.get("DocumentActor"), page),
            )
        )


def _read_zaak(row: object, page: TkPage) -> str | None:
    """A record of a zaak onto the page; gives its number, None when it was left out."""
    nummer = _text(row.get("Nummer")) if isinstance(row, dict) else None
    if not isinstance(row, dict) or nummer is None:
        page.skipped["zaak zonder Nummer"] += 1
        return None
    if row.get("Verwijderd") is True:
        page.skipped["verwijderde zaak"] += 1
        return None
    if _text(row.get("Soort")) not in (None, SCHRIFTELIJKE_VRAGEN):
        page.skipped["zaak van een andere soort"] += 1
        return None
    nummer = nummer.upper()
    if not any(known.nummer == nummer for known in page.zaken):
        page.zaken.append(
            Zaak(
                nummer=nummer,
                onderwerp=_text(row.get("Onderwerp")),
                gestart=_day(row.get("GestartOp")),
                actoren=_actors(row.get("ZaakActor"), page),
            )
        )
    return nummer


def _actors(rows: object, page: TkPage) -> tuple[Actor, ...]:
    found: dict[Actor, None] = {}
    for row in _list(rows):
        if not isinstance(row, dict) or _text(row.get("Relatie")) is None:
            page.skipped["persoon zonder Relatie"] += 1
        elif row.get("Verwijderd") is True:
            page.skipped["verwijderde persoon bij een zaak of document"] += 1
        else:
            actor = Actor(
                relatie=_text(row.get("Relatie")) or "",
                naam=_text(row.get("ActorNaam")),
                fractie=_text(row.get("ActorFractie")) or _text(row.get("ActorAfkorting")),
                functie=_text(row.get("Functie")),
            )
            found.setdefault(actor)
    return tuple(found)


def _text(value: object) -> str | None:
    return smal(value) or None if isinstance(value, str) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _day(value: object) -> date | None:
    """The day in the Netherlands: "2024-01-28T23:00:00Z" is 29 January."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(_fraction_of_six(value))
    except ValueError:
        return None
    return (moment if moment.tzinfo is None else moment.astimezone(AMSTERDAM)).date()


def _fraction_of_six(value: str) -> str:
    """Seven digits of a second, as the source writes them, are one more than Python reads."""
    return re.sub(r"(\.\d{6})\d+", r"\1", value)


def _literal(value: str) -> str:
    """A text in a condition, its quotes doubled."""
    return "'" + value.replace("'", "''") + "'"


def _encoded(parameters: Mapping[str, str]) -> str:
    return "&".join(name + "=" + quote(value, safe="$(),':") for name, value in parameters.items())


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), PER_QUERY):
        yield values[at : at + PER_QUERY]


# ---------------------------------------------------------------------- between runs


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
