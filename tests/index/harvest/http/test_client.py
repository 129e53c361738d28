from __future__ import annotations

import asyncio
import gzip
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from email.utils import formatdate
from pathlib import Path

import pytest

from index.errors import (
    AddressError,
    HarvestError,
    RefusedError,
    ResponseError,
    RetryLaterError,
    TooLargeError,
    UnavailableError,
)
from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from tests.index.harvest.documents import stuk, xml_body
from tests.index.harvest.server import Bron, Server, dripping_headers, serving

SLACK_S = 20
"""What other programs on the machine may cost; without the limit each would take a minute."""
QUICK = Limits(connect_s=2, read_s=0.5, total_s=1.5, attempts=4, backoff_s=0.01, longest_backoff_s=0.05)
ITEM = stuk(7)
PATH = f"/{ITEM.id}.xml"


@pytest.fixture
def bron() -> Bron:
    bron = Bron()
    bron.put(ITEM)
    return bron


@pytest.fixture
def server(bron: Bron) -> Iterator[Server]:
    with serving(bron) as server:
        yield server


@pytest.fixture
def client(server: Server, tmp_path: Path) -> Iterator[Client]:
    with closing(make_client(server, tmp_path)) as client:
        yield client


def make_client(server: Server, tmp_path: Path, limits: Limits = QUICK, **pace: object) -> Client:
    return Client(
        addresses=[server.url],
        pace=Pace(tmp_path / "pace", rate=Rate(requests=1000, window_s=1), **pace),  # type: ignore[arg-type]
        user_agent="kamervragen/test (+mailto:proef@example.org)",
        limits=limits,
    )


def test_a_body_comes_unpacked_with_its_headers(client: Client, server: Server, bron: Bron) -> None:
    answer = client.get(server.url + PATH)
    assert answer.status == 200
    assert answer.body == xml_body(ITEM)
    assert answer.content_type == "application/xml"
    assert answer.headers["etag"]
    assert bron.seen[0].headers["user-agent"] == "kamervragen/test (+mailto:proef@example.org)"
    assert bron.seen[0].headers["accept-encoding"] == "gzip"


def test_a_copy_that_is_still_right_is_not_sent_again(client: Client, server: Server) -> None:
    etag = client.get(server.url + PATH).headers["etag"]
    answer = client.get(server.url + PATH, headers={"If-None-Match": etag})
    assert answer.is_unchanged
    assert answer.body == b""


def test_no_cookie_is_kept(client: Client, server: Server, bron: Bron) -> None:
    bron.replies["/koek"] = (200, {"Content-Type": "text/plain", "Set-Cookie": "volg=mij; Path=/"}, b"x")
    for _ in range(2):
        client.get(f"{server.url}/koek")
    assert [seen.headers.get("cookie") for seen in bron.seen] == [None, None]


def test_what_is_not_there_is_an_answer(client: Client, server: Server) -> None:
    assert client.get(f"{server.url}/ah-tk-20232024-404.xml").is_missing


@pytest.mark.parametrize(
    "fault",
    ["429", "429-date", "500", "502", "503", "504", "reset", "reset-before", "truncated-gzip", "broken-gzip", "short"],
)
def test_a_fault_that_passes_is_tried_again(fault: str, client: Client, server: Server, bron: Bron) -> None:
    bron.faults[PATH] = [fault, fault]
    assert client.get(server.url + PATH).body == xml_body(ITEM)
    assert [seen.fault for seen in bron.seen] == [fault, fault, None]


def test_a_fault_that_stays_is_an_error_that_says_what_happened(client: Client, server: Server, bron: Bron) -> None:
    bron.faults[PATH] = ["503"] * 9
    with pytest.raises(UnavailableError, match=r"antwoordt 503, na 4 pogingen") as caught:
        client.get(server.url + PATH)
    assert caught.value.status == 503
    assert len(bron.seen) == QUICK.attempts


