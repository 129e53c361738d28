"""Draws the start page below its field: what the corpus holds, what is new in it, and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from rag.assistant.assistant import Assistant
from rag.question import Question
from ui.app.draw import draw_html
from ui.app.parts import following, series
from ui.app.state import resources
from ui.app.state.address import Address
from ui.app.state.resources import CorpusFacts
from ui.app.view.corpus.contents import coverage_text
from ui.app.view.markup import html, plain_label
from ui.app.view.notices import lead_html
from ui.app.view.start import followed_news_html, newest_html, shared_html

ASKED = "eerder_gevraagd"
KEPT = 5

Go = Callable[[Address], None]


def remember(question: Question) -> None:
    """Keeps the last own questions of this session."""
    asked = [one for one in st.session_state.setdefault(ASKED, []) if one.text != question.text]
    st.session_state[ASKED] = [question, *asked][:KEPT]


def draw(assistant: Assistant, facts: CorpusFacts, go: Go) -> None:
    """Everything there is to begin with; what takes longest comes last."""
    draw_html(lead_html(f"Doorzoek {coverage_text(facts.counts)}"))
    begin = resources.get_start(assistant)
    left, middle, right = st.columns(3, gap="large")
    with left:
        draw_html(newest_html(begin.newest))
    with middle:
        draw_html(shared_html(series.look_up(assistant, begin.shared[: resources.SHOWN])))
    with right:
        _questions("Eerder gevraagd", "eerder", [one.text for one in st.session_state.get(ASKED, ())], go)
        _questions("Bijvoorbeeld", "voorbeeld", resources.get_examples(assistant), go)
    if resources.is_manageable():
        with middle:
            draw_html(followed_news_html(following.find_news(assistant)))


def _questions(title: str, key: str, questions: Sequence[str], go: Go) -> None:
    if not questions:
        return
    draw_html(html('<div class="kv-begin"><h2>{}</h2></div>', title))
    with st.container(gap=None, key=f"{key}_vragen"):
        for number, question in enumerate(questions):
            _question(f"{key}_{number}", question, go)


def _question(key: str, question: str, go: Go) -> None:
    st.button(
        plain_label(question),
        key=key,
        icon=":material/search:",
        type="tertiary",
        wrap=True,
        on_click=go,
        args=(Address(question=Question(question)),),
    )
