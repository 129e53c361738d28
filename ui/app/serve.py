"""Starts the browser app in this process, on loopback unless told otherwise, and prints its address once it answers."""

from __future__ import annotations

import logging
import os
import threading
import tomllib
import urllib.request
from collections.abc import AsyncGenerator, Collection, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import time
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from pydantic import SecretStr

from index.settings import Settings
from ui.server.leaving import until_told
from ui.server.listen import LOOPBACK, address_of, free_port

if TYPE_CHECKING:
    import streamlit as st
    from starlette.applications import Starlette

    from ui.app.jobs.daily import Daily

APP = Path(__file__).resolve().with_name("app.py")
POLL_S = 0.05
ANSWER_S = 30.0  # beyond which it is asked again
MAX_UPLOAD_MIB = 50
CONFIGURED = Path(__file__).resolve().with_name("streamlit.toml")


def serve(
    settings: Settings, host: str, port: int, beside: Mapping[str, Starlette] | None = None, hour: time | None = None
) -> None:
    """Serves the app until it is told to stop; prints its address on one line once it answers.

    Args:
        settings: reach the app by the environment of this process.
        host: address to listen on; anything but loopback makes the app reachable for others.
        port: 0 takes a free one.
        beside: other applications in the same process, by the path that they answer to.
        hour: of the day at which the corpus is brought up to date; None: never.

    Raises:
        InputError: the host or port cannot be listened on.
    """
    port = free_port(host, port)
    os.environ.update(environment(settings))
    for name in unset_variables(settings):
        os.environ.pop(name, None)
    # Threads that wait for each other within a query spin: with others at work on the machine an answer took 1.6 s of
    # processor time, with one thread 0.45 s. Many users are served side by side anyway. Read when the model is loaded.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING)
    address = address_of(host, port)
    also = "".join(f"; {address}{path}" for path in beside or {})
    threading.Thread(target=_announce, args=(address, also), daemon=True).start()
    app = make_app(beside or {}, _daily(settings, hour), hosts=LOOPBACK if host in LOOPBACK else ())
    until_told(lambda: app.run(config=options(host) | {"server.port": port}))


def options(host: str) -> dict[str, object]:
    """The options of Streamlit; on loopback, a page elsewhere cannot pass its own name off as this computer."""
    hosts = list(LOOPBACK) if host in LOOPBACK else []
    own = {"server.address": host, "server.allowedHosts": hosts, "server.maxUploadSize": MAX_UPLOAD_MIB}
    return dict(_flat(tomllib.loads(CONFIGURED.read_text(encoding="utf-8")))) | own


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """The values of a table and of those within it, by their dotted names."""
    for name, value in table.items():
        yield from _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(f"{prefix}{name}", value)]


def make_app(beside: Mapping[str, Starlette], daily: Daily | None = None, *, hosts: Collection[str] = ()) -> st.App:
    """The web application: Streamlit, warmed up at the start, with the headers of `ui.app.web`.

    Args:
        beside: other applications, by the path that they answer to; they start and stop with this one.
        daily: brings the corpus up to date meanwhile.
        hosts: names that it answers to; empty: any.
    """
    import streamlit as st
    from starlette.middleware import Middleware

    from ui.app.web import DutchPage, MountedApps, OwnOrigin, SecurityHeaders, UploadRoom, held_bytes

    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncGenerator[None]:
        """Loads corpus and model beside the first page views: the address is served at once."""
        from ui.app.state.warm import warm_up

        async with AsyncExitStack() as running:
            for other in beside.values():
                await running.enter_async_context(other.router.lifespan_context(other))
            threading.Thread(target=warm_up, daemon=True).start()  # nobody waits for it at the end (`leave`)
            if daily is not None:
                daily.start()
                running.callback(daily.close)
            yield

    return st.App(
        APP,
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(MountedApps, others=beside),
            Middleware(OwnOrigin, hosts=hosts),
            Middleware(UploadRoom, held=held_bytes, max_file_bytes=MAX_UPLOAD_MIB * 1024**2),
            Middleware(DutchPage),
        ],
    )


def environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables: `index.settings.load_settings` gives them back."""
    return {
        _variable(name): value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name in Settings.model_fields
        if (value := getattr(settings, name)) is not None
    }


def unset_variables(settings: Settings) -> list[str]:
    """The variables that must not be set, because the setting is not given."""
    return [_variable(name) for name in Settings.model_fields if getattr(settings, name) is None]


def _daily(settings: Settings, hour: time | None) -> Daily | None:
    if hour is None:
        return None
    from ui.app.jobs.daily import Daily
    from ui.app.state.resources import get_jobs

    return Daily(settings, hour, get_jobs())


def _variable(name: str) -> str:
    return {"data_dir": "KAMERVRAGEN_DATA", "cache_dir": "KAMERVRAGEN_CACHE"}.get(name, f"KAMERVRAGEN_{name.upper()}")


def _announce(address: str, also: str) -> None:
    """Waits as long as the first answer takes: on a machine with much else to do that was beyond a minute."""
    while True:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=ANSWER_S):  # noqa: S310  # our own
                break
        except OSError:
            sleep(POLL_S)
    print(f"Kamervragen staat op {address}{also}", flush=True)  # noqa: T201  # the one line of this command
