"""Which Chroma server is asked: its address, who may ask it, and how long it is waited for."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from index.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromaServer:
    """A Chroma server.

    Attributes:
        url: `http://host:port` or `https://host`.
        token: sent with every request; a server of its own asks none, a proxy before it or Chroma Cloud does.
        tenant: whose database it is.
        database: where the collections stand; tenant and database are made by the first build.
        attempts: how often a request is tried while the server cannot be reached or is busy.

    Raises:
        InputError: the url is no address of a server.
    """

    url: str
    token: str | None = field(default=None, repr=False)
    tenant: str = "default_tenant"
    database: str = "default_database"
    connect_s: float = 5.0
    timeout_s: float = 30.0
    attempts: int = 6

    def __post_init__(self) -> None:
        _ = self.address

    @property
    def address(self) -> tuple[str, int, bool]:
        """Host, port and whether it is https."""
        try:
            parts = urlsplit(self.url)
            secure, port = parts.scheme == "https", parts.port
        except ValueError:
            parts, secure, port = urlsplit(""), False, None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(f"KAMERVRAGEN_CHROMA_URL is {self.url!r}: schrijf het als http://127.0.0.1:8000")
        return parts.hostname, port or (443 if secure else 80), secure
