"""Talks to an OpenAI-compatible endpoint: one question, one bounded answer, no redirects, no retries."""

from __future__ import annotations

import json
import logging
import queue
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import EndpointError

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)

MAX_RESPONSE_BYTES = 1_000_000
MAX_ANSWER_TOKENS = 600
REFUSED_PARAMETERS = frozenset({400, 422})
REASONS = {
    401: "weigert de sleutel ({status}); controleer KAMERVRAGEN_LLM_KEY.",
    403: "weigert de sleutel ({status}); controleer KAMERVRAGEN_LLM_KEY.",
    404: "of het adres bestaat niet ({status}); controleer KAMERVRAGEN_LLM_URL en KAMERVRAGEN_LLM_MODEL.",
    429: "heeft het te druk ({status}).",
    3: "verwijst door ({status}); doorverwijzingen worden niet gevolgd.",
    5: "heeft een storing ({status}).",
}
"""What a status other than 200 means, by the status or its first figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where the language model is asked.

    Attributes:
        url: up to and including `/v1`.
        key: goes into one header only; never in a text, log or error.
        timeout_s: for everything together, from connecting to the last byte.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 30.0


def complete(endpoint: Endpoint, messages: Sequence[Mapping[str, str]]) -> str:
    """What the model says to the messages.

    Raises:
        EndpointError: whatever went wrong, in Dutch, without a word of what the endpoint sent.
    """
    outcome: queue.Queue[str | EndpointError] = queue.Queue(maxsize=1)
    deadline = time.monotonic() + endpoint.timeout_s
    # a thread, because a server that drips keeps every time-out for a single read satisfied
    threading.Thread(target=_work, args=(endpoint, messages, deadline, outcome), daemon=True).start()
    try:
        answer = outcome.get(timeout=endpoint.timeout_s)
    except queue.Empty:
        raise _too_late(endpoint) from None
    if isinstance(answer, EndpointError):
        raise answer
    return answer


def _work(
    endpoint: Endpoint,
    messages: Sequence[Mapping[str, str]],
    deadline: float,
    outcome: queue.Queue[str | EndpointError],
) -> None:
    try:
        outcome.put(_content(_exchange(endpoint, messages, deadline)))
    except EndpointError as error:
        outcome.put(error)
    except Exception as error:
        # the text of the error may hold the header with the key: only its kind is told
        logger.warning("the language model failed: %s", type(error).__name__)
        outcome.put(EndpointError("Het taalmodel gaf een antwoord dat niet te lezen is."))


def _exchange(endpoint: Endpoint, messages: Sequence[Mapping[str, str]], deadline: float) -> bytes:
    import httpx

    whole = {"model": endpoint.model, "messages": list(messages), "stream": False}
    careful = whole | {"temperature": 0, "max_tokens": MAX_ANSWER_TOKENS}
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if endpoint.key and not (endpoint.key.isascii() and endpoint.key.isprintable()):
        raise EndpointError("De sleutel bevat tekens die niet kunnen; controleer KAMERVRAGEN_LLM_KEY.")
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    try:
        # trust_env: no proxy, netrc or certificate that was set for something else
        with httpx.Client(timeout=endpoint.timeout_s, follow_redirects=False, trust_env=False) as client:
            status, body = _post(client, endpoint, careful, headers, deadline)
            if status in REFUSED_PARAMETERS:  # some models allow no temperature or token limit
                status, body = _post(client, endpoint, whole, headers, deadline)
    except httpx.TimeoutException:
        raise _too_late(endpoint) from None
    except httpx.ConnectError:
        raise EndpointError("Het taalmodel is niet bereikbaar; controleer KAMERVRAGEN_LLM_URL.") from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        raise EndpointError("De verbinding met het taalmodel brak af.") from None
    if status != 200:
        raise EndpointError(_reason(status))
    return body


def _post(
    client: httpx.Client,
    endpoint: Endpoint,
    payload: Mapping[str, object],
    headers: Mapping[str, str],
    deadline: float,
) -> tuple[int, bytes]:
    body = bytearray()
    url = f"{endpoint.url}/chat/completions"
    with client.stream("POST", url, json=payload, headers=dict(headers)) as response:
        if response.status_code != 200:
            return response.status_code, b""
        if response.headers.get("content-encoding", "identity") != "identity":
            raise EndpointError("Het taalmodel gaf een ingepakt antwoord, waar niet om gevraagd is.")
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > MAX_RESPONSE_BYTES:
                raise EndpointError(f"Het antwoord van het taalmodel is groter dan {MAX_RESPONSE_BYTES // 1000} kB.")
            if time.monotonic() > deadline:
                raise _too_late(endpoint)
    return 200, bytes(body)


def _content(body: bytes) -> str:
    """The text of the first choice."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        kind = "een webpagina" if body.lstrip()[:1] == b"<" else "geen geldige JSON"
        raise EndpointError(f"Het taalmodel gaf {kind} terug.") from None
    choices = value.get("choices") if isinstance(value, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(message, dict):
        raise EndpointError("Het taalmodel gaf JSON terug zonder antwoord erin.")
    if message.get("refusal"):
        raise EndpointError("Het taalmodel weigert deze vraag te beantwoorden.")
    content = message.get("content")
    if not isinstance(content, str) or not content.strip():
        raise EndpointError("Het taalmodel gaf een leeg antwoord.")
    return content


def _too_late(endpoint: Endpoint) -> EndpointError:
    return EndpointError(f"Het taalmodel gaf binnen {endpoint.timeout_s:g} s geen antwoord.")


def _reason(status: int) -> str:
    told = REASONS.get(status) or REASONS.get(status // 100) or "wijst het verzoek af ({status})."
    return f"Het taalmodel {told.format(status=status)}"
