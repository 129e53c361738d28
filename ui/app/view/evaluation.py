"""Writes what the page about measuring shows besides the reports: problems, runs, and results to judge."""

from __future__ import annotations

import base64

from markupsafe import Markup

from eval.measure.record import RunRecord
from eval.report.charts import Chart, Image
from index.values import Pair, Publication
from rag.dutch.writing import capital, counted, decimal
from ui.app.view.facts import badge, heading, publication_url, short_name
from ui.app.view.markup import html, items, joined, link, paragraphs

GRADES = {0: "niet relevant", 1: "deels relevant", 2: "relevant"}
NO_GRADE = "nog geen oordeel"
SHOWN_PROBLEMS = 40
ADVICE = Markup(
    "<p>Paren die dit corpus niet heeft, kunnen als niet gevonden tellen: zet daarvoor het vinkje aan. Hoort de "
    "gouden set bij een ander corpus, dan zegt de meting weinig.</p>"
)
CHART_STYLE = Markup(
    "text{font:12px sans-serif;fill:#31333f}.name{text-anchor:end}.middle{text-anchor:middle}.bar{fill:#4a86bd}"
    ".worse{fill:#c26a1b}.mark{stroke:#31333f;stroke-width:2}.axis,.guide{stroke:#8a8f98}.guide{stroke-dasharray:4 4}"
    "@media (prefers-color-scheme:dark){text{fill:#fafafa}.mark{stroke:#fafafa}}"
)


def gold_problems_html(message: str) -> Markup:
    """What is wrong with a gold set and what to do, then every problem on its own line, the first ones in sight."""
    first, *rest = message.split("\n")
    problems = [line.strip() for line in rest if line.startswith("  ")]
    shown, more = problems[:SHOWN_PROBLEMS], problems[SHOWN_PROBLEMS:]
    parts = [html("<p>{}</p>", capital(first))]
    if any(line and not line.startswith("  ") for line in rest):
        parts.append(ADVICE)
    parts += [html("<ul>{}</ul>", items(shown))] if shown else []
    if more:
        title = counted(len(more), "probleem", "problemen")
        parts.append(html("<details><summary>en nog {}</summary><ul>{}</ul></details>", title, items(more)))
    return html(
        '<section class="kv-notice" role="alert"><h2>Dit kan niet worden gebruikt</h2>{}</section>', joined(parts)
    )


def run_label(record: RunRecord) -> str:
    """A run in a list: when, what, and its first measure."""
    moment = record.made.replace("T", " ")[:16]
    return f"{moment} · {record.name} · nDCG@10 {decimal(record.measures['nDCG@10'])}"


def report_html(sections: Markup) -> Markup:
    """The parts of a report within the page."""
    return html('<div class="kv-verslag">{}</div>', sections)


def chart_html(chart: Chart) -> Markup:
    """A chart as images: the page takes no loose drawing."""
    return html('<div class="wide">{}</div><div class="narrow">{}</div>', _image(chart.wide), _image(chart.narrow))


def _image(image: Image) -> Markup:
    data = base64.b64encode(image.as_file(CHART_STYLE).encode()).decode()
    return html('<img class="kv-grafiek" alt="{}" src="data:image/svg+xml;base64,{}">', image.alt, data)


def query_html(text: str, kind: str, *, is_answerable: bool) -> Markup:
    """The query that is judged."""
    marks = badge(kind) if is_answerable else badge(kind) + badge("het corpus beantwoordt dit niet")
    return html('<div class="kv-verdict"><p class="kv-badges">{}</p><h2>{}</h2></div>', marks, text)


def candidate_html(rank: int, pair_id: str, publication: Publication | None, pair: Pair | None) -> Markup:
    """A result to judge: question and whole answer, readable in place."""
    if publication is None or pair is None:
        return html('<article class="kv-hit"><p>{} staat niet meer in het corpus.</p></article>', pair_id)
    facts = [badge(short_name(publication), "nummer"), *(badge(name) for name in publication.ministeries)]
    first = min(pair.vraagnummers)
    return html(
        '<article class="kv-hit" aria-label="Resultaat {rank}"><p class="kv-badges">'
        "<strong>{rank}</strong>{facts}</p><h3>{heading}</h3>"
        '<div class="kv-vraag">{vraag}</div><div class="kv-antwoord">{antwoord}</div></article>',
        rank=rank,
        facts=joined(facts),
        heading=link(publication_url(publication.id, first), heading(publication)),
        vraag=paragraphs(pair.vraagtekst),
        antwoord=paragraphs(pair.antwoord),
    )


def judged_text(amount: int) -> str:
    """How many judgments were saved, as a sentence."""
    return f"{counted(amount, 'oordeel', 'oordelen')} bewaard" if amount else "Er was niets veranderd"
