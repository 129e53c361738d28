"""The command line: parses, calls one library function, prints. Data on stdout, messages on stderr."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from eval.cli.main import eval_app
from index.embed.threads import prepare_threads
from index.errors import KamervragenError, is_full
from ui.cli import api, ask, check, export, harvest, mcp, serve, termijnen
from ui.cli.bundle import bundle_app
from ui.cli.options import AsJson, DataDir, Force, assistant_of, print_json, progress, settings_of, tell_unpacking
from ui.cli.usage import Mistake, is_help, usage_text
from ui.cli.volg import volg_app

if TYPE_CHECKING:
    from index.build.report import Report

app = typer.Typer(
    name="kamervragen",
    help="Vraag de beantwoorde Kamervragen wat u wilt, en controleer elke bronvermelding.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.add_typer(eval_app, name="eval")
app.add_typer(volg_app, name="volg")
app.add_typer(bundle_app, name="bundle")
app.command(epilog=ask.SEARCH_EXAMPLE)(ask.search)
app.command(epilog=ask.ASK_EXAMPLE)(ask.ask)
app.command(epilog=export.EXAMPLE)(export.export)
app.command(epilog=harvest.EXAMPLE)(harvest.harvest)
app.command("controleer", epilog=check.EXAMPLE)(check.check)
app.command(epilog=termijnen.EXAMPLE)(termijnen.termijnen)
app.command(epilog=serve.EXAMPLE)(serve.serve)
app.command(epilog=api.EXAMPLE)(api.api)
app.command(epilog=mcp.EXAMPLE)(mcp.mcp)


def main() -> None:
    """Entry point: an error raised on purpose becomes one line on stderr and exit code 1, wrong options exit code 2."""
    prepare_threads()
    _quiet_third_parties()
    try:
        code = app(standalone_mode=False, prog_name="kamervragen") or 0  # with `python -m` too
        sys.stdout.flush()  # what is still held back may find no room
        sys.exit(code)
    except KamervragenError as error:
        typer.echo(f"kamervragen: {error}", err=True)
        sys.exit(1)
    except Mistake as error:
        if is_help(error):
            error.show()
        else:
            typer.echo(f"kamervragen: {usage_text(error)}", err=True)
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output went away, as `| head` does
        _leave_output()
    except OSError as error:
        if not is_full(error):
            raise
        typer.echo("kamervragen: de schijf waar de uitvoer heen gaat is vol: maak ruimte of kies een andere", err=True)
        _leave_output()


def _leave_output() -> NoReturn:
    """Ends with an error, without what could not be written."""
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
    from index.parse.read import read_paths
    from rag.assistant.compose import make_builder

    settings = settings_of(data_dir)
    tell_unpacking(settings)
    with progress("publicaties") as bar:
        report = make_builder(settings).ingest(read_paths(paths, jobs=jobs), bar)
    _print_report(report, as_json)
    if report.failed:
        raise typer.Exit(1)


@app.command(epilog="Voorbeeld: kamervragen remove ah-tk-20232024-1068")
def remove(
    ids: Annotated[list[str], typer.Argument(help="Ids van publicaties.")],
    data_dir: DataDir = None,
) -> None:
    """Haal publicaties uit de catalogus en beide indexen."""
    from rag.assistant.compose import make_builder

    removed = make_builder(settings_of(data_dir)).remove(ids)
    known = {publication_id.lower() for publication_id in removed}
    absent = [publication_id for publication_id in ids if publication_id.lower() not in known]
    if removed:
        typer.echo(f"verwijderd: {', '.join(removed)}", err=True)
    if absent:
        typer.echo(f"stond niet in het corpus: {', '.join(absent)}", err=True)


@app.command(epilog="Voorbeeld: kamervragen rebuild --data-dir ~/kamervragen")
def rebuild(data_dir: DataDir = None) -> None:
    """Maak beide indexen opnieuw uit de catalogus: het herstel van een kapotte index of een ander model."""
    from rag.assistant.compose import make_builder

    with progress("publicaties") as bar:
        report = make_builder(settings_of(data_dir)).rebuild(bar)
    typer.echo(f"{report.passages} passages opnieuw geïndexeerd in {report.seconds:.1f} s", err=True)


@app.command(epilog="Voorbeeld: kamervragen backup ~/kamervragen.zip")
def backup(
    file: Annotated[Path, typer.Argument(help="Het bestand om te maken.")],
    force: Force = False,
    data_dir: DataDir = None,
) -> None:
    """Bewaar de catalogus en wat u volgt in één bestand; de indexen worden daaruit gemaakt. Zoeken gaat gewoon door."""
    from index.build.backup import make_backup

    made = make_backup(settings_of(data_dir).data_dir, file, force=force)
    typer.echo(f"{', '.join(made)} bewaard in {file} en nagekeken", err=True)


@app.command(epilog="Voorbeeld: kamervragen restore ~/kamervragen.zip --data-dir ~/nieuw")
def restore(
    file: Annotated[Path, typer.Argument(help="Wat `kamervragen backup` maakte.")],
    force: Annotated[bool, typer.Option("--force", help="Vervang het corpus dat er al is.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Zet een reservekopie terug en maak de indexen opnieuw."""
    from index.build.backup import restore_backup
    from rag.assistant.compose import make_builder

    settings = settings_of(data_dir)
    restored = restore_backup(file, settings.data_dir, force=force)
    typer.echo(f"{', '.join(restored)} teruggezet in {settings.data_dir}; de indexen worden gemaakt", err=True)
    with progress("publicaties") as bar:
        report = make_builder(settings).rebuild(bar)
    typer.echo(f"{report.passages} passages geïndexeerd in {report.seconds:.1f} s", err=True)


