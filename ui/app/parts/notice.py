"""Draws a message with the way out of what it tells."""

from __future__ import annotations

import streamlit as st

from index.errors import KamervragenError
from ui.app.draw import draw_html
from ui.app.state import resources
from ui.app.view.markup import printable
from ui.app.view.notices import Notice, error_notice, notice_html


def draw_notice(notice: Notice) -> None:
    """A message with its command to copy and, folded, the words of the program."""
    draw_html(notice_html(notice))
    if notice.command:
        st.code(printable(notice.command), language=None, wrap_lines=True)
    if notice.detail:
        with st.expander("Technische melding", key="technische_melding"):
            st.code(printable(notice.detail), language=None, wrap_lines=True)


def draw_failure(error: Exception) -> None:
    """Says what went wrong and what to do."""
    draw_notice(failure_notice(error))


def failure_notice(error: Exception) -> Notice:
    """What went wrong and what to do, with the data directory in the commands."""
    try:
        data_dir = resources.get_settings().data_dir
    except KamervragenError:
        data_dir = None
    return error_notice(error, data_dir)
