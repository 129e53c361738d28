"""The command line: parses, calls one library function, prints. Data on stdout, messages on stderr."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.cli import eval_app
from index.errors import InputError, KamervragenError

if TYPE_CHECKING:
    from index.build import Builder, Progress
    from index.filters import Filters
    from index.report import Report
    from index.settings import Settings
    from rag.assistant import Assistant

app = typer.Typer(
    name="kamervragen",
    help="Vraag de beantwoorde Kamervragen wat u wilt, en controleer elke bronvermelding.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

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
Van = Annotated[
    datetime | None, typer.Option("--van", formats=["%Y-%m-%d"], help="Ontvangen op of na deze dag (2024-01-31).")
]
Tot = Annotated[datetime | None, typer.Option("--tot", formats=["%Y-%m-%d"], help="Ontvangen op of voor deze dag.")]
app.add_typer(eval_app, name="eval")


def main() -> None:
    """Entry point: an error raised on purpose becomes one line on stderr and exit code 1."""
    _quiet_third_parties()
    try:
        app(standalone_mode=True)
    except KamervragenError as error:
        typer.echo(f"kamervragen: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output went away, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


@app.callback()
def _options(
    verbose: Annotated[bool, typer.Option("--verbose", help="Laat zien wat er gebeurt.")] = False,
) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, format="%(levelname)s %(name)s: %(message)s")


@app.command(epilog="Voorbeeld: kamervragen ingest map/met/publicaties pairs.jsonl --json")
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Bestanden of mappen, in elke ondersteunde vorm.")],
    data_dir: DataDir = None,
    as_json: AsJson = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help="Zoveel processen lezen tegelijk.")] = 1,
) -> None:
    """Neem publicaties op: lezen, catalogiseren, indexeren. Wat er al staat kost niets."""
    from index.reading import read_paths

    settings = _settings(data_dir)
    with _progress("publicaties") as progress:
        report = _builder(settings).ingest(read_paths(paths, jobs=jobs), progress)
    _print_report(report, as_json)
    if report.failed:
        raise typer.Exit(1)


@app.command(epilog="Voorbeeld: kamervragen remove ah-tk-20232024-1068")
def remove(
    ids: Annotated[list[str], typer.Argument(help="Ids van publicaties.")],
    data_dir: DataDir = None,
) -> None:
    """Haal publicaties uit de catalogus en beide indexen."""
    _builder(_settings(data_dir)).remove(ids)
    typer.echo(f"verwijderd: {', '.join(ids)}", err=True)


@app.command(epilog="Voorbeeld: kamervragen rebuild --data-dir ~/kamervragen")
def rebuild(data_dir: DataDir = None) -> None:
    """Maak beide indexen opnieuw uit de catalogus: het herstel van een kapotte index of een ander model."""
    with _progress("publicaties") as progress:
        report = _builder(_settings(data_dir)).rebuild(progress)
    typer.echo(f"{report.passages} passages opnieuw geïndexeerd in {report.seconds:.1f} s", err=True)


@app.command(epilog='Voorbeeld: kamervragen search "wachttijden jeugdzorg" --ministerie VWS --top 5 --json')
def search(
    query: Query,
    data_dir: DataDir = None,
    as_json: AsJson = False,
    top: Top = 10,
    arm: ArmOption = "hybrid",
    rerank: Rerank = True,
    ministerie: Ministerie = None,
    vergaderjaar: Vergaderjaar = None,
    indiener: IndienerOption = None,
    fractie: Fractie = None,
    soort: SoortOption = None,
    van: Van = None,
    tot: Tot = None,
) -> None:
    """Zoek de vraag-antwoordparen die het best passen."""
    from rag.contract import search_json

    assistant = _assistant(data_dir, rerank=rerank)
    filters, notes = _filters(assistant, ministerie, vergaderjaar, indiener, fractie, soort, van, tot)
    result = assistant.search(query, filters, top=top, arm=_arm(arm))
    if as_json:
        _print_json(search_json(result) | {"notes": [*notes, *result.notes]})
        return
    from ui.terminal import search_text

    typer.echo(search_text(result, notes))


@app.command(epilog='Voorbeeld: kamervragen ask "welke ministeries hielden bijeenkomsten?"')
def ask(
    query: Query,
    data_dir: DataDir = None,
    as_json: AsJson = False,
    top: Top = 10,
    arm: ArmOption = "hybrid",
    rerank: Rerank = True,
    ministerie: Ministerie = None,
    vergaderjaar: Vergaderjaar = None,
    indiener: IndienerOption = None,
    fractie: Fractie = None,
    soort: SoortOption = None,
    van: Van = None,
    tot: Tot = None,
) -> None:
    """Beantwoord een vraag met letterlijke zinnen, elk met bronvermelding."""
    from rag.contract import answer_json

    assistant = _assistant(data_dir, rerank=rerank)
    filters, notes = _filters(assistant, ministerie, vergaderjaar, indiener, fractie, soort, van, tot)
    answer = assistant.ask(query, filters, top=top, arm=_arm(arm))
    if as_json:
        _print_json(answer_json(answer) | {"notes": [*notes, *answer.search.notes]})
        return
    from ui.terminal import answer_text

    typer.echo(answer_text(answer, notes))


@app.command(epilog="Voorbeeld: kamervragen status --json")
def status(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Toon wat er in het corpus staat en tot wanneer."""
    from index.catalogue import Catalogue
    from index.manifest import read_manifest
    from ui.terminal import status_json, status_text

    settings = _settings(data_dir)
    catalogue = Catalogue(settings.data_dir)
    state = status_json(settings.data_dir, catalogue.counts(), read_manifest(settings.data_dir), catalogue.failures())
    if as_json:
        _print_json(state)
    else:
        typer.echo(status_text(state))