def test_a_host_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with serving(Bron()) as server:
        gone = server.url
        client = make_client(server, tmp_path)
    with (
        closing(client),
        pytest.raises(UnavailableError, match="geen verbinding: de server is niet te bereiken") as told,
    ):
        client.get(f"{gone}/x.xml", attempts=2)
    assert "Error" not in str(told.value)


def test_a_slow_drip_ends_at_the_total_time(client: Client, server: Server, bron: Bron) -> None:
    bron.faults[PATH] = ["drip"]  # every piece comes in time; all together would take a minute
    begin = time.monotonic()
    assert client.get(server.url + PATH).body == xml_body(ITEM)
    assert time.monotonic() - begin < QUICK.total_s + SLACK_S


def test_headers_that_drip_end_at_the_total_time(tmp_path: Path) -> None:
    with dripping_headers() as url:
        client = Client(
            addresses=[url], pace=Pace(tmp_path, rate=Rate(requests=99, window_s=1)), user_agent="x", limits=QUICK
        )
        begin = time.monotonic()
        with closing(client), pytest.raises(UnavailableError, match=r"binnen 1.5 s"):
            client.get(url, attempts=1)
        assert time.monotonic() - begin < QUICK.total_s + SLACK_S


@pytest.mark.parametrize("status", [400, 401, 403, 418])
def test_a_refusal_is_not_repeated(status: int, client: Client, server: Server, bron: Bron) -> None:
    bron.replies[PATH] = (status, {}, b"nee")
    with pytest.raises(RefusedError, match=str(status)):
        client.get(server.url + PATH)
    assert len(bron.seen) == 1


@pytest.mark.parametrize("packed", [True, False])
def test_what_is_too_large_is_not_taken_in(packed: bool, client: Client, server: Server, bron: Bron) -> None:
    bomb = gzip.compress(bytes(50_000_000)) if packed else bytes(3_000_000)
    bron.replies[PATH] = (200, {"Content-Encoding": "gzip" if packed else "identity"}, bomb)
    with pytest.raises(TooLargeError, match="groter dan 1,0 MB"):
        client.get(server.url + PATH, max_bytes=1_000_000)


def test_a_packing_that_was_not_asked_for_is_refused(client: Client, server: Server, bron: Bron) -> None:
    bron.replies[PATH] = (200, {"Content-Encoding": "br"}, b"xxxx")
    with pytest.raises(ResponseError, match="br"):
        client.get(server.url + PATH)


# ---------------------------------------------------------------------- hosts


def test_a_redirect_on_the_same_host_is_followed(client: Client, server: Server, bron: Bron) -> None:
    bron.redirects["/oud.xml"] = PATH
    answer = client.get(f"{server.url}/oud.xml")
    assert answer.url == server.url + PATH
    assert answer.redirects == (f"{server.url}/oud.xml",)


def test_a_redirect_to_a_foreign_host_is_not_followed(client: Client, server: Server, bron: Bron) -> None:
    foreign = Bron()
    with serving(foreign) as elsewhere:
        bron.redirects[PATH] = f"{elsewhere.url}/vreemd.xml"
        with pytest.raises(AddressError, match="doorverwezen vanaf"):
            client.get(server.url + PATH)
    assert foreign.seen == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "//127.0.0.1/x",
        "http://geheim:woord@127.0.0.1/x",
        "http://[::1",
        "http://example.org/x",
        "javascript:alert(1)",
        "",
    ],
)
def test_only_addresses_of_the_configured_hosts_are_asked(address: str, client: Client, bron: Bron) -> None:
    with pytest.raises(AddressError):
        client.get(address)
    assert bron.seen == []


def test_endless_redirects_end(client: Client, server: Server, bron: Bron) -> None:
    bron.redirects["/a"] = "/b"
    bron.redirects["/b"] = "/a"
    with pytest.raises(ResponseError, match="doorverwezen"):
        client.get(f"{server.url}/a")
    assert len(bron.seen) == 6


