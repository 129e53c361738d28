"""A whole publication as it was read; without one in the address, a field to find it by number."""

from __future__ import annotations

import streamlit as st

from index.parse.lines.damage import CorpusWords
from index.store.filters import Filters
from index.values import Publication
from rag.assistant.assistant import Assistant
from rag.compare.series import Series, find_series
from rag.dutch.citation import answerer
from rag.dutch.writing import capital
from rag.understand.query import understand
from ui.app import frame
from ui.app.draw import draw_html, scroll_to
from ui.app.pages import VRAAG, Page
from ui.app.parts.notice import draw_notice
from ui.app.state.address import PAIR, PUBLICATION, read_number
from ui.app.state.resources import get_words
from ui.app.view.facts import copy_citation, heading, short_name, vragen
from ui.app.view.markup import html
from ui.app.view.notices import Notice
from ui.app.view.publication.document import (
    body_html,
    doubts_html,
    facts_html,
    links_html,
    origin_html,
    outline_html,
    see_also_html,
)
from ui.app.view.publication.series import beside_html, delay_html, later_answers_html, others_with_answers, series_html
from ui.app.widgets import choose_named, line_form

PAGE = Page(title="Publicatie", place=8)

NUMBER = "publicatie_nummer"
BESIDE, BESIDE_PARAM = "publicatie_naast", "naast"
PARAMS = (PUBLICATION, PAIR, BESIDE_PARAM)
WHOLE = "de hele publicatie"
MAX_LISTED = 50
MAX_NUMBER_CHARS = 200


def main() -> None:
    """Draws the page."""
    wanted = st.query_params.get(PUBLICATION, "").strip().lower()
    before = st.session_state.get(frame.LAST_QUESTION)
    if before:
        frame.draw_link(VRAAG, "Terug naar de antwoorden", icon=":material/arrow_back:", query_params=before)
    title = st.empty()
    with title:
        draw_html(html("<h1>Publicatie openen</h1>"))
    assistant, _ = frame.opened()
    publication = assistant.corpus.catalogue.publication(wanted) if wanted else None
    if publication is not None:
        frame.set_title(heading(publication))
        with title:
            draw_html(html("<h1>{}</h1>", heading(publication)))
        _publication(assistant, publication)
        return
    if wanted:
        told = f"Er is geen publicatie met het id «{wanted}». Zoek haar hieronder op nummer."
        draw_notice(Notice(title="Deze publicatie staat niet in het corpus", text=told))
    else:
        frame.draw_problems(PARAMS)
    _find(assistant)


def _publication(assistant: Assistant, publication: Publication) -> None:
    problems: list[str] = []
    number = read_number(st.query_params.get(PAIR, ""), "nummer van een vraag", problems)
    asked = {vraag.nummer for pair in publication.paren for vraag in pair.vragen}
    if number is not None and number not in asked | {vraag.nummer for vraag in publication.open_vragen}:
        problems.append(f"Deze publicatie heeft geen vraag {number}.")
    frame.draw_problems(PARAMS, problems)
    series, words = find_series(assistant.corpus.catalogue, publication.id), get_words(assistant)
    for part in (
        delay_html(series, publication),
        facts_html(publication),
        doubts_html(publication),
        outline_html(publication, number),
        body_html(publication, number, words),
        later_answers_html(series, publication, words),
    ):
        draw_html(part)
    _see_also(assistant, publication)
    _series(series, publication, words)
    _cite(publication, number)
    if origin := origin_html(publication):
        with st.expander("Waar deze gegevens vandaan komen", key="herkomst"):
            draw_html(origin)
    scroll_to(number)


def _see_also(assistant: Assistant, publication: Publication) -> None:
    if not publication.zie_ook:
        return
    frame.draw_heading("Zie ook")
    present = {other.id: other for other in assistant.corpus.catalogue.publications(publication.zie_ook)}
    if present:
        draw_html(links_html(list(present.values())))
    draw_html(see_also_html(publication, present))


def _series(series: Series, publication: Publication, words: CorpusWords) -> None:
    listed = series_html(series, publication)
    if not listed:
        return
    frame.draw_heading("De reeks")
    draw_html(listed)
    others = {member.publication.id: member.publication for member in others_with_answers(series, publication)}
    if not others:
        return
    if st.session_state.get(BESIDE) not in others:
        wanted = st.query_params.get(BESIDE_PARAM)
        st.session_state[BESIDE] = wanted if wanted in others else None
    named = {other_id: f"{answerer(other)}, {short_name(other)}" for other_id, other in others.items()}
    label = "Leg naast een ander antwoord op dezelfde vragen"
    chosen = choose_named(label, named, BESIDE, placeholder="Kies een publicatie", on_change=_lay_beside)
    if chosen:
        draw_html(beside_html(publication, others[chosen], words))


def _lay_beside() -> None:
    frame.set_param(BESIDE_PARAM, st.session_state[BESIDE])


def _cite(publication: Publication, number: int | None) -> None:
    frame.draw_heading("Citeren")
    choices = {WHOLE: (), **{vragen(pair.vraagnummers): pair.vraagnummers for pair in publication.paren}}
    sought = next((name for name, numbers in choices.items() if number in numbers), WHOLE)
    chosen = st.selectbox(
        "Wat u citeert",
        list(choices),
        index=list(choices).index(sought),
        key=f"citeer_{publication.id}_{number}",
        format_func=capital,
    )
    st.code(copy_citation(publication, choices[chosen]), language=None, wrap_lines=True)


def _find(assistant: Assistant) -> None:
    placeholder = "Nummer, vraagnummer of id, zoals 1068"
    line_form("publicatie", "Nummer of id", placeholder, "Zoek", NUMBER, MAX_NUMBER_CHARS, on_click=None)
    typed = st.session_state[NUMBER].strip()
    if not typed:
        return
    catalogue = assistant.corpus.catalogue
    found = catalogue.lookup(ids=[typed]) or understand(typed, Filters(), catalogue).filters.publication_ids or ()
    if len(found) == 1:
        frame.set_params({PUBLICATION: [found[0]]})
        st.rerun()
    if found:
        draw_html(links_html(list(catalogue.publications(found[:MAX_LISTED]))))
        if len(found) > MAX_LISTED:
            st.caption(f"De eerste {MAX_LISTED} van {len(found)} publicaties.")
    else:
        told = f"Geen publicatie in dit corpus heeft het nummer of id «{typed}». Zoek op inhoud bij Vraag."
        draw_notice(Notice(title="Niet gevonden", text=told))
