"""The command `harvest`: brings publications from the official sources, and shows how far it is."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import EmptyCorpusError, HarvestError, InputError, RefusedError, ResponseError
from index.names.enumeration import enumerate_dutch
from ui.cli.harvesting import shown, stopping, with_contact
from ui.cli.options import AsJson, DataDir, print_json, settings_of

if TYPE_CHECKING:
    from index.harvest.compose import Tape
    from index.harvest.official.plan import Plan
    from index.harvest.official.sru import Slice
    from index.settings import Settings

EXAMPLE = "Voorbeeld: kamervragen harvest --vergaderjaar 2023-2024"
OVERLAP = timedelta(days=1)
"""The source dates changes by day, maybe in another time zone than ours."""
LISTED_PER_REQUEST = 500


def harvest(
    vergaderjaar: Annotated[
        list[str] | None, typer.Option("--vergaderjaar", help="Zoals 2023-2024; mag vaker.")
    ] = None,
    alles: Annotated[bool, typer.Option("--alles", help="Elk vergaderjaar sinds 1994, het laatste eerst.")] = False,
    van: Annotated[str | None, typer.Option("--van", help="Gedateerd op of na deze dag (2024-01-31).")] = None,
    tot: Annotated[str | None, typer.Option("--tot", help="Gedateerd op of voor deze dag; zonder: vandaag.")] = None,
    recent: Annotated[
        str | None, typer.Option("--recent", help="De laatste 10d, 6w, 3m of 1j, het nieuwste eerst: een eerste begin.")
    ] = None,
    sinds_laatste: Annotated[
        bool, typer.Option("--sinds-laatste", help="Wat de bron wijzigde sinds de vorige oogst.")
    ] = False,
    ids: Annotated[list[str] | None, typer.Option("--id", help="Id van een publicatie; mag vaker.")] = None,
    herstel: Annotated[
        bool, typer.Option("--herstel", help="Haal opnieuw op wat mislukte, en maak af wat openstond.")
    ] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Haal hoogstens zoveel publicaties op.")] = None,
    kamer: Annotated[str, typer.Option("--kamer", help="tk (Tweede Kamer), ek (Eerste Kamer) of beide.")] = "tk",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tel alleen, en schat de duur.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Proef elk soort verzoek aan de bron en toon een tabel; verandert niets.")
    ] = False,
    verrijk: Annotated[
        bool,
        typer.Option("--verrijk", help="Vul wat in het corpus staat aan uit Tweede Kamer Open Data; merk verschillen."),
    ] = False,
    bron: Annotated[
        str, typer.Option("--bron", help="officieel, of tk: neem van een --vergaderjaar op wat het corpus mist.")
    ] = "officieel",
    record: Annotated[
        Path | None, typer.Option("--record", help="Bewaar alles wat de bron antwoordt in deze (lege) map.")
    ] = None,
    replay: Annotated[
        Path | None, typer.Option("--replay", help="Oogst uit zo'n map, zonder netwerk, op de dag van de opname.")
    ] = None,
    voortgang_json: Annotated[
        bool, typer.Option("--voortgang-json", help="Meld de voortgang op stderr als regels JSON, voor een programma.")
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Haal publicaties op uit de officiële bron, rustig en volledig; een afgebroken oogst gaat later verder."""
    from index.harvest.official.plan import Plan

    settings = settings_of(data_dir)
    if bron not in ("officieel", "tk"):
        raise InputError(f"--bron {bron!r}: kies officieel of tk")
    tape = _tape(record, replay)
    if replay is None:
        settings = with_contact(settings)
    is_second = verrijk or bron == "tk"
    if is_second:
        others = {"--alles": alles, "--van": van, "--tot": tot, "--sinds-laatste": sinds_laatste, "--recent": recent}
        others |= {"--herstel": herstel, "--dry-run": dry_run}
        if named := [name for name, value in others.items() if value]:
            raise InputError(f"{enumerate_dutch(named)}: gaat niet samen met --verrijk of --bron tk")
    if check:
        _check(settings, vergaderjaar, as_json, tape, is_second=is_second)
        return
    if is_second:
        is_fetch = bron == "tk"
        _tweede_kamer(settings, vergaderjaar or [], ids or [], limit, verrijk, is_fetch, as_json, voortgang_json, tape)
        return
    slices = _slices(
        settings.data_dir, vergaderjaar, alles, van, tot, recent, sinds_laatste, ids, herstel, _today(tape)
    )
    plan = Plan(slices=tuple(slices), limit=limit, retry_failed=herstel, kamers=_kamers(kamer))
    if dry_run:
        _dry_run(settings, slices, limit, as_json, tape)
        return
    _run(settings, plan, as_json, voortgang_json, tape, is_first=recent is not None)


