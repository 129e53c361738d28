"""Draws the answer of the catalogue: a chart, the table behind it, what is counted, and files to take along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st

from rag.export.formats import FORMATS
from rag.export.save import file_name
from rag.export.tables import Table, groups, publications
from rag.export.write.csv_file import table_csv
from rag.values import Counted
from ui.app.draw import draw_html
from ui.app.view.answers.counted import account_html, chart_spec, groups_html, listed_html

ICON = ":material/download:"


def draw_counted(counted: Counted, query: str) -> None:
    """The whole answer of the catalogue, below the sentence that says it.

    Args:
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
        alt = "Grafiek; dezelfde getallen staan in de tabel"
        st.vega_lite_chart(spec, key="telling_grafiek", width="stretch", alt=alt)


def _downloads(counted: Counted, query: str) -> None:
    tables = (
        ("groepen", "Tabel als CSV", groups, counted.rows),
        ("geteld", "Wat er geteld is als CSV", publications, counted.listed),
    )
    made = datetime.now().astimezone()
    with st.container(horizontal=True, key="telling_knoppen"):
        for key, label, table, rows in tables:
            if rows:
                st.download_button(
                    label,
                    data=partial(_csv, table, counted),
                    file_name=file_name(f"{query} {key}", FORMATS["csv"], made),
                    mime=FORMATS["csv"].media_type,
                    on_click="ignore",
                    key=f"telling_{key}",
                    icon=ICON,
                    type="tertiary",
                )


def _csv(table: Callable[[Counted], Table], counted: Counted) -> bytes:
    return table_csv(table(counted))
