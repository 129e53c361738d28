"""The command `termijnen`: how long answers took, and what is open."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from index.store.filters import Filters
from ui.cli.options import AsJson, DataDir, Force, print_json, settings_of
from ui.cli.question import takes_filters

EXAMPLE = "Voorbeeld: kamervragen termijnen --per ministerie --vergaderjaar 2023-2024"

PerOption = Annotated[
    str,
    typer.Option("--per", help="ministerie, bewindspersoon, jaar, fractie, indiener, vergaderjaar, maand of soort."),
]
On = Annotated[
    datetime | None,
    typer.Option("--peildatum", formats=["%Y-%m-%d"], help="Kijk op deze dag wat er open is; anders vandaag."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Schrijf de tabel als CSV naar dit bestand.")]


@takes_filters()
def termijnen(
    filters: Filters,
    per: PerOption = "ministerie",
    peildatum: On = None,
    out: Out = None,
    force: Force = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Toon hoe lang antwoorden op zich lieten wachten, hoeveel er op tijd kwamen, en wat er open staat."""
    from index.store.catalogue import Catalogue
    from rag.export.save import save
    from rag.overview.answer_times import account_of, answer_times, read_per
    from rag.understand.given import spelt
    from ui.terminal.termijnen import answer_times_csv, answer_times_text

    grouped = read_per(per)
    with closing(Catalogue(settings_of(data_dir).data_dir)) as catalogue:
        filters, notes = spelt(filters, catalogue)
        counts = catalogue.counts()
        times = answer_times(catalogue.sent(filters), grouped, peildatum.date() if peildatum else date.today())
    for note in notes:
        typer.echo(f"kamervragen: {note}", err=True)
    if out is not None:
        save(answer_times_csv(times), out, force=force)
        typer.echo(f"{len(times.groups)} rijen; geschreven naar {out}", err=True)
    elif as_json:
        from rag.forms.contract import answer_times_json

        print_json(answer_times_json(times, [*notes, *account_of(times, counts)]))
    else:
        typer.echo(answer_times_text(times, counts))
