"""Draws how many there are per year and per ministry; a bar that is clicked narrows to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from ui.app.view.facts import short_ministry

if TYPE_CHECKING:
    import altair as alt

PICKED = "keuze"
AMOUNT = "aantal"
SHOWN = 10
HEIGHT_PX, ROW_PX = 190, 26
MAX_LABEL_PX = 150


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
            _draw("Vergaderjaar", dict(sorted(years.items())), "vergaderjaren", pick, f"{key}_jaren", flat=False)
    if len(ministries) > 1:
        first = dict(list(ministries.items())[:SHOWN])
        with right:
            _draw("Ministerie", first, "ministeries", pick, f"{key}_ministeries", flat=True)


def _draw(
    title: str, counts: Mapping[str, int], field: str, pick: Callable[[str, str], None], key: str, *, flat: bool
) -> None:
    def picked() -> None:
        selected = st.session_state[key].selection.get(PICKED, [])
        if selected:
            pick(field, selected[0]["waarde"])

    st.altair_chart(
        _chart(title, counts, flat=flat),
        key=key,
        on_select=picked,
        selection_mode=PICKED,
        width="stretch",
        alt=f"{title}: {', '.join(f'{value} {count}' for value, count in counts.items())}",
    )


def _chart(title: str, counts: Mapping[str, int], *, flat: bool) -> alt.Chart:
    import altair as alt

    rows = [
        {"waarde": value, "kort": short_ministry(value) if flat else value, "aantal": count}
        for value, count in counts.items()
    ]
    angle = 0 if flat or len(rows) < 5 else -45
    name = alt.Axis(title=None, labelLimit=MAX_LABEL_PX, labelAngle=angle, labelOverlap=False)
    amount = alt.Axis(title=AMOUNT, tickMinStep=1, format="d")
    names = {"field": "kort", "type": "nominal", "sort": None, "axis": name}
    amounts = {"field": "aantal", "type": "quantitative", "axis": amount}
    data = alt.InlineData(values=rows)
    height = ROW_PX * len(rows) if flat else HEIGHT_PX
    chart: alt.Chart = alt.Chart(data, title=title, height=height).mark_bar(cursor="pointer", color="#4a86bd")
    chart = chart.encode(
        x=alt.X(**(amounts if flat else names)),
        y=alt.Y(**(names if flat else amounts)),
        tooltip=[alt.Tooltip("waarde:N", title=title), alt.Tooltip("aantal:Q", title=AMOUNT)],
    )
    narrowed: alt.Chart = chart.add_params(alt.selection_point(name=PICKED, fields=["waarde"]))
    return narrowed