def _run(
    settings: Settings, plan: Plan, as_json: bool, is_progress_json: bool, tape: Tape | None, *, is_first: bool
) -> None:
    """Harvests, and tells what it came to; a first harvest also what comes after it."""
    from index.harvest.compose import open_harvester
    from index.harvest.official.completeness import harvest_report
    from rag.assistant.compose import make_builder
    from ui.terminal.harvest import account_lines, run_line

    with (
        stopping() as stop,
        open_harvester(settings, make_builder(settings), stop, tape=tape) as harvester,
        shown(is_progress_json) as show,
        _explained(),
    ):
        tally = harvester.run(plan, show)
    run, account = tally.to_json(), harvest_report(settings.data_dir).to_json()
    if as_json:
        print_json(run | {"harvest": account})
    else:
        for notice in tally.notices:
            typer.echo(f"let op: {notice}", err=True)
        typer.echo("\n".join([run_line(run), *account_lines(account)]))
        if is_first:
            typer.echo(_what_next(_today(tape)), err=True)
    if tally.is_stopped:
        raise typer.Exit(128 + signal.SIGINT)
    if tally.failed:
        raise typer.Exit(1)


@contextmanager
def _explained() -> Iterator[None]:
    """Says of a source that answers otherwise than it did what shows how it changed."""
    try:
        yield
    except (ResponseError, RefusedError) as error:
        raise HarvestError(
            f"{error}. De bron antwoordt anders dan verwacht; wat er is opgehaald, blijft."
            " Met kamervragen harvest --check ziet u wat er veranderde, met het antwoord bewaard om te melden"
        ) from error


def _slices(
    data_dir: Path,
    vergaderjaren: Sequence[str] | None,
    alles: bool,
    van: str | None,
    tot: str | None,
    recent: str | None,
    sinds_laatste: bool,
    ids: Sequence[str] | None,
    herstel: bool,
    today: date,
) -> list[Slice]:
    """What the options ask for: exactly one kind."""
    from index.harvest.official.sru import all_years, changed_slice, id_slice, recent_slices, year_slice

    kinds: dict[str, tuple[bool, Callable[[], list[Slice]]]] = {
        "--vergaderjaar": (bool(vergaderjaren), lambda: [year_slice(year) for year in vergaderjaren or ()]),
        "--alles": (alles, lambda: all_years(today)),
        "--van/--tot": (van is not None or tot is not None, lambda: _days(van, tot, today)),
        "--recent": (recent is not None, lambda: recent_slices(recent or "", today)),
        "--sinds-laatste": (sinds_laatste, lambda: [changed_slice(_current_since(data_dir) - OVERLAP)]),
        "--id": (bool(ids), lambda: [id_slice(publication_id) for publication_id in ids or ()]),
    }
    named = [name for name, (is_given, _) in kinds.items() if is_given]
    if len(named) > 1:
        raise InputError(f"{enumerate_dutch(named)} gaan niet samen: kies er een")
    if not named and not herstel:
        raise InputError(f"zeg wat u wilt oogsten: {', '.join(kinds)} of --herstel")
    return kinds[named[0]][1]() if named else []


