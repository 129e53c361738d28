"""What the commands share: an opened corpus, printed JSON, a progress bar."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.cli.options import AsJson as AsJson
from eval.cli.options import DataDir as DataDir
from index.errors import MissingPathError, why

if TYPE_CHECKING:
    from index.settings import Settings
    from index.steps import Progress
    from rag.assistant.assistant import Assistant

STDIN = "-"
Force = Annotated[bool, typer.Option("--force", help="Overschrijf het bestand als het er al is.")]
Rerank = Annotated[bool, typer.Option("--rerank/--no-rerank", help="Met of zonder herordening op woordbetekenis.")]


def settings_of(data_dir: Path | None) -> Settings:
    """The settings, with the data directory of the option."""
    from index.settings import load_settings

    return load_settings(data_dir=data_dir)


def tell_unpacking(settings: Settings) -> None:
    """Says on stderr that the first run unpacks the embedding model, before the wait for it."""
    from index.embed.bundled_model import is_unpacked

    if settings.model is None and not is_unpacked(settings.cache_dir):
        typer.echo(
            f"kamervragen: het taalmodel wordt uitgepakt naar {settings.cache_dir} (0,5 GB, alleen de eerste keer, "
            "ongeveer een halve minuut)",
            err=True,
        )


def assistant_of(data_dir: Path | None, *, rerank: bool = True) -> Assistant:
    """The opened corpus."""
    from rag.assistant.compose import open_assistant

    settings = settings_of(data_dir)
    return open_assistant(settings if rerank else settings.model_copy(update={"rerank": False}))


def read_input(name: str, most: int) -> bytes:
    """The bytes of a file, or of stdin for `-`; one more than `most` where there are more.

    Raises:
        MissingPathError: it cannot be read.
    """
    if name == STDIN:
        return sys.stdin.buffer.read(most + 1)
    path = Path(name)
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise MissingPathError(f"{path}: kan niet worden gelezen ({why(error)}); controleer de naam") from error


def print_json(value: object, indent: int | None = 2) -> None:
    """Writes a value on stdout; always as readable text."""
    # lone surrogates of broken documents cannot be written as UTF-8: then everything beyond ASCII is escaped
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=indent)
    typer.echo(text)


@contextmanager
def progress(unit: str) -> Iterator[Progress | None]:
    """A progress bar on stderr when that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich import progress as bars
    from rich.console import Console

    columns = (bars.TextColumn(unit), bars.BarColumn(), bars.MofNCompleteColumn(), bars.TimeRemainingColumn())
    with bars.Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(unit, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
