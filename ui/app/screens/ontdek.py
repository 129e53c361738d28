"""The page of all publications: counted, narrowed by every fact, in a table to sort, each one click away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from index.store.field import FilterField
from index.store.filters import FIELDS, Filters
from index.store.sql.listing import ListedPublication, ListingOrder
from rag.assistant.assistant import Assistant
from rag.dutch.writing import counted, number
from ui.app import frame
from ui.app.pages import Page
from ui.app.parts.asking import conversation
from ui.app.parts.results import charts, facets
from ui.app.state.address import FILTER_PARAMS, read_choice
from ui.app.state.resources import CorpusFacts
from ui.app.view.listed import LINK, rows_of
from ui.app.widgets import choose_one

PAGE = Page(title="Ontdek", place=2, is_wide=True)

SUBJECT, SUBJECT_PARAM = "ontdek_onderwerp", "onderwerp"
ORDER, ORDER_PARAM = "ontdek_volgorde", "volgorde"
TABLE = "ontdek_tabel"
WIDGETS = {
    field: f"ontdek_{field.param}" for field in FIELDS if field.param and not field.param.startswith("opgenomen")
}
CHOICES = {field: key for field, key in WIDGETS.items() if not field.kind.is_day}
DAYS = {field: key for field, key in WIDGETS.items() if field.kind.is_day}
ORDERS = {
    ListingOrder.NEWEST: "Nieuwste eerst",
    ListingOrder.OLDEST: "Oudste eerst",
    ListingOrder.SUBJECT: "Op onderwerp",
}
MAX_ROWS = 1000
HEADER_PX, ROW_PX, MAX_TABLE_PX = 38, 35, 600
MAX_SUBJECT_CHARS = 100
PANES = (1, 3)


def main() -> None:
    """Draws the page."""
    st.title("Alle publicaties", anchor=False)
    assistant, facts = frame.opened()
    address, problems = frame.address()
    question, misspelt = conversation.spelt(address.question, assistant)
    filters, about = question.filters, _about()
    ordered: list[str] = []
    order = ListingOrder(
        read_choice(st.query_params.get(ORDER_PARAM, ""), ORDERS, "volgorde", ordered) or ListingOrder.NEWEST
    )
    given = dict(filters.given())
    facets.seed_fields(WIDGETS, given)
    st.session_state[SUBJECT], st.session_state[ORDER] = about, order.value
    frame.draw_problems((*FILTER_PARAMS, SUBJECT_PARAM, ORDER_PARAM), (*problems, *misspelt, *ordered))
    left, right = st.columns(PANES, gap="large")
    with left, st.container(key="ontdek_velden"):
        st.text_input(
            "Woord in het onderwerp",
            key=SUBJECT,
            max_chars=MAX_SUBJECT_CHARS,
            on_change=_changed,
            placeholder="Alles",
        )
        counts = partial(_counts, assistant, filters, about)
        facets.draw_fields(CHOICES, given, facts, counts, _changed)
        with st.expander("Periode", expanded=any(field in given for field in DAYS), key="ontdek_periode"):
            facets.draw_fields(DAYS, given, facts, counts, _changed)
    with right:
        _found(assistant, facts, filters, about, order)


def _about() -> str:
    return st.query_params.get(SUBJECT_PARAM, "").strip()[:MAX_SUBJECT_CHARS]


def _counts(assistant: Assistant, filters: Filters, about: str, field: FilterField) -> Mapping[str, int]:
    """How many each value leaves beside what is chosen in the other fields."""
    without = replace(filters, **{field.name: getattr(Filters(), field.name)})
    return assistant.corpus.catalogue.count_values(field.name, without, about)


def _changed() -> None:
    state = st.session_state
    _write(facets.chosen_params(WIDGETS), state[SUBJECT].strip(), state[ORDER])


def _write(params: dict[str, list[str]], about: str, order: str) -> None:
    more = {SUBJECT_PARAM: [about] if about else [], ORDER_PARAM: [order] if order != ListingOrder.NEWEST else []}
    frame.set_params(params | {name: values for name, values in more.items() if values})


def _found(assistant: Assistant, facts: CorpusFacts, filters: Filters, about: str, order: ListingOrder) -> None:
    catalogue = assistant.corpus.catalogue
    total = catalogue.count(filters, about)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="gekozen_filters"):
        facets.draw_chips(filters, facets.take_away)
        _subject_chip(about, order)
    within = f" van de {number(facts.counts.publications)}" if total != facts.counts.publications else ""
    frame.draw_lead(f"{counted(total, 'publicatie', 'publicaties')}{within}.")
    if not total:
        frame.draw_status("Niets gevonden", "Haal een filter weg, of zoek een ander woord in het onderwerp.")
        return
    years, ministries = (catalogue.count_values(field, filters, about) for field in ("vergaderjaren", "ministeries"))
    of_ministries = catalogue.count(replace(filters, ministeries=filters.ministeries or tuple(ministries)), about)
    unknown = (total - sum(years.values()), total - (of_ministries if ministries else 0))
    charts.draw_years_and_ministries(years, ministries, unknown, facets.add, "ontdek")
    choose_one("Volgorde", ORDERS, ORDER, _changed, wrap=True)
    listed = catalogue.listing(filters, order, MAX_ROWS, about)
    _table(listed)
    if total > len(listed):
        st.caption(f"De eerste {number(len(listed))} van {number(total)} in deze volgorde; verfijn om de rest te zien.")


def _subject_chip(about: str, order: ListingOrder) -> None:
    rest = {name: values for name, values in frame.params().items() if name != SUBJECT_PARAM}
    if about:
        facets.draw_chip(f"onderwerp: {about}", "onderwerp", _write, rest, "", order.value)


def _table(listed: Sequence[ListedPublication]) -> None:
    st.dataframe(
        rows_of(listed),
        key=TABLE,
        hide_index=True,
        height=min(HEADER_PX + ROW_PX * len(listed), MAX_TABLE_PX),
        column_config={
            LINK: st.column_config.LinkColumn(display_text="lees", width="small"),
            "Datum": st.column_config.DateColumn(format="DD-MM-YYYY", width="small"),
            "Onderwerp": st.column_config.TextColumn(width="large"),
        },
        placeholder="",
        alt="Tabel van de publicaties",
    )