def _days(van: str | None, tot: str | None, today: date) -> list[Slice]:
    from index.harvest.official.sru import day_slices, parse_day

    if van is None:
        raise InputError("--tot zonder --van: geef ook de eerste dag")
    return day_slices(parse_day(van, "--van"), parse_day(tot, "--tot") if tot else today)


def _tape(record: Path | None, replay: Path | None) -> Tape | None:
    from index.harvest.http.tape import Recorder, Recording

    if record is not None and replay is not None:
        raise InputError("--record en --replay gaan niet samen: kies er een")
    if replay is not None:
        return Recording(replay)
    return Recorder(record) if record is not None else None


def _today(tape: Tape | None) -> date:
    from index.harvest.http.tape import Recording

    return tape.begun.date() if isinstance(tape, Recording) else date.today()


def _what_next(today: date) -> str:
    from index.names.dates import vergaderjaar_of

    year = vergaderjaar_of(today)
    before = f"{int(year[:4]) - 1}-{year[:4]}"
    return (
        f"hierna: kamervragen harvest --vergaderjaar {year} haalt het lopende jaar helemaal op, daarna {before};"
        "\n        kamervragen harvest --sinds-laatste houdt bij wat er nieuw is (elke nacht: docs/data.md)"
    )


def _current_since(data_dir: Path) -> date:
    """The day from which the last harvest was complete.

    Raises:
        InputError: nothing was harvested.
    """
    from index.harvest.official.state import HarvestState

    since = None
    with suppress(EmptyCorpusError), closing(HarvestState(data_dir)) as state:
        since = state.current_since()
    if since is None:
        raise InputError("er is nog niets geoogst om bij te werken: begin met --recent 3m, of met --vergaderjaar")
    return since


def _kamers(kamer: str) -> frozenset[str]:
    try:
        return {"tk": frozenset({"tk"}), "ek": frozenset({"ek"}), "beide": frozenset({"tk", "ek"})}[kamer]
    except KeyError as error:
        raise InputError(f"--kamer {kamer!r}: kies tk, ek of beide") from error


