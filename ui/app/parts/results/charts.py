"""Draws how many there are of each value, as per year and per ministry; one that is chosen is picked.

By clicking its bar, or in the list below the chart: that works by keyboard, and has the values without a bar too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from rag.dutch.writing import number
from ui.app.view.corpus.lists import AROUND_CHART
from ui.app.view.facts import short_ministry
from ui.app.view.markup import plain_label

PICKED = "keuze"
AMOUNT = "aantal"
SHOWN = 10
COLOUR = "#4a86bd"
HEIGHT_PX, ROW_PX, AROUND_PX = 220, 24, 124
MAX_LABEL_PX = 190


def draw_years_and_ministries(
    years: Mapping[str, int],
    ministries: Mapping[str, int],
    unknown: tuple[int, int],
    pick: Callable[[str, str], None],
    key: str,
) -> None:
    """Two charts beside each other.

    Args:
        unknown: of how many the year is not known, and of how many a ministry that answered.
        pick: called with the name of the field and the value that was chosen.
        key: tells the charts of a page apart.
    """
    left, right = st.columns(2)
    if len(years) > 1:
        with left:
            draw_bars("Vergaderjaar", dict(sorted(years.items())), "vergaderjaren", pick, f"{key}_jaren", flat=False)
            _draw_unknown(unknown[0], "is het vergaderjaar niet bekend")
    if len(ministries) > 1:
        with right:
            draw_bars("Ministerie", ministries, "ministeries", pick, f"{key}_ministeries", flat=True, at_most=SHOWN)
            _draw_unknown(unknown[1], "is geen ministerie bekend dat antwoordde")


def _draw_unknown(count: int, what: str) -> None:
    if count:
        st.caption(f"Van nog {number(count)} {what}.")


def draw_bars(
    title: str,
    counts: Mapping[str, int],
    field: str,
    pick: Callable[[str, str], None],
    key: str,
    *,
    flat: bool,
    named: Callable[[str], str] = short_ministry,
    at_most: int | None = None,
) -> None:
    """One chart and its list; who cannot see it is told every figure.

    Args:
        flat: the bars lie below each other; else they stand beside each other.
        named: what stands beside a bar that lies.
        at_most: so many of the values have a bar, the first.
    """
    shown = dict(list(counts.items())[:at_most])
    heading = title if len(shown) == len(counts) else f"{title} (de eerste {len(shown)} van {len(counts)})"

    def chosen() -> None:
        value = st.session_state[f"{key}_lijst"]
        st.session_state[f"{key}_lijst"] = None
        if value is not None:
            pick(field, value)

    def picked() -> None:
        selected = st.session_state[key].selection.get(PICKED, [])
        if selected:
            pick(field, selected[0]["waarde"])

    st.vega_lite_chart(
        chart_spec(heading, shown, flat=flat, named=named),
        key=key,
        on_select=picked,
        selection_mode=PICKED,
        width="stretch",
        alt=f"{heading}: {', '.join(f'{value} {count}' for value, count in shown.items())}",
    )
    st.selectbox(
        f"{title}: kies er een",
        list(counts),
        index=None,
        key=f"{key}_lijst",
        on_change=chosen,
        format_func=lambda value: f"{plain_label(value)} ({number(counts[value])})",
        placeholder=f"Kies uit {len(counts)}",
        label_visibility="collapsed",
    )


def chart_spec(
    title: str, counts: Mapping[str, int], *, flat: bool, named: Callable[[str], str] = short_ministry
) -> dict[str, Any]:
    """A bar for each value that tells it when it is clicked, as a Vega-Lite chart."""
    rows = [
        {"waarde": value, "kort": named(value) if flat else value, AMOUNT: count} for value, count in counts.items()
    ]
    axis = {"title": None, "labelLimit": MAX_LABEL_PX, "labelAngle": 0 if flat or len(rows) < 5 else -45}
    name = {"field": "kort", "type": "nominal", "sort": None, "axis": axis | {"labelOverlap": False}}
    amount = {"field": AMOUNT, "type": "quantitative", "axis": {"title": AMOUNT, "tickMinStep": 1, "format": "d"}}
    return {
        "title": title,
        "padding": AROUND_CHART,
        "config": {"aria": False},  # it would tell axes and bars in English; the alternative text has every figure
        "data": {"values": rows},
        "mark": {"type": "bar", "cursor": "pointer", "color": COLOUR, "aria": False},
        "params": [{"name": PICKED, "select": {"type": "point", "fields": ["waarde"]}}],
        "encoding": {
            "x": amount if flat else name,
            "y": name if flat else amount,
            "tooltip": [{"field": "waarde", "title": title}, {"field": AMOUNT, "type": "quantitative"}],
        },
        "height": ROW_PX * len(rows) + AROUND_PX if flat else HEIGHT_PX,
    }
