"""The command `kamervragen eval`: parses, calls one function of this package, prints."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eval.cli import gold as gold_cli
from eval.cli.options import (
    AllowMissing,
    ArmOption,
    AsJson,
    Config,
    DataDir,
    Limit,
    MaybeGold,
    Report,
    Rerank,
    Sets,
    as_text,
    assistant_at,
    catalogue_at,
    given,
    show_progress,
)

if TYPE_CHECKING:
    from eval.measure.record import RunRecord

eval_app = typer.Typer(
    help="Meet het zoeken tegen een gouden set: vragen met beoordeelde antwoorden.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)


@eval_app.callback(epilog="Voorbeeld: kamervragen eval --gold eval/gold/sample --json --report verslag.html")
def run(
    context: typer.Context,
    gold: MaybeGold = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
    arm: ArmOption = None,
    rerank: Rerank = None,
    sets: Sets = None,
    config: Config = None,
    top: Annotated[int, typer.Option("--top", min=10, max=1000, help="Zoveel paren per vraag bewaren.")] = 100,
    limit: Limit = None,
    allow_missing: AllowMissing = False,
    exclude_source: Annotated[
        bool, typer.Option("--exclude-source", help="Laat publicaties weg waaruit een vraag is overgeschreven.")
    ] = False,
    verdicts: Annotated[bool, typer.Option("--verdicts/--no-verdicts", help="Vraag ook het oordeel.")] = True,
    answers: Annotated[
        bool, typer.Option("--answers", help="Meet ook de antwoorden: zijn de citaten letterlijk en relevant?")
    ] = False,
    record: Annotated[Path | None, typer.Option("--record", help="Herhaal de meting van dit verslag.")] = None,
    run_out: Annotated[Path | None, typer.Option("--run-out", help="Schrijf de ranglijsten als TREC-run.")] = None,
    record_out: Annotated[Path | None, typer.Option("--record-out", help="Schrijf de hele meting als JSON.")] = None,
    report: Report = None,
) -> None:
    """Meet het ingestelde zoeken: de maten, het oordeel en de snelheid."""
    if context.invoked_subcommand is not None:
        return
    from eval.gold.beir import read_any_gold
    from eval.gold.excerpts import excerpts_of
    from eval.measure.evaluate import evaluate
    from eval.measure.record import read_record, write_record
    from eval.measure.rerun import variant_of
    from eval.measure.trec import write_run
    from eval.measure.variants import make_variant, open_variant
    from eval.report.run import write_report

    before = read_record(record) if record else None
    folder = gold or (Path(before.gold) if before else None)
    if folder is None:
        raise typer.BadParameter("noem de map van een gouden set", param_hint="--gold")
    if before:
        if arm or rerank is not None or sets or config:
            raise typer.BadParameter("de instellingen komen uit het verslag", param_hint="--record")
        variant = variant_of(before, data_dir)
        top, limit, exclude_source = before.top, before.limit, before.exclude_source
        allow_missing = allow_missing or before.allow_missing
    else:
        variant = make_variant(given(config, sets, data_dir=data_dir, arm=arm, rerank=rerank))
    with closing(open_variant(variant)) as assistant:
        catalogue = assistant.corpus.catalogue
        done = evaluate(
            read_any_gold(folder, catalogue, allow_missing=allow_missing),
            assistant,
            variant,
            top=top,
            limit=limit,
            exclude_source=exclude_source,
            with_verdicts=verdicts,
            with_answers=answers,
            progress=show_progress,
        )
        if report:
            best = [query.top[0][0] for query in done.record.per_query.values() if query.top]
            write_report(report, done.record, excerpts_of(catalogue, best))
    if run_out:
        write_run(run_out, done.ranking, done.record.name)
    if record_out:
        write_record(record_out, done.record)
    _tell(done.record, before, as_json)


def _tell(record: RunRecord, before: RunRecord | None, as_json: bool) -> None:
    """Prints the measures, what must be known to judge them, and what differs from the record that was repeated."""
    from eval.measure.rerun import differences
    from eval.report.text import run_text

    typer.echo(as_text(record.contract()) if as_json else run_text(record))
    for warning in record.notes():
        typer.echo(f"let op: {warning}", err=True)
    if before:
        changed = [f"anders: {line}" for line in differences(before, record)]
        typer.echo("\n".join(changed or ["gelijk aan het verslag"]), err=True)


@eval_app.command(epilog="Voorbeeld: kamervragen eval compare arm=lexical standaard --gold eval/gold/sample")
def compare(
    a: Annotated[str, typer.Argument(help="Meting (.json), TREC-run, TOML-bestand, naam=waarde,... of 'standaard'.")],
    b: Annotated[str, typer.Argument(help="De andere; een positief verschil betekent dat deze beter is.")],
    gold: MaybeGold = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
    sets: Sets = None,
    config: Config = None,
    limit: Limit = None,
    allow_missing: AllowMissing = False,
    report: Report = None,
) -> None:
    """Vergelijk twee metingen of instellingen vraag voor vraag, met een gepaarde toets."""
    from eval.compare.runs import compare_runs
    from eval.compare.sources import RunSource, open_catalogue
    from eval.gold.excerpts import excerpts_of
    from eval.report.comparison import write_comparison
    from eval.report.text import comparison_text

    base = given(config, sets, data_dir=data_dir)
    source = RunSource(gold=gold, base=base, allow_missing=allow_missing, limit=limit, progress=show_progress)
    comparison = compare_runs(source.open(a), source.open(b))
    with open_catalogue(base) as catalogue:
        excerpts = excerpts_of(catalogue, comparison.shown_pairs)
    if report:
        write_comparison(report, comparison, excerpts)
    typer.echo(as_text(comparison.to_json(excerpts)) if as_json else comparison_text(comparison, excerpts))


@eval_app.command(epilog="Voorbeeld: kamervragen eval speed --json --recall")
def speed(
    data_dir: DataDir = None,
    as_json: AsJson = False,
    busy: Annotated[bool, typer.Option("--busy", help="Meet ook naast twee processen die rekenen.")] = False,
    recall: Annotated[
        bool, typer.Option("--recall", help="Vergelijk met alle vectoren, met en zonder filters.")
    ] = False,
    queries: Annotated[int, typer.Option("--queries", min=2, max=500, help="Zoveel verschillende vragen.")] = 20,
) -> None:
    """Meet de snelheid op dit corpus, als verhouding tot wat het model voor een vraag nodig heeft."""
    from eval.measure.speed import measure_speed
    from eval.report.text import speed_text

    with closing(assistant_at(data_dir)) as assistant:
        measured = measure_speed(assistant, queries=queries, with_busy=busy, with_recall=recall)
    typer.echo(as_text(measured.to_json()) if as_json else speed_text(measured))


for command, example in (
    (gold_cli.judge, "judge q-001 ah-tk-20232024-1068#v2 2 --gold map --by Anna"),
    (gold_cli.unjudged, "unjudged --gold eval/gold/sample --json"),
    (gold_cli.beir, "beir --gold eval/gold/sample --out naar/beir"),
    (gold_cli.check, "check --gold eval/gold/sample"),
    (gold_cli.calibrate, "calibrate --gold map --gold andere --out lezer"),
    (gold_cli.calibrate_windows, "calibrate-windows --gold eval/sets/build --out keuze.toml"),
):
    eval_app.command(epilog=f"Voorbeeld: kamervragen eval {example}")(command)


@eval_app.command(epilog="Voorbeeld: kamervragen eval standpunt --labels eval/standpunt/labels.tsv")
def standpunt(
    labels: Annotated[Path, typer.Option("--labels", help="TSV met kolommen paar, standpunt en deel.")],
    data_dir: DataDir = None,
    as_json: AsJson = False,
    show_wrong: Annotated[bool, typer.Option("--fouten", help="Noem ook de paren die anders uitvielen.")] = False,
) -> None:
    """Meet het standpunt van antwoorden tegen met de hand gegeven standpunten: juistheid en verwarringstabel."""
    from eval.standpunt.accuracy import judge, read_labels, scores, scores_text

    given_labels = read_labels(labels)
    with closing(catalogue_at(data_dir)) as catalogue:
        judged, missing = judge(given_labels, catalogue.publications(None))
    found = scores(judged)
    wrong = [one for one in judged if not one.is_right] if show_wrong else []
    if as_json:
        parts: dict[str, object] = {one.deel: one.to_json() for one in found}
        told = [{"pair_id": one.label.pair_id, "label": one.label.standpunt, "found": one.found} for one in wrong]
        typer.echo(as_text({"parts": parts, "missing": missing, "wrong": told}))
        return
    typer.echo(scores_text(found))
    for one in wrong:
        typer.echo(f"{one.label.pair_id}\t{one.label.standpunt}\t{one.found}")
    if missing:
        typer.echo(f"let op: {len(missing)} paren staan niet in het corpus en tellen niet mee", err=True)
