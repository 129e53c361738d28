"""The conversation of a page: the question of the address with its follow-ups, and what was understood in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from index.errors import UnknownIdError
from index.store.filters import Filters
from index.values import Soort
from rag.answer.about import facts_about
from rag.assistant import Assistant
from rag.compare.shared_question import shared_questions_of
from rag.understand.followup import About, Question, Refined, replay
from rag.understand.given import spelt
from rag.values import Answer, SearchResult, Understanding
from ui.app.draw import draw_html
from ui.app.state import recent
from ui.app.state.address import MAX_LINE_CHARS, MAX_TURNS, PAGE_SIZE, Address
from ui.app.view.answers.conversation import asked_facts_html, first_turn_html, turn_html
from ui.app.view.markup import html, plain_label

FOLLOW_UP = "vervolgvraag"
REMOVE = ":material/close:"

Go = Callable[[Address], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the corpus, the follow-ups worked in.

    Attributes:
        question: as it stands after them.
        turns: how each was read.
    """

    question: Question
    turns: tuple[Refined, ...] = ()

    @property
    def text(self) -> str:
        """What is asked."""
        return self.question.text

    @property
    def filters(self) -> Filters:
        """Those of the user and of the follow-ups."""
        return self.question.filters

    @property
    def about(self) -> About | None:
        """What the last follow-up asks about the answer that stands."""
        return self.turns[-1].about if self.turns else None

    def answer(self, assistant: Assistant, *, top: int) -> Answer:
        """The answer."""
        question = replace(self.question, top=max(top, self.question.top))
        return recent.recall(assistant, ("answer", question), lambda: assistant.ask_question(question))

    def search(self, assistant: Assistant, *, top: int) -> SearchResult:
        """The passages only."""
        question = replace(self.question, top=max(top, self.question.top))
        return recent.recall(
            assistant,
            ("search", question),
            lambda: assistant.search(question.text, question.filters, top=question.top, ignore=question.ignore),
        )

    def compare(self, assistant: Assistant) -> Answer:
        """The answer by ministry, whether or not the question says "welke ministeries"."""
        answer = self.answer(assistant, top=PAGE_SIZE)
        if answer.comparison or answer.parts:
            return answer
        text = f"{self.question.text.rstrip(' ?.!')} per ministerie"
        plain = replace(self.question, text=text, meant=None)
        return replace(self, question=plain).answer(assistant, top=PAGE_SIZE)

    def within(self, filters: Filters) -> Asked:
        """The same within other filters."""
        return replace(self, question=replace(self.question, filters=filters))


def filters_of(address: Address, assistant: Assistant) -> tuple[Filters, tuple[str, ...]]:
    """The filters of the address as the catalogue spells them, and what in them it does not know."""
    given = Filters(
        ministeries=address.ministeries,
        vergaderjaren=address.vergaderjaren,
        indieners=address.indieners,
        fracties=address.fracties,
        soorten=tuple(map(Soort, address.soorten)),
        ontvangen_van=address.van,
        ontvangen_tot=address.tot,
    )
    filters, notes = spelt(given, assistant.corpus.catalogue)
    if address.bedoeld and _meant(address, assistant) is None:
        notes += (f"De gekozen vraag «{address.bedoeld}» staat niet in dit corpus en is weggelaten.",)
    return filters, notes


def _meant(address: Address, assistant: Assistant) -> str | None:
    """The question that was picked to compare; one that is gone would leave the address without an answer."""
    if not address.bedoeld:
        return None
    try:
        shared_questions_of(assistant.corpus, address.bedoeld)
    except UnknownIdError:
        return None
    return address.bedoeld


def follow(address: Address, filters: Filters, assistant: Assistant) -> Asked:
    """The question of the address with its follow-ups."""
    first = Question(
        text=address.vraag,
        filters=filters,
        ignore=address.negeer,
        meant=_meant(address, assistant),
        top=PAGE_SIZE,
    )
    turns = replay(first, address.vervolg, assistant.corpus.catalogue, base=filters, ignore=address.negeer)
    return Asked(question=turns[-1].question if turns else first, turns=turns)


def draw_turns(address: Address, asked: Asked, go: Go) -> None:
    """What was asked after the first question and how it was read; each can be taken back."""
    if not asked.turns:
        return
    with st.container(key="gesprek"):
        draw_html(first_turn_html(address.vraag))
        for n, turn in enumerate(asked.turns):
            with st.container(horizontal=True, vertical_alignment="center", key=f"beurt_{n}"):
                draw_html(turn_html(turn.typed, turn.note))
                rest = (*address.vervolg[:n], *address.vervolg[n + 1 :])
                st.button(
                    "Terugnemen",
                    key=f"terugnemen_{n}",
                    icon=REMOVE,
                    type="tertiary",
                    on_click=go,
                    args=(replace(address, vervolg=rest, aantal=PAGE_SIZE),),
                )


def draw_facts(answer: Answer, about: About | None) -> None:
    """What the last follow-up asks about the publications cited: who asked, when, who answered, where it stands."""
    if about is None:
        return
    draw_html(asked_facts_html(about.value, facts_about(answer, about)))


def draw_follow_up(address: Address, go: Go) -> None:
    """A field to go on about the same subject."""
    if len(address.vervolg) >= MAX_TURNS:
        st.caption(f"Na {MAX_TURNS} vervolgvragen begint een nieuwe vraag bovenaan.")
        return

    def ask() -> None:
        typed = st.session_state[FOLLOW_UP].strip()
        if typed:
            go(replace(address, vervolg=(*address.vervolg, typed), aantal=PAGE_SIZE))

    with (
        st.form("vervolg_formulier", border=False, clear_on_submit=True),
        st.container(horizontal=True, key="vervolg_rij"),
    ):
        st.text_input(
            "Vervolgvraag",
            key=FOLLOW_UP,
            max_chars=MAX_LINE_CHARS,
            placeholder="Vervolgvraag: en bij Defensie? alleen 2024, wie vroeg dat?",
            label_visibility="collapsed",
        )
        st.form_submit_button("Vraag door", key="vervolg_knop", on_click=ask)


def draw_understood(address: Address, understood: Sequence[Understanding], go: Go) -> None:
    """What was read in the question as a filter or a preference; each can be taken out, and put back."""
    if not understood and not address.negeer:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="begrepen"):
        draw_html(html('<span class="kv-facts">Begrepen als</span>'))
        for part in understood:
            how = "alleen" if part.is_filter else "liefst"
            st.button(
                plain_label(f"{how} {part.label}"),
                key=f"begrepen_{part.key}",
                icon=REMOVE,
                help=f"Gelezen in «{part.typed}». Klik om dit weg te laten.",
                on_click=go,
                args=(replace(address, negeer=(*address.negeer, part.key)),),
            )
        if address.negeer:
            st.button(
                "Weggelaten terugzetten",
                key="begrepen_herstel",
                type="tertiary",
                on_click=go,
                args=(replace(address, negeer=()),),
            )
