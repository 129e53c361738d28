"""The command `kamervragen eval`: parses, calls one function of this package, prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

eval_app = typer.Typer(
    help="Meet het zoeken tegen een gouden set: vragen met beoordeelde antwoorden.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)

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
    record: Annotated[Path | None, typer.Option("--record", help="Herhaal de meting van dit verslag.")] = None,
    run_out: Annotated[Path | None, typer.Option("--run-out", help="Schrijf de ranglijsten als TREC-run.")] = None,
    record_out: Annotated[Path | None, typer.Option("--record-out", help="Schrijf de hele meting als JSON.")] = None,
    report: Report = None,
) -> None:
    """Meet het ingestelde zoeken: nDCG@10, MRR@10, R@20, R@100, P@5, het oordeel en de snelheid."""
    if context.invoked_subcommand is not None:
        return
    from eval.beir import read_any_gold
    from eval.evaluate import evaluate
    from eval.gold import PairResolver
    from eval.record import read_record, write_record
    from eval.report import write_report
    from eval.rerun import differences, variant_of
    from eval.showing import show
    from eval.text import run_text
    from eval.trec import write_run
    from eval.variants import make_variant, open_variant

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
        variant = make_variant(_given(config, sets, data_dir=data_dir, arm=arm, rerank=rerank))
    assistant = open_variant(variant)
    try:
        catalogue = assistant.corpus.catalogue
        done = evaluate(
            read_any_gold(folder, PairResolver(catalogue), allow_missing=allow_missing),
            assistant,
            variant,
            top=top,
            limit=limit,
            exclude_source=exclude_source,
            with_verdicts=verdicts,
            progress=_progress,
        )
        if report:
            best = [query.top[0][0] for query in done.record.per_query.values() if query.top]
            write_report(report, done.record, show(catalogue, best))
    finally:
        assistant.close()
    if run_out:
        write_run(run_out, done.ranking, done.record.name)
    if record_out:
        write_record(record_out, done.record)
    typer.echo(_json(done.record.contract()) if as_json else run_text(done.record))
    for warning in done.record.notes():
        typer.echo(f"let op: {warning}", err=True)
    if before:
        changed = list(differences(before, done.record))
        typer.echo("\n".join(f"anders: {line}" for line in changed) or "gelijk aan het verslag", err=True)


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
    from eval.compare import compare as compare_sides
    from eval.comparison_report import write_comparison
    from eval.showing import show
    from eval.sides import SideMaker, open_catalogue
    from eval.text import comparison_text

    base = _given(config, sets, data_dir=data_dir)
    maker = SideMaker(gold=gold, base=base, allow_missing=allow_missing, limit=limit, progress=_progress)
    comparison = compare_sides(maker.make(a), maker.make(b))
    catalogue = open_catalogue(base)
    try:
        shown = show(catalogue, comparison.shown_pairs)
    finally:
        if catalogue:
            catalogue.close()
    if report:
        write_comparison(report, comparison, shown)
    typer.echo(_json(comparison.to_json(shown)) if as_json else comparison_text(comparison, shown))


@eval_app.command(epilog="Voorbeeld: kamervragen eval judge q-001 ah-tk-20232024-1068#v2 2 --gold map --by Anna")
def judge(
    query_id: Annotated[str, typer.Argument(help="Id van de vraag in de gouden set.")],
    pair_id: Annotated[str, typer.Argument(help="Id van het paar; elk vraagnummer ervan mag.")],
    grade: Annotated[int, typer.Argument(help="0 niet relevant, 1 verwant, 2 beantwoordt.")],
    gold: Gold,
    by: Annotated[str | None, typer.Option("--by", help="Wie oordeelt; anders de gebruikersnaam.")] = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Voeg een oordeel toe aan de gouden set, of wijzig het; wie en wanneer komt in judgments.jsonl."""
    import getpass
    from dataclasses import asdict

    from eval.gold import PairResolver
    from eval.judging import add_judgment
    from eval.variants import installation_settings, make_variant
    from index.catalogue import Catalogue

    catalogue = Catalogue(installation_settings(make_variant(_given(None, None, data_dir=data_dir))).data_dir)
    try:
        judged = add_judgment(
            gold, query_id, pair_id, grade, by=by or getpass.getuser(), resolve=PairResolver(catalogue)
        )
    finally:
        catalogue.close()
    if as_json:
        typer.echo(_json(asdict(judged) | {"changed": judged.is_change}))
    elif not judged.is_change:
        typer.echo(f"{judged.pair_id} had voor {query_id} al graad {grade}", err=True)
    else:
        was = "" if judged.previous is None else f" (was {judged.previous})"
        typer.echo(f"{judged.pair_id} heeft voor {query_id} graad {grade}{was}", err=True)


