"""The command `kamervragen eval standpunt`: parses, calls one function of this package, prints."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from eval.cli.options import AsJson, DataDir, as_text, catalogue_at


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
