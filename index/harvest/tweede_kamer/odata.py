"""Tweede Kamer Open Data (OData): documents and zaken of written questions, page by page, as own values.

Source: the entities Document, DocumentActor, Zaak and ZaakActor of https://opendata.tweedekamer.nl/documentatie; field
names of its published schemas; records and clients of others. No response of the live source was at hand: see
docs/data.md.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urljoin
from zoneinfo import ZoneInfo

from index.errors import (
    HarvestError,
    InputError,
    RefusedError,
    ResponseError,
    RetryLaterError,
    UnavailableError,
    UnreadableError,
)
from index.parse.lines.normalise import squeeze
from index.parse.xml import parse_xml
from index.sources.limits import MIB, PACKAGE_BYTES
from index.steps import batched
from index.supplement.facts import Actor, TkDocument, Zaak, aanhangsel_van, aanhangselnummers

if TYPE_CHECKING:
    from index.harvest.http.client import Client
from index.harvest.http.tape import Response

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
MOST_RECORDS = 10**9
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

NEEDED = frozenset({"Id", "Soort", "Vergaderjaar", "Verwijderd", "Aanhangselnummer"})
"""The fields of a Document without which a year cannot be listed nor joined."""
ADDRESS_ATTEMPTS = 2

_KEPT = "$(),':"
"""What stands in an address as it is."""
_FIELD = re.compile(r"\b([A-Z]\w+) eq ")
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""Example: "1f0e3dad-9990-8345-b743-9f8ffabdffc4"; not: "2024Z01294"."""


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


