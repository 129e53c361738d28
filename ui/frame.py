"""What every page shares: the style, the opened corpus with its mark for fictional examples, errors, the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from index.errors import KamervragenError
from rag.assistant import Assistant
from ui import resources
from ui.resources import Facts
from ui.view.markup import esc, printable
from ui.view.notices import Notice, error_notice, fictional_banner, notice_html

VRAAG = "screens/vraag.py"
PUBLICATIE = "screens/publicatie.py"
OVER = "screens/over.py"
LAST_QUESTION = "laatste_vraag"  # parameters of the last address of the start page, to return to
STYLE = Path(__file__).with_name("style.css")


def draw_style() -> None:
    """Adds the style sheet."""
    st.html(STYLE)


def draw_navigation() -> None:
    """Adds the links to the pages, on a phone too."""
    with st.container(horizontal=True, key="navigatie"):
        for page in (VRAAG, PUBLICATIE, OVER):
            st.page_link(page)


def set_title(text: str) -> None:
    """Names the tab of the browser, and with it a bookmark."""
    st.set_page_config(page_title=f"{' '.join(printable(text).split())} – Kamervragen")


def draw_heading(text: str) -> None:
    """A heading within the page."""
    st.html(f'<h2 class="kv-kop">{esc(text)}</h2>')


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
        st.code(printable(notice.command), language=None, wrap_lines=True)
    if notice.detail:
        with st.expander("Technische melding", key="technische_melding"):
            st.code(printable(notice.detail), language=None, wrap_lines=True)
