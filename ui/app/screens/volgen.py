"""The page of followed questions: what is new for each since it was last seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from operator import methodcaller

import streamlit as st

from index.errors import KamervragenError
from rag.assistant.assistant import Assistant
from rag.follow.news import News, mark_seen
from rag.follow.searches import SavedSearches
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.pages import VRAAG, Page
from ui.app.parts.following import find_news, with_searches
from ui.app.state import resources
from ui.app.state.address import Address, write_address
from ui.app.view.news import followed_html, news_html
from ui.app.widgets import quiet_button

PAGE = Page(title="Volgen", place=7)


def main() -> None:
    """Draws the page."""
    st.title("Wat is er nieuw?", anchor=False)
    assistant, _ = frame.opened()
    frame.draw_problems(())
    if not resources.is_manageable():
        frame.draw_status(
            "Volgen kan hier niet", "Dit kan alleen waar de app op de eigen computer draait: wat u volgt, is van u."
        )
        return
    frame.draw_lead(
        "Van elke vraag die u volgt: welke antwoorden erbij kwamen, wat er wijzigde, en wat alsnog is beantwoord."
    )
    with st.spinner("Kijken wat er nieuw is …"):
        found = find_news(assistant)
    if not found:
        frame.draw_status("U volgt nog niets", "Stel een vraag, en kies boven de passages «Volg deze vraag».")
        frame.draw_link(VRAAG, "Naar de pagina Vraag")
    for number, one in enumerate(found):
        _draw(assistant, number, one)


def _draw(assistant: Assistant, number: int, one: News) -> None:
    with st.container(border=True, key=f"gevolgd_{number}"):
        frame.draw_heading(one.search.name)
        draw_html(followed_html(one.search))
        draw_html(news_html(one))
        with st.container(horizontal=True, vertical_alignment="center", key=f"gevolgd_knoppen_{number}"):
            st.button(
                "Als gezien markeren",
                key=f"gezien_{number}",
                disabled=not one,
                on_click=_change,
                args=(lambda searches: mark_seen(assistant, searches, [one], date.today()),),
            )
            remove = methodcaller("remove", [one.search.name])
            quiet_button("Volg niet langer", f"weg_{number}", _change, remove)
            asked = write_address(Address(question=one.search.question))
            frame.draw_link(VRAAG, "Alle antwoorden", query_params=frame.flat(asked))


def _change(act: Callable[[SavedSearches], None]) -> None:
    """Changes the file; says so when that cannot be done, as after the same in another window."""
    try:
        with_searches(act)
    except KamervragenError as error:
        frame.tell(str(error))
