"""What every page shares: style, navigation, the opened corpus with what must be said of it, the address."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from typing import Any

import streamlit as st
from markupsafe import Markup

from rag.assistant.assistant import Assistant
from ui.app.draw import draw_html
from ui.app.jobs.daily import read_update
from ui.app.pages import PAGES, VRAAG
from ui.app.state import resources
from ui.app.state.address import Address, not_understood, read_address
from ui.app.state.pasted import with_text
from ui.app.state.resources import CorpusFacts
from ui.app.view.markup import plain_label, printable
from ui.app.view.notices import (
    building_banner,
    fictional_banner,
    heading_html,
    lead_html,
    problems_html,
    status_html,
    update_banner,
)

LAST_QUESTION = "laatste_vraag"  # parameters of the last address of the start page, to return to


MOVED = "pagina_loopt_achter"
TOLD = "te_vertellen"


def fall_behind() -> None:
    """Notes in a callback of a fragment that the page around it no longer shows what it should."""
    st.session_state[MOVED] = True


def is_behind() -> bool:
    """Whether that was noted since this was last asked."""
    return bool(st.session_state.pop(MOVED, False))


def catch_up() -> None:
    """Within a fragment: has the whole page drawn again where that was noted."""
    if is_behind():
        st.rerun()


def tell(text: str) -> None:
    """Has a message shown when the page is drawn as things are now: before that, a click would be on what they were."""
    st.session_state.setdefault(TOLD, []).append(plain_label(text))


def draw_told() -> None:
    """Shows what there is to tell, as the last of a page."""
    for text in st.session_state.get(TOLD, ()):
        st.toast(text)
    st.session_state.pop(TOLD, None)  # after it: a page that is left while it is drawn tells it on the next


def page_of(name: str) -> st.Page:
    """A page as Streamlit has it; its file is loaded when it is opened."""
    return st.Page(
        lambda: import_module(f"ui.app.screens.{name}").main(),
        title=PAGES[name].title,
        url_path=name,
        default=name == VRAAG,
    )


def draw_link(page: str, label: str, **more: Any) -> None:
    """A link to a page."""
    st.page_link(page_of(page), label=label, **more)


def draw_navigation() -> None:
    """Adds the links to the pages, on a phone too."""
    with st.container(horizontal=True, key="navigatie"):
        for name, page in PAGES.items():
            if page.place:
                draw_link(name, page.title)


def set_title(text: str) -> None:
    """Names the tab of the browser, and with it a bookmark."""
    st.set_page_config(page_title=f"{' '.join(printable(text).split())} – Kamervragen")


def draw_heading(text: str) -> None:
    """A heading within the page."""
    draw_html(heading_html(text))


def draw_part(title: str, part: Markup) -> None:
    """A part of the page under its heading; neither where there is nothing to show."""
    if part:
        draw_heading(title)
        draw_html(part)


def draw_lead(text: str | Markup) -> None:
    """A line above a part of the page that says what it is about."""
    draw_html(lead_html(text))


def draw_status(title: str, text: str) -> None:
    """What there is to know, where nothing went wrong."""
    draw_html(status_html(title, text))


def draw_problems(known: Collection[str], problems: Sequence[str] = ()) -> None:
    """Says what in the address was not understood."""
    draw_html(problems_html((*not_understood(st.query_params, known), *problems)))


def opened() -> tuple[Assistant, CorpusFacts]:
    """The corpus and what is in it; draws the mark for fictional examples.

    Raises:
        KamervragenError: the corpus cannot be opened; the app draws it.
    """
    with st.spinner("Het corpus wordt geopend …"):
        assistant = resources.get_assistant()
        facts = resources.get_facts(assistant)
    backlog = resources.get_backlog(assistant)
    draw_html(fictional_banner(facts.counts.fictief, facts.counts.publications))
    draw_html(building_banner(is_renewed=backlog.is_renewed, pending=backlog.pending))
    update = read_update(resources.get_settings().data_dir)
    draw_html(update_banner(update, is_own=resources.is_manageable()))
    return assistant, facts


def params() -> dict[str, list[str]]:
    """The parameters of the address, with every value of each."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def address() -> tuple[Address, tuple[str, ...]]:
    """What the address asks, with the text that it only names, and in Dutch what in it cannot be.

    A long text that an older link writes out is remembered: what the page links to only names it.
    """
    asked, problems = read_address(with_text(params(), resources.find_text))
    resources.hold_text(asked.question.text)
    return asked, problems


def flat(values: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Parameters for a link to another page."""
    return [(name, item) for name, items in values.items() for item in items]


def set_param(name: str, value: str | None) -> None:
    """Writes one parameter of the address, or takes it out; the others stay."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def set_params(values: Mapping[str, Sequence[str]]) -> None:
    """Writes the address, so that it can be sent to someone."""
    st.query_params.from_dict({name: list(items) for name, items in values.items()})
