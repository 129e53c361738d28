"""The page that compares: the questions put to several ministries, and what every one answered to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from index.parse.lines.damage import CorpusWords
from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.values import Comparison, Row
from ui.app import frame
from ui.app.draw import draw_html, focus_field
from ui.app.pages import VRAAG, Page
from ui.app.parts import exporting, series
from ui.app.parts.asking import conversation
from ui.app.state import recent, resources
from ui.app.state.address import MAX_FIELD_CHARS, QUESTION_PARAMS, Address, read_choice, write_address
from ui.app.state.resources import get_words
from ui.app.view.answers.columns import AnswerColumn, columns_html, columns_of, commonest_of
from ui.app.view.answers.comparison import chart_html, options_html, question_html, rows_html
from ui.app.view.markup import html
from ui.app.widgets import choose_one, line_form

PAGE = Page(title="Vergelijk", place=3, is_wide=True)

QUESTION = "vergelijk_vraag"
SEEDED = "vergelijk_adres"
VIEW, VIEW_PARAM = "vergelijk_beeld", "beeld"
QUOTES, WHOLE = "citaten", "antwoorden"
VIEWS = {QUOTES: "Citaten onder elkaar", WHOLE: "Hele antwoorden naast elkaar"}
REFERENCE, ONLY = "vergelijk_ijk", "vergelijk_alleen"
FIXED = "vergelijk_vaste_volgorde"
JOINED = "vergelijk_samen"
COMMONEST = "het gangbaarste antwoord"


def main() -> None:
    """Draws the page."""
    st.title("Wat antwoordde elk ministerie?", anchor=False)
    assistant, _ = frame.opened()
    address, problems = frame.address()
    question, notes = conversation.spelt(address.question, assistant)
    _seed(address)
    line_form(
        "vergelijk", "Vraag of onderwerp", "Welke ministeries …?", "Vergelijk", QUESTION, MAX_FIELD_CHARS, on_click=_ask
    )
    viewed: list[str] = []
    view = read_choice(st.query_params.get(VIEW_PARAM, ""), VIEWS, "manier van vergelijken", viewed) or QUOTES
    problems = problems + notes
    frame.draw_problems((*QUESTION_PARAMS, VIEW_PARAM, *series.PARAMS), (*problems, *viewed))
    if not question.text:
        frame.draw_lead(
            "Kies hieronder een vraag, of typ er een die aan meer ministeries is gesteld. U ziet van elk bevraagd "
            "ministerie wat het antwoordde, ook als het antwoord ontbreekt."
        )
        focus_field()
        series.draw(assistant)
        return
    frame.set_title(f"Vergelijk: {question.text}")
    asked = assistant.follow(question).question
    with st.spinner("Vergelijken …"):
        answer = recent.compare(assistant, asked)
    if question.meant is None:
        conversation.draw_understood(address, answer.search.understood, _go)
    if answer.comparison is None:
        frame.draw_status(
            "Geen vraag aan meer ministeries gevonden",
            f"Bij «{asked.text}» is in dit corpus geen vraag gevonden die aan meer dan één ministerie is gesteld. "
            "Op de pagina Vraag ziet u de antwoorden die er wel zijn.",
        )
        frame.draw_link(VRAAG, "Naar de antwoorden", query_params=frame.flat(write_address(address)))
        series.draw(assistant)
        return
    _heads(address, answer.comparison, get_words(assistant))
    with st.container(horizontal=True, vertical_alignment="center", key="vergelijk_knoppen"):
        view = _chosen_view(view)
        in_fixed_order = st.toggle(
            "Vaste volgorde", key=FIXED, help="De volgorde van de ministeries zelf; anders ja boven."
        )
        _joined_rows(address)
        exporting.draw_export(assistant, asked, answer, problems, "vergelijk")
    rows = answer.comparison.in_fixed_order if in_fixed_order else answer.comparison.rows
    if view == WHOLE:
        _whole_answers(assistant, rows)
    else:
        draw_html(rows_html(rows, get_words(assistant), answer.comparison.per))


def _seed(address: Address) -> None:
    here = write_address(address)
    state = st.session_state
    if state.get(SEEDED) == here and QUESTION in state:
        return
    state[SEEDED] = here
    state[QUESTION] = address.question.text


def _go(address: Address) -> None:
    resources.hold_text(address.question.text)
    frame.set_params(write_address(address))
    st.session_state.pop(SEEDED, None)


def _ask() -> None:
    here, _ = frame.address()
    _go(replace(here, question=Question(st.session_state[QUESTION].strip(), filters=here.question.filters)))


def _heads(address: Address, comparison: Comparison, words: CorpusWords) -> None:
    draw_html(question_html(comparison.vraag, words))
    draw_html(options_html(address, comparison))
    draw_html(html('<p class="kv-telling"><strong>{}</strong> {}</p>', comparison.names, comparison.summary))
    draw_html(chart_html(comparison.rows))


def _chosen_view(wanted: str) -> str:
    """One quote for each ministry, or every answer in full; the address says which."""
    st.session_state[VIEW] = wanted
    return choose_one("Wat u ziet", VIEWS, VIEW, _view, wrap=True)


def _joined_rows(address: Address) -> None:
    """Whether a ministry and the successor that answered for it are one row; the address says so."""
    st.session_state[JOINED] = address.question.is_joined
    st.toggle(
        "Opvolgers samen",
        key=JOINED,
        on_change=_join,
        args=(address,),
        help="Een ministerie dat gevraagd is en het ministerie dat het opvolgde en antwoordde, als één rij.",
    )


def _join(address: Address) -> None:
    _go(replace(address, question=replace(address.question, is_joined=st.session_state[JOINED])))


def _view() -> None:
    frame.set_param(VIEW_PARAM, WHOLE if st.session_state[VIEW] == WHOLE else None)


@st.fragment
def _whole_answers(assistant: Assistant, rows: Sequence[Row]) -> None:
    """Every answer in full, the words marked that differ from the one that is compared with."""
    answered = [(row, text) for row in rows if (text := _whole(assistant, row))]
    if len(answered) < 2:
        frame.draw_lead("Van minder dan twee staat een antwoord in dit corpus.")
        return
    names = [row.ministerie for row, _ in answered]
    left, right = st.columns((1, 2))
    with left:
        reference = st.selectbox("Vergeleken met", [COMMONEST, *names], key=REFERENCE)
    with right:
        only = st.multiselect("Alleen deze", names, key=ONLY, placeholder="Alle met een antwoord", select_all=False)
    wanted = {*only, reference} if only else {*names}
    columns = columns_of([(row, text) for row, text in answered if row.ministerie in wanted])
    draw_html(columns_html(columns, _reference(columns, reference), get_words(assistant)))


def _reference(columns: Sequence[AnswerColumn], name: str) -> AnswerColumn:
    named = (column for column in columns for row in column.rows if row.ministerie == name)
    return next(named, None) or commonest_of(columns)


def _whole(assistant: Assistant, row: Row) -> str:
    pair = assistant.corpus.catalogue.pair(row.statement.pair_id) if row.statement else None
    return pair.antwoord if pair else ""
