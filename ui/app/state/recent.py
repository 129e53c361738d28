"""What this session asked last, with what was found: to tick, sort or go back does not search again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

import streamlit as st

from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.values import Answer, SearchResult
from ui.app.state import resources

Found = TypeVar("Found")

STATE = "laatst_gezocht"
KEPT = 12
"""So many results a session: the one on the page, its list, its counts, and those that the back button returns to."""


def recall(assistant: Assistant, what: Hashable, find: Callable[[], Found]) -> Found:
    """The result of `find`, from memory when this session found the same in the same state of the corpus.

    Args:
        what: everything that the result depends on besides the corpus.
        find: searches; waits for its turn among the sessions.
    """
    known = cast("dict[Hashable, object]", st.session_state.setdefault(STATE, {}))
    key = (assistant.corpus.manifest.fingerprint, what)
    if key in known:
        found = known.pop(key)
    else:
        with resources.get_turns().take():
            found = find()
    known[key] = found  # now the latest
    for old in list(known)[:-KEPT]:
        del known[old]
    return cast("Found", found)


def ask(assistant: Assistant, question: Question) -> Answer:
    """The answer to a question, kept for the pages that show it again."""
    return recall(assistant, ("ask", question), lambda: assistant.ask(question))


def search(assistant: Assistant, question: Question) -> SearchResult:
    """The passages that a question finds, kept likewise."""
    return recall(assistant, ("search", question), lambda: assistant.search(question))


def compare(assistant: Assistant, question: Question) -> Answer:
    """The answer by ministry, also where the question does not ask for it."""
    answer = ask(assistant, question)
    return recall(assistant, ("compare", question), lambda: assistant.compare(question, answer))
