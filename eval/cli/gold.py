"""The commands on gold sets themselves: judge, list what needs judging, check, calibrate, turn into BEIR and back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from eval.cli.options import (
    AllowMissing,
    AsJson,
    Config,
    DataDir,
    Gold,
    Limit,
    Sets,
    as_text,
    assistant_at,
    catalogue_at,
    given,
    show_progress,
)


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

    from eval.gold.judging import add_judgment

    with closing(catalogue_at(data_dir)) as catalogue:
        judged = add_judgment(gold, query_id, pair_id, grade, by=by or getpass.getuser(), catalogue=catalogue)
    if as_json:
        typer.echo(as_text(asdict(judged) | {"changed": judged.is_change}))
    elif not judged.is_change:
        typer.echo(f"{judged.pair_id} had voor {query_id} al graad {grade}", err=True)
    else:
        was = "" if judged.previous is None else f" (was {judged.previous})"
        typer.echo(f"{judged.pair_id} heeft voor {query_id} graad {grade}{was}", err=True)


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
    from eval.compare.sources import RunSource
    from eval.gold.judging import open_judgments

    source = RunSource(
        gold=gold,
        base=given(config, sets, data_dir=data_dir),
        allow_missing=allow_missing,
        limit=limit,
        progress=show_progress,
    )
    rows = open_judgments(*source.ranking(run_file))
    for row in rows:
        typer.echo(
            as_text(row, indent=None) if as_json else "\t".join(" ".join(str(value).split()) for value in row.values())
        )
    typer.echo(f"{len(rows)} resultaten wachten op een oordeel; oordeel met `kamervragen eval judge`", err=True)


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
    from eval.gold.beir import read_any_gold, write_beir, write_publications

    if publications:
        typer.echo(f"{write_publications(gold, out)} publicaties in {out}", err=True)
        return
    with closing(catalogue_at(data_dir)) as catalogue:
        checked = read_any_gold(gold, catalogue, allow_missing=allow_missing)
        typer.echo(f"{write_beir(out, checked, catalogue)} paren in {out}", err=True)


def check(gold: Gold, data_dir: DataDir = None, as_json: AsJson = False, allow_missing: AllowMissing = False) -> None:
    """Controleer alleen de gouden set: alle problemen in een keer, en vragen die hun antwoord overschrijven."""
    from eval.compare.sources import open_catalogue
    from eval.gold.beir import read_any_gold
    from eval.measure.leakage import copied_words

    with open_catalogue(given(None, None, data_dir=data_dir)) as catalogue:
        checked = read_any_gold(gold, catalogue, allow_missing=allow_missing)
        leaks = copied_words(checked, catalogue) if catalogue else []
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
        typer.echo(as_text(facts))
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


def calibrate(
    gold: Annotated[list[Path], typer.Option("--gold", help="Map met een gouden set; herhaalbaar.")],
    out: Annotated[Path, typer.Option("--out", help="Map voor reader.toml, background.npz en net.npz.")],
    data_dir: DataDir = None,
    as_json: AsJson = False,
    allow_missing: AllowMissing = False,
) -> None:
    """IJk de lezer van vraag en paar (volgorde, oordeel, citaten); elke gouden set toetst wat van de andere is geleerd.

    Elke vraag met een antwoord telt ook mee zonder de paren en zonder de publicaties die haar beantwoorden.
    """
    from dataclasses import asdict

    from eval.calibrate.close import axes_of, crossed, to_npz
    from eval.calibrate.gathered import gather
    from eval.calibrate.reader import calibrate as calibrate_reader
    from eval.calibrate.reader import summary, to_toml
    from eval.calibrate.stored import stored_questions
    from eval.calibrate.usual import usual_shares
    from eval.gold.beir import read_any_gold
    from rag.retrieve.background import draw, read_background

    with closing(assistant_at(data_dir)) as assistant:
        corpus = assistant.corpus
        golds = [read_any_gold(folder, corpus.catalogue, allow_missing=allow_missing) for folder in gold]
        vectors = list(corpus.token_vectors(sorted(corpus.catalogue.passage_ids())).values())
        background, axes = draw(vectors, usual_shares(corpus)), axes_of(vectors)
        gathered = gather(assistant, golds, read_background(background), axes, show_progress)
        stored = stored_questions(corpus, axes, show_progress)
        model = corpus.manifest.model_fingerprint
    gathered, close_reader = crossed(gathered, axes, stored)
    made = calibrate_reader(gathered, model)
    command = f"kamervragen eval calibrate {' '.join(f'--gold {folder.name}' for folder in gold)} --out {out.name}"
    out.mkdir(parents=True, exist_ok=True)
    (out / "reader.toml").write_text(to_toml(made, golds, command), encoding="utf-8")
    (out / "background.npz").write_bytes(background)
    (out / "net.npz").write_bytes(to_npz(close_reader))
    if as_json:
        facts = {key: value for key, value in asdict(made).items() if key != "reader"}
        typer.echo(as_text(facts))
        return
    for line in summary(made, [one.folder.name for one in golds]):
        typer.echo(line)
    typer.echo(f"{made.queries} vragen; geschreven: {out}")


def calibrate_windows(
    gold: Annotated[list[Path], typer.Option("--gold", help="Map met een gouden set en sentences.jsonl; herhaalbaar.")],
    out: Annotated[Path, typer.Option("--out", help="TOML-bestand met de parameters van de keuze.")],
    data_dir: DataDir = None,
    as_json: AsJson = False,
    allow_missing: AllowMissing = False,
) -> None:
    """IJk welk deel van een antwoord wordt geciteerd, op de beoordeelde zinnen (sentences.jsonl) van gouden sets."""
    from dataclasses import asdict

    from eval.calibrate.windows import calibrate_choice, choice_toml, judged_answers
    from eval.gold.beir import read_any_gold
    from eval.gold.sentences import read_sentences

    sentences = [read_sentences(folder) for folder in gold]
    with closing(assistant_at(data_dir)) as assistant:
        catalogue = assistant.corpus.catalogue
        golds = [read_any_gold(folder, catalogue, allow_missing=allow_missing) for folder in gold]
        made = calibrate_choice(
            [one for each, own in zip(golds, sentences, strict=True) for one in judged_answers(assistant, each, own)]
        )
    named = " ".join(f"--gold {folder.name}" for folder in gold)
    command = f"kamervragen eval calibrate-windows {named} --out {out.name}"
    out.write_text(choice_toml(made, ", ".join(one.hash for one in golds), command), encoding="utf-8")
    if as_json:
        typer.echo(as_text(asdict(made)))
        return
    typer.echo(
        f"{made.answering:.2f} van de antwoorden met een zin die de vraag beantwoordt, wordt met zo'n zin geciteerd, "
        f"{made.telling:.2f} van alle met een deel van een antwoord; {made.idle:.2f} van de geciteerde zinnen "
        f"antwoordt niet, {made.characters:.0f} tekens per citaat; geschreven: {out}"
    )
