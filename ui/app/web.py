"""What this app adds to the web server of Streamlit: Dutch as the language of the page, headers that keep it safe."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from ui.server.access import HANG_UP, UNSNIFFED, Header, host_name, is_own_page, with_headers

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
    UNSNIFFED,
    (b"referrer-policy", b"no-referrer"),
)
MAX_HEAD_BYTES = 64 * 1024
MAX_UPLOADED_BYTES = 1024**3
UPLOADS = "/_stcore/upload_file/"
ENGLISH, DUTCH = b'<html lang="en">', b'<html lang="nl">'


class MountedApps:
    """Hands the addresses of other applications to those, before anything of this app looks at the request.

    Args:
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
        await self._app(scope, receive, with_headers(send, _lacking))


def _lacking(message: Message) -> list[Header]:
    present = {name.lower() for name, _ in message["headers"]}
    return [header for header in HEADERS if header[0] not in present]


class OwnOrigin:
    """Refuses what another web page sends, what asks for another name, and what is enormous, before Streamlit looks.

    Streamlit refuses a foreign websocket too, but to tell whether it is foreign it asks the internet for this
    machine's address: any page that a user has open could make it do so.

    Args:
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
            await _refuse(send, *refusal)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MAX_HEAD_BYTES:
            return 431, "de kop van het verzoek is te groot"
        if self._hosts and host_name(headers.get("host", "")) not in self._hosts:
            return 421, "deze server heet anders"
        return None if is_own_page(headers) else (403, "het verzoek komt van een andere pagina")


class UploadRoom:
    """Refuses an upload while all sessions together keep too much: Streamlit bounds one file, not how many there are.

    Args:
        held: how many bytes it keeps of what was uploaded.
        max_file_bytes: so many a request may bring that does not say how many.
        max_bytes: so many it may keep, with what is coming in.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        held: Callable[[], int],
        max_file_bytes: int,
        max_bytes: int = MAX_UPLOADED_BYTES,
    ) -> None:
        self._app = app
        self._held = held
        self._max_bytes = max_bytes
        self._max_file_bytes = max_file_bytes
        self._coming = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or refuses it."""
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(UPLOADS):
            await self._app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "")
        size = int(told) if told.isascii() and told.isdigit() else self._max_file_bytes
        if self._held() + self._coming + size > self._max_bytes:
            await _refuse(
                send, 413, "er staan al te veel bestanden klaar; sluit vensters die klaar zijn, of wacht even"
            )
            return
        self._coming += size
        try:
            await self._app(scope, receive, with_headers(send, _hanging_up))
        finally:
            self._coming -= size


def _hanging_up(start: Message) -> list[Header]:
    """After a refusal: else the server goes on receiving what it throws away."""
    return [HANG_UP] if start["status"] >= 400 else []


def held_bytes() -> int:
    """How much Streamlit keeps of what was uploaded to this process."""
    from streamlit.runtime import get_instance
    from streamlit.runtime.stats import CacheStat

    stats = get_instance().uploaded_file_mgr.get_stats()
    return sum(stat.byte_length for family in stats.values() for stat in family if isinstance(stat, CacheStat))


async def _refuse(send: Send, status: int, text: str) -> None:
    headers = [(b"content-type", b"text/plain"), HANG_UP]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"Geweigerd: {text}.".encode()})


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
