"""How it works, what is in the corpus, and with what it was made."""

from __future__ import annotations

import streamlit as st

from index.errors import StoreError
from rag.assistant import Assistant
from ui import frame, resources
from ui.resources import Facts
from ui.view.about import coverage_html, explanation_html, failures_html, versions_html
from ui.view.facts import counted


def main() -> None:
    """Draws the page; the explanation needs no corpus."""
    st.title("Over Kamervragen", anchor=False)
    top = st.container(key="over_corpus_merk")
    st.html(explanation_html())
    frame.draw_heading("Dit corpus")
    try:
        with top:
            assistant, facts = frame.opened()
    except StoreError as error:
        resources.forget()
        frame.draw_error(error)
        return
    _corpus(assistant, facts)


def _corpus(assistant: Assistant, facts: Facts) -> None:
    st.html(coverage_html(facts.counts))
    failures = assistant.corpus.catalogue.failures()
    if failures:
        title = counted(len(failures), "bestand kon", "bestanden konden")
        with st.expander(f"{title} niet worden gelezen", key="niet_gelezen"):
            st.html(failures_html(failures))
    with st.expander("Versies en vingerafdruk van de index", key="versies"):
        st.html(versions_html(assistant.corpus.manifest))


if __name__ == "__main__":
    main()
