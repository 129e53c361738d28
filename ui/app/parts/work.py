"""Draws the work that goes on beside the pages: how far it is, and what it came to."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from index.errors import InputError
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.jobs.jobs import Job, Lane, Tell
from ui.app.parts.notice import draw_failure
from ui.app.state import resources
from ui.app.view.notices import heading_html
from ui.app.view.work import progress_html

LOOK_EVERY_S = 1.0


def start(lane: Lane, title: str, work: Callable[[Tell], object], stop: Callable[[], None] | None = None) -> None:
    """Starts work; says so when other work must end first. Fit for the callback of a button."""
    try:
        resources.get_jobs().start(lane, title, work, stop)
    except InputError as error:
        frame.tell(str(error))


def draw(lane: Lane, show: Callable[[Job], None], show_error: Callable[[Exception], None] = draw_failure) -> bool:
    """Draws the last job of a lane, if any: its progress while it runs, else what it came to; whether it runs."""
    job = resources.get_jobs().last(lane)
    if job is None:
        return False
    if job.is_running:
        st.fragment(_progress, run_every=LOOK_EVERY_S)(lane)
        if job.can_stop:
            stop = resources.get_jobs().stop
            st.button("Stop", key=f"stop_{lane.value}", on_click=stop, args=(lane,), disabled=job.is_stopping)
        return True
    if job.error is not None:
        draw_html(heading_html(f"{job.title}: niet gelukt"))
        show_error(job.error)
    else:
        show(job)
    st.button("Sluit dit bericht", key=f"sluit_{lane.value}", on_click=resources.get_jobs().put_away, args=(lane,))
    return False


def _progress(lane: Lane) -> None:
    """Looks again every second; the whole page is drawn anew when the job ended."""
    job = resources.get_jobs().last(lane)
    if job is None or not job.is_running:
        st.rerun()
    draw_html(progress_html(job))
