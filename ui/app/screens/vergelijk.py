"""The page that compares: what every ministry answered to one question, and two answers side by side."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.values import Comparison, Row
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.pages import VRAAG
from ui.app.parts import conversation, exporting
from ui.app.state import recent
from ui.app.state.address import MAX_LINE_CHARS, Address, read_address, write_address
from ui.app.view.answers.comparison import chart_html, options_html, question_html, rows_html
from ui.app.view.answers.differences import sides_html
from ui.app.view.markup import html, plain_label
from ui.app.view.notices import lead_html, problems_html, status_html

QUESTION = "vergelijk_vraag"
SEEDED = "vergelijk_adres"
LEFT, RIGHT = "vergelijk_links", "vergelijk_rechts"
FIXED = "vergelijk_vaste_volgorde"
CHOOSE = "Kies een ministerie"


def main() -> None:
    """Draws the page."""
    st.title("Wat antwoordde elk ministerie?", anchor=False)
    assistant, facts = frame.opened()
    address, problems = read_address(frame.params())
    question, notes = conversation.spelt(address.question, assistant)
    _seed(address)
    _form()
    problems = problems + notes
    draw_html(problems_html(problems))
    if not question.text:
        draw_html(
            lead_html(
                "Noem een onderwerp of een vraag die aan meer ministeries is gesteld. U krijgt een rij voor elk "
                "bevraagd ministerie, ook als het antwoord ontbreekt."
            )
        )
        if facts.counts.fictief == facts.counts.publications:
            example = facts.examples[0]
            st.button(
                plain_label(example),
                key="vergelijk_voorbeeld",
                on_click=_go,
                args=(Address(question=Question(example)),),
            )
        return
    frame.set_title(f"Vergelijk: {question.text}")
    asked = assistant.follow(question).question
    with st.spinner("Vergelijken …"):
        answer = recent.compare(assistant, asked)
    conversation.draw_understood(address, answer.search.understood, _go)
    if answer.comparison is None:
        draw_html(
            status_html(
                "Geen vraag aan meer ministeries gevonden",
                f"Bij «{asked.text}» is in dit corpus geen vraag gevonden die aan meer dan één ministerie is gesteld. "
                "Op de pagina Vraag ziet u de antwoorden die er wel zijn.",
            )
        )
        st.page_link(VRAAG, label="Naar de antwoorden", query_params=frame.flat(write_address(address)))
        return
    _comparison(address, answer.comparison)
    exporting.draw_export(assistant, asked, answer, problems, "vergelijk")
    _side_by_side(assistant, answer.comparison)


def _seed(address: Address) -> None:
    here = write_address(address)
    state = st.session_state
    if state.get(SEEDED) == here and QUESTION in state:
        return
    state[SEEDED] = here
    state[QUESTION] = address.question.text


def _go(address: Address) -> None:
    frame.set_params(write_address(address))
    st.session_state.pop(SEEDED, None)


def _ask() -> None:
    here, _ = read_address(frame.params())
    _go(replace(here, question=Question(st.session_state[QUESTION].strip(), filters=here.question.filters)))


def _form() -> None:
    with st.form("vergelijk_formulier", border=False), st.container(horizontal=True, key="vergelijk_rij"):
        st.text_input(
            "Vraag of onderwerp",
            key=QUESTION,
            max_chars=MAX_LINE_CHARS,
            placeholder="Welke ministeries …?",
            label_visibility="collapsed",
        )
        st.form_submit_button("Vergelijk", key="vergelijk_knop", type="primary", on_click=_ask)


def _comparison(address: Address, comparison: Comparison) -> None:
    draw_html(question_html(comparison.vraag))
    draw_html(options_html(address, comparison))
    draw_html(html('<p class="kv-telling"><strong>{}</strong> {}</p>', comparison.names, comparison.summary))
    draw_html(chart_html(comparison.rows))
    in_fixed_order = st.toggle("Vaste volgorde van ministeries", key=FIXED)
    draw_html(rows_html(comparison.in_fixed_order if in_fixed_order else comparison.rows))


def _side_by_side(assistant: Assistant, comparison: Comparison) -> None:
    """Two whole answers, the words that differ marked."""
    answered = {row.ministerie: row for row in comparison.rows if row.statement}
    if len(answered) < 2:
        return
    frame.draw_heading("Twee antwoorden naast elkaar")
    names = list(answered)
    left, right = st.columns(2)
    with left:
        one = st.selectbox("Eerste ministerie", names, index=0, key=LEFT, placeholder=CHOOSE)
    with right:
        other = st.selectbox("Tweede ministerie", names, index=1, key=RIGHT, placeholder=CHOOSE)
    if one and other:
        draw_html(sides_html((one, _whole(assistant, answered[one])), (other, _whole(assistant, answered[other]))))


def _whole(assistant: Assistant, row: Row) -> str:
    pair = assistant.corpus.catalogue.pair(row.statement.pair_id) if row.statement else None
    return pair.antwoord if pair else ""


if __name__ == "__main__":
    main()
