"""Draws a count that the catalogue gave: a chart, the table behind it, and what was counted."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from rag.values import Counted
from ui.app.draw import draw_html
from ui.app.view.answers.counted import account_html, chart_spec, groups_html, listed_html


def draw_counted(counted: Counted, draw_menu: Callable[[], None]) -> None:
    """The whole answer of the catalogue, below the sentence that says it; with the menu that takes it along."""
    with st.container(key="telling"):
        spec = chart_spec(counted)
        if spec is not None:
            alt = "Grafiek; dezelfde getallen staan in de tabel"
            st.vega_lite_chart(spec, key="telling_grafiek", width="stretch", alt=alt)
        draw_html(groups_html(counted))
        draw_menu()
        draw_html(listed_html(counted) + account_html(counted))
