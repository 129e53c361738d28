"""A server that is attacked, and what it let slip meanwhile."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import REPOSITORY
from ui.server.listen import free_port

SECRETS = {
    "KAMERVRAGEN_LLM_KEY": "zeer-geheime-sleutel-4711",
    "KAMERVRAGEN_SMTP_PASSWORD": "zeer-geheim-wachtwoord-4712",
    "KAMERVRAGEN_CHROMA_TOKEN": "zeer-geheim-token-4713",
}
LOGGED = """
import socket, sys
real, log = socket.socket.connect, open(sys.argv.pop(1), "a", buffering=1)
def connect(self, address):
    log.write(f"connect {address}\\n")
    return real(self, address)
looked = socket.getaddrinfo
def lookup(host, *rest, **more):
    log.write(f"lookup {host}\\n")
    return looked(host, *rest, **more)
socket.socket.connect, socket.getaddrinfo = connect, lookup
from ui.cli.main import main
main()
"""
"""The command line, with whom it looks up and connects to written down."""


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


@contextmanager
def attacked(folder: Path, options: Sequence[str] = ()) -> Iterator[Target]:
    """Serves the app with these options, in a process of its own that knows all `SECRETS`."""
    calls, log, port = folder / "calls.txt", folder / "log.txt", free_port("127.0.0.1", 0)
    command = [
        sys.executable,
        "-c",
        LOGGED,
        str(calls),
        "serve",
        "--port",
        str(port),
        "--data-dir",
        str(folder / "data"),
    ]
    with log.open("w") as errors:
        process = subprocess.Popen(
            [*command, *options],
            cwd=REPOSITORY,
            env=os.environ | SECRETS | {"KAMERVRAGEN_LLM_URL": "http://127.0.0.1:9/v1"},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout is not None
    try:
        assert str(port) in process.stdout.readline(), log.read_text()
        yield Target(port, calls, log)
    finally:
        process.kill()
        process.communicate()
