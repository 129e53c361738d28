"""The list of passages on the page: which ones in which order, a card for each, and more of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import streamlit as st

from rag.assistant.assistant import Assistant
from rag.compare.series import Member, find_rounds
from rag.question import Question
from rag.values import Answer, Hit, SearchResult
from ui.app.draw import draw_html
from ui.app.pages import PUBLICATIE
from ui.app.parts import selection
from ui.app.parts.conversation import Go
from ui.app.state import recent
from ui.app.state.address import DATE_POOL, MAX_RESULTS, PAGE_SIZE, PAIR, PUBLICATION, Address, Sort
from ui.app.view.answers.hit import hit_citation, hit_html
from ui.app.view.markup import Analyse, make_matcher


def find_listed(assistant: Assistant, address: Address, question: Question, answer: Answer) -> SearchResult:
    """The passages to list: those of the answer, more of them, or the best ones in order of date."""
    if address.sort is Sort.DATUM:
        best = recent.search(assistant, replace(question, top=max(DATE_POOL, address.aantal, question.top)))
        by_date = sorted(best.hits, key=lambda hit: hit.publication.ontvangen or date.min, reverse=True)
        shown = by_date[: max(address.aantal, question.top)]
        # what is further down hardly touches the question: it stays out, and the heading says so
        return replace(
            best, hits=tuple(replace(hit, rank=n) for n, hit in enumerate(shown, start=1)), found=len(by_date)
        )
    if address.aantal > PAGE_SIZE and answer.search.found > PAGE_SIZE:
        return recent.search(assistant, replace(question, top=max(address.aantal, question.top)))
    return answer.search


def draw_hits(assistant: Assistant, listed: SearchResult, quoted: Mapping[str, Sequence[int]]) -> None:
    """A card for every passage.

    Args:
        assistant: which found them.
        listed: the passages.
        quoted: pair id to the numbers of its citations above.
    """
    _, lexical = assistant.corpus.stores()
    analyse = cache(lexical.terms)
    rounds = _rounds(assistant, listed)
    for hit in listed.hits:
        _hit(hit, analyse, quoted, rounds.get(hit.publication.id, ()))


def draw_more(address: Address, listed: SearchResult, go: Go) -> None:
    """The button for a longer list, which says how many there are."""
    left = min(listed.found, MAX_RESULTS) - len(listed.hits)
    if left > 0:
        longer = replace(address, aantal=max(address.aantal, len(listed.hits)) + PAGE_SIZE)
        st.button(f"Meer resultaten (nog {left})", key="meer_resultaten", on_click=go, args=(longer,))


def _rounds(assistant: Assistant, listed: SearchResult) -> dict[str, tuple[Member, ...]]:
    """The series of the publications in the list."""
    ids = tuple(dict.fromkeys(hit.publication.id for hit in listed.hits))
    return recent.recall(assistant, ("rounds", ids), lambda: find_rounds(assistant.corpus.catalogue, ids))


def _hit(hit: Hit, analyse: Analyse, quoted: Mapping[str, Sequence[int]], series: Sequence[Member]) -> None:
    with st.container(border=True, key=f"kaart_{hit.rank}"):
        draw_html(hit_html(hit, make_matcher(hit.why.terms, analyse), quoted, series=series))
        with st.container(horizontal=True, vertical_alignment="center", key=f"knoppen_{hit.rank}"):
            st.page_link(
                PUBLICATIE,
                label="Hele publicatie",
                icon=":material/article:",
                query_params=_publication_params(hit),
            )
            with st.popover("Citeren", icon=":material/format_quote:", key=f"citeren_{hit.rank}", type="tertiary"):
                st.code(hit_citation(hit), language=None, wrap_lines=True)
                selection.draw_note(hit.pair_id)
            selection.draw_tick(hit.pair_id)


def _publication_params(hit: Hit) -> dict[str, str]:
    params = {PUBLICATION: hit.publication.id}
    if hit.vraagnummers:
        params[PAIR] = str(min(hit.vraagnummers))
    return params
