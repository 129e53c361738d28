"""The conversation of a page: the question of the address with its follow-ups, and what was understood in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from index.errors import UnknownIdError
from rag.answer.about import facts_about
from rag.assistant.assistant import Assistant
from rag.compare.shared_question import shared_questions_of
from rag.overview.recognise import COUNTING
from rag.question import Question
from rag.understand.turns.followup import About, Conversation
from rag.values import Answer, Understanding
from ui.app.draw import draw_html
from ui.app.state.address import MAX_LINE_CHARS, MAX_TURNS, PAGE_SIZE, Address, Go
from ui.app.view.answers.conversation import asked_facts_html, first_turn_html, turn_html
from ui.app.view.markup import html, plain_label
from ui.app.widgets import quiet_button

FOLLOW_UP = "vervolgvraag"
REMOVE = ":material/close:"


def spelt(question: Question, assistant: Assistant) -> tuple[Question, tuple[str, ...]]:
    """The question of an address as this corpus has it, and in Dutch what it lacks.

    A question to compare that is gone is left out: it would leave the address without an answer.
    """
    question, notes = assistant.spelt(question)
    if question.meant is None:
        return question, notes
    try:
        shared_questions_of(assistant.corpus, question.meant)
    except UnknownIdError:
        gone = f"De gekozen vraag «{question.meant}» staat niet in dit corpus en is weggelaten."
        return replace(question, meant=None), (*notes, gone)
    return question, notes


def draw_turns(address: Address, asked: Conversation, go: Go) -> None:
    """What was asked after the first question and how it was read; each can be taken back."""
    if not asked.turns:
        return
    question = address.question
    with st.container(key="gesprek", gap=None):
        draw_html(first_turn_html(question.text))
        for n, turn in enumerate(asked.turns):
            with st.container(horizontal=True, vertical_alignment="center", key=f"beurt_{n}"):
                draw_html(turn_html(turn.typed, turn.note))
                rest = (*question.follow_ups[:n], *question.follow_ups[n + 1 :])
                shorter = replace(address, question=replace(question, follow_ups=rest), aantal=PAGE_SIZE)
                quiet_button("Terugnemen", f"terugnemen_{n}", go, shorter, icon=REMOVE)


def draw_facts(answer: Answer, about: About | None) -> None:
    """What the last follow-up asks about the publications cited: who asked, when, who answered, where it stands."""
    if about is None:
        return
    draw_html(asked_facts_html(about.value, facts_about(answer, about)))


def draw_follow_up(address: Address, go: Go) -> None:
    """A field to go on about the same subject, in reach at the bottom of the window."""
    question = address.question
    if len(question.follow_ups) >= MAX_TURNS:
        st.caption(f"Na {MAX_TURNS} vervolgvragen begint een nieuwe vraag bovenaan.")
        return

    def ask() -> None:
        typed = (st.session_state[FOLLOW_UP] or "").strip()
        if typed:
            longer = replace(question, follow_ups=(*question.follow_ups, typed))
            go(replace(address, question=longer, aantal=PAGE_SIZE))

    with st.container(key="vervolg"):  # not the bottom of the page itself: there the window is scrolled to the end
        st.chat_input(
            "Vraag door, zoals: en bij Defensie?",
            key=FOLLOW_UP,
            max_chars=MAX_LINE_CHARS,
            on_submit=ask,
        )


def draw_near_words(address: Address, near_words: Sequence[tuple[str, Sequence[str]]], go: Go) -> None:
    """For each word that the corpus lacks the nearest ones that it has: one click asks with that one."""
    if not near_words:
        return
    question = address.question
    with st.container(horizontal=True, vertical_alignment="center", key="bedoelde_u"):
        for typed, near in near_words:
            for word in near:
                other = replace(
                    question,
                    text=question.text.replace(typed, word),
                    follow_ups=tuple(turn.replace(typed, word) for turn in question.follow_ups),
                )
                st.button(
                    plain_label(f"Bedoelde u «{word}»?"),
                    key=f"bedoelde_{typed}_{word}",
                    on_click=go,
                    args=(replace(address, question=other, aantal=PAGE_SIZE),),
                )


def draw_understood(address: Address, understood: Sequence[Understanding], go: Go) -> None:
    """What was read in the question as a filter or a preference; each can be taken out, and put back."""
    question = address.question
    if not understood and not question.ignore:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="begrepen"):
        draw_html(html('<span class="kv-facts">Begrepen als</span>'), width="content")
        for part in understood:
            how = "" if part.key == COUNTING else "alleen " if part.is_filter else "liefst "
            st.button(
                plain_label(f"{how}{part.label}"),
                key=f"begrepen_{part.key}",
                icon=REMOVE,
                help=f"Gelezen in «{part.typed}». Klik om dit weg te laten.",
                on_click=go,
                args=(replace(address, question=replace(question, ignore=(*question.ignore, part.key))),),
            )
        if question.ignore:
            whole = replace(address, question=replace(question, ignore=()))
            quiet_button("Weggelaten terugzetten", "begrepen_herstel", go, whole)
