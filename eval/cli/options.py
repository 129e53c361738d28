"""The options that the commands of `kamervragen eval` share, and how their values are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from index.store.catalogue import Catalogue
    from rag.assistant.assistant import Assistant

GOLD_HELP = "Map met queries.jsonl en qrels.tsv, of een BEIR-map."
Gold = Annotated[Path, typer.Option("--gold", help=GOLD_HELP)]
MaybeGold = Annotated[Path | None, typer.Option("--gold", help=GOLD_HELP)]
DataDir = Annotated[
    Path | None, typer.Option("--data-dir", help="Map met catalogus en indexen [env: KAMERVRAGEN_DATA].")
]
AsJson = Annotated[bool, typer.Option("--json", help="Schrijf JSON op stdout.")]
ArmOption = Annotated[str | None, typer.Option("--arm", help="dense (betekenis), lexical (woorden) of hybrid.")]
Rerank = Annotated[bool | None, typer.Option("--rerank/--no-rerank", help="Met of zonder herordening.")]
Sets = Annotated[list[str] | None, typer.Option("--set", help="Een instelling als naam=waarde; mag vaker.")]
Config = Annotated[Path | None, typer.Option("--config", help="TOML-bestand met instellingen.")]
AllowMissing = Annotated[
    bool, typer.Option("--allow-missing", help="Beoordeelde paren buiten het corpus tellen als niet gevonden.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Alleen de eerste zoveel vragen.")]
Report = Annotated[Path | None, typer.Option("--report", help="Schrijf een verslag als HTML-bestand.")]


def given(config: Path | None, sets: list[str] | None, **options: object) -> dict[str, object]:
    """The settings as given: options over `--set` over `--config`."""
    from eval.measure.variants import read_pairs, read_toml

    values = (read_toml(config) if config else {}) | read_pairs(sets or [])
    return values | {name: value for name, value in options.items() if value is not None}


def catalogue_at(data_dir: Path | None) -> Catalogue:
    """The catalogue of a data directory; None is the configured one."""
    from index.settings import load_settings
    from index.store.catalogue import Catalogue

    return Catalogue(load_settings(data_dir=data_dir).data_dir)


def assistant_at(data_dir: Path | None) -> Assistant:
    """The opened corpus of a data directory, searched as is configured."""
    from index.settings import load_settings
    from rag.assistant.compose import open_assistant

    return open_assistant(load_settings(data_dir=data_dir))


def as_text(value: Mapping[str, object], indent: int | None = 2) -> str:
    """JSON as it is printed."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def show_progress(done: int, total: int) -> None:
    """One line that counts up on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        typer.echo(f"\r{done}/{total} vragen", err=True, nl=done == total)
