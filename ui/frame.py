"""What every page shares: the style, the opened corpus with its mark for fictional examples, errors, the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from index.errors import KamervragenError
from rag.assistant import Assistant
from ui import resources
from ui.resources import Facts
from ui.view.notices import Notice, error_notice, fictional_banner, notice_html

VRAAG = "pages/vraag.py"
PUBLICATIE = "pages/publicatie.py"
OVER = "pages/over.py"
STYLE = Path(__file__).with_name("style.css")


def draw_style() -> None:
    """Adds the style sheet."""
    st.html(STYLE)


def opened() -> tuple[Assistant, Facts]:
    """The corpus and what is in it; draws the mark for fictional examples.

    Raises:
        KamervragenError: the corpus cannot be opened; the app draws it.
    """
    with st.spinner("Het corpus wordt geopend …"):
        assistant = resources.get_assistant()
        facts = resources.get_facts(assistant)
    banner = fictional_banner(facts.counts.fictief, facts.counts.publications)
    if banner:
        st.html(banner)
    return assistant, facts


def params() -> dict[str, list[str]]:
    """The parameters of the address, with every value of each."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def set_params(values: Mapping[str, Sequence[str]]) -> None:
    """Writes the address, so that it can be sent to someone."""
    st.query_params.from_dict({name: list(items) for name, items in values.items()})


def draw_error(error: Exception) -> None:
    """Says what went wrong and what to do."""
    try:
        data_dir = resources.get_settings().data_dir
    except KamervragenError:
        data_dir = None
    draw_notice(error_notice(error, data_dir))


def draw_notice(notice: Notice) -> None:
    """A message with its command to copy and, folded, the words of the program."""
    st.html(notice_html(notice))
    if notice.command:
        st.code(notice.command, language=None, wrap_lines=True)
    if notice.detail:
        with st.expander("Technische melding (in het Engels)", key="technische_melding"):
            st.code(notice.detail, language=None, wrap_lines=True)
