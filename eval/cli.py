"""The command `kamervragen eval`: parses, calls one function of this package, prints."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eval.evaluate import Evaluation
    from eval.variants import Variant

eval_app = typer.Typer(
    help="Meet het zoeken tegen een gouden set: vragen met beoordeelde antwoorden.",
    invoke_without_command=True,
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    epilog="Voorbeeld: kamervragen eval --gold eval/gold/sample --json",
)

Gold = Annotated[Path | None, typer.Option("--gold", help="Map met queries.jsonl en qrels.tsv, of een BEIR-map.")]
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
ExcludeSource = Annotated[
    bool, typer.Option("--exclude-source", help="Laat de publicatie waaruit een vraag is overgeschreven weg.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Alleen de eerste zoveel vragen.")]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, help="Zoveel paren per vraag bewaren.")]


@eval_app.callback(epilog="Voorbeeld: kamervragen eval --gold eval/gold/sample --report rapport.html")
def run(
    context: typer.Context,
    gold: Gold = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
    arm: ArmOption = None,
    rerank: Rerank = None,
    sets: Sets = None,
    config: Config = None,
    top: Top = 100,
    limit: Limit = None,
    allow_missing: AllowMissing = False,
    exclude_source: ExcludeSource = False,
    run_out: Annotated[Path | None, typer.Option("--run-out", help="Schrijf de ranglijsten als TREC-run.")] = None,
    record_out: Annotated[Path | None, typer.Option("--record-out", help="Schrijf het verslag als JSON.")] = None,
) -> None:
    """Meet het ingestelde zoeken: nDCG@10, MRR@10, R@20, R@100, P@5, de oordelen en de snelheid."""
    if context.invoked_subcommand is not None:
        return
    if gold is None:
        raise typer.BadParameter("geef de map van een gouden set", param_hint="--gold")
    from eval.evaluate import evaluate
    from eval.gold import PairResolver, read_gold
    from eval.record import write_record
    from eval.trec import write_run
    from eval.variants import open_variant

    variant = _variant(data_dir, arm, rerank, sets, config)
    assistant = open_variant(variant)
    try:
        checked = read_gold(gold, PairResolver(assistant.corpus.catalogue), allow_missing=allow_missing)
        done = evaluate(
            checked,
            assistant,
            variant,
            top=top,
            limit=limit,
            exclude_source=exclude_source,
            progress=_progress,
        )
    finally:
        assistant.close()
    if run_out:
        write_run(run_out, done.ranking)
    if record_out:
        write_record(record_out, done.record)
    _print(done, as_json)


def _print(done: Evaluation, as_json: bool) -> None:
    typer.echo(json.dumps(done.record.contract(), ensure_ascii=False, indent=2))


def _variant(
    data_dir: Path | None, arm: str | None, rerank: bool | None, sets: list[str] | None, config: Path | None
) -> Variant:
    """The settings of the run: options over `--set` over `--config` over the installation."""
    from eval.variants import make_variant, read_pairs, read_toml

    values = (read_toml(config) if config else {}) | read_pairs(sets or [])
    given = {"data_dir": data_dir, "arm": arm, "rerank": rerank}
    return make_variant(values | {name: value for name, value in given.items() if value is not None})


def _progress(done: int, total: int) -> None:
    """One line that counts up on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        typer.echo(f"\r{done}/{total} vragen", err=True, nl=done == total)
