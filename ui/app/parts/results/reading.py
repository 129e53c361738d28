"""Draws what is read beside an answer: the source of the citation pointed at, with the ways to its neighbours.

It is a fragment: to open another source draws nothing else again, so that the list stays where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import streamlit as st

from index.errors import KamervragenError
from index.values import Publication
from rag.compare.series import find_rounds
from rag.values import SearchResult
from ui.app import frame
from ui.app.draw import draw_html, listener
from ui.app.pages import PUBLICATIE
from ui.app.parts import keeping
from ui.app.parts.notice import draw_failure
from ui.app.state import resources
from ui.app.state.address import PAIR, PUBLICATION, SOURCE
from ui.app.state.sources import ShownSource, read_source
from ui.app.view.answers.source import series_remark_html, siblings_html, source_html, why_text
from ui.app.view.facts import copy_citation
from ui.app.view.markup import html, make_matcher
from ui.app.widgets import quiet_button

LISTENER = "bron_luisteraar"


@st.fragment
def draw_source(sources: Sequence[ShownSource], found: SearchResult, *, begins_open: bool) -> None:
    """The source that the address names, else the first.

    Args:
        sources: what is cited and listed beside it, in that order.
        found: what the list was made of: which words to mark, why each was found.
        begins_open: whether the first is shown before one was chosen; else how to choose one is.
    """
    frame.catch_up()
    chosen = read_source(st.query_params.get(SOURCE, ""))
    shown = chosen or (sources[0] if sources and begins_open else None)
    try:
        with st.container(key="bron"), st.container(key="bron_open" if chosen else "bron_stil"):
            if shown:
                _source(sources, shown, found)
            elif sources:
                frame.draw_lead("Kies links een passage om haar hier in haar geheel te lezen.")
    except KamervragenError as error:
        draw_failure(error)  # the links beside it still lead here: another may be read
    data = {"source": str(shown or ""), "isChosen": chosen is not None}
    listener("reading")(key=LISTENER, data=data, on_source_change=_pointed_at, height=0)


def _pointed_at() -> None:
    source = read_source(st.session_state[LISTENER].get("source") or "")
    if source is not None:
        _open(source)


def _open(source: ShownSource | None) -> None:
    """Writes into the address what is open; without a source the list alone is."""
    frame.set_param(SOURCE, str(source) if source else None)
    st.session_state[frame.LAST_QUESTION] = frame.params()


def _ways(sources: Sequence[ShownSource], shown: ShownSource) -> None:
    """To the source before and after, and back to the list where that is beneath."""
    at = sources.index(shown) if shown in sources else -1
    before = sources[at - 1] if at > 0 else None
    after = sources[at + 1] if at + 1 < len(sources) else None
    if at >= 0:
        draw_html(html('<span class="kv-facts">{} van {}</span>', at + 1, len(sources)), width="content")
    for label, icon, shortcut, other in (
        ("Vorige", ":material/arrow_upward:", "K", before),
        ("Volgende", ":material/arrow_downward:", "J", after),
    ):
        key, is_off = f"bron_{label.lower()}", other is None
        quiet_button(label, key, _open, other, icon=icon, shortcut=shortcut, disabled=is_off)
    quiet_button("Sluiten", "bron_sluiten", _open, None, icon=":material/close:")


def _actions(publication: Publication, source: ShownSource, numbers: tuple[int, ...], query: str) -> None:
    """To cite it, to keep it, and to the whole publication."""
    with st.popover("Citeren", icon=":material/format_quote:", key=f"citeren_{source.pair_id}", type="tertiary"):
        st.code(copy_citation(publication, numbers), language=None, wrap_lines=True)
    keeping.draw_keep(publication, source, numbers, query)
    params = {PUBLICATION: publication.id} | ({PAIR: str(min(numbers))} if numbers else {})
    frame.draw_link(PUBLICATIE, "Hele publicatie", icon=":material/article:", query_params=params)


def _source(sources: Sequence[ShownSource], source: ShownSource, found: SearchResult) -> None:
    assistant = resources.get_assistant()
    catalogue = assistant.corpus.catalogue
    publication = catalogue.publication(source.pair_id.publication_id)
    if publication is None:
        draw_html(html('<p class="kv-facts">{} staat niet in dit corpus.</p>', source.pair_id))
        return
    pair = publication.pair(source.pair_id)
    numbers = pair.vraagnummers if pair else ()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bron_knoppen"):
        _ways(sources, source)
        _actions(publication, source, numbers, found.query)
    hit = next((one for one in found.hits if one.pair_id == source.pair_id), None)
    _, lexical = assistant.corpus.stores()
    terms = hit.why.terms if hit else {term for one in found.hits for term in one.why.terms}
    rounds = find_rounds(catalogue, [publication.id])
    remarks = [
        siblings_html(hit.siblings) if hit else None,
        series_remark_html(publication, rounds.get(publication.id, ())),
        html("{}", why_text(hit.why)) if hit else None,
    ]
    draw_html(
        source_html(
            publication,
            source,
            make_matcher(terms, cache(lexical.terms)),
            remarks=[remark for remark in remarks if remark],
            is_quote=hit is None or source != ShownSource.of_hit(hit),
            words=resources.get_words(assistant),
        )
    )
