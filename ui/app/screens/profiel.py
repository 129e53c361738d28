"""The page of one member, party, ministry or bewindspersoon; every name in the app leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from index.errors import InputError, UnknownIdError
from index.store.filters import FIELD
from rag.assistant.assistant import Assistant
from rag.dutch.writing import capital
from rag.overview.profile import WHO, Profile, profile_of, said_within
from rag.question import Question
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.pages import ONTDEK, TERMIJNEN, VRAAG, Page
from ui.app.parts.asking import conversation
from ui.app.state import recent
from ui.app.state.address import FILTER_PARAMS, Address, write_address
from ui.app.state.resources import CorpusFacts
from ui.app.view.markup import plain_label
from ui.app.view.profile import beside_html, figures_html, newest_html, said_html

PAGE = Page(title="Profiel")

KIND, NAME = "profiel_soort", "profiel_naam"


def main() -> None:
    """Draws the page."""
    assistant, facts = frame.opened()
    address, problems = frame.address()
    question, misspelt = conversation.spelt(address.question, assistant)
    filters = question.filters
    try:
        with st.spinner("Tellen …"):
            found = recent.recall(
                assistant,
                ("profiel", filters, date.today()),
                partial(profile_of, assistant.corpus.catalogue, filters, date.today()),
            )
    except InputError:
        st.title("Profielen", anchor=False)
        frame.draw_lead("Wat het corpus heeft van één indiener, fractie, ministerie of bewindspersoon.")
        frame.draw_problems(FILTER_PARAMS, (*problems, *misspelt))
        _choose(facts)
    except UnknownIdError as error:
        st.title("Profielen", anchor=False)
        frame.draw_status("Niets gevonden", f"{capital(str(error))}.")
        _choose(facts)
    else:
        frame.set_title(found.name)
        _profile(assistant, found, problems)


def _choose(facts: CorpusFacts) -> None:
    kind = st.segmented_control(
        "Van wie", WHO, key=KIND, default=WHO[0], format_func=lambda name: FIELD[name].label.capitalize(), required=True
    )
    st.selectbox(
        "Naam", facts.values[kind or WHO[0]], index=None, key=NAME, placeholder="Typ een naam", on_change=_chosen
    )


def _chosen() -> None:
    kind, name = st.session_state.get(KIND) or WHO[0], st.session_state[NAME]
    if name:
        frame.set_params({FIELD[kind].param or "": [name]})


def _profile(assistant: Assistant, found: Profile, problems: Sequence[str]) -> None:
    st.title(plain_label(found.name), anchor=False)
    frame.draw_lead(f"{found.field.label.capitalize()}, in dit corpus.")
    frame.draw_problems(FILTER_PARAMS, problems)
    draw_html(figures_html(found))
    said = st.empty()
    params = frame.flat(write_address(Address(question=Question("", filters=found.filters))))
    with st.container(horizontal=True, key="profiel_verder"):
        for page, label, icon in (
            (ONTDEK, "Alle publicaties", ":material/list:"),
            (VRAAG, "Vraag hierbinnen", ":material/search:"),
            (TERMIJNEN, "Termijnen", ":material/schedule:"),
        ):
            frame.draw_link(page, label, icon=icon, query_params=params)
    if len(found.years) > 1:
        frame.draw_heading("Per vergaderjaar")
        st.bar_chart(dict(found.years), height=180, x_label="vergaderjaar", y_label="publicaties", color="#4a86bd")
    frame.draw_part("Het nieuwst", newest_html(found))
    frame.draw_heading("Met wie")
    draw_html(beside_html(found))
    with said, st.spinner("Antwoorden lezen …"):  # last: everything else is on the page by then
        read = recent.recall(
            assistant,
            ("gezegd", found.filters),
            partial(said_within, assistant.corpus.catalogue, found.filters),
        )
    with said:
        draw_html(said_html(found, read))
