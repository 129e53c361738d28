"""Requests that a page elsewhere has the browser of a user send (XSRF): none of them changes anything."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from tests.ui.attacks.target import Target, status
from tests.ui.attacks.window import Window, opened
from ui.api.routes import asking, checking, corpus, files, following, reading
from ui.server.access import SAFE

CHANGING = [
    (method, route.path.replace("{name:path}", "drones"))
    for module in (asking, checking, corpus, files, following, reading)
    for route in module.routes.routes
    if isinstance(route, APIRoute)
    for method in sorted(route.methods - set(SAFE))
]
"""Every route of the API that is not only read."""
FOREIGN = (
    "https://elders.example",
    "http://127.0.0.1:1",  # another server on this computer
    "http://127.0.0.1.elders.example",
    "null",  # a page in a sandbox, a file
    "",
)


@pytest.fixture(scope="module")
def window(target: Target) -> Iterator[Window]:
    with opened(target) as page:
        yield page


def test_the_own_page_of_a_window_uploads_and_takes_back(window: Window) -> None:
    own = f"Origin: http://127.0.0.1:{window.target.port}"
    assert status(window.upload(own, *window.proof)) == 204, "else the refusals below would say nothing"
    assert status(window.upload(own, *window.proof, method="DELETE")) == 204


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("part", ["no token", "only the cookie", "only the header", "another token", "half a token"])
def test_an_upload_with_a_forged_or_missing_xsrf_token_is_refused(window: Window, method: str, part: str) -> None:
    cookie, header = window.proof
    other = "2|01234567|" + "ab" * 16 + "|1700000000"
    sent = {
        "no token": (),
        "only the cookie": (cookie,),
        "only the header": (header,),
        "another token": (cookie, f"X-Xsrftoken: {other}"),
        "half a token": (cookie, header[:-20]),
    }[part]
    assert status(window.upload(*sent, method=method)) == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("origin", FOREIGN)
def test_an_upload_from_a_foreign_page_is_refused_even_with_the_token(window: Window, method: str, origin: str) -> None:
    assert status(window.upload(f"Origin: {origin}", *window.proof, method=method)) == 403


def test_an_upload_under_a_rebound_name_is_refused_even_with_the_token(window: Window) -> None:
    name = "elders.example"
    assert status(window.upload(f"Origin: http://{name}", *window.proof, host=name)) == 421


def test_an_upload_to_a_session_that_does_not_exist_is_refused(window: Window) -> None:
    invented = Window(window.target, "verzonnen", window.token)
    assert status(invented.upload(*window.proof)) == 400


def test_all_routes_that_change_anything_are_tried() -> None:
    assert {path for _, path in CHANGING} >= {"/v1/searches", "/v1/searches/run", "/v1/searches/mark-seen", "/v1/check"}


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize(("method", "path"), [*CHANGING, ("POST", "/mcp"), ("DELETE", "/mcp")])
def test_a_foreign_page_makes_no_route_do_anything(target: Target, method: str, path: str, origin: str) -> None:
    body = json.dumps({"name": "drones", "query": "drones", "text": "drones"}).encode()
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{target.port}",
            f"Origin: {origin}",
            f"Content-Type: {kind}",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        answer = target.send("\r\n".join([*lines, "", ""]).encode() + body)
        assert status(answer) == 403, answer[:300]
    listed = target.get("/v1/searches")
    assert b"drones" not in listed
