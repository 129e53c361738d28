"""What the commands share: their options, and from options to an opened corpus, filters and printed JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import InputError

if TYPE_CHECKING:
    from index.build.builder import Progress
    from index.settings import Settings
    from index.store.filters import Filters
    from rag.assistant import Assistant
    from rag.values import Arm

DataDir = Annotated[
    Path | None, typer.Option("--data-dir", help="Map met catalogus en indexen [env: KAMERVRAGEN_DATA].")
]
AsJson = Annotated[bool, typer.Option("--json", help="Schrijf JSON op stdout.")]
Query = Annotated[str, typer.Argument(help="Een vraag of trefwoorden; of een nummer of id.")]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, help="Hoogstens zoveel vraag-antwoordparen.")]
ArmOption = Annotated[str, typer.Option("--arm", help="dense (betekenis), lexical (woorden) of hybrid.")]
Rerank = Annotated[bool, typer.Option("--rerank/--no-rerank", help="Met of zonder herordening op woordbetekenis.")]
Ministerie = Annotated[list[str] | None, typer.Option("--ministerie", help="Naam of afkorting; mag vaker.")]
Vergaderjaar = Annotated[list[str] | None, typer.Option("--vergaderjaar", help="Zoals 2023-2024; mag vaker.")]
IndienerOption = Annotated[list[str] | None, typer.Option("--indiener", help="Wie het vroeg; mag vaker.")]
Fractie = Annotated[list[str] | None, typer.Option("--fractie", help="Fractie van wie het vroeg; mag vaker.")]
SoortOption = Annotated[
    list[str] | None, typer.Option("--soort", help="antwoord, mededeling, ingetrokken of vraag; mag vaker.")
]
Negeer = Annotated[
    list[str] | None,
    typer.Option(
        "--negeer", help="Lees dit niet in de vraag, zoals ministeries:Defensie; zie `understood`; mag vaker."
    ),
]
Van = Annotated[
    datetime | None, typer.Option("--van", formats=["%Y-%m-%d"], help="Ontvangen op of na deze dag (2024-01-31).")
]
Tot = Annotated[datetime | None, typer.Option("--tot", formats=["%Y-%m-%d"], help="Ontvangen op of voor deze dag.")]


def settings_of(data_dir: Path | None) -> Settings:
    """The settings, with the data directory of the option."""
    from index.settings import load_settings

    return load_settings(data_dir=data_dir)


def assistant_of(data_dir: Path | None, *, rerank: bool = True) -> Assistant:
    """The opened corpus."""
    from rag.compose import open_assistant

    settings = settings_of(data_dir)
    return open_assistant(settings if rerank else settings.model_copy(update={"rerank": False}))


def filters_of(
    assistant: Assistant,
    ministeries: Sequence[str] | None,
    vergaderjaren: Sequence[str] | None,
    indieners: Sequence[str] | None,
    fracties: Sequence[str] | None,
    soorten: Sequence[str] | None,
    van: datetime | None,
    tot: datetime | None,
) -> tuple[Filters, tuple[str, ...]]:
    """The filters of the options, spelt as the catalogue spells them, and notes about unknown values."""
    from index.store.filters import read_filters
    from rag.understand.given import spelt

    given = {
        "ministeries": ministeries or (),
        "vergaderjaren": vergaderjaren or (),
        "indieners": indieners or (),
        "fracties": fracties or (),
        "soorten": soorten or (),
        "ontvangen_van": [van.date().isoformat()] if van else (),
        "ontvangen_tot": [tot.date().isoformat()] if tot else (),
    }
    return spelt(read_filters(given), assistant.corpus.catalogue)


def arm_of(value: str) -> Arm:
    """The arm of an option."""
    from rag.values import Arm

    try:
        return Arm(value)
    except ValueError as error:
        raise InputError(f"arm {value!r} bestaat niet: kies uit {', '.join(arm.value for arm in Arm)}") from error


def print_json(value: object, indent: int | None = 2) -> None:
    """Writes a value on stdout; always as readable text."""
    # lone surrogates of broken documents cannot be written as UTF-8: then everything beyond ASCII is escaped
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=indent)
    typer.echo(text)


class progress:  # noqa: N801  # reads as a verb where it is used
    """A progress bar on stderr when that is a terminal, else nothing."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._bar: Any = None

    def __enter__(self) -> Progress | None:
        if not sys.stderr.isatty():
            return None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn(self._unit),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._bar.start()
        task = self._bar.add_task(self._unit, total=None)

        def show(done: int, total: int) -> None:
            self._bar.update(task, completed=done, total=total)

        return show

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
