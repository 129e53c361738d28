"""`python -m tests.scale build N --data-dir DIR`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from index.settings import load_settings
from rag.assistant.compose import make_encoder
from tests.scale.build import build as build_corpus
from tests.scale.encoder import StandInEncoder

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


if __name__ == "__main__":
    app()
