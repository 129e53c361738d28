"""The commands of `bundle`: a corpus handed over in one file, ready to search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.options import AsJson, DataDir, Force, assistant_of, print_json, progress, settings_of

if TYPE_CHECKING:
    from index.build.builder import Builder
    from index.embed.embedding import Encoder

bundle_app = typer.Typer(
    no_args_is_help=True,
    help="Geef een corpus door in één bestand, of open er een: zoeken zonder eerst te oogsten en te berekenen.",
    epilog="Voorbeeld: kamervragen bundle open kamervragen-2024.bundel --data-dir ~/kamervragen",
)


@bundle_app.command(epilog="Voorbeeld: kamervragen bundle make kamervragen-2024.bundel")
def make(
    file: Annotated[Path, typer.Argument(help="Het bestand om te maken.")],
    tokens: Annotated[
        bool, typer.Option(help="Neem de tokenvectoren mee (verreweg het grootste deel); zonder is de volgorde minder.")
    ] = True,
    force: Force = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Maak een bundel: publicaties, hun vectoren, en tot waar er geoogst is. Wat u volgt gaat niet mee."""
    from index.harvest.bundle.make import make_bundle
    from rag.assistant.compose import make_builder

    corpus = assistant_of(data_dir).corpus
    builder = make_builder(settings_of(data_dir), corpus.encoder)
    with progress("publicaties") as bar:
        listing = make_bundle(corpus, builder, file, tokens=tokens, force=force, progress=bar)
    size = file.stat().st_size
    if as_json:
        print_json(listing.model_dump(mode="json") | {"bytes": size})
    else:
        typer.echo(f"{file}: {listing.publications} publicaties, {listing.passages} passages, {size / 1e6:.1f} MB")


@bundle_app.command("open", epilog="Voorbeeld: kamervragen bundle open https://example.org/2024.bundel#sha256=…")
def open_(
    source: Annotated[
        str, typer.Argument(help="Een bundel: bestand of webadres; met #sha256=… wordt die gecontroleerd.")
    ],
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Neem een bundel op in het corpus; wat er al staat, blijft. Afgebroken? Hetzelfde commando gaat verder."""
    from index.harvest.bundle.download import local
    from index.harvest.bundle.opening import open_bundle
    from rag.assistant.compose import make_builder, make_encoder
    from ui.terminal.corpus import report_text

    settings = settings_of(data_dir)

    def builder_with(encoder: Encoder, keep_tokens: bool) -> Builder:
        kept = settings.model_copy(update={"keep_tokens": settings.keep_tokens and keep_tokens})
        return make_builder(kept, encoder)

    with local(source, settings.data_dir) as path, progress("publicaties") as bar:
        opening = open_bundle(path, settings.data_dir, make_encoder(settings), builder_with, bar)
    made = {"taken": opening.taken, "computed": opening.computed, "notes": list(opening.notes)}
    listing = opening.listing
    if as_json:
        print_json({"bundle": listing.model_dump(mode="json"), "report": opening.report.to_json()} | made)
        return
    typer.echo(report_text(opening.report))
    typer.echo(f"{opening.taken} passages met vectoren uit de bundel, {opening.computed} zelf berekend")
    for note in opening.notes:
        typer.echo(f"let op: {note}", err=True)
    if listing.tot:
        typer.echo(
            f"de bundel loopt tot {listing.tot}; wat er daarna kwam haalt u op met: "
            f"kamervragen harvest --van {listing.tot}",
            err=True,
        )
