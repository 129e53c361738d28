"""A web server on loopback that answers as Tweede Kamer Open Data is described to, its faults included."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

_EQUAL = re.compile(r"(?P<field>\w+) eq (?:'(?P<text>(?:[^']|'')*)'|(?P<word>true|false))")
"""Example: "Soort eq 'Antwoord schriftelijke vragen'"."""
MOST_PARTS = 100
BASE = "/OData/v4/2.0"
FAULTS = {
    "429": (429, "text/html", b"<html>te snel</html>"),
    "500": (500, "text/html", b"<html>storing</html>"),
    "html": (200, "text/html", b"<!DOCTYPE html><html><body>Onderhoud</body></html>"),
    "cut": (200, "application/json", b'{"value": [{"Id": "'),
    "error": (200, "application/json", b'{"error": {"code": "", "message": "The query is not valid."}}'),
    "list": (200, "application/json", b"[1, 2]"),
    "no-list": (200, "application/json", b'{"value": 3}'),
}


def guid(number: int) -> str:
    """An id that is always the same for a number."""
    return str(UUID(int=number + (0xA38D << 112)))


def actor(naam: str, relatie: str = "Indiener", **values: Any) -> dict[str, Any]:
    """A ZaakActor or DocumentActor: who asked, or with a functie who was asked or signed."""
    known = {"Id": guid(hash(naam) % 10**9), "ActorNaam": naam, "ActorFractie": None, "ActorAfkorting": None}
    return known | {"Functie": "Tweede Kamerlid", "Relatie": relatie, "Verwijderd": False} | values


def zaak(number: int, *actors: dict[str, Any], **values: Any) -> dict[str, Any]:
    """A Zaak under the number 2024Z<number>."""
    known: dict[str, Any] = {
        "Id": guid(10_000_000 + number),
        "Nummer": f"2024Z{number:05d}",
        "Soort": "Schriftelijke vragen",
        "Titel": None,
        "Status": "Vrijgegeven",
        "Onderwerp": f"De staat van sloten in gebied {number}",
        "GestartOp": "2024-01-26T00:00:00+01:00",
        "Organisatie": "Tweede Kamer",
        "Termijn": None,
        "Vergaderjaar": "2023-2024",
        "Volgnummer": -1,
        "Afgedaan": True,
        "GewijzigdOp": "2024-02-19T10:59:02.367+01:00",
        "ApiGewijzigdOp": "2024-02-19T12:20:02.4344445Z",
        "Verwijderd": False,
        "ZaakActor": list(actors),
    }
    return known | values


def document(number: int, *zaken: dict[str, Any], **values: Any) -> dict[str, Any]:
    """The Document that is number `number` of the Aanhangsel of 2023-2024."""
    known: dict[str, Any] = {
        "Id": guid(number),
        "Soort": "Antwoord schriftelijke vragen",
        "DocumentNummer": f"2024D{number:05d}",
        "Titel": "Antwoord op vragen",
        "Onderwerp": f"Antwoord op vragen over de staat van sloten in gebied {number}",
        "Datum": "2024-02-16T00:00:00+01:00",
        "Vergaderjaar": "2023-2024",
        "Kamer": 2,
        "Volgnummer": -1,
        "DatumOntvangst": "2024-02-16T00:00:00+01:00",
        "Aanhangselnummer": f"2324{number:05d}",
        "Organisatie": "Tweede Kamer",
        "ContentType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "GewijzigdOp": "2024-02-19T10:59:02.367+01:00",
        "Verwijderd": False,
        "Zaak": list(zaken),
        "DocumentActor": [],
    }
    return known | values


@dataclass(kw_only=True)
class Kamer:
    """What the server has, and how it misbehaves.

    Attributes:
        faults: for the next requests, in order; "" is none.
        page_size: records a page.
        has_links: whether pages have a link to the next.
        next_link: instead of the right one.
        extra_count: added to the count that it tells.
        metadata: the fields of Document that the service says it has; empty: it describes nothing.
        is_flat: a query for the people of the zaken of documents is refused.
        files_at: where files are: "Document({})/resource" or "Resource({})/Content".
        files: bytes of documents by id; None is HTTP 500, as the source answers for a missing file.
        seen: path and query of every request.
    """

    documents: list[dict[str, Any]] = field(default_factory=list)
    zaken: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes | None] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    page_size: int = 250
    has_links: bool = True
    next_link: str | None = None
    extra_count: int = 0
    metadata: tuple[str, ...] = ()
    is_flat: bool = False
    files_at: str = "Document({})/resource"
    seen: list[str] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)

    def asked(self, entity: str) -> int:
        """How many requests were for an entity ("Document", "Zaak", or "resource")."""
        return sum(entity in path.partition("?")[0] for path in self.seen)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: KamerServer

    def do_GET(self) -> None:
        kamer = self.server.kamer
        parts = urlsplit(self.path)
        kamer.seen.append(f"{unquote(parts.path)}?{unquote(parts.query)}")
        kamer.moments.append(time.time())
        fault = kamer.faults.pop(0) if kamer.faults else ""
        if fault:
            self._send(*FAULTS[fault])
        elif parts.path == f"{BASE}/$metadata" and kamer.metadata:
            names = "".join(f'<Property Name="{name}"/>' for name in kamer.metadata)
            body = f'<s xmlns="urn:edm"><EntityType Name="Document">{names}</EntityType></s>'
            self._send(200, "application/xml", body.encode())
        elif kamer.is_flat and "Zaak(" in unquote(parts.query):
            self._send(400, "application/json", b'{"error": {"message": "nested $expand"}}')
        elif match := re.fullmatch(
            rf"{BASE}/" + re.escape(kamer.files_at).replace(r"\{\}", "(?P<id>[0-9a-f-]+)"), parts.path
        ):
            body = kamer.files.get(match["id"])
            if body is None:
                self._send(*FAULTS["500"])
            else:
                self._send(200, "application/octet-stream", body)
        elif parts.path in (f"{BASE}/Document", f"{BASE}/Zaak"):
            self._list(parts.path.rpartition("/")[2], parse_qs(parts.query))
        else:
            self._send(404, "text/html", b"<html>niet gevonden</html>")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""

    def _list(self, entity: str, asked: dict[str, list[str]]) -> None:
        kamer = self.server.kamer
        condition = asked.get("$filter", ["Verwijderd eq false"])[0]
        wanted: dict[str, set[object]] = {}
        matches = list(_EQUAL.finditer(condition))
        if not matches or len(re.findall(r"\band\b|\bor\b", condition)) + 3 * len(matches) > MOST_PARTS:
            self._send(400, "application/json", b'{"error": {"message": "node count limit"}}')
            return
        for match in matches:
            value = match["word"] == "true" if match["word"] else match["text"].replace("''", "'")
            wanted.setdefault(match["field"], set()).add(value)
        rows = [dict(row) for row in (kamer.documents if entity == "Document" else kamer.zaken)]
        rows = [row for row in rows if all(row.get(name, False) in values for name, values in wanted.items())]
        rows.sort(key=lambda row: str(row.get("Id")))
        expanded = asked.get("$expand", [""])[0]
        if expanded == "Zaak,DocumentActor":
            bare = [dict(row) for row in rows]
            rows = [row | {"Zaak": [dict(zaak, ZaakActor=[]) for zaak in row["Zaak"]]} for row in bare]
        elif "Zaak(" not in expanded and entity == "Document":
            rows = [{name: value for name, value in row.items() if name != "Zaak"} for row in rows]
        skip = int(asked.get("$skip", ["0"])[0])
        page = rows[skip : skip + kamer.page_size]
        value: dict[str, Any] = {"@odata.context": f"{self.server.url}/$metadata#{entity}"}
        if asked.get("$count") == ["true"]:
            value["@odata.count"] = len(rows) + kamer.extra_count
        value["value"] = page
        if kamer.next_link:
            value["@odata.nextLink"] = kamer.next_link
        elif kamer.has_links and skip + len(page) < len(rows):
            bare = re.sub(r"&(?:\$|%24)skip=\d+", "", self.path)
            value["@odata.nextLink"] = f"{self.server.origin}{bare}&$skip={skip + len(page)}"
        self._send(200, "application/json; odata.metadata=minimal", json.dumps(value).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class KamerServer(ThreadingHTTPServer):
    """The server of one `Kamer`."""

    daemon_threads = True

    def __init__(self, kamer: Kamer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.kamer = kamer

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        return f"{self.origin}{BASE}"


@contextmanager
def serving_kamer(kamer: Kamer) -> Iterator[KamerServer]:
    """The server, while the `with` lasts."""
    server = KamerServer(kamer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
