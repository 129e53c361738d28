"""The HTTP client of the harvest: only configured hosts, at their pace, bounded in size and time, retried with care."""

from __future__ import annotations

import asyncio
import email.utils
import json
import logging
import random
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING

from index.errors import AddressError, HarvestError, RefusedError, ResponseError, UnavailableError
from index.harvest.http.body import CutOffError, begin_of, read_body
from index.harvest.http.loop import LoopThread
from index.harvest.http.pace import Pace
from index.harvest.http.tape import Recorder, Recording, Response
from index.sources.limits import MIB

if TYPE_CHECKING:
    import httpx

logger = logging.getLogger(__name__)

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ANSWERS = frozenset({200, 203, 304, 404, 410})
"""What is an answer: 304 says unchanged, 404 and 410 say that there is none. Any other 4xx is a refusal."""
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how large an exchange may be, and how often it is tried.

    Attributes:
        connect_s, read_s: for a connection, and between two pieces of the answer.
        total_s: for one exchange, however slowly its pieces drip.
        max_bytes: of an unpacked body.
        attempts: in all; the pause before the n-th retry is `backoff_s` times 2 to the power n - 1, at most
            `longest_backoff_s`, times a chance between a half and one and a half.
    """

    connect_s: float = 15.0
    read_s: float = 90.0
    total_s: float = 180.0
    max_bytes: int = 60 * MIB
    attempts: int = 5
    backoff_s: float = 5.0
    longest_backoff_s: float = 120.0


class Client:
    """Asks configured hosts for documents.

    One request at a time, whatever the number of threads that use it. Follows redirects itself, so that each step is
    checked against the hosts and counts in the pace.

    Args:
        addresses: base addresses; their scheme, host and port may be asked, nothing else.
        user_agent: says who asks and how to reach them.
        sleep: waits before a retry; may raise to break off.
        chance: numbers between 0 and 1, for the jitter.
        tape: keeps every answer; or gives them, and then no host is asked.
        proxy: address of a proxy on the way to every host; none is taken from the environment.
    """

    def __init__(
        self,
        *,
        addresses: Collection[str],
        pace: Pace,
        user_agent: str,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        tape: Recorder | Recording | None = None,
        proxy: str | None = None,
    ) -> None:
        self._origins = frozenset(_origin(address) for address in addresses)
        self._pace = pace
        self._user_agent = user_agent
        self._limits = limits or Limits()
        self._sleep = sleep
        self._chance = chance
        self._tape = tape
        self._proxy = proxy
        self._lock = threading.Lock()
        self._opened: tuple[LoopThread, httpx.AsyncClient] | None = None

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        max_bytes: int | None = None,
        attempts: int | None = None,
    ) -> Response:
        """The answer to a GET.

        Args:
            headers: such as `Accept`, or `If-None-Match` for a conditional request.
            max_bytes: of the unpacked body, instead of the client's own limit.
            attempts: instead of the client's own number.

        Raises:
            AddressError: the address, or one that it redirects to, is on another host.
            RefusedError: the host answers that it will not (401, 403 and other 4xx but 404 and 410).
            UnavailableError: no good answer after all attempts: no connection, time, 429, 5xx, cut off.
            TooLargeError: the body is larger than allowed.
            ResponseError: endless redirects, an unknown packing.
            RetryLaterError: the host asked for more time than the patience of the pace allows.
        """
        if isinstance(self._tape, Recording):
            return self._tape.play(url)
        if self._tape is not None:
            headers = {name: value for name, value in (headers or {}).items() if not name.startswith("If-")}
        try:
            answer = self._get(url, headers or {}, max_bytes, attempts)
        except HarvestError as error:
            if self._tape is not None:
                self._tape.keep_fault(url, error)
            raise
        if self._tape is not None:
            self._tape.keep(url, answer)
        return answer

    def back_off(self, attempt: int) -> None:
        """Waits before asking again what was answered with nothing, longer at each attempt; for a recording not."""
        if not isinstance(self._tape, Recording):
            self._sleep(self._pause_s(attempt))

    def close(self) -> None:
        """Closes the connections."""
        with self._lock:
            if self._opened is not None:
                loop, http = self._opened
                self._opened = None
                loop.run(http.aclose())
                loop.close()

    # ------------------------------------------------------------------ inside

    def _get(self, url: str, headers: Mapping[str, str], max_bytes: int | None, attempts: int | None) -> Response:
        tries = attempts or self._limits.attempts
        problem, status = "", None
        for attempt in range(1, tries + 1):
            try:
                return self._follow(url, dict(headers), max_bytes or self._limits.max_bytes)
            except _TryAgainError as error:
                problem, status = str(error), error.status
                logger.info("%s: %s (poging %d van %d)", url, problem, attempt, tries)
                if attempt < tries:
                    self._pause(attempt, error)
        raise UnavailableError(f"{url}: {problem}, na {tries} pogingen; probeer het later nog eens", status)

    def _pause(self, attempt: int, error: _TryAgainError) -> None:
        backoff_s = self._pause_s(attempt)
        if error.retry_after_s is not None:  # for all who ask this host; the next turn waits for it
            self._pace.hold(error.host, error.retry_after_s)
            backoff_s = min(backoff_s, self._limits.backoff_s) * self._chance()
        self._sleep(backoff_s)

    def _pause_s(self, attempt: int) -> float:
        longer_s: float = self._limits.backoff_s * 2 ** (attempt - 1)
        return min(longer_s, self._limits.longest_backoff_s) * (0.5 + self._chance())

    def _follow(self, url: str, headers: dict[str, str], max_bytes: int) -> Response:
        redirects: list[str] = []
        while True:
            host = self._checked_host(url, redirects)
            with self._lock, self._pace.turn(host):
                status, answered, body = self._exchange(url, host, headers, max_bytes)
            if status in REDIRECTS and answered.get("location"):
                redirects.append(url)
                if len(redirects) > MOST_REDIRECTS:
                    raise ResponseError(
                        f"{redirects[0]}: meer dan {MOST_REDIRECTS} keer doorverwezen, het laatst vanaf {url}"
                    )
                url = _joined(url, answered["location"])
                continue
            if status in RETRIED:
                wait_s = _retry_after(answered.get("retry-after"))
                raise _TryAgainError(f"de bron antwoordt {status}", host, status=status, retry_after_s=wait_s)
            if status not in ANSWERS:
                raise RefusedError(
                    f"{url}: de bron weigert het verzoek (HTTP {status}{_said(body)});"
                    " controleer het adres in de instellingen",
                    body,
                )
            return Response(url=url, status=status, headers=answered, body=body, redirects=tuple(redirects))

    def _checked_host(self, url: str, redirects: list[str]) -> str:
        """The host and port of an address that may be asked."""
        scheme, host, port = origin = _origin(url)
        allowed = origin in self._origins or (
            scheme == "https" and port == PORTS["https"] and ("http", host, PORTS["http"]) in self._origins
        )
        if not allowed:
            via = f" (doorverwezen vanaf {redirects[-1]})" if redirects else ""
            known = ", ".join(sorted({name for _, name, _ in self._origins}))
            raise AddressError(f"{url}{via}: alleen {known} mag worden benaderd; andere hosts staan in de instellingen")
        return host if port == PORTS[scheme] else f"{host}:{port}"

    def _exchange(
        self, url: str, host: str, headers: dict[str, str], max_bytes: int
    ) -> tuple[int, dict[str, str], bytes]:
        """One request and its answer; whatever may go better the next time is a `_TryAgainError`."""
        import httpx

        loop, http = self._open()
        try:
            return loop.run(self._send(http, url, headers, max_bytes))
        except TimeoutError as error:
            raise _TryAgainError(f"geen volledig antwoord binnen {self._limits.total_s:g} s", host) from error
        except httpx.TimeoutException as error:
            raise _TryAgainError(f"de bron antwoordt niet op tijd{_while(error)}", host) from error
        except httpx.TransportError as error:
            raise _TryAgainError(f"geen verbinding: {_broken_off(error)}", host) from error
        except CutOffError as error:
            raise _TryAgainError(str(error), host) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ResponseError(f"{url}: onbruikbaar antwoord ({error})") from error

    async def _send(
        self, http: httpx.AsyncClient, url: str, headers: dict[str, str], max_bytes: int
    ) -> tuple[int, dict[str, str], bytes]:
        async with asyncio.timeout(self._limits.total_s), http.stream("GET", url, headers=headers) as answer:
            answered = {name.lower(): value for name, value in answer.headers.items()}
            if answer.status_code >= 400 and answer.status_code not in {*ANSWERS, *RETRIED}:
                return answer.status_code, answered, await begin_of(url, answered, answer.aiter_raw())
            if answer.status_code not in (200, 203):
                return answer.status_code, answered, b""  # the text of an error page is of no use
            body = await read_body(url, answered, answer.aiter_raw(), max_bytes)
            return answer.status_code, answered, body

    def _open(self) -> tuple[LoopThread, httpx.AsyncClient]:
        if self._opened is None:
            import httpx

            limits = self._limits
            http = httpx.AsyncClient(
                headers={"User-Agent": self._user_agent, "Accept-Encoding": "gzip"},
                timeout=httpx.Timeout(limits.read_s, connect=limits.connect_s),
                limits=httpx.Limits(max_connections=2, max_keepalive_connections=2, keepalive_expiry=60.0),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # none is kept
                follow_redirects=False,
                proxy=self._proxy,
                trust_env=False,  # no proxy and no passwords but those that the settings name
            )
            self._opened = (LoopThread(), http)
        return self._opened


class _TryAgainError(Exception):
    """An exchange that may go better the next time."""

    def __init__(self, text: str, host: str, *, status: int | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(text)
        self.host = host
        self.status = status
        self.retry_after_s = retry_after_s


def _said(body: bytes) -> str:
    """What an OData service gives as its reason."""
    try:
        message = json.loads(body)["error"]["message"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return f": {' '.join(message.split())[:200]}" if isinstance(message, str) and message.strip() else ""


def _origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address; an AddressError where it is none of a web server, or holds a password."""
    import httpx

    try:
        parsed = httpx.URL(url)
        scheme, host, port = parsed.scheme, parsed.host.lower(), parsed.port
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise AddressError(f"{url!r} is geen webadres ({error})") from error
    if scheme not in PORTS or not host or parsed.userinfo:
        raise AddressError(f"{url!r} is geen webadres: verwacht wordt https://host/pad, zonder wachtwoord")
    return scheme, host, port or PORTS[scheme]


def _while(error: httpx.TimeoutException) -> str:
    """During what the time ran out."""
    import httpx

    return " bij het verbinden" if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout) else ""


def _broken_off(error: httpx.TransportError) -> str:
    """Why there is no connection, for people; what the system says of it behind."""
    import httpx

    if isinstance(error, httpx.ProxyError):
        reason = "de proxy laat niet door"
    elif isinstance(error, httpx.ConnectError):
        reason = "de server is niet te bereiken; staat er een proxy tussen, zet dan KAMERVRAGEN_HARVEST_PROXY"
    else:
        reason = "de server brak haar af"
    return f"{reason} ({error})" if str(error) else reason


def _joined(url: str, location: str) -> str:
    import httpx

    try:
        return str(httpx.URL(url).join(location))
    except httpx.InvalidURL as error:
        raise AddressError(f"{url} verwijst door naar {location!r}, en dat is geen webadres ({error})") from error


def _retry_after(value: str | None) -> float | None:
    """Seconds that a host asks for: given as a number or as a date; None when not given or not readable."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return float(min(int(text), 10**8))
    try:
        until = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
