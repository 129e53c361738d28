"""API and MCP beside the app, under attack: each test has the attack in its name."""

from __future__ import annotations

import contextlib
import json
import socket
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.build.backup import make_backup
from index.settings import load_settings
from tests.ui.attacks.target import SECRETS, Target, attacked, status

TOKEN = "zeer-geheim-toegangstoken-4714"  # noqa: S105  # of this test
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
}
MCP = ("Accept: application/json, text/event-stream", "Content-Type: application/json")


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """With a token."""
    folder = tmp_path_factory.mktemp("slot")
    (folder / "token").write_text(TOKEN)
    with attacked(folder, ["--api", "--mcp", "--token-file", str(folder / "token")]) as served:
        yield served


def sent(target: Target, method: str, path: str, body: bytes, *headers: str, host: str = "") -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {host or f'127.0.0.1:{target.port}'}",
        f"Content-Length: {len(body)}",
        *headers,
        "Connection: close",
    ]
    return target.send("\r\n".join([*lines, "", ""]).encode() + body)


def body_of(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


# ---------------------------------------------------------------------- who asks


@pytest.mark.parametrize("path", ["/v1/status", "/v1/search?query=x", "/v1/openapi.json", "/mcp"])
@pytest.mark.parametrize("host", ["elders.example", "127.0.0.1.elders.example"])
def test_a_name_that_was_rebound_to_this_computer_gets_nothing(path: str, host: str, target: Target) -> None:
    method, body = ("POST", json.dumps(INITIALIZE).encode()) if path == "/mcp" else ("GET", b"")
    answer = sent(target, method, path, body, *MCP, host=host)
    assert status(answer) == 421, answer[:200]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/searches", {"name": "kwaad", "query": "kwaad"}),
        ("DELETE", "/v1/searches/kwaad", {}),
        ("POST", "/mcp", INITIALIZE),
    ],
)
def test_a_page_of_another_site_changes_nothing(method: str, path: str, body: object, target: Target) -> None:
    answer = sent(target, method, path, json.dumps(body).encode(), "Origin: https://elders.example", *MCP)
    assert status(answer) == 403, answer[:200]


def test_another_site_is_not_allowed_to_read_answers(target: Target) -> None:
    asked = ("Origin: https://elders.example", "Access-Control-Request-Method: POST")
    for answer in (target.get("/v1/status", *asked[:1]), sent(target, "OPTIONS", "/v1/check", b"", *asked)):
        assert b"access-control-allow-origin" not in answer.lower()


@pytest.mark.parametrize(
    "header",
    ["X-Niets: 1", "Authorization: Bearer ", f"Authorization: Bearer {TOKEN[:-1]}", f"Authorization: Basic {TOKEN}"],
)
@pytest.mark.parametrize("path", ["/v1/status", "/v1/openapi.json", "/v1/searches", "/mcp", "/v1/bestaat-niet"])
def test_without_the_token_nothing_is_answered(path: str, header: str, locked: Target) -> None:
    assert status(locked.get(path, header)) == 401


# ---------------------------------------------------------------------- what is asked


@pytest.mark.parametrize(
    "path",
    [
        "/v1/publications/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/v1/publications/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/v1/pairs/..%5c..%5cpyproject.toml",
        "/v1/../../../../etc/passwd",
        "/mcp/../../../../etc/passwd",
        "/v1/series/%00",
    ],
)
def test_a_path_traversal_of_the_api_reads_no_file(path: str, target: Target) -> None:
    answer = target.get(path)
    assert b"root:" not in answer
    assert b"[build-system]" not in answer
    assert 400 <= status(answer) < 600
    assert target.is_well


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/check", b"[" * 200_000),
        ("/v1/check", b'{"text": "' + b"\xff" * 1000 + b'"}'),
        ("/v1/check", b'{"text": ' + b"9" * 100_000 + b"}"),
        ("/v1/check", b"x" * 3_000_000),
        ("/mcp", b"[" * 200_000),
        ("/mcp", json.dumps([INITIALIZE] * 5_000).encode()),
        ("/mcp", b"x" * 3_000_000),
    ],
    ids=["deep", "no text", "a long number", "large", "mcp deep", "mcp many at once", "mcp large"],
)
def test_a_senseless_or_enormous_body_is_refused(path: str, body: bytes, target: Target) -> None:
    begun = time.monotonic()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it may hang up before it has read everything
        answer = sent(target, "POST", path, body, *MCP)
        assert 400 <= status(answer) < 500, answer[:300]
        assert b"Traceback" not in answer
    assert time.monotonic() - begun < 10
    assert target.is_well


