"""What the reports are made of: a page that needs nothing from a network, its sections, the words for their values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

from eval.report.charts import Chart
from rag.dutch.writing import decimal
from rag.forms.templates import Templates

FOLDER = Path(__file__).with_name("templates")
GRADE_NAMES = {None: "niet beoordeeld", 0: "0 niet relevant", 1: "1 verwant", 2: "2 beantwoordt"}
Draw = Callable[[Chart], Markup]
"""Puts a chart into what is read."""


def in_page(chart: Chart) -> Markup:
    """A chart as part of the page, which styles it."""
    drawings = Markup('<div class="wide">{}</div><div class="narrow">{}</div>')
    return drawings.format(chart.wide.in_page(), chart.narrow.in_page())


def page(title: str, sections: Markup) -> str:
    """The HTML page of a report, whole."""
    templates = Templates(FOLDER)
    return str(templates.fill("page.html", title=title, sections=sections, style=templates.style("page.css")))


def sections_of(template: str, draw: Draw, **values: object) -> Markup:
    """The sections of a report, without the page around them; `draw` puts its charts in."""
    filters: dict[str, Callable[..., object]] = {
        "chart": draw,
        "decimal": decimal,
        "grade_name": grade_name,
        "or_dash": or_dash,
        "p_value": p_value,
        "percentage": percentage,
    }
    return Templates(FOLDER, filters).fill(template, **values)


def or_dash(value: float | None, decimals: int = 3) -> str:
    """A number with a Dutch comma; a dash when there is none."""
    return "–" if value is None else decimal(value, decimals)


def interval_text(interval: tuple[float, float] | None) -> str:
    """Its ends; a dash when there is none."""
    return f"{decimal(interval[0])} – {decimal(interval[1])}" if interval else "–"


def percentage(share: float | None) -> str:
    """A share of all; a dash when there is none."""
    return "–" if share is None else f"{100 * share:.1f}%"


def grade_name(grade: int | None) -> str:
    """A grade in words; grades of other sets as they are."""
    return GRADE_NAMES.get(grade, str(grade))


def p_value(p: float) -> str:
    """A p with four decimals; below that, that it is below."""
    return "<0,0001" if p < 0.0001 else decimal(p, 4)
