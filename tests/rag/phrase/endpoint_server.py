"""An OpenAI-compatible endpoint on loopback that does what a test tells it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@dataclass
class Served:
    """Where it listens, and what it was sent.

    Attributes:
        requests: (path, headers, body) of every request.
    """

    url: str
    requests: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)


@contextmanager
def endpoint_that(behave: Behaviour) -> Iterator[Served]:
    """A server that treats every request so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.requests.append((self.path, dict(self.headers), body))
            behave(self, body)

        def do_GET(self) -> None:
            served.requests.append((self.path, dict(self.headers), {}))
            send(self, 200, b"gevolgd")

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # the client went away, as it should

    server = Server(("127.0.0.1", 0), Handler)
    served = Served(url=f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def completion(text: object, **message: object) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text} | message}]}).encode()


def says(text: object, **message: object) -> Behaviour:
    """Answers every request with this text."""
    return lambda handler, body: send(handler, 200, completion(text, **message))


def fails(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    return lambda handler, _: send(handler, status, body, **headers)


def drips(seconds: float) -> Behaviour:
    """Sends a byte now and then, so that no single read ever takes long."""

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.end_headers()
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)

    return behave


def sleeps(seconds: float) -> Behaviour:
    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        time.sleep(seconds)
        send(handler, 200, completion("Te laat [1]."))

    return behave


def floods(size: int) -> Behaviour:
    """Streams more than anyone asked for."""

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(size // 65536):
            handler.wfile.write(b"x" * 65536)

    return behave


def hangs_up(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
    """Says nothing and closes."""
    handler.connection.close()
