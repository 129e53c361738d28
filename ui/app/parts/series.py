"""Draws the questions that were put to several ministries: newest first, searchable by subject, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from index.names.letters import fold
from index.store.filters import Filters
from index.store.sql.shared import SharedQuestions
from index.values import Publication
from rag.assistant.assistant import Assistant
from rag.compare.shared_question import opening_question
from rag.dutch.writing import counted, number
from rag.understand.query import understand
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.state import resources
from ui.app.view.answers.shared import SharedRow, series_html, subject_of
from ui.app.widgets import quiet_button

SUBJECT, SUBJECT_PARAM = "reeksen_onderwerp", "onderwerp"
PAGE_PARAM = "blad"
PARAMS = (SUBJECT_PARAM, PAGE_PARAM)
PAGE_SIZE = 20
MAX_SUBJECT_CHARS = 100


def draw(assistant: Assistant) -> None:
    """The list with its field and its pages."""
    shared = resources.get_start(assistant).shared
    frame.draw_heading("Vragen die aan meer ministeries zijn gesteld")
    if not shared:
        frame.draw_status("Geen gevonden", "In dit corpus beantwoordden geen twee ministeries dezelfde vragen.")
        return
    words = _words()
    st.session_state[SUBJECT] = words
    if words or len(shared) > PAGE_SIZE:
        st.text_input(
            "Zoek in de onderwerpen", key=SUBJECT, max_chars=MAX_SUBJECT_CHARS, placeholder="Alle", on_change=_searched
        )
    found = [one for one in shared if _has(one.onderwerp or "", words)]
    last = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(_page(), 1), last)
    first = (page - 1) * PAGE_SIZE
    shown = found[first : first + PAGE_SIZE]
    if not shown:
        frame.draw_lead(f"Geen van de {number(len(shared))} heeft «{words}» in het onderwerp.")
        return
    span = f"{first + 1} tot en met {first + len(shown)} van " if last > 1 else ""
    frame.draw_lead(f"{span}{counted(len(found), 'reeks', 'reeksen')}, de nieuwste eerst.")
    draw_html(series_html(look_up(assistant, shown)))
    if last > 1:
        _pages(page, last)


def _words() -> str:
    return st.query_params.get(SUBJECT_PARAM, "").strip()[:MAX_SUBJECT_CHARS]


def _page() -> int:
    text = st.query_params.get(PAGE_PARAM, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _has(subject: str, words: str) -> bool:
    """Whether every word stands in a subject, whatever its accents and capitals."""
    folded = fold(subject)
    return all(word in folded for word in fold(words).split())


def _searched() -> None:
    _turn(1, st.session_state[SUBJECT].strip())


def _turn(page: int, words: str) -> None:
    frame.set_params(({SUBJECT_PARAM: [words]} if words else {}) | ({PAGE_PARAM: [str(page)]} if page > 1 else {}))


def _pages(page: int, last: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="reeksen_bladen"):
        for label, icon, other in (
            ("Nieuwere", ":material/arrow_back:", page - 1),
            ("Oudere", ":material/arrow_forward:", page + 1),
        ):
            is_off = not 1 <= other <= last
            quiet_button(label, f"reeksen_{label}", _turn, other, _words(), icon=icon, disabled=is_off)
        st.caption(f"blad {page} van {last}", width="content")


def look_up(assistant: Assistant, shown: Sequence[SharedQuestions]) -> list[SharedRow]:
    """Series with the question that their comparison begins with."""
    catalogue = assistant.corpus.catalogue
    by_id = {one.id: one for one in catalogue.publications([shared.publication_id for shared in shown])}
    listed = [_compared(assistant, shared, by_id[shared.publication_id]) for shared in shown]
    return [one for one in listed if one is not None]


def _compared(assistant: Assistant, shared: SharedQuestions, publication: Publication) -> SharedRow | None:
    vraag = opening_question(publication)
    if vraag is None:
        return None
    read = understand(subject_of(shared, publication), Filters(), assistant.corpus.catalogue)
    return SharedRow(
        shared=shared, publication=publication, vraag=vraag, ignore=tuple(part.key for part in read.understood)
    )
