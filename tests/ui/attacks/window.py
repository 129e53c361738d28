"""A window of the app that is really open, without a browser: what an attacker would have another's browser use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.ui.attacks.target import Target

COOKIE = re.compile(rb"set-cookie: _streamlit_xsrf=([^;]+)", re.IGNORECASE)
BOUNDARY = "grens"
FILE = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="a.xml"\r\n\r\n'
END = f"\r\n--{BOUNDARY}--\r\n"


@dataclass(frozen=True, slots=True)
class Window:
    """An open session.

    Attributes:
        target: the app.
        number: of the session.
        token: against forgery; a page has it in a cookie and sends it along in a header.
    """

    target: Target
    number: str
    token: str

    def upload(self, *headers: str, method: str = "PUT", data: bytes = b"<a/>", host: str = "") -> bytes:
        """The answer to a file that is sent to this session, or taken from it."""
        body = (FILE.encode() + data + END.encode()) if method == "PUT" else b""
        lines = [
            f"{method} /_stcore/upload_file/{self.number}/bestand HTTP/1.1",
            f"Host: {host or f'127.0.0.1:{self.target.port}'}",
            f"Content-Length: {len(body)}",
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
            *headers,
            "Connection: close",
        ]
        return self.target.send("\r\n".join([*lines, "", ""]).encode() + body)

    @property
    def proof(self) -> tuple[str, str]:
        """The headers by which the page of this window shows that a request is its own."""
        return f"Cookie: _streamlit_xsrf={self.token}", f"X-Xsrftoken: {self.token}"


@contextmanager
def opened(target: Target) -> Iterator[Window]:
    """Opens the page about the app."""
    token = COOKIE.search(target.get("/_stcore/health"))
    assert token is not None
    own = f"127.0.0.1:{target.port}"
    with connect(
        f"ws://{own}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=f"http://{own}",  # type: ignore[arg-type]
        max_size=None,
        close_timeout=0.5,  # it goes on telling what it draws
    ) as page:
        asked = BackMsg()
        asked.rerun_script.page_name = "over"
        page.send(asked.SerializeToString())
        told = ForwardMsg()
        while told.WhichOneof("type") != "new_session":
            told.ParseFromString(page.recv(timeout=60, decode=False))
        yield Window(target, told.new_session.initialize.session_id, token[1].decode())
