"""Draws the way to follow a question: what is new for it is told on the page Volgen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from typing import TypeVar

import streamlit as st

from index.errors import KamervragenError
from rag.assistant.assistant import Assistant
from rag.dutch.writing import dutch_date
from rag.follow.news import News, follow, news
from rag.follow.searches import MAX_NAME_CHARS, SavedSearches
from rag.question import Question
from ui.app import frame
from ui.app.pages import VOLGEN
from ui.app.state import recent, resources
from ui.app.view.markup import plain_label

Result = TypeVar("Result")

NAME = "volg_naam"
FOLLOWED = "volg_vraag"


def with_searches(act: Callable[[SavedSearches], Result]) -> Result:
    """Does something with the file of saved searches."""
    with closing(SavedSearches(resources.get_settings().data_dir)) as searches:
        return act(searches)


def find_news(assistant: Assistant) -> list[News]:
    """What every followed question has to tell, from memory while nothing changed; its link opens, however long."""

    def find(searches: SavedSearches) -> list[News]:
        state = tuple((search, tuple(searches.told(search.name).values())) for search in searches.all())
        return recent.recall(assistant, ("nieuws", state), partial(news, assistant, searches)) if state else []

    found = with_searches(find)
    for one in found:
        resources.hold_text(one.search.question.text)
    return found


def draw_follow(assistant: Assistant, question: Question) -> None:
    """A button that saves the question under a name; nothing where others than this computer reach the app."""
    if not resources.is_manageable():
        return
    names = with_searches(lambda searches: [one.name for one in searches.all() if one.question == question])
    if names:
        with st.popover("Gevolgd", icon=":material/notifications_active:", key="gevolgd", type="tertiary"):
            st.caption(plain_label(f"U volgt deze vraag als «{names[0]}»."))
            frame.draw_link(VOLGEN, "Naar wat u volgt")
        return
    if st.session_state.get(FOLLOWED) != question:
        st.session_state[FOLLOWED] = question
        st.session_state[NAME] = " ".join(question.text.split())[:MAX_NAME_CHARS]
    with (
        st.popover("Volg deze vraag", icon=":material/notifications:", key="volgen", type="tertiary"),
        st.form("volg_formulier", border=False),
    ):
        st.text_input("Naam", key=NAME, max_chars=MAX_NAME_CHARS)
        st.caption(f"Wat er over deze vraag bijkomt vanaf {dutch_date(date.today())}, staat op de pagina Volgen.")
        st.form_submit_button("Volg", key="volg_knop", on_click=_save, args=(assistant, question))
        frame.draw_link(VOLGEN, "Naar wat u volgt")


def _save(assistant: Assistant, question: Question) -> None:
    name = st.session_state[NAME]
    try:
        with resources.get_turns().take():
            with_searches(lambda searches: follow(assistant, searches, name, question, None))
    except KamervragenError as error:
        frame.tell(str(error))
    else:
        frame.tell(f"Gevolgd als «{name}».")
