"""Draws what a corpus without publications offers: the examples or the last months with one click, or adding files."""

from __future__ import annotations

import streamlit as st

from index.errors import EmptyCorpusError
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.jobs import upkeep
from ui.app.jobs.jobs import Job, Lane
from ui.app.pages import CORPUS
from ui.app.parts import harvest_panel, work
from ui.app.parts.notice import draw_notice, failure_notice
from ui.app.state import resources
from ui.app.view.notices import notice_html


def draw(error: EmptyCorpusError) -> None:
    """Says that there is nothing yet, and offers the ways to fill it."""
    notice = failure_notice(error)
    if work.draw(Lane.CORPUS, _drawn, harvest_panel.draw_failure):
        return
    if not resources.is_manageable():
        draw_notice(notice)
        return
    draw_html(notice_html(notice))
    with st.container(horizontal=True, key="eerste_start"):
        st.button("Laad de voorbeelden", key="voorbeelden_laden", type="primary", on_click=load_sample)
        frame.draw_link(CORPUS, "Bestanden toevoegen", icon=":material/upload_file:")
    harvest_panel.draw_recent()
    if notice.command:
        st.code(notice.command, language=None, wrap_lines=True)


def load_sample() -> None:
    """Starts taking in the fictional publications."""
    builder = resources.get_builder(upkeep.BATCH_PUBLICATIONS)
    work.start(Lane.CORPUS, "Voorbeelden laden", lambda tell: upkeep.add_sample(builder, tell))


def _drawn(job: Job) -> None:
    """A build that ended leaves no empty corpus; when it does, the notice below says enough."""
