"""Draws the start page below its field: what the corpus holds, what is new in it, and what was asked."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from textwrap import shorten

import streamlit as st

from index.errors import KamervragenError
from rag.assistant.assistant import Assistant
from rag.dutch.filters import filters_in_words
from rag.question import Question
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.parts import following, series
from ui.app.state import resources
from ui.app.state.address import Address, Go
from ui.app.state.resources import CorpusFacts
from ui.app.view.corpus.contents import coverage_text
from ui.app.view.markup import html, plain_label
from ui.app.view.start import followed_news_html, newest_html, shared_html
from ui.app.widgets import quiet_button

LAST = "laatst_gevraagd"
SHOWN = 5
MAX_LABEL_CHARS = 120
ON_DISK = "Uw laatste vragen staan alleen op deze computer."
IN_SESSION = "Uw laatste vragen blijven tot u dit venster sluit."

logger = logging.getLogger(__name__)


def remember(question: Question) -> None:
    """Keeps a question among the last own ones; what cannot be kept does not stand in the way of its answer."""
    if st.session_state.get(LAST) == question:
        return
    st.session_state[LAST] = question
    try:
        with resources.opened_asked() as asked:
            asked.add(question)
    except KamervragenError as error:
        logger.warning("%s", error)


def draw(assistant: Assistant, facts: CorpusFacts, go: Go) -> None:
    """Everything there is to begin with; what takes longest comes last."""
    frame.draw_lead(f"Doorzoek {coverage_text(facts.counts)}")
    begin = resources.get_start(assistant)
    left, middle, right = st.columns(3, gap="large")
    with left:
        draw_html(newest_html(begin.newest))
    with middle:
        draw_html(shared_html(series.look_up(assistant, begin.shared[: resources.SHOWN])))
    with right:
        _own(go)
        examples = [Question(text) for text in resources.get_examples(assistant)]
        _questions("Bijvoorbeeld", "voorbeeld", examples, go)
    if resources.is_manageable():
        with middle:
            draw_html(followed_news_html(following.find_news(assistant)))


def _own(go: Go) -> None:
    """The last own questions, and a way to throw them away."""
    with resources.opened_asked() as asked:
        questions = asked.all()
    if not questions:
        return
    _questions("Eerder gevraagd", "eerder", questions[:SHOWN], go)
    with st.popover("Wissen", key="eerder_wissen", type="tertiary"):
        st.caption(ON_DISK if resources.is_manageable() else IN_SESSION)
        for number, question in enumerate(questions):
            label = plain_label(shorten(question.text, MAX_LABEL_CHARS, placeholder=" …"))
            quiet_button(label, f"eerder_weg_{number}", _forget, question.text, icon=":material/close:")
        st.button("Wis alle", key="eerder_wis", on_click=_forget)


def _forget(text: str | None = None) -> None:
    with resources.opened_asked() as asked:
        asked.remove(text)


def _questions(title: str, key: str, questions: Sequence[Question], go: Go) -> None:
    if not questions:
        return
    with st.container(gap=None, key=f"{key}_vragen"):
        draw_html(html('<div class="kv-begin"><h2>{}</h2></div>', title))
        for number, question in enumerate(questions):
            narrowed = "; ".join(text for _, text in filters_in_words(question.filters))
            text = shorten(question.text, MAX_LABEL_CHARS, placeholder=" …")
            label, asked = plain_label(f"{text} ({narrowed})" if narrowed else text), Address(question=question)
            quiet_button(label, f"{key}_{number}", go, asked, icon=":material/search:", wrap=True)
