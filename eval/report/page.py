"""The pieces of an HTML page that needs nothing from a network: style, sections, tables, texts of pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from eval.gold.excerpts import Excerpt
from rag.dutch.writing import decimal

GRADE_NAMES = {None: "niet beoordeeld", 0: "0 niet relevant", 1: "1 verwant", 2: "2 beantwoordt"}
STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #5c6570; --line: #d5d9de; --bar: #2f6f9f;
  --worse: #c26a1b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #16191d; --soft: #a1a9b3; --line: #3a4048;
  --bar: #6aaedd; --worse: #e59a50; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; margin: .75rem 0; font-size: .9rem; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .6rem; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
ol { margin: 0; padding-left: 1.2rem; }
td { font-variant-numeric: tabular-nums; }
svg { display: block; width: 100%; max-width: 40rem; height: auto; font: 12px system-ui, sans-serif; }
.narrow { display: none; }
@media screen and (max-width: 640px) { .narrow { display: block; } .wide { display: none; } }
svg text { fill: var(--ink); } svg .name { text-anchor: end; } svg .tick { fill: var(--soft); }
svg .middle { text-anchor: middle; }
svg .bar { fill: var(--bar); } svg .worse { fill: var(--worse); }
svg .mark { stroke: var(--ink); stroke-width: 2; } svg .axis { stroke: var(--soft); }
svg .guide { stroke: var(--soft); stroke-dasharray: 4 4; }
@media print { :root { --ink: #000; --paper: #fff; --soft: #444; --line: #999; --bar: #2f6f9f; --worse: #c26a1b; }
  body { font-size: 11px; } section { break-inside: auto; } svg, tr { break-inside: avoid; }
  .table { overflow: visible; } }
"""


def page(title: str, sections: Sequence[str]) -> str:
    """The whole page."""
    return (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{''.join(sections)}</main></body></html>\n"
    )


def section(title: str, body: str) -> str:
    """A part with its heading; the body is HTML already."""
    return f"<section><h2>{escape(title)}</h2>{body}</section>"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are HTML already."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    # it may be wider than the screen: the focus lets a keyboard scroll it
    return f'<div class="table" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def pair_text(pair_id: str, excerpts: Mapping[str, Excerpt]) -> str:
    """A pair in a cell: id, onderwerp, the first words of the answer."""
    item = excerpts.get(pair_id, Excerpt(pair_id=pair_id))
    texts = [
        f"<b>{escape(pair_id)}</b>",
        escape(item.onderwerp),
        f"<i>{escape(item.antwoord)}</i>" if item.antwoord else "",
    ]
    return " ".join(text for text in texts if text)


def or_dash(value: float | None, decimals: int = 3) -> str:
    """A number with a Dutch comma; a dash when there is none."""
    return "–" if value is None else decimal(value, decimals)


def grade_name(grade: int | None) -> str:
    """A grade in words; grades of other sets as they are."""
    return GRADE_NAMES.get(grade, str(grade))


def p_value(p: float) -> str:
    """A p with four decimals; below that, that it is below."""
    return "<0,0001" if p < 0.0001 else decimal(p, 4)
