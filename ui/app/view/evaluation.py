"""Writes what the page about measuring shows besides the reports: problems, runs, and results to judge."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from eval.measure.record import RunRecord
from index.values import Pair, Publication
from rag.dutch.writing import counted, decimal
from ui.app.view.facts import badge, heading, publication_url, short_name
from ui.app.view.markup import esc, link, paragraphs

GRADES = {0: "niet relevant", 1: "deels relevant", 2: "relevant"}
NO_GRADE = "nog geen oordeel"
SHOWN_PROBLEMS = 40
CHART = re.compile(r'(?P<head><svg role="img" aria-label="(?P<alt>[^"]*)"[^>]*)>(?P<body>.*?)</svg>', re.DOTALL)
"""As `eval.report.svg` draws it; text of users is escaped there, so that it holds no tag."""

CHART_STYLE = (
    "<style>text{font:12px sans-serif;fill:#31333f}.name{text-anchor:end}.middle{text-anchor:middle}.bar{fill:#4a86bd}"
    ".worse{fill:#c26a1b}.mark{stroke:#31333f;stroke-width:2}.axis,.guide{stroke:#8a8f98}.guide{stroke-dasharray:4 4}"
    "@media (prefers-color-scheme:dark){text{fill:#fafafa}.mark{stroke:#fafafa}}</style>"
)


def gold_problems_html(message: str) -> str:
    """What is wrong with a gold set: every problem on its own line, the first ones in sight."""
    first, *rest = message.split("\n")
    problems = [line.strip() for line in rest if line.startswith("  ")]
    advice = [line for line in rest if line and not line.startswith("  ")]
    shown = "".join(f"<li>{esc(problem)}</li>" for problem in problems[:SHOWN_PROBLEMS])
    more = "".join(f"<li>{esc(problem)}</li>" for problem in problems[SHOWN_PROBLEMS:])
    folded = (
        f"<details><summary>en nog {counted(len(problems) - SHOWN_PROBLEMS, 'probleem', 'problemen')}</summary>"
        f"<ul>{more}</ul></details>"
        if more
        else ""
    )
    way = (
        "<p>Paren die dit corpus niet heeft, kunnen als niet gevonden tellen: zet daarvoor het vinkje aan. Hoort de "
        "gouden set bij een ander corpus, dan zegt de meting weinig.</p>"
        if advice
        else ""
    )
    return (
        '<section class="kv-notice" role="alert"><h2>Dit kan niet worden gebruikt</h2>'
        f"<p>{esc(first[:1].upper() + first[1:])}</p>{f'<ul>{shown}</ul>' if shown else ''}{folded}{way}</section>"
    )


def run_label(record: RunRecord) -> str:
    """A run in a list: when, what, and its first measure."""
    moment = record.made.replace("T", " ")[:16]
    return f"{moment} · {record.name} · nDCG@10 {decimal(record.measures['nDCG@10'])}"


def report_html(sections: Sequence[str]) -> str:
    """The parts of a report within the page; a chart becomes an image, for the page takes no loose drawing."""
    return f'<div class="kv-verslag">{CHART.sub(_as_image, "".join(sections))}</div>'


def _as_image(match: re.Match[str]) -> str:
    drawing = f'{match["head"]} xmlns="http://www.w3.org/2000/svg">{CHART_STYLE}{match["body"]}</svg>'
    data = base64.b64encode(drawing.encode()).decode()
    return f'<img class="kv-grafiek" alt="{match["alt"]}" src="data:image/svg+xml;base64,{data}">'


def query_html(text: str, kind: str, *, is_answerable: bool) -> str:
    """The query that is judged."""
    marks = badge(kind) + ("" if is_answerable else badge("het corpus beantwoordt dit niet"))
    return f'<div class="kv-verdict"><p class="kv-badges">{marks}</p><h2 class="kv-vraagtekst">{esc(text)}</h2></div>'


def candidate_html(rank: int, pair_id: str, publication: Publication | None, pair: Pair | None) -> str:
    """A result to judge: question and whole answer, readable in place."""
    if publication is None or pair is None:
        return f'<article class="kv-hit"><p>{esc(pair_id)} staat niet meer in het corpus.</p></article>'
    facts = [badge(short_name(publication), "nummer"), *(badge(name) for name in publication.ministeries)]
    first = min(pair.vraagnummers)
    return (
        f'<article class="kv-hit" aria-label="Resultaat {rank}"><p class="kv-badges">'
        f'<span class="kv-rank">{rank}</span>{"".join(facts)}</p>'
        f"<h3>{link(publication_url(publication.id, first), heading(publication))}</h3>"
        f'<div class="kv-vraag">{paragraphs(pair.vraagtekst)}</div>'
        f'<div class="kv-antwoord">{paragraphs(pair.antwoord)}</div></article>'
    )


def judged_text(amount: int) -> str:
    """What was saved."""
    return f"{counted(amount, 'oordeel', 'oordelen')} bewaard" if amount else "Er was niets veranderd"
