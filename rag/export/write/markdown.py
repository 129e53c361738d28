"""Writes an exported list as Markdown: readable as it is, and nothing of a document can become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.dutch.citation import citation_of_listed
from rag.dutch.writing import capital, dutch_date
from rag.export import words
from rag.export.clean import clean, one_line
from rag.export.footnotes import FileNote, filled, with_marks
from rag.export.formats import Format
from rag.export.values import ComparedTable, ExportList, ExportRow, Source
from rag.values import Counted, Listed

FORMAT = Format(
    name="md",
    suffix=".md",
    media_type="text/markdown; charset=utf-8",
    label="Markdown",
    place=5,
    purpose="a CMS, a wiki",
    remark="the same order as the Word document; nothing of a document becomes markup",
    other_names=("markdown",),
)

MARKUP = re.compile(r"[\\`*_{}\[\]<>|~$]|&(?=[#\w]+;)|!(?=\[)|(?<=\w):(?=//)|(?<=\bwww)\.")
"""What Markdown could read as markup anywhere, a bare address included: that would become a link by itself."""

LINE_START = re.compile(r"^(?:[#+\-=]|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)
"""What Markdown could read as a heading or a list at the start of a line: `# `, `- `, `1. `."""

INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
NO_BREAK_SPACE = "\u00a0"  # four plain ones would make a block of code


def write(listed: ExportList) -> bytes:
    """The list as bytes."""
    return ("\n\n".join(block for block in _blocks(listed) if block) + "\n").encode()


def escaped(text: str) -> str:
    """Text as it may stand in Markdown: every character is shown as it is."""
    plain = MARKUP.sub(lambda match: f"\\{match[0]}", clean(text))
    started = LINE_START.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", plain)
    return INDENT.sub(lambda match: NO_BREAK_SPACE * len(match[0].expandtabs(4)), started)


def _blocks(listed: ExportList) -> Iterator[str]:
    yield f"# {_flat(listed.query) or 'Kamervragen'}"
    notice = listed.fact("let_op")
    if notice:
        yield f"**{_flat(notice)}**"
    yield f"**{_flat(listed.fact('verdict'))}.** {_flat(listed.fact('reason'))}".rstrip()
    told = [fact for fact in listed.facts if fact.value and fact.key not in ("query", "verdict", "reason", "let_op")]
    yield "\n".join(f"- {fact.label}: {_flat(fact.value)}" for fact in told)
    if listed.quoted:
        yield f"## {words.quotes_heading(listed)}"
    for said, quotes in listed.quoted:
        if said:
            yield f"### Deelvraag {_flat(said.vraag)}"
            yield f"**{_flat(capital(said.oordeel))}.** {_flat(said.reason)}"
        for quote in quotes:
            yield _flat(quote.vraag)
            if quote.lifted:
                yield f"**{_flat(quote.lifted)}** [{quote.source}]"
            yield _noted(_cited(with_marks(quote.text, quote.footnotes), listed.source(quote.source)), quote.footnotes)
            if quote.kanttekening:
                yield f"*{_flat(quote.kanttekening)}*"
    if listed.counted:
        yield from _counted(listed.counted, listed.listed)
    if listed.comparison:
        yield from _comparison(listed.comparison, listed)
    if listed.timeline:
        yield from _timeline(listed)
    yield "## Resultaten" if listed.rows else ""
    part: str | None = None
    for row in listed.rows:
        if row.part and row.part != part:
            part = row.part
            yield f"### Deelvraag {_flat(part)}"
        yield from _row(row, listed.source(row.source))
    if listed.sources:
        yield "## Bronnen"
        yield "\n".join(_source(source) for source in listed.sources)


def _source(source: Source) -> str:
    link = f" <{source.url}>" if source.url else ""
    return f"{source.number}. {_inline(source.citation)}{link}"


def _counted(counted: Counted, publications: Sequence[Listed]) -> Iterator[str]:
    heads, rows = words.groups_of(counted)
    if rows:
        yield f"## {words.COUNTED}"
        lines = [f"| {' | '.join(map(_cell, row))} |" for row in (heads, *rows)]
        yield "\n".join((lines[0], "|---" * len(heads) + "|", *lines[1:]))
    if publications:
        yield f"## {words.LISTED}"
        yield "\n".join(
            f"{rank}. {_inline(words.subject_of(one))} — {_inline(citation_of_listed(one))}"
            + (f" <{one.url}>" if one.url else "")
            for rank, one in enumerate(publications, start=1)
        )


def _comparison(table: ComparedTable, listed: ExportList) -> Iterator[str]:
    yield f"## Per {table.per}"
    yield f"{_flat(table.vraag)}"
    yield f"**{_flat(table.names)}**"
    yield _flat(table.summary)
    lines = [f"| {' | '.join(words.compared_heads(table))} |", "|---|---|---|---|"]
    for row in table.present:
        told = _cell(row.reason or "")
        said = _said(row.quote, row.footnotes) if row.quote else told
        source, behind = "", ""
        if row.source:
            source, behind = f"[{row.source}]", f"<br>— {_cell(words.behind_quote(listed.source(row.source)))}"
        note = f"<br>*{told}*" if row.quote and told else ""
        note += f"<br>Notitie: {_cell(row.note)}" if row.note else ""
        lines.append(f"| {_cell(row.ministerie)} | {_cell(row.standpunt or '')} | {said}{behind}{note} | {source} |")
    yield "\n".join(lines)
    yield from _below(note for row in table.present for note in row.footnotes)
    yield from map(_flat, table.absent)


def _timeline(listed: ExportList) -> Iterator[str]:
    yield "## Verloop in de tijd"
    lines = ["| Datum | Standpunt | Wat er staat | Bron |", "|---|---|---|---|"]
    for row in listed.timeline:
        behind = _cell(words.behind_quote(listed.source(row.source)))
        note = f"<br>Notitie: {_cell(row.note)}" if row.note else ""
        lines.append(
            f"| {dutch_date(row.ontvangen)} | {_cell(row.standpunt or '')} | {_said(row.quote, row.footnotes)}<br>"
            f"— {behind}{note} | [{row.source}] |"
        )
    yield "\n".join(lines)
    yield from _below(note for row in listed.timeline for note in row.footnotes)


def _row(row: ExportRow, source: Source) -> Iterator[str]:
    yield f"### {row.rank}\\. {_inline(words.heading(row))} [{row.source}]"
    lines = [f"- {label}: {_flat(value)}" for label, value in words.facts_of_row(row)]
    if row.url:
        lines.append(f"- Link: <{row.url}>")
    yield "\n".join(lines)
    yield _cited(row.quote, source) if row.quote else f"— {_inline(words.behind_quote(source))}"
    if row.vraag:
        yield f"**{words.question_numbers(row)}**\n\n{_paragraphs(row.vraag)}"
    if row.antwoord:
        answer = _paragraphs(with_marks(row.antwoord, row.footnotes))
        yield _noted(f"**{words.answer_heading(row)}**\n\n{answer}", row.footnotes)
    if row.note:
        yield f"**Notitie:** {_paragraphs(row.note)}"


def _cited(quote: str, source: Source) -> str:
    """A quotation with its number, and who said it on the line below."""
    return f"{_quoted(f'«{clean(quote)}»')} [{source.number}]\\\n> — {_inline(words.behind_quote(source))}"


def _noted(written: str, notes: Sequence[FileNote]) -> str:
    """What refers to notes, with the notes below it, in the notation that links them both ways."""
    return "\n\n".join([filled(written, notes, _note_reference), *_below(notes)])


def _said(quote: str, notes: Sequence[FileNote]) -> str:
    """A quotation in a table; its notes stand below the table."""
    return filled(f"«{_cell(with_marks(quote, notes))}»", notes, _note_reference)


def _below(notes: Iterable[FileNote]) -> Iterator[str]:
    for note in notes:
        yield f"{f'Noot {_flat(note.nummer)}' if note.place is None else _note_reference(note)}: {_flat(note.tekst)}"


def _note_reference(note: FileNote) -> str:
    return f"[^{note.anchor}]"


def _quoted(text: str) -> str:
    """A block quotation, the lines of the text kept."""
    return "\n".join(f"> {line}".rstrip() for line in _paragraphs(text).split("\n"))


def _paragraphs(text: str) -> str:
    """Escaped text in which a line break stays one."""
    lines = escaped(text.strip("\n")).split("\n")
    return "\n".join(
        f"{line}\\" if line.strip() and n + 1 < len(lines) and lines[n + 1].strip() else line
        for n, line in enumerate(lines)
    )


def _flat(text: str) -> str:
    return escaped(one_line(text))


def _inline(text: str) -> str:
    """For what never stands at the start of a line."""
    return MARKUP.sub(lambda match: f"\\{match[0]}", one_line(text))


def _cell(text: str) -> str:
    return "<br>".join(_inline(line) for line in clean(text).split("\n") if line.strip())
