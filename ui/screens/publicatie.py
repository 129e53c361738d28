"""A whole publication as it was read; without one in the address, a field to find it by number."""

from __future__ import annotations

import streamlit as st

from index.filters import Filters
from index.values import Publication
from rag.assistant import Assistant
from rag.understand import understand
from ui import frame
from ui.address import PAIR, PUBLICATION
from ui.view.document import body_html, doubts_html, facts_html, origin_html, outline_html, see_also_html
from ui.view.facts import copy_citation, heading, short_name
from ui.view.markup import esc, plain_label
from ui.view.notices import Notice

NUMBER = "publicatie_nummer"
MAX_LISTED = 50


def main() -> None:
    """Draws the page."""
    wanted = st.query_params.get(PUBLICATION, "").strip().lower()
    before = st.session_state.get(frame.LAST_QUESTION)
    if before:
        st.page_link(frame.VRAAG, label="Terug naar de antwoorden", icon=":material/arrow_back:", query_params=before)
    title = st.empty()
    title.html("<h1>Publicatie openen</h1>")
    assistant, _ = frame.opened()
    publication = assistant.corpus.catalogue.publication(wanted) if wanted else None
    if publication is not None:
        frame.set_title(heading(publication))
        title.html(f"<h1>{esc(heading(publication))}</h1>")
        _publication(assistant, publication)
        return
    if wanted:
        frame.draw_notice(
            Notice(
                title="Deze publicatie staat niet in het corpus",
                text=f"Er is geen publicatie met het id «{wanted}». Zoek haar hieronder op nummer.",
            )
        )
    _find(assistant)


def _publication(assistant: Assistant, publication: Publication) -> None:
    sought = st.query_params.get(PAIR, "")
    number = int(sought) if sought.isascii() and sought.isdigit() and len(sought) < 5 else None
    st.html(facts_html(publication))
    doubts = doubts_html(publication)
    if doubts:
        st.html(doubts)
    outline = outline_html(publication, number)
    if outline:
        st.html(outline)
    st.html(body_html(publication, number))
    if publication.zie_ook:
        _see_also(assistant, publication)
    frame.draw_heading("Citeren")
    st.code(copy_citation(publication, ()), language=None, wrap_lines=True)
    origin = origin_html(publication)
    if origin:
        with st.expander("Waar deze gegevens vandaan komen", key="herkomst"):
            st.html(origin)
    if number is not None:
        _scroll_to(number)


def _see_also(assistant: Assistant, publication: Publication) -> None:
    frame.draw_heading("Zie ook")
    present = {other.id: other for other in assistant.corpus.catalogue.publications(publication.zie_ook)}
    for other in present.values():
        _link(other)
    missing = see_also_html(publication, present)
    if missing:
        st.html(missing)


def _link(publication: Publication) -> None:
    st.page_link(
        frame.PUBLICATIE,
        label=plain_label(f"{short_name(publication)}: {heading(publication)}"),
        icon=":material/article:",
        query_params={PUBLICATION: publication.id},
    )


def _scroll_to(number: int) -> None:
    """Brings the question into view; only a whole number reaches the script."""
    st.html(f"<script>document.getElementById('v{number:d}')?.scrollIntoView()</script>", unsafe_allow_javascript=True)


def _find(assistant: Assistant) -> None:
    with st.form("publicatie_formulier", border=False), st.container(horizontal=True, key="publicatie_rij"):
        st.text_input(
            "Nummer of id",
            key=NUMBER,
            max_chars=200,
            placeholder="Nummer, vraagnummer of id, zoals 1068",
            label_visibility="collapsed",
        )
        st.form_submit_button("Zoek", key="publicatie_knop", type="primary")
    typed = st.session_state[NUMBER].strip()
    if not typed:
        return
    catalogue = assistant.corpus.catalogue
    found = understand(typed, Filters(), catalogue).filters.publication_ids or ()
    for publication in catalogue.publications(found[:MAX_LISTED]):
        _link(publication)
    if not found:
        frame.draw_notice(
            Notice(
                title="Niet gevonden",
                text=f"Geen publicatie in dit corpus heeft het nummer of id «{typed}». Zoek op inhoud bij Vraag.",
            )
        )


if __name__ == "__main__":
    main()
