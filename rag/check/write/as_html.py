"""Writes the report on a draft as one HTML file without script: the draft with marks, the findings, the sources."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from rag.check.values import Report
from rag.check.write.words import Finding, Piece, findings, lines_of, pieces, sources, summary, url_of
from rag.export.clean import clean, web_link

STYLE = """
:root { color-scheme: light dark; --goed: #1b6e3c; --let-op: #7a5600; --fout: #a40f2d; --rand: #888; }
@media (prefers-color-scheme: dark) { :root { --goed: #7fd6a0; --let-op: #f0c461; --fout: #ff9aa8; } }
body { font: 1rem/1.6 Georgia, 'Times New Roman', serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, dt, .oordeel, .samen { font-family: system-ui, sans-serif; line-height: 1.25; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
.concept { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--rand); padding: 1rem; }
mark { background: none; color: inherit; border-bottom: .2rem solid var(--let-op); }
mark.goed { border-bottom: .1rem solid var(--goed); } mark.fout { border-bottom: .2rem double var(--fout); }
mark .anders { font-weight: bold; text-decoration: underline wavy var(--fout); }
sup a { text-decoration: none; font-family: system-ui, sans-serif; font-size: .75rem; }
ol.lijst { padding-left: 2.2rem; } ol.lijst > li { margin: 1.2rem 0; overflow-wrap: anywhere; }
.oordeel { font-weight: 700; } .goed .oordeel { color: var(--goed); } .let-op .oordeel { color: var(--let-op); }
.fout .oordeel { color: var(--fout); }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: .2rem solid var(--rand); white-space: pre-line; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .4rem 0; font-size: .95rem; }
dt { font-weight: 600; font-size: .85rem; } dd { margin: 0; white-space: pre-line; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print {
  @page { size: A4; margin: 2cm; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; color: #000; background: #fff; }
  li { break-inside: avoid; } h2 { break-after: avoid; } a { color: inherit; }
}
"""


def write_html(report: Report, title: str = "Controle van een concept") -> bytes:
    """The report as bytes."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    head = (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_esc(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    return (head + "\n".join(_blocks(report, title)) + "\n</main>\n</body>\n</html>\n").encode()


def _blocks(report: Report, title: str) -> Iterator[str]:
    yield f"<h1>{_esc(title)}</h1>"
    yield f'<p class="samen">{_esc(summary(report))}</p>'
    yield "".join(f"<p>{_esc(note)}</p>" for note in (*report.notes, report.corpus))
    marked = "".join(map(_piece, pieces(report)))
    yield f'<h2>Het concept</h2>\n<div class="concept">{marked}</div>'
    found = findings(report)
    if found:
        items = "\n".join(map(_item, found))
        yield f'<h2>Citaten en verwijzingen</h2>\n<ol class="lijst">\n{items}\n</ol>'
    if cited := sources(report):
        items = "\n".join(f"<li>{_esc(text)}{_link(url, '<br>')}</li>" for text, url in cited)
        yield f"<h2>Bronvermeldingen om over te nemen</h2>\n<ul>\n{items}\n</ul>"
    if report.unchecked:
        items = "\n".join(f"<li>«{_esc(one.quote)}»: {_esc(one.reason)}</li>" for one in report.unchecked)
        yield f"<h2>Niet gecontroleerd</h2>\n<ul>\n{items}\n</ul>"


def _piece(piece: Piece) -> str:
    text = _esc(piece.text)
    if piece.is_changed:
        text = f'<span class="anders">{text}</span>'
    if piece.finding is not None:
        text = f'<mark class="{piece.finding.tone}" title="{_esc(piece.finding.label)}">{text}</mark>'
    numbers = "".join(
        f'<sup><a id="in-{one.number}" href="#nr-{one.number}">[{one.number}]</a></sup>' for one in piece.ends
    )
    return text + numbers


def _item(finding: Finding) -> str:
    rows = "".join(f"<dt>{_esc(what)}</dt><dd>{_esc(text)}</dd>" for what, text in lines_of(finding))
    link = _link(url_of(finding), "<dt>Link</dt><dd>", "</dd>")
    return (
        f'<li class="{finding.tone}" id="nr-{finding.number}"><span class="oordeel">{_esc(finding.label)}</span> '
        f'<a href="#in-{finding.number}">terug</a>\n<blockquote>{_esc(finding.quoted)}</blockquote>\n'
        f"<dl>{rows}{link}</dl></li>"
    )


def _link(url: str | None, before: str, after: str = "") -> str:
    address = web_link(url)
    if address is None:
        return ""
    return f'{before}<a href="{_esc(address)}" rel="noopener noreferrer">{_esc(address)}</a>{after}'


def _esc(text: str) -> str:
    return escape(clean(text), quote=True)
