"""Runs an ASGI application until it is told to stop; what is being answered then is answered first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from ui.server.leaving import until_told
from ui.server.listen import address_of, free_port

if TYPE_CHECKING:
    from starlette.types import ASGIApp

STOP_WITHIN_S = 30


def run_server(app: ASGIApp, host: str, port: int, *, ready: Callable[[str], None]) -> None:
    """Serves until SIGTERM or an interrupt.

    Args:
        host: checked to be allowed (`ui.server.access.names_of`).
        port: 0 takes a free one.
        ready: called with the address once it answers.
    """
    port = free_port(host, port)
    server = _Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_WITHIN_S,
        ),
        lambda: ready(address_of(host, port)),
    )
    until_told(server.run)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]  # passed on as it is
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            self._ready()
