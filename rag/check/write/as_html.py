"""Writes the report on a draft as one HTML file without script: the draft with marks, the findings, the sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rag.check.values import CheckReport
from rag.check.write.words import findings, lines_of, pieces, sources, summary, url_of
from rag.export.clean import clean, web_link
from rag.forms.templates import Templates

FILTERS: dict[str, Callable[..., object]] = {
    "lines_of": lines_of,
    "pieces": pieces,
    "summary": summary,
    "url_of": url_of,
    "web_link": web_link,
}


def write_html(report: CheckReport, title: str = "Controle van een concept") -> bytes:
    """The report as bytes."""
    templates = Templates(Path(__file__).with_name("templates"), FILTERS, clean)
    page = templates.shut_page(
        "report.html", "report.css", report=report, findings=findings(report), sources=sources(report), title=title
    )
    return page.encode()