def _dry_run(settings: Settings, slices: Sequence[Slice], limit: int | None, as_json: bool, tape: Tape | None) -> None:
    from index.harvest.compose import open_harvester
    from index.store.catalogue import FILE_NAME
    from rag.assistant.compose import make_builder
    from rag.dutch.writing import duration, number

    with TemporaryDirectory() as empty, stopping() as stop:  # counting leaves no trace, not even an empty catalogue
        is_there = (settings.data_dir / FILE_NAME).exists()
        where = settings if is_there else settings.model_copy(update={"data_dir": Path(empty)})
        with open_harvester(where, make_builder(where), stop, tape=tape) as harvester:
            expected = list(harvester.expect(slices))
    todo = sum(item.te_doen for item in expected)
    todo = min(todo, limit) if limit else todo
    lists = sum(1 + item.schatting // LISTED_PER_REQUEST for item in expected)
    seconds = (todo + lists) * settings.harvest_window_s / settings.harvest_requests
    if as_json:
        rows = [
            {"naam": item.naam, "schatting_bron": item.schatting, "gehaald": item.gehaald, "te_doen": item.te_doen}
            for item in expected
        ]
        print_json({"slices": rows, "te_doen": todo, "verzoeken": todo + lists, "seconds": round(seconds)})
        return
    for item in expected:
        typer.echo(
            f"{item.naam}: naar schatting {number(item.schatting)}, waarvan {number(item.gehaald)} al in het corpus"
        )
    typer.echo(f"op te halen: {number(todo)} publicaties, ongeveer {duration(seconds, in_short=True)}")


def _check(
    settings: Settings, vergaderjaren: Sequence[str] | None, as_json: bool, tape: Tape | None, *, is_second: bool
) -> None:
    """Tries each kind of request to the official source, or to the second one."""
    from index.harvest.compose import open_client, tk_addresses
    from index.harvest.official.check import check_source
    from index.harvest.official.sru import Sru, year_slice
    from index.harvest.tweede_kamer.check import check_tk
    from index.harvest.tweede_kamer.odata import OpenData
    from index.names.dates import vergaderjaar_of

    usual = vergaderjaar_of(_today(tape) - timedelta(days=60))
    part = year_slice(vergaderjaren[0] if vergaderjaren else usual)
    if not as_json:
        typer.echo("proef van de bron: een twintigtal verzoeken in haar eigen tempo, een of enkele minuten", err=True)
    addresses = tk_addresses(settings) if is_second else None
    with stopping() as stop, _kept(tape) as kept, open_client(settings, stop, addresses=addresses, tape=kept) as client:
        if is_second:
            found = check_tk(OpenData(client, *tk_addresses(settings)), part.naam)
        else:
            sru = Sru(client, settings.sru_url, today=_today(tape))
            found = check_source(client, sru, settings.documents_url, part)
        if as_json:
            print_json(found.to_json())
        else:
            typer.echo("\n".join(found.lines()))
        if found.deviations:
            raise typer.Exit(1)
    if not as_json:
        begin = "--verrijk vult het corpus aan" if is_second else "--recent 3m haalt de laatste drie maanden op"
        typer.echo(f"hierna: kamervragen harvest {begin}", err=True)


@contextmanager
def _kept(tape: Tape | None) -> Iterator[Tape]:
    """The tape of a trial; what the source said stays on disk when something is not as expected."""
    from index.harvest.http.tape import Recorder

    if tape is not None:
        yield tape
        return
    folder = Path(mkdtemp(prefix=f"kamervragen-proef-{date.today()}-", dir="."))
    try:
        yield Recorder(folder)
    except BaseException:
        if folder.exists():
            typer.echo(f"wat de bron antwoordde staat in {folder}: stuur die map mee met een melding", err=True)
        raise
    rmtree(folder, ignore_errors=True)


def _tweede_kamer(
    settings: Settings,
    vergaderjaren: Sequence[str],
    ids: Sequence[str],
    limit: int | None,
    is_join: bool,
    is_fetch: bool,
    as_json: bool,
    is_progress_json: bool,
    tape: Tape | None,
) -> None:
    """The second source: fetches what the corpus lacks, joins what it has."""
    from index.harvest.compose import open_tk_run
    from index.harvest.official.sru import year_slice
    from index.harvest.tweede_kamer.store import tk_account
    from rag.assistant.compose import make_builder
    from ui.terminal.harvest import fetch_line, join_line, joined_lines

    years = [year_slice(year).naam for year in vergaderjaren]
    if is_fetch and (not years or ids):
        raise InputError("--bron tk: geef het vergaderjaar (--vergaderjaar 2023-2024), zonder --id")
    if limit is not None and not is_fetch:
        raise InputError("--limit hoort bij ophalen, niet bij --verrijk")
    fetched = joined = None
    with (
        stopping() as stop,
        open_tk_run(settings, make_builder(settings), stop, tape=tape) as run,
        shown(is_progress_json) as show,
    ):
        if is_fetch:
            fetched = run.fetch(years, limit=limit, progress=show)
        if is_join and not (fetched and fetched.is_stopped):
            joined = run.enrich(years=years, ids=ids, progress=show)
    runs = [(name, tally) for name, tally in (("fetch", fetched), ("join", joined)) if tally is not None]
    account = tk_account(settings.data_dir).jaren
    if as_json:
        print_json({name: tally.to_json() for name, tally in runs} | {"tweede_kamer": account})
    else:
        for name, tally in runs:
            for notice in tally.notices:
                typer.echo(f"let op: {notice}", err=True)
            typer.echo(fetch_line(tally.to_json()) if name == "fetch" else join_line(tally.to_json()))
        for line in joined_lines(account):
            typer.echo(line)
    if any(tally.is_stopped for _, tally in runs):
        raise typer.Exit(128 + signal.SIGINT)
    if any(tally.failed for _, tally in runs):
        raise typer.Exit(1)
