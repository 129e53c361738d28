"""The page about answer times: how long answers took, how many came in time, and what is open."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from index.errors import InputError
from index.store.filters import FIELD, Filters, read_filters
from rag.overview.answer_times import AnswerTimes, account_of, read_per
from rag.question import Question
from rag.values import Per
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.pages import Page
from ui.app.parts.asking import conversation
from ui.app.state import resources
from ui.app.state.address import FILTER_PARAMS, Address, write_address
from ui.app.state.resources import CorpusFacts
from ui.app.view.answer_times import answer_times_html, open_html
from ui.app.view.notices import problems_html
from ui.app.widgets import download_button
from ui.terminal.termijnen import answer_times_csv, summary

PAGE = Page(title="Termijnen", place=5)

PER = "per"
GROUPED = "termijnen_per"
SEEDED = "termijnen_adres"
SHOWN = ("ministeries", "vergaderjaren", "fracties")
WIDGETS = {FIELD[name]: f"termijnen_{name}" for name in SHOWN}


def main() -> None:
    """Draws the page."""
    st.title("Hoe lang duurt een antwoord?", anchor=False)
    assistant, facts = frame.opened()
    params = frame.params()
    address, problems = frame.address()
    question, misspelt = conversation.spelt(address.question, assistant)
    per, unknown = _read_per(params.get(PER, [""])[-1])
    _seed(question.filters, per)
    _fields(facts, question.filters)
    frame.draw_problems((*FILTER_PARAMS, PER), (*problems, *misspelt, *unknown))
    on = date.today()
    with st.spinner("Tellen …"):
        times = resources.get_answer_times(assistant, question.filters, per, on)
    frame.draw_lead(summary(times))
    draw_html(problems_html(tuple(account_of(times, facts.counts))))
    if times.total.answered or times.total.open:
        _account(times)


def _read_per(text: str) -> tuple[Per, tuple[str, ...]]:
    """What to group by, and what of the address was not understood."""
    try:
        return read_per(text or Per.MINISTERIE), ()
    except InputError as error:
        return Per.MINISTERIE, (f"{error}.",)


def _seed(filters: Filters, per: Per) -> None:
    """Puts the address into the widgets when it did not come from them."""
    state = st.session_state
    here = (filters, per)
    if state.get(SEEDED) == here and GROUPED in state:
        return
    state[SEEDED] = here
    state[GROUPED] = per.value
    given = dict(filters.given())
    for field, key in WIDGETS.items():
        state[key] = list(given.get(field, ()))


def _changed() -> None:
    """Writes what the widgets say into the address."""
    state = st.session_state
    filters = read_filters({field.name: state[key] for field, key in WIDGETS.items()})
    grouped = {PER: [state[GROUPED]]} if state[GROUPED] != Per.MINISTERIE else {}
    frame.set_params(write_address(Address(question=Question("", filters=filters))) | grouped)


def _fields(facts: CorpusFacts, filters: Filters) -> None:
    st.segmented_control("Per", [per.value for per in Per], key=GROUPED, on_change=_changed, required=True)
    given = dict(filters.given())
    for (field, key), place in zip(WIDGETS.items(), st.columns(len(WIDGETS)), strict=True):
        with place:
            st.multiselect(
                field.label.capitalize(),
                list(dict.fromkeys([*facts.values[field.name], *given.get(field, ())])),
                key=key,
                on_change=_changed,
                placeholder=f"Alle {field.name}",
                select_all=False,
            )


def _account(times: AnswerTimes) -> None:
    draw_html(answer_times_html(times))
    name = f"termijnen-per-{times.per.value}-{times.on.isoformat()}.csv"
    download_button("Tabel als CSV", "termijnen_csv", partial(answer_times_csv, times), name, "text/csv")
    frame.draw_part("Het langst zonder antwoord in het corpus", open_html(times.open))
