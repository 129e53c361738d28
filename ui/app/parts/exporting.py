"""Draws the menu that takes a list along: every format, everything on screen or what of it was kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import streamlit as st

from rag.assistant.assistant import Assistant
from rag.export.formats import FORMATS, Format
from rag.export.render import render
from rag.export.save import file_name
from rag.question import Question
from rag.values import Answer, Hit, SearchResult, search_of
from ui.app.parts import keeping, menus
from ui.app.widgets import DOWNLOAD, download_button

ALL, KEPT = "alles", "bewaard"


@st.fragment
def draw_export(
    assistant: Assistant, question: Question, found: Answer | SearchResult, messages: Sequence[str], key: str
) -> None:
    """A menu with a button for each format; a download leaves the page as it is.

    Args:
        found: what is on screen, in that order.
        messages: what the user was told beside the notes of the search.
        key: tells the menus of a page apart.
    """
    menu = f"exporteren_{key}"
    with st.popover("Exporteren", icon=DOWNLOAD, key=menu, type="tertiary"):
        if menus.is_opened(menu, question.text):
            _draw_menu(assistant, question, found, tuple(messages), key)


def _draw_menu(
    assistant: Assistant, question: Question, found: Answer | SearchResult, messages: tuple[str, ...], key: str
) -> None:
    pair_ids = tuple(dict.fromkeys(hit.pair_id for hit in _hits(found)))
    kept = keeping.kept_notes(pair_ids)
    scope = _scope(len(pair_ids), len(kept), key) if pair_ids else ALL
    made = datetime.now().astimezone()
    selected = tuple(kept) if scope == KEPT and kept else None
    notes = {pair_id: note for pair_id, note in kept.items() if note}
    whole = replace(question, top=len(_hits(found)))

    def write(format_: Format) -> bytes:
        listed = assistant.export_list(found, whole, made=made, selected=selected, notes=notes, messages=messages)
        return render(listed, format_)

    draw_formats(write, search_of(found).query, made, f"exporteer_{key}")


def _scope(listed: int, kept: int, key: str) -> str:
    """Whether everything goes along, or only what was kept of it."""
    scope: str = st.radio(
        "Welke passages",
        [ALL, KEPT],
        key=f"omvang_{key}",
        format_func={ALL: f"alle {listed} op het scherm", KEPT: f"alleen bewaarde ({kept})"}.__getitem__,
        disabled=not kept,
        horizontal=True,
    )
    if not kept:
        st.caption("Bewaar passages om alleen die te exporteren, of meer van verschillende vragen samen.")
    return scope


def draw_formats(write: Callable[[Format], bytes], name: str, made: datetime, key: str) -> None:
    """A button for each format, side by side, so that all are in sight at once; the file is made at the click."""
    with st.container(horizontal=True, gap="small", key=f"{key}_vormen"):
        for format_ in FORMATS.values():
            download_button(
                format_.label,
                f"{key}_{format_.name}",
                partial(write, format_),
                file_name(name, format_, made),
                format_.media_type,
                icon=None,
            )
    st.caption("CSV is één tabel; de ZIP heeft ook de andere tabellen en de verantwoording.")


def _hits(found: Answer | SearchResult) -> Sequence[Hit]:
    parts = found.parts if isinstance(found, Answer) else ()
    if parts:
        return [hit for part in parts for hit in part.answer.search.hits]
    return search_of(found).hits
