"""The command `export`: asks a query and saves the cited answer list as a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from index.errors import InputError
from rag.export.formats import FORMATS, Format, dialect_of, format_of
from rag.question import Question
from ui.cli.options import DataDir, Force, Rerank, assistant_of
from ui.cli.question import takes_question

MAX_TOP = 100_000
EXAMPLE = 'Voorbeeld: kamervragen export "wachttijden jeugdzorg" --ministerie VWS --out lijst.xlsx'
STDOUT = Path("-")

*_FORMATS, _LAST_FORMAT = FORMATS
FormatOption = Annotated[
    str | None,
    typer.Option("--format", help=f"{', '.join(_FORMATS)} of {_LAST_FORMAT}; anders zoals --out eindigt."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="Bestand, of een map; - is stdout. Zonder: een bestand met de naam van de vraag."),
]
Dialect = Annotated[
    str, typer.Option("--csv-dialect", help="excel (puntkomma's, voor Nederlands Excel) of plain (komma's).")
]
PairIds = Annotated[
    list[str] | None, typer.Option("--pair-id", help="Alleen dit paar, zoals ah-tk-20232024-1068#v1; mag vaker.")
]
Notes = Annotated[
    list[str] | None, typer.Option("--note", help="Eigen notitie bij een paar: PAAR-ID=tekst; mag vaker.")
]


@takes_question(max_top=MAX_TOP)
def export(
    question: Question,
    format_: FormatOption = None,
    out: Out = None,
    csv_dialect: Dialect = "excel",
    pair_id: PairIds = None,
    note: Notes = None,
    force: Force = False,
    data_dir: DataDir = None,
    rerank: Rerank = True,
) -> None:
    """Bewaar het antwoord met alle bronnen als bestand, zoals Excel, Word, CSV of RIS."""
    from rag.export.render import left_out, render
    from rag.export.save import save

    made = datetime.now().astimezone()
    written_as = format_of(format_, out)
    dialect = dialect_of(csv_dialect)
    notes = _notes(note or ())
    target = _target(
        out, question.text, written_as, made, force=force
    )  # before the search: a wrong place costs no waiting
    assistant = assistant_of(data_dir, rerank=rerank)
    question, messages = assistant.spelt(question)
    conversation = assistant.follow(question)
    answer = assistant.ask(conversation.question)
    messages += tuple(f"Vervolgvraag «{turn.typed}»: {turn.note}" for turn in conversation.turns)
    listed = assistant.export_list(
        answer,
        conversation.question,
        made=made,
        selected=pair_id or None,
        notes=notes,
        messages=messages,
    )
    data = render(listed, written_as, dialect=dialect)
    for message in (*messages, *left_out(listed, written_as)):
        typer.echo(f"kamervragen: {message}", err=True)
    if target is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    save(data, target, force=force)
    amount = f"{answer.counted.total} geteld" if answer.counted else listed.fact("aantal")
    typer.echo(f"{amount}; geschreven naar {target}", err=True)


def _target(out: Path | None, query: str, format_: Format, made: datetime, *, force: bool) -> Path | None:
    """Where the file comes; None is stdout.

    Raises:
        InputError: a file that is no text was asked for on stdout.
        OutputError: nothing can be saved there.
    """
    from rag.export.save import check_target, file_name

    if out == STDOUT:
        if not format_.is_text:
            raise InputError(f"{format_.name} is geen tekst en gaat niet naar stdout: noem met --out een bestand")
        return None
    target = out or Path(file_name(query, format_, made))
    if target.is_dir():
        target = target / file_name(query, format_, made)
    check_target(target, force=force)
    return target


def _notes(given: Sequence[str]) -> dict[str, str]:
    """Notes by pair id.

    Raises:
        InputError: one has no pair id or no text.
    """
    notes: dict[str, str] = {}
    for text in given:
        pair_id, is_given, note = text.partition("=")
        if not (is_given and pair_id.strip() and note.strip()):
            raise InputError(f"notitie {text!r} is niet te lezen: schrijf --note 'ah-tk-20232024-1068#v1=eigen tekst'")
        earlier = notes.get(pair_id.strip())
        notes[pair_id.strip()] = f"{earlier}\n{note.strip()}" if earlier else note.strip()
    return notes
