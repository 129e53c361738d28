"""What stands before Streamlit: pages of others are refused before anything is looked up."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from ui.app.web import OwnOrigin

HOST = "http://127.0.0.1:8501"
STREAM = "ws://127.0.0.1:8501/_stcore/stream"


@pytest.fixture
def client() -> TestClient:
    async def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse("gezien")

    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("gezien")

    routes = [Route("/", page, methods=["GET", "POST"]), WebSocketRoute("/_stcore/stream", stream)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(OwnOrigin)]), base_url=HOST)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1.evil.example"]
)
def test_a_page_of_another_origin_reaches_nothing(client: TestClient, origin: str) -> None:
    assert client.post("/", headers={"origin": origin}).status_code == 403
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(STREAM, headers={"origin": origin}):
        pass


@pytest.mark.parametrize(
    "headers", [{}, {"origin": HOST}, {"origin": "http://vragen.nl", "x-forwarded-host": "vragen.nl"}]
)
def test_the_own_page_and_programs_go_through(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/", headers=headers).text == "gezien"
    with client.websocket_connect(STREAM, headers=headers) as socket:
        assert socket.receive_text() == "gezien"
