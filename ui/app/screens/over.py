"""How it works, where it ends, whose the data are, and with what the index was made."""

from __future__ import annotations

import streamlit as st

from ui.app import frame
from ui.app.draw import draw_html
from ui.app.pages import CORPUS, Page
from ui.app.view.about import EXPLANATION, versions_html
from ui.app.view.corpus.contents import coverage_text

PAGE = Page(title="Over", place=11)


def main() -> None:
    """Draws the page; the explanation needs no corpus."""
    st.title("Over Kamervragen", anchor=False)
    top = st.container(key="over_corpus_merk")
    draw_html(EXPLANATION)
    frame.draw_heading("Dit corpus")
    with top:
        assistant, facts = frame.opened()
        frame.draw_problems(())
    frame.draw_lead(coverage_text(facts.counts))
    frame.draw_link(CORPUS, "Wat er precies in staat en wat er ontbreekt", icon=":material/database:")
    with st.expander("Versies en vingerafdruk van de index", key="versies"):
        draw_html(versions_html(assistant.corpus.manifest))
