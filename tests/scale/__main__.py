"""`python -m tests.scale build N --data-dir DIR`, and what is done with such a corpus."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from index.settings import load_settings
from rag.assistant.compose import make_encoder
from tests.scale.build import GROWING_BATCH
from tests.scale.build import build as build_corpus
from tests.scale.build import grow as grow_corpus
from tests.scale.encoder import StandInEncoder
from tests.scale.plot import growth_svg, read_reports
from tests.scale.soak import soak as run_soak

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Synthetic corpora of the size of the record.")


@app.callback()
def main() -> None:
    """Measures the product at the size of the whole record."""


@app.command()
def build(
    publications: Annotated[int, typer.Argument(min=1, metavar="N", help="publications of the whole corpus")],
    data_dir: Annotated[Path, typer.Option(help="where it is built")],
    tokens: Annotated[bool | None, typer.Option(help="keep token vectors (default: KAMERVRAGEN_KEEP_TOKENS)")] = None,
) -> None:
    """Builds a synthetic corpus of N publications, or finishes one that was interrupted.

    Example: python -m tests.scale build 10000 --data-dir /tmp/corpus --no-tokens
    """
    settings = load_settings(data_dir=data_dir, keep_tokens=tokens)
    encoder = StandInEncoder(make_encoder(settings))
    started, made = time.perf_counter(), 0

    def progress(count: int) -> None:
        nonlocal made
        made += count
        if made % 1000 < count:
            typer.echo(f"{made} of {publications} publications, {time.perf_counter() - started:.0f} s", err=True)

    report = build_corpus(publications, settings.data_dir, encoder, keep_tokens=settings.keep_tokens, progress=progress)
    typer.echo(f"{report.new} publications, {report.passages} passages, {report.seconds:.0f} s")


@app.command()
def grow(
    blocks: Annotated[
        int, typer.Argument(min=0, help="blocks of the end of the record that it must have; 0: ends what was killed")
    ],
    data_dir: Annotated[Path, typer.Option(help="a corpus that `build` made")],
    batch: Annotated[int, typer.Option(min=1, help="publications per commit")] = GROWING_BATCH,
) -> None:
    """Adds publications of the end of the record to a smaller corpus.

    Example: python -m tests.scale grow 6 --data-dir /tmp/corpus
    """
    settings = load_settings(data_dir=data_dir)
    report = grow_corpus(
        settings.data_dir,
        StandInEncoder(make_encoder(settings)),
        blocks,
        keep_tokens=settings.keep_tokens,
        batch_publications=batch,
    )
    typer.echo(f"{report.new} publications, {report.passages} passages, {report.seconds:.0f} s")


@app.command()
def soak(
    data_dir: Annotated[Path, typer.Option(help="a copy of a corpus that `build` made; it grows")],
    minutes: Annotated[float, typer.Option(min=0.1, help="how long is asked")] = 30.0,
    passages: Annotated[int, typer.Option(min=0, help="that must come in meanwhile; 0: as many as do")] = 0,
    seed: Annotated[int, typer.Option(help="of what is asked and when is killed")] = 0,
) -> None:
    """Asks app, API and four command lines while an ingest adds publications and is killed; exit 1: it broke.

    Example: python -m tests.scale soak --minutes 30 --passages 100000 --data-dir /tmp/copy
    """
    tally = run_soak(data_dir, minutes, passages=passages, seed=seed)
    typer.echo(json.dumps(tally.to_json(), ensure_ascii=False, indent=1))
    raise typer.Exit(0 if tally.is_good else 1)


@app.command()
def plot(
    reports: Annotated[list[Path], typer.Argument(help="what `eval speed --json` printed of corpora of several sizes")],
    out: Annotated[Path, typer.Option(help="the SVG to write")],
) -> None:
    """Draws how disk, memory and answer times grow.

    Example: python -m tests.scale plot 3000.json 30000.json 90000.json --out growth.svg
    """
    out.write_text(growth_svg(read_reports(reports)), encoding="utf-8")


if __name__ == "__main__":
    app()
