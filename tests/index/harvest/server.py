"""A web server on loopback that behaves like the official sources, their faults included, and keeps a log."""

from __future__ import annotations

import gzip
import random
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.index.harvest.documents import Stuk, body, record

NAMESPACES = (
    'xmlns:o="http://standaarden.overheid.nl/wetgeving/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:cd="http://standaarden.overheid.nl/cup/data" '
    'xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse" '
    'xmlns:gzd="http://standaarden.overheid.nl/sru" xmlns:diag="http://docs.oasis-open.org/ns/search-ws/diagnostic" '
    'xmlns:c="http://standaarden.overheid.nl/collectie/"'
)
CLAUSE = re.compile(r'(?P<field>[\w.-]+)\s*(?P<op>==|>=|<=)\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"()]+))')
SEPARATOR = re.compile(r"\s+AND\s+")
TYPES = {"xml": "application/xml", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}
FAULTS = ("429", "500", "502", "503", "504", "reset", "reset-before", "truncated-gzip", "broken-gzip", "short")
"""Faults that pass: the same request may go well the next time."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A request as the server saw it."""

    at: float
    path: str
    headers: dict[str, str]
    fault: str | None
    status: int


@dataclass(kw_only=True)
class Bron:
    """What the server has, and how it misbehaves.

    Attributes:
        items: publications by id.
        listed_too: items that searching lists though they no longer exist.
        twice: ids that searching lists a second time on the next page.
        faults: by path (without query): the faults of the next requests, one each.
        fault_share: of all requests, so many meet a fault at random.
        estimate: what searching adds to the number of records: it is an estimate.
        last_record: the last position that searching gives; beyond it the answer is 504.
        redirects: from path to address.
        replies: from path to (status, headers, body), whatever else is known.
        etags: whether bodies have one; else they have a date of modification.
    """

    items: dict[str, Stuk] = field(default_factory=dict)
    listed_too: dict[str, Stuk] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    faults: dict[str, list[str]] = field(default_factory=dict)
    fault_share: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(8))  # noqa: S311  # chance
    estimate: int = 0
    last_record: int = 9_999
    page_delay_s: float = 0.0
    drip_s: float = 0.05
    retry_after: str = "0"
    redirects: dict[str, str] = field(default_factory=dict)
    replies: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    etags: bool = True
    error_page: str | None = None
    on_request: Callable[[str], None] | None = None
    seen: list[Seen] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, *items: Stuk) -> None:
        self.items.update({item.id: item for item in items})

    def paths(self, start: str = "/") -> list[str]:
        """Paths asked for, in order, that begin like this."""
        with self.lock:
            return [seen.path for seen in self.seen if seen.path.startswith(start)]

    def next_fault(self, path: str) -> str | None:
        with self.lock:
            if queue := self.faults.get(path):
                return queue.pop(0)
            if self.fault_share and self.chance.random() < self.fault_share:
                return self.chance.choice(FAULTS)
        return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes: else 40 ms go by between them
    server: Server

    def do_GET(self) -> None:
        at = time.time()
        bron = self.server.bron
        path = unquote(urlsplit(self.path).path)
        fault = bron.next_fault(path)
        self._seen = (at, fault)
        if bron.on_request:
            bron.on_request(path)
        if fault == "reset-before":
            self._log(0)
            self._reset()
            return
        if fault and fault[:3].isdecimal():
            headers = {"Content-Type": "text/html"}
            if fault.startswith("429"):
                headers["Retry-After"] = (
                    formatdate(time.time() + 1, usegmt=True) if fault == "429-date" else bron.retry_after
                )
            self._send(int(fault[:3]), headers, b"<html><body><h1>Even geduld</h1></body></html>")
        elif path in bron.replies:
            self._send(*bron.replies[path], fault)
        elif path in bron.redirects:
            self._send(302, {"Location": bron.redirects[path]}, b"")
        elif path == "/sru":
            self._search(fault)
        else:
            self._document(path, fault)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""

    # ------------------------------------------------------------------ documents

    def _document(self, path: str, fault: str | None) -> None:
        bron = self.server.bron
        name, _, vorm = path.strip("/").rpartition(".")
        item = bron.items.get(name)
        if item is None or vorm not in item.vormen:
            if bron.error_page:
                self._send(302, {"Location": bron.error_page}, b"")
            else:
                self._send(404, {"Content-Type": "text/html"}, b"<html><body>Niet gevonden</body></html>")
            return
        etag = f'"{item.id}-{item.versie}"'
        headers = {"Content-Type": TYPES.get(vorm, "application/octet-stream")}
        if bron.etags:
            headers["ETag"] = etag
            if self.headers.get("If-None-Match") == etag:
                self._send(304, {"ETag": etag}, b"")
                return
        else:
            headers["Last-Modified"] = moment = formatdate(1_700_000_000 + item.versie, usegmt=True)
            if self.headers.get("If-Modified-Since") == moment:
                self._send(304, {}, b"")
                return
        self._send(200, headers, body(item, vorm), fault)

    # ------------------------------------------------------------------ searching

    def _search(self, fault: str | None) -> None:
        bron = self.server.bron
        time.sleep(bron.page_delay_s)
        asked = parse_qs(urlsplit(self.path).query)
        query, start = asked["query"][0], int(asked.get("startRecord", ["1"])[0])
        size = min(int(asked.get("maximumRecords", ["10"])[0]), 1000)
        if start > bron.last_record:
            self._send(504, {"Content-Type": "text/html"}, b"<html><h1>504 Gateway Time-out</h1>nginx</html>")
            return
        clauses, problem = [], None
        query, _, excluded = query.partition(" NOT ")
        barred = CLAUSE.fullmatch(excluded)
        for part in SEPARATOR.split(query):
            match = CLAUSE.fullmatch(part.strip())
            if match is None:
                self._diagnostic(f"line 1:13 mismatched input '{part[:20]}' expecting {{<EOF>, AND, OR}}")
                return
            clause = (match["field"], match["op"], match["quoted"] if match["bare"] is None else match["bare"])
            if clause[0] in ("dt.date", "dt.modified") and not _is_date(clause[2]):
                problem = f"SEARCH-IGNOREDQTEXT {clause[2]}"
            else:
                clauses.append(clause)
        known = {**bron.listed_too, **bron.items}
        found = [item for item in known.values() if all(_matches(item, clause) for clause in clauses)]
        if barred is not None:
            found = [i for i in found if not _matches(i, (barred["field"], barred["op"], barred["quoted"]))]
        found.sort(key=lambda item: (item.jaar, item.nummer, item.id))
        page = found[start - 1 : start - 1 + size]
        rows = [record(item, self.server.url, 1 + n % 5) for n, item in enumerate(page)]
        rows += [
            record(item, self.server.url, 1) for item in found[max(0, start - 2) : start - 1] if item.id in bron.twice
        ]
        following = start + size
        after = f"<sru:nextRecordPosition>{following}</sru:nextRecordPosition>" if following <= len(found) else ""
        warning = _diagnostics(problem, "sru:") if problem else ""
        text = f"""<?xml version="1.0" encoding="UTF-8"?>
<sru:searchRetrieveResponse {NAMESPACES}><sru:version>2.0</sru:version>
<sru:numberOfRecords>{max(0, len(found) + bron.estimate)}</sru:numberOfRecords>
<sru:records>{"".join(rows)}</sru:records>{after}{warning}
<sru:resultCountPrecision>info:srw/vocabulary/resultCountPrecision/1/estimate</sru:resultCountPrecision>
</sru:searchRetrieveResponse>"""
        self._send(200, {"Content-Type": "application/xml"}, text.encode(), fault)

    def _diagnostic(self, message: str) -> None:
        text = (
            '<searchRetrieveResponse xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse" '
            f'xmlns:diag="http://docs.oasis-open.org/ns/search-ws/diagnostic"><version>2.0</version>'
            f"{_diagnostics(message, '')}</searchRetrieveResponse>"
        )
        self._send(200, {"Content-Type": "application/xml"}, text.encode())

    # ------------------------------------------------------------------ on the wire

    def _send(self, status: int, headers: dict[str, str], content: bytes, fault: str | None = None) -> None:
        self._log(status)
        if content and status == 200 and "Content-Encoding" not in headers:
            content = gzip.compress(content, mtime=0, compresslevel=1)
            headers = headers | {"Content-Encoding": "gzip"}
            if fault == "truncated-gzip":
                content = content[: len(content) // 2]
            elif fault == "broken-gzip":
                content = content[:40] + bytes(20) + content[60:]
        length = len(content)
        if fault == "short":  # promises more than it gives
            length += 100
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        try:
            if fault == "reset":
                self.wfile.write(content[: len(content) // 2])
                self.wfile.flush()
                self._reset()
            elif fault == "drip":
                for at in range(len(content)):
                    self.wfile.write(content[at : at + 1])
                    self.wfile.flush()
                    time.sleep(self.server.bron.drip_s)
            else:
                self.wfile.write(content)
                if fault == "short":
                    self.close_connection = True
        except OSError:  # the client had enough of it
            self.close_connection = True

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):  # reset on purpose
            self.rfile.close()

    def handle(self) -> None:
        try:
            super().handle()
        except (OSError, ValueError):  # the client went away
            self.close_connection = True

    def _log(self, status: int) -> None:
        at, fault = self._seen
        bron = self.server.bron
        with bron.lock:
            bron.seen.append(
                Seen(
                    at=at,
                    path=self.path,
                    headers={k.lower(): v for k, v in self.headers.items()},
                    fault=fault,
                    status=status,
                )
            )


class Server(ThreadingHTTPServer):
    """The server of one `Bron`."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, bron: Bron) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bron = bron

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Resets on purpose are no errors."""


@contextmanager
def serving(bron: Bron) -> Iterator[Server]:
    """The server, while the `with` lasts."""
    server = Server(bron)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def dripping_headers(every_s: float = 0.1) -> Iterator[str]:
    """A server whose headers never end, though each piece of them comes in time."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not stop.wait(every_s):
                    try:
                        connection.sendall(b"X-Nog-Meer: 1\r\n")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            stop.set()
            thread.join()


def busiest_window(seen: Iterable[Seen], window_s: float) -> int:
    """The most requests that the server saw within any stretch of time of this length."""
    moments = sorted(request.at for request in seen)
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= window_s:
            first += 1
        most = max(most, last - first + 1)
    return most


def _matches(item: Stuk, clause: tuple[str, str, str]) -> bool:
    name, op, wanted = clause
    values = {
        "c.product-area": ("officielepublicaties",),
        "dt.type": item.typen,
        "dt.creator": (item.kamer,),
        "dt.identifier": (item.id,),
        "w.vergaderjaar": (item.jaar,),
        "w.publicatienaam": ("Kamervragen (Aanhangsel)",),
        "dt.date": (item.dag.isoformat(),),
        "dt.modified": (item.gewijzigd[:10],),
    }[name]
    if op == "==":
        return wanted in values
    return any(value >= wanted if op == ">=" else value <= wanted for value in values)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _diagnostics(message: str, prefix: str) -> str:
    return (
        f"<{prefix}diagnostics><diag:diagnostic><diag:uri>info:srw/diagnostic/1/10</diag:uri>"
        f"<diag:message>{escape(message)}</diag:message></diag:diagnostic></{prefix}diagnostics>"
    )