def test_every_error_is_in_the_tree() -> None:
    errors = (AddressError, RefusedError, ResponseError, RetryLaterError, TooLargeError, UnavailableError)
    assert all(issubclass(error, HarvestError) for error in errors)


# ---------------------------------------------------------------------- waiting


def waits_for(bron: Bron, server: Server, tmp_path: Path, retry_after: str) -> list[float]:
    """How long the client waits for its turn after a 429."""
    bron.faults[PATH] = ["429"]
    bron.retry_after = retry_after
    waited: list[float] = []
    offset = [0.0]

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        offset[0] += seconds

    with closing(make_client(server, tmp_path, clock=lambda: time.time() + offset[0], sleep=sleep)) as client:
        assert client.get(server.url + PATH).status == 200
    return waited


@pytest.mark.parametrize(
    "header",
    [lambda: "120", lambda: formatdate(time.time() + 120, usegmt=True)],
    ids=["seconds", "date"],
)
def test_retry_after_is_honoured(header: Callable[[], str], bron: Bron, server: Server, tmp_path: Path) -> None:
    assert sum(waits_for(bron, server, tmp_path, header())) == pytest.approx(120, abs=3)


@pytest.mark.parametrize("header", ["", "gauw", "-5", "0", "Wed, 01 Jan 2020 00:00:00 GMT"])
def test_a_retry_after_without_sense_or_in_the_past_delays_nothing(
    header: str, bron: Bron, server: Server, tmp_path: Path
) -> None:
    assert sum(waits_for(bron, server, tmp_path, header)) < 1


def test_a_host_that_asks_for_too_much_time_gets_it(server: Server, bron: Bron, tmp_path: Path) -> None:
    bron.faults[PATH] = ["429"]
    bron.retry_after = "86400"
    with (
        closing(make_client(server, tmp_path)) as client,
        pytest.raises(RetryLaterError, match="vraagt om te wachten tot"),
    ):
        client.get(server.url + PATH)
    with closing(make_client(server, tmp_path)) as later, pytest.raises(RetryLaterError):
        later.get(server.url + PATH)
    assert len(bron.seen) == 1


def test_pauses_grow_and_differ(server: Server, bron: Bron, tmp_path: Path) -> None:
    bron.faults[PATH] = ["500"] * 4
    waited: list[float] = []
    client = Client(
        addresses=[server.url],
        pace=Pace(tmp_path, rate=Rate(requests=99, window_s=1)),
        user_agent="x",
        limits=Limits(backoff_s=4, longest_backoff_s=20),
        sleep=waited.append,
        chance=iter([0.0, 0.5, 1.0, 0.25]).__next__,
    )
    with closing(client):
        assert client.get(server.url + PATH).status == 200
    assert waited == [4 * 0.5, 4 * 2 * 1.0, 4 * 4 * 1.5, 20 * 0.75]


def test_several_threads_share_a_client(client: Client, server: Server, bron: Bron) -> None:
    bodies: list[bytes] = []
    threads = [threading.Thread(target=lambda: bodies.append(client.get(server.url + PATH).body)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [xml_body(ITEM)] * 8


def test_a_caller_with_an_event_loop_of_its_own_is_served(client: Client, server: Server) -> None:
    async def ask() -> int:
        return client.get(server.url + PATH).status

    with ThreadPoolExecutor(1) as apart:  # the browser tests leave an event loop in the thread of the tests
        assert apart.submit(lambda: asyncio.run(ask())).result() == 200


def test_a_proxy_that_is_named_is_asked_for_every_host(bron: Bron, server: Server, tmp_path: Path) -> None:
    pace = Pace(tmp_path / "pace", rate=Rate(requests=100, window_s=1))
    with closing(
        Client(addresses=["http://bron.example"], pace=pace, user_agent="proef", limits=QUICK, proxy=server.url)
    ) as client:
        assert client.get(f"http://bron.example{PATH}").status == 200
        with pytest.raises(AddressError):
            client.get(f"http://elders.example{PATH}")
    assert bron.paths("http") == [f"http://bron.example{PATH}"]
