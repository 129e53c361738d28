"""Draws how many there are of each value, as per year and per ministry; a bar that is clicked is picked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui.app.view.facts import short_ministry

PICKED = "keuze"
AMOUNT = "aantal"
SHOWN = 10
COLOUR = "#4a86bd"
HEIGHT_PX, ROW_PX, AROUND_PX = 220, 24, 124
MAX_LABEL_PX = 190


def draw_years_and_ministries(
    years: Mapping[str, int], ministries: Mapping[str, int], pick: Callable[[str, str], None], key: str
) -> None:
    """Two charts beside each other.

    Args:
        years: how many there are of each.
        ministries: how many there are of each; the first are shown.
        pick: called with the name of the field and the value of the bar that was clicked.
        key: tells the charts of a page apart.
    """
    left, right = st.columns(2)
    if len(years) > 1:
        with left:
            draw_bars("Vergaderjaar", dict(sorted(years.items())), "vergaderjaren", pick, f"{key}_jaren", flat=False)
    if len(ministries) > 1:
        first = dict(list(ministries.items())[:SHOWN])
        with right:
            draw_bars("Ministerie", first, "ministeries", pick, f"{key}_ministeries", flat=True)


def draw_bars(
    title: str,
    counts: Mapping[str, int],
    field: str,
    pick: Callable[[str, str], None],
    key: str,
    *,
    flat: bool,
    named: Callable[[str], str] = short_ministry,
) -> None:
    """One chart; who cannot see it is told every figure.

    Args:
        title: of the chart.
        counts: how many there are of each value.
        field: of which they are values.
        pick: called with the name of the field and the value of the bar that was clicked.
        key: of the chart.
        flat: the bars lie below each other.
        named: what stands beside a bar that lies.
    """

    def picked() -> None:
        selected = st.session_state[key].selection.get(PICKED, [])
        if selected:
            pick(field, selected[0]["waarde"])

    st.vega_lite_chart(
        chart_spec(title, counts, flat=flat, named=named),
        key=key,
        on_select=picked,
        selection_mode=PICKED,
        width="stretch",
        alt=f"{title}: {', '.join(f'{value} {count}' for value, count in counts.items())}",
    )


def chart_spec(
    title: str, counts: Mapping[str, int], *, flat: bool, named: Callable[[str], str] = short_ministry
) -> dict[str, Any]:
    """A bar for each value that tells it when it is clicked, as a Vega-Lite chart.

    Args:
        title: of the chart.
        counts: how many there are of each value.
        flat: the bars lie below each other; else they stand beside each other.
        named: what stands beside a bar that lies.
    """
    rows = [
        {"waarde": value, "kort": named(value) if flat else value, AMOUNT: count} for value, count in counts.items()
    ]
    axis = {"title": None, "labelLimit": MAX_LABEL_PX, "labelAngle": 0 if flat or len(rows) < 5 else -45}
    name = {"field": "kort", "type": "nominal", "sort": None, "axis": axis | {"labelOverlap": False}}
    amount = {"field": AMOUNT, "type": "quantitative", "axis": {"title": AMOUNT, "tickMinStep": 1, "format": "d"}}
    return {
        "title": title,
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
