"""Draws the field for a question, the form to paste a whole one, and what narrows it; each writes the address."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from index.store.field import FilterField
from index.store.filters import FIELDS, Filters
from rag.assistant.assistant import Assistant
from rag.question import Question
from ui.app import frame
from ui.app.draw import close_menu
from ui.app.parts import menus
from ui.app.parts.results import facets, passages
from ui.app.state import resources
from ui.app.state.address import (
    FILTER_PARAMS,
    MAX_FIELD_CHARS,
    MAX_LINE_CHARS,
    Address,
    Sort,
    write_address,
)
from ui.app.state.pasted import fits_a_link
from ui.app.state.resources import CorpusFacts
from ui.app.view.notices import pasted_text
from ui.app.widgets import line_form

QUESTION = "vraag_tekst"
PASTED = "kamervraag_tekst"
HANDED_IN = "kamervraag_ingediend"
WIDGETS = {field: f"filter_{field.param}" for field in FIELDS if field.param}
SORT = "volgorde"
SEEDED = "vraag_adres"


def seed(address: Address) -> None:
    """Puts the address into the widgets when it did not come from them: a permalink, or the back button."""
    here = write_address(replace(address, source=None))
    state = st.session_state
    state[frame.LAST_QUESTION] = write_address(address)
    if state.get(SEEDED) == here and QUESTION in state:
        return
    state[SEEDED] = here
    text = address.question.text
    is_pasted = _is_pasted(text)
    state[QUESTION] = "" if is_pasted else text
    state[PASTED] = text if is_pasted else ""
    state[SORT] = address.sort.value


def draw_form() -> None:
    """The field of one line, and its button."""
    line_form(
        "vraag", "Uw vraag", "Stel een vraag, of noem een nummer", "Vraag", QUESTION, MAX_FIELD_CHARS, on_click=_ask
    )


def close_form() -> None:
    """Folds the form to paste a Kamervraag once it was handed in; after what is in it was drawn."""
    if st.session_state.pop(HANDED_IN, False):
        close_menu("plakken")


def _paste_form(text: str) -> None:
    with (
        st.popover("Hele Kamervraag plakken", icon=":material/content_paste:", key="plakken", type="tertiary"),
        st.form("plak_formulier", border=False),
    ):
        st.text_area(
            "Plak de vragen zoals ze zijn ingediend; bij elke deelvraag komt wat eerder is geantwoord",
            key=PASTED,
            max_chars=MAX_FIELD_CHARS,
            height=300,
            width=600,
        )
        st.form_submit_button("Zoek eerdere antwoorden", key="plak_knop", on_click=_ask_pasted)
    if _is_pasted(text):
        st.caption(pasted_text(len(text), in_link=fits_a_link(text), is_own=resources.is_manageable()))


@st.fragment
def draw_filter_row(assistant: Assistant, facts: CorpusFacts, question: Question, asked: Question) -> None:
    """The menu of filters, and beside it what is narrowed by now.

    What a value leaves takes a search: it is made when the menu opens, which draws nothing else again.
    """
    frame.catch_up()
    with st.container(horizontal=True, vertical_alignment="center", key="onder_de_vraag"):
        icon = ":material/filter_list:"
        with st.popover("Filters", icon=icon, key="filters", type="tertiary"):
            if menus.is_opened("filters", question.text):
                given = dict(question.filters.given())
                facets.seed_fields(WIDGETS, given)
                if _is_pasted(asked.text):
                    asked = replace(asked, text="")  # its parts were searched, each on its own
                facets.draw_fields(WIDGETS, given, facts, partial(passages.found_counts, assistant, asked), _filtered)
        _paste_form(question.text)
        facets.draw_chips(question.filters, _unfiltered)


def _unfiltered(field: FilterField, value: str) -> None:
    """Takes a value away; what else the address holds stays."""
    facets.take_away(field, value)
    st.session_state.pop(SEEDED, None)
    frame.fall_behind()


def narrow(field: str, value: str) -> None:
    """Narrows to the bar of a chart."""
    facets.add(field, value)
    st.session_state.pop(SEEDED, None)


def _ask() -> None:
    """A new question ends the conversation about the last one."""
    _changed(Question(st.session_state[QUESTION].strip()))


def _ask_pasted() -> None:
    _changed(Question(st.session_state[PASTED].strip()))
    st.session_state[HANDED_IN] = True


def reorder() -> None:
    """Another order of the same list."""
    _changed(_here())


def _filtered() -> None:
    """A filter narrows what is being talked about."""
    _changed(_here(), facets.chosen_params(WIDGETS))


def _here() -> Question:
    here = frame.address()[0].question
    return replace(here, text=here.text or st.session_state[QUESTION].strip())


def _changed(question: Question, chosen: dict[str, list[str]] | None = None) -> None:
    """Writes a question into the address, with the order of the list.

    Args:
        chosen: what it is narrowed by, as parameters; else what the address says.
    """
    sort = Sort(st.session_state.get(SORT) or Sort.RELEVANTIE)
    narrowed = {name: values for name, values in frame.params().items() if name in FILTER_PARAMS}
    resources.hold_text(question.text)
    params = write_address(Address(question=replace(question, filters=Filters()), sort=sort))
    _go_to(params | (narrowed if chosen is None else chosen))


def go(address: Address) -> None:
    """Another answer: what was read beside the last one closes."""
    go_on(replace(address, source=None))


def go_on(address: Address) -> None:
    """More of the same answer: what is read beside it stays open."""
    resources.hold_text(address.question.text)
    _go_to(write_address(address))


def _go_to(params: dict[str, list[str]]) -> None:
    frame.set_params(params)
    st.session_state.pop(SEEDED, None)
    frame.fall_behind()


def _is_pasted(text: str) -> bool:
    """Whether a question does not fit the field of one line."""
    return "\n" in text or len(text) > MAX_LINE_CHARS
