"""What stands before Streamlit: pages of others are refused before anything is looked up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from ui.app.web import OwnOrigin, UploadRoom

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


@pytest.fixture
def uploading() -> Callable[[int], TestClient]:
    """A server that keeps everything it was sent, with room for so many bytes."""

    def make(room: int) -> TestClient:
        kept: list[int] = []

        async def upload(request: Request) -> PlainTextResponse:
            kept.append(len(await request.body()))
            return PlainTextResponse("bewaard")

        guard = Middleware(UploadRoom, held=lambda: sum(kept), max_file_bytes=100, max_bytes=room)
        routes = [Route("/_stcore/upload_file/{session}/{name}", upload, methods=["PUT"])]
        return TestClient(Starlette(routes=routes, middleware=[guard]), base_url=HOST)

    return make


def test_uploads_of_all_sessions_together_are_bounded(uploading: Callable[[int], TestClient]) -> None:
    client = uploading(250)
    put = [client.put(f"/_stcore/upload_file/s{n}/f", content=b"x" * 100).status_code for n in range(4)]
    assert put == [200, 200, 413, 413]


def test_an_upload_of_untold_length_counts_as_the_largest(uploading: Callable[[int], TestClient]) -> None:
    client = uploading(150)
    assert client.put("/_stcore/upload_file/s/a", content=iter([b"x" * 60])).status_code == 200
    assert client.put("/_stcore/upload_file/s/b", content=iter([b"x"])).status_code == 413
    assert client.put("/_stcore/upload_file/s/b", content=b"x").status_code == 200
