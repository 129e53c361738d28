"""Starts the browser app in this process, on loopback unless told otherwise, and prints its address once it answers."""

from __future__ import annotations

import logging
import os
import signal
import threading
import urllib.request
from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import time
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from pydantic import SecretStr

from index.settings import Settings
from ui.server.leaving import leave
from ui.server.listen import LOOPBACK, WILDCARDS, free_port

if TYPE_CHECKING:
    import streamlit as st
    from starlette.applications import Starlette

    from ui.app.jobs.daily import Daily

APP = Path(__file__).resolve().with_name("app.py")
STARTUP_TIMEOUT_S = 60.0
POLL_S = 0.05
MAX_UPLOAD_MIB = 50

OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": True,
    "logger.level": "warning",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": MAX_UPLOAD_MIB,
    "theme.headingFontSizes": ["2rem"],
    "theme.metricValueFontSize": "1rem",
    "theme.metricValueFontWeight": 600,
    "theme.light.primaryColor": "#1f5f99",
    "theme.light.linkColor": "#1a5490",
    "theme.dark.primaryColor": "#2f73b0",
    "theme.dark.linkColor": "#8fc1ec",
    "ui.hideTopBar": True,
}
"""Options of Streamlit; `.streamlit/config.toml` says the same for who runs `streamlit run ui/app/app.py`."""


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
    address = f"http://{_shown(host)}:{port}"
    also = "".join(f"; {address}{path}" for path in beside or {})
    threading.Thread(target=_announce, args=(address, also), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: leave())  # the server raises it again when all is answered
    try:
        make_app(beside or {}, _daily(settings, hour), hosts=LOOPBACK if host in LOOPBACK else ()).run(
            config=options(host) | {"server.port": port}
        )
    except KeyboardInterrupt:
        leave()  # the user ended it


def options(host: str) -> dict[str, object]:
    """The options of Streamlit; on loopback, a page elsewhere cannot pass its own name off as this computer."""
    return OPTIONS | {"server.address": host, "server.allowedHosts": list(LOOPBACK) if host in LOOPBACK else []}


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
        from ui.app.warm import warm_up

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


def _shown(host: str) -> str:
    shown = WILDCARDS.get(host, host)
    return f"[{shown}]" if ":" in shown else shown


def _announce(address: str, also: str) -> None:
    deadline = monotonic() + STARTUP_TIMEOUT_S
    while monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=POLL_S * 20):  # noqa: S310  # our own
                break
        except OSError:
            sleep(POLL_S)
    else:
        return
    print(f"Kamervragen staat op {address}{also}", flush=True)  # noqa: T201  # the one line of this command
