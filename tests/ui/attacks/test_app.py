"""The app as it is served, under attack: each test has the attack in its name."""

from __future__ import annotations

import base64
import contextlib
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.ui.attacks.target import SECRETS, Target, status
from tests.ui.attacks.window import BOUNDARY, FILE, opened


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
        assert status(target.send(request_bytes, wait_s=2)) in (0, 400, 413, 414, 421, 431)
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


def test_a_file_that_is_too_large_is_refused_by_the_server_itself(target: Target) -> None:
    with opened(target) as window:
        head = f"PUT /_stcore/upload_file/{window.number}/groot HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\n"
        kind = f"Content-Type: multipart/form-data; boundary={BOUNDARY}"
        told = "\r\n".join([head + kind, *window.proof, f"Content-Length: {64 << 20}", "", ""])
        assert status(target.send(told.encode())) == 413, "by what it says of itself"
        untold = "\r\n".join([head + kind, *window.proof, "Transfer-Encoding: chunked", "", FILE])
        chunk, given = b"10000\r\n" + b"x" * 0x10000 + b"\r\n", 0
        with socket.create_connection(("127.0.0.1", target.port), timeout=10) as client:
            client.sendall(untold.replace(FILE, f"{len(FILE):x}\r\n{FILE}\r\n").encode())
            with contextlib.suppress(BrokenPipeError, ConnectionResetError, TimeoutError):
                while given < 128 << 20:
                    client.sendall(chunk)
                    given += 0x10000
        assert given < 128 << 20, "it went on listening"
    assert target.is_well


def test_no_secret_is_in_an_answer_or_a_log(target: Target) -> None:
    paths = ("/", "/over", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/?q=sleutel")
    said = "".join(target.get(path, "Accept: text/html").decode(errors="replace") for path in paths)
    said += target.log.read_text() + target.calls.read_text()
    assert [secret for secret in SECRETS.values() if secret in said] == []
