"""How far a harvest is, on stderr, and the stop that the user asks for."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from index.harvest.http.stop import Stop
    from index.harvest.official.plan import HarvestStep
    from index.settings import Settings

ASKS = (
    "De bron wil weten wie er ophaalt: dit adres gaat met elk verzoek mee"
    " (met KAMERVRAGEN_HARVEST_CONTACT wordt het niet meer gevraagd)."
)
LINE_EVERY_S = 60.0
STEP_EVERY_S = 0.5


def is_person() -> bool:
    """Whether somebody sits at the terminal who can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def with_contact(settings: Settings) -> Settings:
    """The settings with the address that the source gets to see, asked for where a person is and none is set."""
    from index.harvest.compose import contact_fault

    if settings.harvest_contact is not None or contact_fault(settings, None) is None or not is_person():
        return settings
    typer.echo(ASKS, err=True)
    while True:
        contact = typer.prompt("Uw e-mailadres of webadres", err=True).strip()
        if (fault := contact_fault(settings, contact)) is None:
            return settings.model_copy(update={"harvest_contact": contact})
        typer.echo(fault, err=True)


@contextmanager
def stopping() -> Iterator[Stop]:
    """A stop that the first Ctrl-C (or SIGTERM) asks for; the second one ends at once."""
    from index.harvest.http.stop import Stop, StoppedError

    stop = Stop()

    def ask(number: int, _: object) -> None:
        stop.ask()
        signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else signal.default_int_handler)
        typer.echo("\nstopt na dit verzoek; nog eens stopt meteen (ook dan gaat de volgende oogst verder)", err=True)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    except StoppedError:
        raise typer.Exit(128 + signal.SIGINT) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def shown(is_json: bool = False) -> Iterator[Any]:
    """Progress on stderr: a line that renews itself on a terminal, else a line a minute; or lines of JSON."""
    if is_json:
        yield _JsonSteps()
        return
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.status import Status

    status = Status("begint", console=Console(stderr=True))
    with status:
        yield lambda progress: status.update(progress_text(progress))


class _Lines:
    """Writes where the harvest is as a line: when fetching begins, with how long it will take, then once a minute."""

    def __init__(self) -> None:
        self._is_begun = False
        self._at = time.monotonic()

    def __call__(self, progress: HarvestStep) -> None:
        is_begin = progress.phase == "ophalen" and not self._is_begun
        if is_begin or time.monotonic() - self._at >= LINE_EVERY_S:
            self._is_begun |= is_begin
            self._at = time.monotonic()
            typer.echo(f"{datetime.now(UTC):%H:%M:%S} {progress_text(progress)}", err=True)


class _JsonSteps:
    """Writes where the harvest is as a line of JSON: each new phase, and within a phase not more than two a second."""

    def __init__(self) -> None:
        self._phase = ""
        self._at = 0.0

    def __call__(self, progress: HarvestStep) -> None:
        now = time.monotonic()
        if progress.phase != self._phase or now - self._at >= STEP_EVERY_S:
            self._phase, self._at = progress.phase, now
            typer.echo(json.dumps(asdict(progress), ensure_ascii=False), err=True)


def progress_text(progress: HarvestStep) -> str:
    """Where the harvest is: "ophalen 120 van 2.574, 19,8 per minuut, nog 2 uur 4 min: ah-tk-20232024-1068"."""
    from rag.dutch.writing import decimal, duration, number

    parts = [f"{progress.phase} {number(progress.done)} van {number(progress.total)}"]
    if progress.per_minute is not None:
        parts.append(f"{decimal(progress.per_minute, 1)} per minuut")
    if progress.left_s is not None:
        parts.append(f"nog {duration(progress.left_s, in_short=True)}")
    return f"{', '.join(parts)}: {progress.current}"