@eval_app.command(epilog="Voorbeeld: kamervragen eval unjudged --gold eval/gold/sample --json")
def unjudged(
    gold: Gold,
    data_dir: DataDir = None,
    as_json: AsJson = False,
    run_file: Annotated[Path | None, typer.Option("--run", help="Een TREC-run; anders wordt er gezocht.")] = None,
    sets: Sets = None,
    config: Config = None,
    limit: Limit = None,
    allow_missing: AllowMissing = False,
) -> None:
    """Noem de resultaten in de toptien die nog niemand beoordeelde, een per regel."""
    from eval.judging import open_judgments
    from eval.sides import SideMaker

    maker = SideMaker(
        gold=gold,
        base=_given(config, sets, data_dir=data_dir),
        allow_missing=allow_missing,
        limit=limit,
        progress=_progress,
    )
    rows = open_judgments(*maker.ranking(run_file))
    for row in rows:
        typer.echo(
            _json(row, indent=None) if as_json else "\t".join(" ".join(str(value).split()) for value in row.values())
        )
    typer.echo(f"{len(rows)} resultaten wachten op een oordeel; oordeel met `kamervragen eval judge`", err=True)


@eval_app.command(epilog="Voorbeeld: kamervragen eval beir --gold eval/gold/sample --out naar/beir")
def beir(
    gold: Gold,
    out: Annotated[Path, typer.Option("--out", help="Map voor de BEIR-set, of met --publications een .jsonl-bestand.")],
    publications: Annotated[
        bool, typer.Option("--publications", help="Andersom: maak van een BEIR-corpus publicaties voor `ingest`.")
    ] = False,
    data_dir: DataDir = None,
    allow_missing: AllowMissing = False,
) -> None:
    """Schrijf een gouden set met zijn corpus als BEIR-map, of een BEIR-corpus als publicaties."""
    from eval.beir import read_any_gold, write_beir, write_publications
    from eval.gold import PairResolver
    from eval.variants import installation_settings, make_variant
    from index.catalogue import Catalogue

    if publications:
        typer.echo(f"{write_publications(gold, out)} publicaties in {out}", err=True)
        return
    catalogue = Catalogue(installation_settings(make_variant(_given(None, None, data_dir=data_dir))).data_dir)
    try:
        checked = read_any_gold(gold, PairResolver(catalogue), allow_missing=allow_missing)
        typer.echo(f"{write_beir(out, checked, catalogue)} paren in {out}", err=True)
    finally:
        catalogue.close()


@eval_app.command(epilog="Voorbeeld: kamervragen eval check --gold eval/gold/sample")
def check(gold: Gold, data_dir: DataDir = None, as_json: AsJson = False, allow_missing: AllowMissing = False) -> None:
    """Controleer alleen de gouden set: alle problemen in een keer, en vragen die hun antwoord overschrijven."""
    from eval.beir import read_any_gold
    from eval.gold import PairResolver
    from eval.leakage import copied_words
    from eval.sides import open_catalogue

    catalogue = open_catalogue(_given(None, None, data_dir=data_dir))
    try:
        resolve = PairResolver(catalogue) if catalogue else None
        checked = read_any_gold(gold, resolve, allow_missing=allow_missing)
        leaks = copied_words(checked, catalogue) if catalogue else []
    finally:
        if catalogue:
            catalogue.close()
    facts: dict[str, object] = {
        "queries": len(checked.queries),
        "answerable": len(checked.measured),
        "judgments": sum(len(grades) for grades in checked.qrels.values()),
        "hash": checked.hash,
        "corpus_checked": catalogue is not None,
        "missing": list(checked.missing),
        "warnings": list(checked.warnings),
        "leakage": [leak.model_dump() for leak in leaks],
    }
    if as_json:
        typer.echo(_json(facts))
        return
    typer.echo(
        f"{facts['queries']} vragen waarvan {facts['answerable']} gemeten, {facts['judgments']} oordelen: in orde"
    )
    if catalogue is None:
        typer.echo("let op: er is geen corpus; of de paren bestaan is niet nagegaan", err=True)
    for warning in checked.warnings:
        typer.echo(f"let op: {warning}", err=True)
    for leak in leaks:
        typer.echo(f'let op: {leak.query_id} neemt woorden over uit {leak.pair_id}: "{leak.words}"', err=True)


def _given(config: Path | None, sets: list[str] | None, **options: object) -> dict[str, object]:
    """The settings as given: options over `--set` over `--config`."""
    from eval.variants import read_pairs, read_toml

    values = (read_toml(config) if config else {}) | read_pairs(sets or [])
    return values | {name: value for name, value in options.items() if value is not None}


def _json(value: Mapping[str, object], indent: int | None = 2) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _progress(done: int, total: int) -> None:
    """One line that counts up on a terminal; nothing elsewhere."""
    if sys.stderr.isatty():
        typer.echo(f"\r{done}/{total} vragen", err=True, nl=done == total)