@app.command(epilog="Voorbeeld: kamervragen status --json")
def status(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Toon wat er in het corpus staat en tot wanneer."""
    from index.store.catalogue import Catalogue
    from ui.server.corpus_state import corpus_state
    from ui.terminal.corpus import status_text
    from ui.terminal.harvest import joined_lines

    settings = settings_of(data_dir)
    state = corpus_state(settings.data_dir, Catalogue(settings.data_dir))
    if as_json:
        print_json(state)
    else:
        typer.echo(status_text(state))
        for line in joined_lines(state["tweede_kamer"]):
            typer.echo(line)


@app.command(epilog="Voorbeeld: kamervragen verify")
def verify(
    data_dir: DataDir = None,
    as_json: AsJson = False,
    deep: Annotated[
        bool, typer.Option("--deep", help="Lees elk byte en elke vector, en vergelijk elke inhoud.")
    ] = False,
) -> None:
    """Controleer of catalogus en indexen hetzelfde bevatten."""
    from rag.forms.plain import plain

    differences = assistant_of(data_dir).corpus.verify(deep=deep, apart=True)
    if as_json:
        print_json({"ok": not differences, "differences": plain(differences)})
    elif not differences:
        typer.echo("catalogus en indexen zijn gelijk")
    for difference in differences:
        counted = f"mist {len(difference.missing)} passages en heeft er {len(difference.surplus)} te veel"
        mend = "zet een reservekopie terug met `kamervragen restore`"
        way_out = mend if difference.index == "catalogus" else "herstel met `kamervragen rebuild`"
        typer.echo(f"kamervragen: {difference.index}: {difference.problem or counted}; {way_out}", err=True)
    if differences:
        raise typer.Exit(1)


@app.command(epilog="Voorbeeld: kamervragen dump ah-tk-20232024-1068 > een.jsonl")
def dump(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids van publicaties; zonder: allemaal.")] = None,
    data_dir: DataDir = None,
    standpunt: Annotated[
        bool, typer.Option("--standpunt", help="Voeg aan elk paar toe wat het antwoord op een ja/nee-vraag zegt.")
    ] = False,
) -> None:
    """Schrijf publicaties als JSONL op stdout, in de vorm die `ingest` leest."""
    from index.parse.formats.jsonl import to_json
    from index.store.catalogue import Catalogue
    from rag.forms.contract import publication_json

    as_line = publication_json if standpunt else to_json
    catalogue = Catalogue(settings_of(data_dir).data_dir)
    for publication in catalogue.publications(catalogue.resolve_ids(ids) if ids else None):
        print_json(as_line(publication), indent=None)


@app.command(epilog="Voorbeeld: kamervragen show ah-tk-20232024-1068")
def show(
    publication_id: Annotated[str, typer.Argument(help="Id van een publicatie.")],
    data_dir: DataDir = None,
) -> None:
    """Toon een publicatie zoals ze gelezen is, paar voor paar, met de twijfels van de lezer."""
    from index.store.catalogue import Catalogue
    from rag.compare.series import find_series
    from ui.terminal.publication import publication_text, series_text

    catalogue = Catalogue(settings_of(data_dir).data_dir)
    for publication in catalogue.publications(catalogue.resolve_ids([publication_id])):
        blocks = [publication_text(publication), *series_text(find_series(catalogue, publication.id))]
        typer.echo("\n\n".join(blocks))


def _print_report(report: Report, as_json: bool) -> None:
    if as_json:
        print_json(report.to_json())
    else:
        from ui.terminal.corpus import report_text

        typer.echo(report_text(report))
    for path, error in report.failed:
        typer.echo(f"kamervragen: {path}: {error.removeprefix(f'{path}: ')}", err=True)


def _quiet_third_parties() -> None:
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")


if __name__ == "__main__":
    main()
