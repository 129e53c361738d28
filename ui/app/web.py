"""What this app adds to the web server of Streamlit: Dutch as the language of the page, headers that keep it safe."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from ui.server.access import host_name

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",  # the start page of Streamlit has a script
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""No request leaves the machine, whatever a document contains."""

HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
MAX_HEAD_BYTES = 64 * 1024
ENGLISH, DUTCH = b'<html lang="en">', b'<html lang="nl">'


class Beside:
    """Hands the addresses of other applications to those, before anything of this app looks at the request.

    Args:
        app: the app.
        others: by the path that they answer to, themselves and below it.
    """

    def __init__(self, app: ASGIApp, others: Mapping[str, ASGIApp]) -> None:
        self._app = app
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request to who answers it."""
        path = f"{scope['path']}/" if scope["type"] == "http" else ""
        chosen = next((other for prefix, other in self._others.items() if path.startswith(f"{prefix}/")), self._app)
        await chosen(scope, receive, send)


class SecurityHeaders:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(item for item in HEADERS if item[0] not in present)]
            await send(message)

        await self._app(scope, receive, send_with_headers)


class OwnOrigin:
    """Refuses what another web page sends, what asks for another name, and what is enormous, before Streamlit looks.

    Streamlit refuses a foreign websocket too, but to tell whether it is foreign it asks the internet for this
    machine's address: any page that a user has open could make it do so.

    Args:
        app: the app.
        hosts: names that the server answers to, for a page elsewhere may let its own name lead here; empty: any.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = ()) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or refuses it."""
        refusal = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            status, text = refusal
            await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": f"Geweigerd: {text}.".encode()})

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers: dict[bytes, bytes] = {name.lower(): value for name, value in scope["headers"]}
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEAD_BYTES:
            return 431, "de kop van het verzoek is te groot"
        if self._hosts and host_name(headers.get(b"host", b"").decode("latin-1")) not in self._hosts:
            return 421, "deze server heet anders"
        return None if _is_own(scope) else (403, "het verzoek komt van een andere pagina")


def _is_own(scope: Scope) -> bool:
    """Whether a request comes from a page of this server; one without an origin comes from no page."""
    headers: dict[bytes, bytes] = {name.lower(): value.lower() for name, value in scope["headers"]}
    origin = headers.get(b"origin")
    if origin is None:
        return True
    # a proxy names the host that the browser asked for; no page can set that header itself
    return origin.partition(b"://")[2] in (headers.get(b"host"), headers.get(b"x-forwarded-host"))


class DutchPage:
    """Marks the page as Dutch, for screen readers and hyphenation; Streamlit has no setting for it.

    Both marks are equally long, so that the length of the answer stays right.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; a page is asked for unpacked, so that the mark can be found in it."""
        if scope["type"] != "http" or not _wants_page(scope):
            await self._app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]

        async def send_dutch(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = message.get("body", b"").replace(ENGLISH, DUTCH, 1)
            await send(message)

        await self._app({**scope, "headers": plain}, receive, send_dutch)


def _wants_page(scope: Scope) -> bool:
    accepted = b",".join(value for name, value in scope["headers"] if name.lower() == b"accept")
    return scope["method"] == "GET" and b"text/html" in accepted
