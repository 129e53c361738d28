"""Draws the fields to narrow by, each value with how many it leaves, and what is narrowed by now, each removable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import streamlit as st

from index.store.field import FieldKind, FilterField
from index.store.filters import FIELD, Filters
from index.values import Soort
from rag.dutch.labels import SOORTEN
from rag.dutch.writing import dutch_date, number
from ui.app import frame
from ui.app.state.resources import CorpusFacts
from ui.app.view.markup import plain_label

REMOVE = ":material/close:"

Given = Mapping[FilterField, Sequence[str]]
"""What is narrowed by: per field its values as text."""

CountsOf = Callable[[FilterField], Mapping[str, int]]
"""Gives how many each value of a field leaves; nothing for a field that is not counted."""


def seed_fields(keys: Mapping[FilterField, str], given: Given) -> None:
    """Puts values into the widgets: the address is what counts."""
    for field, key in keys.items():
        values = given.get(field, ())
        if field.kind.is_day:
            st.session_state[key] = date.fromisoformat(values[0]) if values else None
        else:
            st.session_state[key] = list(values)


def chosen_params(keys: Mapping[FilterField, str]) -> dict[str, list[str]]:
    """What the widgets say, as parameters of an address."""
    state = st.session_state
    params: dict[str, list[str]] = {}
    for field, key in keys.items():
        chosen = [state[key]] if field.kind.is_day else state[key]
        if values := [str(value) for value in chosen if value]:  # a day as ISO text
            params[field.param or ""] = values
    return params


def draw_fields(
    keys: Mapping[FilterField, str], given: Given, facts: CorpusFacts, counts: CountsOf, on_change: Callable[[], None]
) -> None:
    """A widget for every field."""
    days = [date.fromisoformat(values[0]) for field, values in given.items() if field.kind.is_day]
    known = [date.today(), *days, *(day for day in (facts.counts.eerste, facts.counts.laatste) if day)]
    for field, key in keys.items():
        if field.kind.is_day:
            st.date_input(
                field.label.capitalize(),
                value=None,
                key=key,
                on_change=on_change,
                format="DD-MM-YYYY",
                min_value=min(known),  # a day outside these, from an address, would be shown as none
                max_value=max(known),
            )
        else:
            _draw_choice(field, key, given.get(field, ()), facts, counts(field), on_change)


def _draw_choice(
    field: FilterField,
    key: str,
    chosen: Sequence[str],
    facts: CorpusFacts,
    counts: Mapping[str, int],
    on_change: Callable[[], None],
) -> None:
    is_soort = field.kind is FieldKind.SOORTEN
    known: Iterable[str] = [soort.value for soort in Soort] if is_soort else facts.values[field.name]
    ordered = [*counts, *known] if field.kind is not FieldKind.YEARS else known
    st.multiselect(
        field.label.capitalize(),
        list(dict.fromkeys([*ordered, *chosen])),
        key=key,
        on_change=on_change,
        format_func=lambda value: (
            f"{named(field, value)} ({number(counts[value])})" if value in counts else named(field, value)
        ),
        placeholder="Alles" if not is_soort else "Alle soorten",
        select_all=False,
    )


def named(field: FilterField, value: str) -> str:
    """A value as people read it."""
    if field.kind is FieldKind.SOORTEN:
        return SOORTEN[Soort(value)].capitalize()
    return dutch_date(date.fromisoformat(value)) if field.kind.is_day else value


def draw_chips(filters: Filters, remove: Callable[[FilterField, str], None]) -> None:
    """What is narrowed by now, each with a button that takes it away."""
    for field, values in filters.given():
        for value in values if field.param else ():
            draw_chip(f"{field.label}: {named(field, value)}", f"{field.name}_{value}", remove, field, value)


def draw_chip(text: str, name: str, remove: Callable[..., None], *given: object) -> None:
    """What is narrowed by, as a button that takes it away."""
    label = plain_label(text)
    st.button(label, key=f"chip_{name}", icon=REMOVE, icon_position="right", on_click=remove, args=given)


def take_away(field: FilterField, value: str) -> None:
    """Takes a value of a field out of the address."""
    params = frame.params()
    name = field.param or ""
    left = [] if field.kind.is_day else [one for one in params.get(name, []) if one != value]
    frame.set_params({**params, name: left} if left else {key: one for key, one in params.items() if key != name})


def add(field: str, value: str) -> None:
    """Adds a value of a field to the address."""
    params = frame.params()
    name = FIELD[field].param or field
    frame.set_params(params | {name: list(dict.fromkeys([*params.get(name, []), value]))})
