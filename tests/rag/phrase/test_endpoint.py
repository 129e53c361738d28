from __future__ import annotations

import gzip
import logging
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from index.errors import EndpointError
from rag.phrase.endpoint import MAX_RESPONSE_BYTES, Endpoint, complete
from tests.rag.phrase.endpoint_server import (
    Behaviour,
    completion,
    drips,
    endpoint_that,
    fails,
    floods,
    hangs_up,
    says,
    send,
    sleeps,
)

KEY = "sk-zeer-geheime-sleutel"
MESSAGES = [{"role": "user", "content": "Hoeveel drones?"}]


def test_the_text_of_the_first_choice_comes_back() -> None:
    with endpoint_that(says("Zestig drones [1].")) as served:
        assert complete(Endpoint(url=served.url, model="klein", key=KEY), MESSAGES) == "Zestig drones [1]."
    ((path, headers, body),) = served.requests
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert body["model"] == "klein"
    assert body["messages"] == MESSAGES
    assert KEY not in str(body)


def test_without_a_key_no_authorization_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # nothing of the environment is used
    with endpoint_that(says("Ja [1].")) as served:
        complete(Endpoint(url=served.url, model="klein"), MESSAGES)
    assert "Authorization" not in served.requests[0][1]


def test_a_model_that_refuses_parameters_is_asked_without_them() -> None:
    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        if "max_tokens" in body:
            send(handler, 400, b"unsupported parameter")
        else:
            send(handler, 200, completion("Ja [1]."))

    with endpoint_that(behave) as served:
        assert complete(Endpoint(url=served.url, model="streng"), MESSAGES) == "Ja [1]."
    assert len(served.requests) == 2


MISBEHAVIOUR: dict[str, tuple[Behaviour, str]] = {
    "too slow": (sleeps(3.0), "binnen 0.4 s"),
    "a byte now and then": (drips(3.0), "binnen 0.4 s"),
    "hangs up": (hangs_up, "brak af"),
    "too many requests": (fails(429, KEY.encode()), "429"),
    "out of order": (fails(500, KEY.encode()), "500"),
    "the key is refused": (fails(401, KEY.encode()), "KAMERVRAGEN_LLM_KEY"),
    "no such model": (fails(404), "404"),
    "another refusal": (fails(418), "418"),
    "parameters refused twice": (fails(400), "400"),
    "a redirect": (fails(302, Location="/elders"), "doorverwijzingen"),
    "a redirect that keeps the method": (fails(307, Location="/v1/chat/completions"), "doorverwijzingen"),
    "a page": (fails(200, b"<html><body>Inloggen</body></html>"), "webpagina"),
    "no JSON": (fails(200, b"zomaar wat"), "geen geldige JSON"),
    "JSON that nests without end": (fails(200, b"[" * 200_000), "geen geldige JSON"),
    "an event stream": (fails(200, b'data: {"choices": []}\n\n'), "geen geldige JSON"),
    "JSON of another shape": (fails(200, b'{"antwoord": "ja"}'), "zonder antwoord"),
    "a list": (fails(200, b"[1, 2]"), "zonder antwoord"),
    "no choices": (fails(200, b'{"choices": []}'), "zonder antwoord"),
    "no text": (says(None), "leeg antwoord"),
    "blank text": (says("  \n"), "leeg antwoord"),
    "text in parts": (says([{"type": "text", "text": "Ja"}]), "leeg antwoord"),
    "a refusal": (says(None, refusal="I cannot help with that."), "weigert"),
    "an empty body": (fails(200), "geen geldige JSON"),
    "far too much": (floods(3 * MAX_RESPONSE_BYTES), "groter dan"),
    "a body that unpacks to far too much": (
        fails(200, gzip.compress(b"x" * 10_000_000), Content_Encoding="gzip"),
        "ingepakt",
    ),
    "no UTF-8": (fails(200, b'{"choices": "\xff\xfe"}'), "geen geldige JSON"),
}


@pytest.mark.parametrize("case", MISBEHAVIOUR)
def test_a_misbehaving_endpoint_is_an_error_in_plain_dutch(case: str, caplog: pytest.LogCaptureFixture) -> None:
    behave, reason = MISBEHAVIOUR[case]
    caplog.set_level(logging.DEBUG)
    timeout_s = 0.4 if "0.4" in reason else 20.0
    began = time.monotonic()
    with endpoint_that(behave) as served:
        with pytest.raises(EndpointError, match=reason) as caught:
            complete(Endpoint(url=served.url, model="m", key=KEY, timeout_s=timeout_s), MESSAGES)
        waited = time.monotonic() - began
    assert waited < 2.5
    assert caught.value.__cause__ is None
    assert KEY not in f"{caught.value}{caplog.text}"
    assert all(path == "/v1/chat/completions" for path, _, _ in served.requests)


def test_nobody_there_is_an_error_that_names_the_setting() -> None:
    with endpoint_that(says("")) as served:
        pass
    with pytest.raises(EndpointError, match="KAMERVRAGEN_LLM_URL"):
        complete(Endpoint(url=served.url, model="m", key=KEY), MESSAGES)


@pytest.mark.parametrize("key", ["sleutel\nX-Kop: 1", "sleutël-zeer-geheim", "\x00sleutel-zeer-geheim"])
def test_a_key_that_cannot_be_sent_is_not_repeated(key: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with endpoint_that(says("Ja [1].")) as served:
        try:
            complete(Endpoint(url=served.url, model="m", key=key), MESSAGES)
        except EndpointError as error:
            assert key not in f"{error!r}{error.__context__!r}"
    assert key not in caplog.text
    assert key not in repr(Endpoint(url=served.url, model="m", key=key))
