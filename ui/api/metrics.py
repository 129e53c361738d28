"""Counts requests and their seconds, in the text form that Prometheus reads."""

from __future__ import annotations

import threading
import time
from collections import Counter

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEDIA_TYPE = "text/plain; version=0.0.4"


class Metrics:
    """ASGI middleware that counts what passes."""

    def __init__(self, app: ASGIApp, counts: RequestCounts) -> None:
        self._app = app
        self._counts = counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, and counts by route and status when the answer is sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        started = time.monotonic()

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            route = getattr(scope.get("route"), "path", "overig")
            self._counts.add(route, status, time.monotonic() - started)


class RequestCounts:
    """How many requests, and how long they took, by route and status."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()

    def add(self, route: str, status: int, seconds: float) -> None:
        """Counts an answered request."""
        with self._lock:
            self._requests[route, status] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]  # a Counter of floats

    def text(self) -> str:
        """All counts as text, in the form that Prometheus reads."""
        with self._lock:
            lines = ["# TYPE kamervragen_requests_total counter"]
            lines += [
                f'kamervragen_requests_total{{route="{route}",status="{status}"}} {count}'
                for (route, status), count in sorted(self._requests.items())
            ]
            lines.append("# TYPE kamervragen_request_seconds_total counter")
            lines += [
                f'kamervragen_request_seconds_total{{route="{route}"}} {seconds:.6f}'
                for route, seconds in sorted(self._seconds.items())
            ]
        return "\n".join(lines) + "\n"

    async def show(self, request: Request) -> Response:
        """`/metrics`."""
        return PlainTextResponse(self.text(), media_type=MEDIA_TYPE)
