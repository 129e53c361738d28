"""The command `controleer`: checks the quotations and references of a draft, and shows or saves the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from index.errors import InputError
from ui.cli.options import STDIN, AsJson, DataDir, Force, assistant_of, print_json, read_input

EXAMPLE = "Voorbeeld: kamervragen controleer concept.docx --out concept-gecontroleerd.docx"
FORMS = (".html", ".htm", ".docx")

DraftFile = Annotated[
    str, typer.Argument(metavar="FILE", help="Tekst, Markdown, HTML of Word (.docx); - leest van stdin.")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Bewaar het verslag: .html, of .docx met de oordelen als opmerkingen in de kantlijn."),
]


def check(
    draft: DraftFile, data_dir: DataDir = None, as_json: AsJson = False, out: Out = None, force: Force = False
) -> None:
    """Controleer je stuk: staat elk citaat er zo, en klopt elke verwijzing naar een Kamervraag?"""
    from rag.check.draft.read import MAX_BYTES, read_draft
    from rag.export.save import check_target, save

    if out is not None:
        if out.suffix.lower() not in FORMS:
            raise InputError(f"{out}: een verslag wordt bewaard als .html of .docx")
        check_target(out, force=force)
    name = "stdin" if draft == STDIN else Path(draft).name
    data = read_input(draft, MAX_BYTES)
    read = read_draft(data, name)
    report = assistant_of(data_dir).check(read)
    if as_json:
        from rag.check.write.as_json import report_json

        print_json(report_json(report))
    if out is not None:
        if out.suffix.lower() == ".docx":
            from rag.check.write.as_word import write_word

            save(write_word(report, data), out, force=force)
        else:
            from rag.check.write.as_html import write_html

            save(write_html(report, title=f"Controle van {name}"), out, force=force)
        typer.echo(f"geschreven naar {out}", err=True)
    if not as_json:
        from ui.terminal.check import report_text

        typer.echo(report_text(report))
