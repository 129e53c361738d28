"""The app as it is served, under attack: each test has the attack in its name."""

from __future__ import annotations

import base64
import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

KEY = "zeer-geheime-sleutel-4711"
SERVE = """
import socket, sys
real, log = socket.socket.connect, open(sys.argv[1], "a", buffering=1)
def connect(self, address):
    log.write(f"connect {address}\\n")
    return real(self, address)
looked = socket.getaddrinfo
def lookup(host, *rest, **more):
    log.write(f"lookup {host}\\n")
    return looked(host, *rest, **more)
socket.socket.connect, socket.getaddrinfo = connect, lookup
from index.settings import load_settings
from ui.app.serve import serve
serve(load_settings(), "127.0.0.1", 0)
"""


@dataclass(frozen=True, slots=True)
class Target:
    """The served app.

    Attributes:
        port: on loopback.
        calls: the file in which its process writes whom it looks up and connects to.
        log: what it says.
    """

    port: int
    calls: Path
    log: Path

    def send(self, request: bytes, *, wait_s: float = 10.0) -> bytes:
        """What comes back, as far as it comes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait_s) as client:
            client.sendall(request)
            answer = b""
            with contextlib.suppress(TimeoutError, ConnectionResetError):
                while part := client.recv(65536):
                    answer += part
                    if len(answer) > 1 << 20:
                        break
            return answer

    def get(self, path: str, *headers: str, host: str = "") -> bytes:
        """The whole answer to a GET."""
        lines = [f"GET {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.port}'}", *headers, "Connection: close"]
        return self.send("\r\n".join([*lines, "", ""]).encode())

    @property
    def is_well(self) -> bool:
        """Whether it still answers."""
        return status(self.get("/_stcore/health")) == 200


def status(answer: bytes) -> int:
    match = re.match(rb"HTTP/1\.1 (\d{3})", answer)
    return int(match[1]) if match else 0


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("doelwit")
    calls, log = folder / "calls.txt", folder / "log.txt"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(calls)],
            cwd=REPOSITORY,
            env=os.environ
            | {
                "KAMERVRAGEN_DATA": str(folder / "data"),
                "KAMERVRAGEN_LLM_URL": "http://127.0.0.1:9/v1",
                "KAMERVRAGEN_LLM_KEY": KEY,
            },
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.search(r":(\d+)\s*$", line)
        assert found is not None, (line, log.read_text())
        yield Target(int(found[1]), calls, log)
    finally:
        process.kill()
        process.communicate()


def upgrade(origin: str) -> tuple[str, ...]:
    return (
        "Upgrade: websocket",
        f"Sec-WebSocket-Key: {base64.b64encode(b'0123456789abcdef').decode()}",
        "Sec-WebSocket-Version: 13",
        f"Origin: {origin}",
    )


def test_a_websocket_of_a_foreign_page_is_refused_and_nothing_is_looked_up(target: Target) -> None:
    before = target.calls.read_text()
    answer = target.send(
        "\r\n".join(
            [
                "GET /_stcore/stream HTTP/1.1",
                f"Host: 127.0.0.1:{target.port}",
                "Connection: Upgrade",
                *upgrade("https://elders.example"),
                "",
                "",
            ]
        ).encode(),
        wait_s=3,
    )
    assert status(answer) == 403
    assert target.calls.read_text() == before, "no address was looked up, no socket opened"


@pytest.mark.parametrize("host", ["elders.example", "127.0.0.1.elders.example", "kamervragen@elders.example"])
def test_a_host_header_of_another_name_gets_no_page(host: str, target: Target) -> None:
    answer = target.get("/", "Accept: text/html", host=host)
    assert 400 <= status(answer) < 500
    assert b"<html" not in answer


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_an_upload_by_a_foreign_page_is_refused(method: str, target: Target) -> None:
    lines = [
        f"{method} /_stcore/upload_file/sessie/bestand HTTP/1.1",
        f"Host: 127.0.0.1:{target.port}",
        "Origin: https://elders.example",
        "Content-Length: 3",
        "Connection: close",
    ]
    assert status(target.send(("\r\n".join([*lines, "", ""]) + "kwaad").encode())) == 403


def test_an_upload_without_a_session_is_refused(target: Target) -> None:
    lines = [
        "PUT /_stcore/upload_file/verzonnen/bestand HTTP/1.1",
        f"Host: 127.0.0.1:{target.port}",
        f"Origin: http://127.0.0.1:{target.port}",
        "Content-Length: 3",
        "Connection: close",
    ]
    assert 400 <= status(target.send(("\r\n".join([*lines, "", ""]) + "abc").encode())) < 500


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/static/../../../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/media/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/app/static/..%5c..%5cpyproject.toml",
        "/component/../../etc/passwd",
        "/static//etc/passwd",
    ],
)
def test_a_path_traversal_reads_no_file(path: str, target: Target) -> None:
    answer = target.get(path)
    assert b"root:" not in answer
    assert b"[build-system]" not in answer
    assert target.is_well


@pytest.mark.parametrize("path", ["/", "/bestaat-niet", "/_stcore/health", "/static/bestaat-niet.js", "/media/x"])
def test_every_answer_bears_the_headers_against_framing_sniffing_and_referring(path: str, target: Target) -> None:
    head = target.get(path, "Accept: text/html").partition(b"\r\n\r\n")[0].lower()
    assert b"frame-ancestors 'self'" in head
    assert b"object-src 'none'" in head
    assert b"x-content-type-options: nosniff" in head
    assert b"referrer-policy: no-referrer" in head


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /?q=" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Lang: " + b"b" * 300_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(20_000)) + b"\r\n",
        b"\x16\x03\x01 geen http\r\n\r\n" * 100,
    ],
    ids=["address", "header", "headers", "no http"],
)
def test_an_enormous_or_senseless_request_is_refused(request_bytes: bytes, target: Target) -> None:
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it may hang up before it has read everything
        assert status(target.send(request_bytes, wait_s=5)) in (0, 400, 413, 414, 421, 431)
    assert target.is_well


def test_slow_clients_keep_nobody_waiting(target: Target) -> None:
    with contextlib.ExitStack() as held:
        for _ in range(100):
            client = held.enter_context(socket.create_connection(("127.0.0.1", target.port), timeout=5))
            client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Traag: ")
        begun = time.monotonic()
        assert target.is_well
        assert time.monotonic() - begun < 5


def test_two_hundred_connections_at_once_are_all_answered(target: Target) -> None:
    with ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(lambda _: status(target.get("/", "Accept: text/html")), range(200)))
    assert set(answers) == {200}
    assert target.is_well


def test_the_key_of_the_language_model_is_in_no_answer_and_no_log(target: Target) -> None:
    for path in ("/", "/over", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/?q=sleutel"):
        assert KEY.encode() not in target.get(path, "Accept: text/html")
    assert KEY not in target.log.read_text()
    assert KEY not in target.calls.read_text()
