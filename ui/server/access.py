"""Who may ask a server: the token, the names that it answers to, whose page asks, and the size of what is sent."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import InputError
from ui.server.listen import LOOPBACK
from ui.server.problem import problem

MIN_TOKEN_CHARS = 16
MAX_BODY_BYTES = 2 * 1024 * 1024
SAFE = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing."""
Header = tuple[bytes, bytes]
HANG_UP = (b"connection", b"close")
"""Has the connection closed after the answer: who is refused may not go on sending."""
UNSNIFFED = (b"x-content-type-options", b"nosniff")
"""Tells browsers to take an answer for what it says it is."""


def read_token(path: Path | None) -> str | None:
    """The token in a file; None without a file.

    Raises:
        InputError: the file cannot be read, or what stands in it is too short to be safe.
    """
    if path is None:
        return None
    try:
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: het token kan niet worden gelezen; controleer de naam en de rechten") from error
    if len(token) < MIN_TOKEN_CHARS or not token.isascii() or any(char.isspace() for char in token):
        raise InputError(
            f"{path}: een token is één regel van minstens {MIN_TOKEN_CHARS} letters en cijfers; maak er een met "
            "`openssl rand -hex 32`"
        )
    return token


def names_of(host: str, token: str | None) -> tuple[str, ...]:
    """The names that a server on this host answers to; empty: any. Others are not served without a token.

    Raises:
        InputError: with the option to give one.
    """
    if host in LOOPBACK:
        return LOOPBACK
    if token is None:
        raise InputError(
            f"op {host} kan iedereen in het netwerk meevragen: geef met --token-file een bestand met een token, of "
            "laat --host weg"
        )
    return ()


class Guard:
    """Lets through who may ask: ASGI middleware around a whole application.

    Args:
        token: that every request must bear; None asks for none.
        hosts: names that the server answers to, so that no page elsewhere can pass its own name off as this computer;
            empty: any.
        max_body_bytes: the most that a request may send.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: str | None = None,
        hosts: Collection[str] = LOOPBACK,
        max_body_bytes: int = MAX_BODY_BYTES,
    ) -> None:
        self._app = app
        self._token = f"Bearer {token}".encode() if token else None
        self._hosts = frozenset(hosts)
        self._max_body_bytes = max_body_bytes
        self._too_large_text = f"het verzoek is te groot: hoogstens {max_body_bytes // 1024} kB"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers itself what it refuses."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._hosts and host_name(headers.get("host", "")) not in self._hosts:
            refusal = problem(421, f"deze server heet anders: vraag {', '.join(sorted(self._hosts))}")
        elif self._token and not hmac.compare_digest(headers.get("authorization", "").encode(), self._token):
            refusal = problem(401, "het token ontbreekt of klopt niet: stuur «Authorization: Bearer TOKEN» mee")
            refusal.headers["WWW-Authenticate"] = "Bearer"
        elif scope["method"] not in SAFE and not is_own_page(headers):
            refusal = problem(403, "het verzoek komt van een pagina van elders: die mag hier niets laten doen")
        elif _length(headers) > self._max_body_bytes:
            refusal = problem(413, self._too_large_text)
        else:
            await self._pass_on(scope, receive, with_headers(send, lambda _: [UNSNIFFED]))
            return
        await refusal(scope, receive, with_headers(send, lambda _: [HANG_UP, UNSNIFFED]))

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on; a body that says nothing of its length is cut off where it grows too large."""
        got = 0

        async def bounded() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self._max_body_bytes:
                raise _BodyTooLargeError(413, self._too_large_text)
            return message

        hanging_up = with_headers(send, lambda _: [HANG_UP] if got > self._max_body_bytes else [])
        try:
            await self._app(scope, bounded, hanging_up)
        except _BodyTooLargeError:
            await problem(413, self._too_large_text)(scope, receive, hanging_up)


def with_headers(send: Send, chosen: Callable[[Message], Iterable[Header]]) -> Send:
    """Adds headers to an answer, chosen when it begins."""

    async def send_with(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *chosen(message)]
        await send(message)

    return send_with


class _BodyTooLargeError(HTTPException):
    """A body that is too large; of the kind of error that the application hands on while it reads a body."""


def is_own_page(headers: Headers) -> bool:
    """Whether a request comes from a page of this server, or from no page at all: then it names no origin."""
    origin = headers.get("origin")
    if origin is None:
        return True
    # a proxy names the host that the browser asked for; no page can set that header itself
    own = {headers.get(name, "").lower() for name in ("host", "x-forwarded-host")}
    return origin.lower().partition("://")[2] in own - {""}


def host_name(host: str) -> str:
    """`127.0.0.1:8502` without its port, `[::1]:8502` without brackets too."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isascii() and given.isdigit() else 0
