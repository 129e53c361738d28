"""Draws the answer of the catalogue: a chart, the table behind it, what is counted, and files to take along."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from rag.export import Format, file_name
from rag.export.write.counted_csv import write_groups, write_listed
from rag.values import Counted
from ui.app.draw import draw_html
from ui.app.view.answers.counted import account_html, chart_spec, groups_html, listed_html

ICON = ":material/download:"


def draw_counted(counted: Counted, query: str) -> None:
    """The whole answer of the catalogue, below the sentence that says it.

    Args:
        counted: the answer.
        query: as typed: names the files.
    """
    with st.container(key="telling"):
        _chart(counted)
        draw_html(groups_html(counted))
        _downloads(counted, query)
        draw_html(listed_html(counted) + account_html(counted))


def _chart(counted: Counted) -> None:
    spec = chart_spec(counted)
    if spec is not None:
        st.vega_lite_chart(spec, key="telling_grafiek", width="stretch")


def _downloads(counted: Counted, query: str) -> None:
    tables = (
        ("groepen", "Tabel als CSV", write_groups, counted.rows),
        ("geteld", "Wat er geteld is als CSV", write_listed, counted.listed),
    )
    made = datetime.now().astimezone()
    with st.container(horizontal=True, key="telling_knoppen"):
        for key, label, write, rows in tables:
            if rows:
                st.download_button(
                    label,
                    data=partial(write, counted),
                    file_name=file_name(f"{query} {key}", Format.CSV, made),
                    mime=Format.CSV.media_type,
                    on_click="ignore",
                    key=f"telling_{key}",
                    icon=ICON,
                    type="tertiary",
                )