class OpenData:
    """Asks Tweede Kamer Open Data.

    Args:
        urls: base addresses, up to and including the version, the first choice first; of several the first is used that
            describes itself as having what is needed.
    """

    def __init__(self, client: Client, *urls: str) -> None:
        self._client = client
        self._urls = [url.rstrip("/") for url in urls]
        self._described: dict[str, dict[str, frozenset[str]]] = {}
        self.is_nested = True  # people of a zaak come with a document; if not, they are asked for apart

    def year(self, vergaderjaar: str) -> Iterator[TkPage]:
        """Every answer and notice of a parliamentary year, with its zaken and people."""
        soorten = " or ".join(f"Soort eq {_literal(soort)}" for soort in SOORTEN)
        yield from self._documents(f"Vergaderjaar eq {_literal(vergaderjaar)} and ({soorten})")

    def numbered(self, numbers: Sequence[tuple[str, int]]) -> Iterator[TkPage]:
        """The documents with these numbers (parliamentary year, number)."""
        written = [text for vergaderjaar, nummer in numbers for text in aanhangselnummers(vergaderjaar, nummer)]
        for part in batched(written, PER_QUERY):
            yield from self._documents(f"({' or '.join(f'Aanhangselnummer eq {_literal(text)}' for text in part)})")

    def zaken(self, nummers: Sequence[str]) -> Iterator[TkPage]:
        """The zaken with these numbers, with their people."""
        for part in batched(nummers, PER_QUERY):
            condition = " or ".join(f"Nummer eq {_literal(nummer)}" for nummer in part)
            for page, rows in self._pages("Zaak", f"({condition})", "ZaakActor"):
                for row in rows:
                    _read_zaak(row, page)
                yield page

    def fields(self, entity: str, url: str | None = None) -> frozenset[str]:
        """The fields of an entity as the service describes itself, at an address if given; empty when it does not."""
        url = url or self.url
        if url not in self._described:
            self._described[url] = self._description(url)
        return self._described[url].get(entity, frozenset())

    def resource(self, document: TkDocument) -> Response:
        """The file of a document. Tried twice: the source answers 500 for a file that it does not have."""
        if not _GUID.fullmatch(document.id):
            raise InputError(f"{document.id!r} is geen id van een document van de Tweede Kamer")
        answer = self._client.get(f"{self.url}/Document({document.id})/resource", max_bytes=PACKAGE_BYTES, attempts=2)
        if answer.is_missing:  # another version of the service has it elsewhere
            return self._client.get(f"{self.url}/Resource({document.id})/Content", max_bytes=PACKAGE_BYTES, attempts=2)
        return answer

    @property
    def url(self) -> str:
        """The address that is asked; chosen when first needed.

        Raises:
            UnavailableError: none of the addresses answers.
            RetryLaterError: the source wants to be left alone for a while.
        """
        if len(self._urls) > 1:
            self._urls = [self._chosen()]
        return self._urls[0]

    def _chosen(self) -> str:
        """The first address with everything that is needed; else the first that answers."""
        answering: list[str] = []
        problems: list[str] = []
        for url in self._urls:
            try:
                fields = self.fields("Document", url)
            except RetryLaterError:
                raise
            except HarvestError as error:
                problems.append(str(error))
                continue
            if fields >= NEEDED:
                return url
            if fields:
                answering.append(url)
            else:
                problems.append(f"{url}: beschrijft zichzelf niet ($metadata)")
        if not answering:
            raise UnavailableError("geen versie van Tweede Kamer Open Data antwoordt: " + "; ".join(problems))
        return answering[0]

    # ------------------------------------------------------------------ inside

    def _documents(self, condition: str) -> Iterator[TkPage]:
        try:
            yield from self._document_pages(condition)
        except RefusedError as error:  # before the first page, or not at all: a query is refused as a whole
            self._adapt(condition, error)
            yield from self._document_pages(condition)

    def _document_pages(self, condition: str) -> Iterator[TkPage]:
        expand = "Zaak($expand=ZaakActor),DocumentActor" if self.is_nested else "Zaak,DocumentActor"
        for page, rows in self._pages("Document", condition, expand):
            for row in rows:
                _read_document(row, page)
            if not self.is_nested:
                nummers = [zaak.nummer for zaak in page.zaken]
                page.zaken = [zaak for part in self.zaken(nummers) for zaak in part.zaken]
            yield page

    def _adapt(self, condition: str, error: RefusedError) -> None:
        """Looks in the description of the service why it refuses a query, and asks in another way from now on.

        Raises:
            ResponseError: it lacks a field that cannot be done without.
            RefusedError: it has them all, and refuses even the simpler query.
        """
        fields = self.fields("Document")
        lacking = [name for name in ("Verwijderd", *_FIELD.findall(condition)) if name not in fields] if fields else []
        if lacking:
            raise ResponseError(
                f"{self.url}: deze versie van de dienst kent van Document geen {', '.join(dict.fromkeys(lacking))}; "
                "meld dit met de uitvoer van `kamervragen harvest --bron tk --check --record MAP`"
            ) from error
        if not self.is_nested:
            raise error
        self.is_nested = False

    def _description(self, url: str) -> dict[str, frozenset[str]]:
        answer = self._client.get(
            f"{url}/$metadata",
            headers={"Accept": "application/xml"},
            max_bytes=PAGE_BYTES,
            attempts=ADDRESS_ATTEMPTS,
        )
        try:
            root = parse_xml(answer.body) if answer.status == 200 else None
        except UnreadableError:
            root = None
        return {
            kind.get("Name", ""): frozenset(
                part.get("Name", "") for part in kind.iter("{*}Property", "{*}NavigationProperty")
            )
            for kind in (root.iter("{*}EntityType") if root is not None else ())
        }

    def _pages(self, entity: str, condition: str, expand: str) -> Iterator[tuple[TkPage, list[Any]]]:
        """Pages of a list; follows the source's link, and counts on by itself where the source gives none."""
        parameters = {
            "$filter": f"Verwijderd eq false and {condition}",
            "$expand": expand,
            "$orderby": "Id asc",  # else the order may differ from page to page
            "$count": "true",
        }
        first = url = f"{self.url}/{entity}?{urlencode(parameters, safe=_KEPT, quote_via=quote)}"
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
            raise ResponseError(
                f"{url}: de Tweede Kamer kent dit adres niet (HTTP {answer.status}); is deze versie van de dienst "
                "opgeheven, haal dan KAMERVRAGEN_TK_URL weg (dan wordt de versie gezocht), of zet haar op de volgende"
            )
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
        is_count = isinstance(counted, int) and not isinstance(counted, bool) and 0 <= counted < MOST_RECORDS
        link = following if isinstance(following, str) and following else None
        return value["value"], link, counted if is_count else None


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
    elif row.get("Kamer") == 1 or row.get("Organisatie") == "Eerste Kamer":
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
                nummer=_text(row.get("DocumentNummer")) or _text(row.get("Nummer")),
                vergaderjaar=number[0] if number else None,
                aanhangselnummer=number[1] if number else None,
                zaken=tuple(dict.fromkeys(nummer for nummer in zaken if nummer)),
                onderwerp=_text(row.get("Onderwerp")),
                ontvangen=_day(row.get("DatumOntvangst")) or _day(row.get("Datum")),
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
    return squeeze(value) or None if isinstance(value, str) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _day(value: object) -> date | None:
    """The day in the Netherlands: "2024-01-28T23:00:00Z" is 29 January."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment if moment.tzinfo is None else moment.astimezone(AMSTERDAM)).date()


def _literal(value: str) -> str:
    """A text in a condition, its quotes doubled."""
    return "'" + value.replace("'", "''") + "'"