@app.command(epilog="Voorbeeld: kamervragen verify")
def verify(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Controleer of catalogus en indexen hetzelfde bevatten."""
    differences = _assistant(data_dir).corpus.verify()
    if as_json:
        _print_json(
            {
                "ok": not differences,
                "differences": [
                    {"index": d.index, "missing": list(d.missing), "surplus": list(d.surplus)} for d in differences
                ],
            }
        )
    elif not differences:
        typer.echo("catalogus en indexen zijn gelijk")
    for difference in differences:
        typer.echo(
            f"kamervragen: {difference.index} mist {len(difference.missing)} passages en heeft er "
            f"{len(difference.surplus)} te veel: herstel met `kamervragen rebuild`",
            err=True,
        )
    if differences:
        raise typer.Exit(1)


@app.command(epilog="Voorbeeld: kamervragen dump ah-tk-20232024-1068 > een.jsonl")
def dump(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids van publicaties; zonder: allemaal.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Schrijf publicaties als JSONL op stdout, in de vorm die `ingest` leest."""
    from index.catalogue import Catalogue
    from index.parse.jsonl import to_json

    catalogue = Catalogue(_settings(data_dir).data_dir)
    for publication in catalogue.publications(catalogue.resolve_ids(ids) if ids else None):
        _print_json(to_json(publication), indent=None)


@app.command(epilog="Voorbeeld: kamervragen show ah-tk-20232024-1068")
def show(
    publication_id: Annotated[str, typer.Argument(help="Id van een publicatie.")],
    data_dir: DataDir = None,
) -> None:
    """Toon een publicatie zoals ze gelezen is, paar voor paar, met de twijfels van de lezer."""
    from index.catalogue import Catalogue
    from ui.terminal import publication_text

    catalogue = Catalogue(_settings(data_dir).data_dir)
    for publication in catalogue.publications(catalogue.resolve_ids([publication_id])):
        typer.echo(publication_text(publication))


@app.command(epilog="Voorbeeld: kamervragen serve --port 8501")
def serve(
    data_dir: DataDir = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Poort van de app.")] = 8501,
    host: Annotated[
        str, typer.Option("--host", help="Adres om op te luisteren; standaard alleen deze computer.")
    ] = "127.0.0.1",
) -> None:
    """Start de app in de browser."""
    from ui.serve import serve as serve_app

    serve_app(_settings(data_dir), host, port)


# ---------------------------------------------------------------------- inside


def _settings(data_dir: Path | None) -> Settings:
    from index.settings import load_settings

    return load_settings(data_dir=data_dir)


def _builder(settings: Settings) -> Builder:
    from index.build import Builder
    from rag.assistant import make_encoder

    return Builder(
        settings.data_dir,
        make_encoder(settings),
        chroma_url=settings.chroma_url,
        keep_tokens=settings.keep_tokens,
    )


def _assistant(data_dir: Path | None, *, rerank: bool = True) -> Assistant:
    from rag.assistant import open_assistant

    settings = _settings(data_dir)
    return open_assistant(settings if rerank else settings.model_copy(update={"rerank": False}))


def _filters(
    assistant: Assistant,
    ministeries: Sequence[str] | None,
    vergaderjaren: Sequence[str] | None,
    indieners: Sequence[str] | None,
    fracties: Sequence[str] | None,
    soorten: Sequence[str] | None,
    van: datetime | None,
    tot: datetime | None,
) -> tuple[Filters, tuple[str, ...]]:
    from rag.understand import make_filters

    return make_filters(
        assistant.corpus.catalogue,
        ministeries=ministeries or (),
        vergaderjaren=vergaderjaren or (),
        indieners=indieners or (),
        fracties=fracties or (),
        soorten=soorten or (),
        van=_day(van),
        tot=_day(tot),
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _arm(value: str) -> Any:
    from rag.values import Arm

    try:
        return Arm(value)
    except ValueError as error:
        raise InputError(f"arm {value!r} bestaat niet: kies uit {', '.join(arm.value for arm in Arm)}") from error


def _print_json(value: object, indent: int | None = 2) -> None:
    # lone surrogates of broken documents cannot be written as UTF-8: then everything beyond ASCII is escaped
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=indent)
    typer.echo(text)


def _print_report(report: Report, as_json: bool) -> None:
    if as_json:
        _print_json(report.to_json())
    else:
        from ui.terminal import report_text

        typer.echo(report_text(report))
    for path, error in report.failed:
        typer.echo(f"kamervragen: {path}: {error.removeprefix(f'{path}: ')}", err=True)


class _progress:  # noqa: N801  # reads as a verb where it is used
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


def _quiet_third_parties() -> None:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")


if __name__ == "__main__":
    main()
