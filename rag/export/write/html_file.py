"""Writes an exported list as one HTML file: no script, nothing from elsewhere, and fit to print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from rag.dutch.writing import dutch_date
from rag.export.clean import clean, one_line
from rag.export.values import ComparedTable, ExportList, ExportRow, Quote, StandingRow
from rag.export.words import STATEMENTS, facts_of_row, heading, question_numbers, source_text

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.55 Georgia, 'Times New Roman', serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3, dl, th, .facts { font-family: system-ui, sans-serif; line-height: 1.25; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; font-size: .85rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: .25rem solid #154273; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border: 1px solid #888; padding: .35rem .5rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
article { border-top: 1px solid #888; margin-top: 1.5rem; padding-top: .5rem; }
.text { white-space: pre-line; overflow-wrap: anywhere; }
.let-op { border: 2px solid #a90061; padding: .5rem .75rem; font-weight: 600; }
.notitie { background: #fff4c2; color: #222; padding: .5rem .75rem; }
ol.bronnen li { margin-bottom: .4rem; overflow-wrap: anywhere; }
@media print {
  @page { size: A4; margin: 2cm; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; color: #000; background: #fff; }
  h1, h2, h3 { break-after: avoid; } blockquote, tr, li { break-inside: avoid; } thead { display: table-header-group; }
  a { color: inherit; }
}
"""


def write_html(listed: ExportList) -> bytes:
    """The list as bytes."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    title = _esc(one_line(listed.query) or "Kamervragen")
    head = (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    return (head + "\n".join(_blocks(listed, title)) + "\n</main>\n</body>\n</html>\n").encode()


def _blocks(listed: ExportList, title: str) -> Iterator[str]:
    yield f"<h1>{title}</h1>"
    notice = listed.fact("let_op")
    if notice:
        yield f'<p class="let-op">{_esc(notice)}</p>'
    yield f"<p><strong>{_esc(listed.fact('verdict'))}.</strong> {_esc(listed.fact('reason'))}</p>"
    left_out = ("query", "verdict", "reason", "let_op")
    yield _pairs((fact.label, fact.value) for fact in listed.facts if fact.value and fact.key not in left_out)
    if listed.quotes:
        yield f"<h2>{STATEMENTS}</h2>"
        yield from map(_quote, listed.quotes)
    if listed.comparison:
        yield from _comparison(listed.comparison)
    if listed.timeline:
        yield "<h2>Verloop in de tijd</h2>"
        yield _table(("Datum", "Standpunt", "Wat er staat", "Bron"), map(_standing_cells, listed.timeline))
    if listed.rows:
        yield "<h2>Resultaten</h2>"
    part: str | None = None
    for row in listed.rows:
        if row.part and row.part != part:
            part = row.part
            yield f"<h2>Deelvraag {_esc(part)}</h2>"
        yield _row(row)
    if listed.sources:
        items = "\n".join(
            f'<li id="bron-{number}">{_esc(text)}{f"<br>{_link(url)}" if url else ""}</li>'
            for number, text, url in map(source_text, listed.sources)
        )
        yield f'<h2>Bronnen</h2>\n<ol class="bronnen">\n{items}\n</ol>'


def _quote(quote: Quote) -> str:
    asked = f"<p>{_esc(one_line(quote.vraag))}</p>" if quote.vraag else ""
    aside = f"<p><em>{_esc(quote.kanttekening)}</em></p>" if quote.kanttekening else ""
    return f"{asked}<blockquote>{_text(f'«{quote.text}» ', quote.source)}</blockquote>{aside}"


def _comparison(table: ComparedTable) -> Iterator[str]:
    yield "<h2>Per ministerie</h2>"
    yield f"<p>{_esc(table.vraag)}</p><p>{_esc(table.summary)}</p>"
    rows = (
        (
            _esc(row.ministerie),
            _esc(row.standpunt or ""),
            (f"«{_esc(row.quote)}»" if row.quote else _esc(row.reason or ""))
            + (f'<p class="notitie">{_esc(row.note)}</p>' if row.note else ""),
            _reference(row.source) if row.source else "",
        )
        for row in table.rows
    )
    yield _table(("Ministerie", "Standpunt", "Wat het zegt", "Bron"), rows)


def _standing_cells(row: StandingRow) -> tuple[str, ...]:
    note = f'<p class="notitie">{_esc(row.note)}</p>' if row.note else ""
    quote = f"«{_esc(row.quote)}»{note}"
    return (_esc(dutch_date(row.ontvangen)), _esc(row.standpunt or ""), quote, _reference(row.source))


def _row(row: ExportRow) -> str:
    parts = ["<article>", f"<h3>{row.rank}. {_esc(heading(row))}</h3>"]
    parts.append(_pairs(facts_of_row(row)))
    if row.url:
        parts.append(f'<p class="facts">{_link(row.url)}</p>')
    if row.quote:
        parts.append(f"<blockquote>{_text(f'«{row.quote}» ', row.source)}</blockquote>")
    if row.vraag:
        parts.append(f'<h4>{question_numbers(row)}</h4><div class="text">{_esc(row.vraag)}</div>')
    if row.antwoord:
        kind = "Antwoord" if row.soort == "antwoord" else "Mededeling"
        parts.append(f'<h4>{kind}</h4><div class="text">{_esc(row.antwoord)}</div>')
    if row.note:
        parts.append(f'<p class="notitie text">Notitie: {_esc(row.note)}</p>')
    return "\n".join([*parts, "</article>"])


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{_esc(label)}</dt><dd>{_esc(value)}</dd>' for label, value in pairs)}</dl>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{names}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _text(text: str, source: int) -> str:
    return f'<span class="text">{_esc(text)}</span>{_reference(source)}'


def _reference(number: int) -> str:
    return f'<a href="#bron-{number}">[{number}]</a>'


def _link(url: str) -> str:
    return f'<a href="{_esc(url)}" rel="noopener noreferrer">{_esc(url)}</a>'


def _esc(text: str) -> str:
    return escape(clean(text), quote=True)
