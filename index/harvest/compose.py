"""The composition: from settings to a client, and to a harvester of a data directory, for every front door."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address
from urllib.parse import urlsplit

from index.errors import InputError
from index.harvest.http.cache import Cache
from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from index.harvest.http.stop import Stop
from index.harvest.http.tape import Recorder, Recording
from index.harvest.official.fetch import Fetcher
from index.harvest.official.harvester import Harvester, Intake
from index.harvest.official.sru import Sru
from index.harvest.official.state import HarvestState
from index.harvest.tweede_kamer.odata import OpenData
from index.harvest.tweede_kamer.run import TkRun
from index.settings import Settings

STATED = Rate()
"""The pace that the source states: no faster is sent to a host that is not this computer."""
TK_URLS = (
    "https://gegevensmagazijn.tweedekamer.nl/OData/v5",
    "https://gegevensmagazijn.tweedekamer.nl/OData/v4/2.0",
)
"""The versions of Tweede Kamer Open Data: 5 since June 2026; 4 was to end on 1 October 2026.

Source: https://github.com/TweedeKamerDerStaten-Generaal/OpenDataPortaal/issues/175.
"""
Tape = Recorder | Recording
_CONTACT = re.compile(r"[!-~]+@[!-~]+\.[!-~]+|https?://[!-~]+")
"""Example: "beheer@example.org", "https://example.org/over"; not: "Jan"."""


@contextmanager
def open_client(
    settings: Settings,
    stop: Stop | None = None,
    *,
    addresses: list[str] | None = None,
    tape: Tape | None = None,
) -> Iterator[Client]:
    """The HTTP client of the harvest, for the configured hosts.

    Args:
        stop: breaks off a wait.
        addresses: what may be asked, instead of the official source.
        tape: keeps every answer; or gives them, and then no host is asked.

    Raises:
        InputError: no contact, no address of a proxy, or a pace that the source does not allow.
    """
    stop = stop or Stop()
    addresses = addresses or [settings.sru_url, settings.documents_url]
    client = Client(
        addresses=addresses,
        pace=Pace(settings.cache_dir / "pace", rate=_rate(settings, addresses), sleep=stop.sleep),
        user_agent="" if isinstance(tape, Recording) else _user_agent(settings, addresses),
        limits=Limits(
            connect_s=min(15.0, settings.harvest_timeout_s),
            read_s=min(150.0, settings.harvest_timeout_s),  # a heavy query may take two minutes
            total_s=settings.harvest_timeout_s,
            attempts=settings.harvest_attempts,
        ),
        sleep=stop.sleep,
        tape=tape,
        proxy=_proxy(settings),
    )
    with closing(client):
        yield client


@contextmanager
def open_harvester(
    settings: Settings, intake: Intake, stop: Stop | None = None, *, tape: Tape | None = None
) -> Iterator[Harvester]:
    """A harvester of the configured data directory.

    Args:
        stop: asked to stop, it ends after the request at hand.
        tape: as of `open_client`; what is played back happens on the day of the recording.
    """
    stop = stop or Stop()

    def now() -> datetime:
        return tape.begun if isinstance(tape, Recording) else datetime.now(UTC)

    with ExitStack() as stack:
        client = stack.enter_context(open_client(settings, stop, tape=tape))
        state = HarvestState(settings.data_dir, create=True)
        stack.callback(state.close)
        fetcher = Fetcher(client, settings.documents_url, Cache(settings.data_dir))
        yield Harvester(
            settings.data_dir,
            state=state,
            sru=Sru(client, settings.sru_url, today=now().date()),
            fetcher=fetcher,
            intake=intake,
            stop=stop,
            seconds_each=settings.harvest_window_s / settings.harvest_requests,
            now=now,
        )


@contextmanager
def open_tk_run(
    settings: Settings, intake: Intake, stop: Stop | None = None, *, tape: Tape | None = None
) -> Iterator[TkRun]:
    """A run over Tweede Kamer Open Data for the configured data directory."""
    stop = stop or Stop()
    with open_client(settings, stop, addresses=tk_addresses(settings), tape=tape) as client:
        source = OpenData(client, *tk_addresses(settings))
        yield TkRun(settings.data_dir, source=source, intake=intake, stop=stop)


def tk_addresses(settings: Settings) -> list[str]:
    """Where Tweede Kamer Open Data may be, the first choice first."""
    return [settings.tk_url] if settings.tk_url else list(TK_URLS)


def _proxy(settings: Settings) -> str | None:
    """The address of the proxy; an InputError where it is none, which does not tell it: it may hold a password."""
    if settings.harvest_proxy is None:
        return None
    address = settings.harvest_proxy.get_secret_value()
    if not re.fullmatch(r"https?://[!-~]+", address) or not urlsplit(address).hostname:
        raise InputError("KAMERVRAGEN_HARVEST_PROXY is geen adres van een proxy: schrijf het als http://host:poort")
    return address


def _rate(settings: Settings, addresses: list[str]) -> Rate:
    rate = Rate(requests=settings.harvest_requests, window_s=settings.harvest_window_s)
    fits = rate.requests <= STATED.requests and rate.per_second <= STATED.per_second * 1.001
    if not fits and not all(map(_is_loopback, addresses)):
        raise InputError(
            f"{rate.requests} verzoeken per {rate.window_s:g} s is sneller dan de bron toestaat: hoogstens "
            f"{STATED.requests} per {STATED.window_s:g} s (KAMERVRAGEN_HARVEST_REQUESTS, KAMERVRAGEN_HARVEST_WINDOW_S)"
        )
    return rate


def contact_fault(settings: Settings, contact: str | None) -> str | None:
    """What is wrong with an address that somebody typed to harvest under, in Dutch; None when nothing is.

    Args:
        settings: whose contact counts where none is typed.
        contact: as typed.
    """
    contact = contact or settings.harvest_contact
    if contact is None:
        addresses = [settings.sru_url, settings.documents_url]
        return None if all(map(_is_loopback, addresses)) else "vul eerst uw e-mailadres of webadres in"
    if not _CONTACT.fullmatch(contact):
        return f"«{contact}» is geen e-mailadres of webadres: schrijf het als naam@voorbeeld.nl of https://voorbeeld.nl"
    return None


def _user_agent(settings: Settings, addresses: list[str]) -> str:
    contact = settings.harvest_contact
    if contact is None and not all(map(_is_loopback, addresses)):
        raise InputError(
            "de bron wil weten wie er ophaalt: zet KAMERVRAGEN_HARVEST_CONTACT op uw e-mailadres of webadres"
        )
    if contact is not None and not _CONTACT.fullmatch(contact):
        raise InputError(f"KAMERVRAGEN_HARVEST_CONTACT {contact!r} is geen e-mailadres of webadres")
    return f"kamervragen/{_version()} (oogst van Kamervragen; contact: {contact or 'lokaal'})"


def _version() -> str:
    try:
        return version("kamervragen")
    except PackageNotFoundError:  # run from the source without an installation
        return "dev"


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