@pytest.mark.parametrize("path", ["/v1/check", "/mcp"])
def test_a_body_without_an_end_is_cut_off(path: str, target: Target) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\nTransfer-Encoding: chunked\r\n"
    with socket.create_connection(("127.0.0.1", target.port), timeout=10) as client:
        client.sendall((head + "\r\n".join([*MCP, "", ""])).encode())
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        given = 0
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, TimeoutError):
            while given < 64 << 20:
                client.sendall(chunk)
                given += 0x10000
    assert given < 64 << 20, "it went on listening"
    assert target.is_well


@pytest.mark.parametrize("path", ["/v1/search?query=" + "a" * 60_000, "/v1/search?" + "partij=VVD&" * 5_000, "/v1/ask"])
def test_an_enormous_or_empty_question_is_told_what_is_wrong(path: str, target: Target) -> None:
    answer = target.get(path)
    assert 400 <= status(answer) < 500
    assert len(body_of(answer)) < 20_000, "it repeats all that was sent"


# ---------------------------------------------------------------------- how many ask


def test_slow_bodies_keep_nobody_waiting(target: Target) -> None:
    with contextlib.ExitStack() as held:
        for n in range(100):
            client = held.enter_context(socket.create_connection(("127.0.0.1", target.port), timeout=5))
            path = ("/v1/check", "/mcp")[n % 2]
            client.sendall(
                f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n{MCP[1]}\r\n\r\n{{".encode()
            )
        begun = time.monotonic()
        assert status(target.get("/v1/openapi.json")) == 200
        assert time.monotonic() - begun < 5


def test_two_hundred_connections_to_the_api_are_all_answered(target: Target) -> None:
    with ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(lambda _: status(target.get("/v1/openapi.json")), range(200)))
    assert set(answers) == {200}
    assert target.is_well


# ---------------------------------------------------------------------- what slips out


def test_no_secret_is_in_an_answer_or_a_log_of_the_api(locked: Target) -> None:
    bearer = f"Authorization: Bearer {TOKEN}"
    said = b"".join(
        locked.get(path, *headers)
        for headers in ((), (bearer,))
        for path in ("/v1/status", "/v1/openapi.json", "/v1/search?query=sleutel", "/v1/searches", "/v1/x", "/metrics")
    )
    said += sent(locked, "POST", "/mcp", json.dumps(INITIALIZE).encode(), bearer, *MCP)
    said += locked.log.read_bytes() + locked.calls.read_bytes()
    assert [secret for secret in (*SECRETS.values(), TOKEN) if secret.encode() in said] == []


@pytest.mark.parametrize("path", ["/v1/status", "/v1/openapi.json", "/v1/bestaat-niet", "/mcp"])
def test_every_answer_of_the_api_bears_the_headers_against_framing_and_sniffing(path: str, target: Target) -> None:
    head = target.get(path).partition(b"\r\n\r\n")[0].lower()
    assert b"x-content-type-options: nosniff" in head
    assert b"frame-ancestors 'self'" in head


def test_no_secret_is_in_a_backup(tmp_path: Path, corpus_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    settings = load_settings(data_dir=corpus_dir)
    make_backup(settings.data_dir, tmp_path / "kopie.zip")
    with zipfile.ZipFile(tmp_path / "kopie.zip") as kept:
        held = b"".join(kept.read(name) for name in kept.namelist())
    assert [secret for secret in SECRETS.values() if secret.encode() in held] == []
    assert [secret for secret in SECRETS.values() if secret in repr(settings) + settings.model_dump_json()] == []
