"""Draws the way to keep a passage in a map, from whatever question it was found under."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from index.errors import KamervragenError
from index.values import Publication
from rag.dutch.citation import citation
from rag.export.collected.values import MAX_NAME_CHARS, Collection, Piece
from ui.app.pages import MAPPEN
from ui.app.state import resources
from ui.app.state.sources import Source
from ui.app.view.markup import plain_label

FIRST = "Mijn map"
LAST = "map_laatst"
NEW = "map_nieuw"
CHOSEN = "map_gekozen"
TOLD = "map_verteld"


def draw_keep(publication: Publication, source: Source, numbers: tuple[int, ...], query: str) -> None:
    """A menu that puts a passage in a map: the one that was used last, another, or a new one.

    Args:
        publication: that it stands in.
        source: which words; without offsets the whole answer.
        numbers: its question numbers.
        query: under which it was found.
    """
    # told here and not in the callback: within a fragment that would draw over the page
    if told := st.session_state.pop(TOLD, None):
        st.toast(plain_label(told))
    piece = _piece(publication, source, numbers, query)
    with resources.opened_maps() as maps:
        kept = maps.all()
    names = [one.name for one in kept] or [FIRST]
    holding = [one.name for one in kept if one.has(piece)]
    label = "Bewaard" if holding else "Bewaren"
    icon = ":material/bookmark_added:" if holding else ":material/bookmark_add:"
    with (
        st.popover(label, icon=icon, key=f"bewaren_{source}", type="tertiary"),
        st.form(f"bewaar_formulier_{source}", border=False),
    ):
        if holding:
            st.caption(plain_label(f"Staat al in: {', '.join(holding)}."))
        last = st.session_state.get(LAST)
        st.selectbox("In de map", names, index=names.index(last) if last in names else 0, key=f"{CHOSEN}_{source}")
        st.text_input("of een nieuwe map", key=f"{NEW}_{source}", max_chars=MAX_NAME_CHARS)
        st.form_submit_button("Bewaar", key=f"bewaar_knop_{source}", on_click=_keep, args=(piece, str(source)))
        st.page_link(MAPPEN, label="Naar uw mappen")


def _piece(publication: Publication, source: Source, numbers: tuple[int, ...], query: str) -> Piece:
    pair = next((one for one in publication.paren if one.id == source.pair_id), None)
    text = pair.antwoord if pair else publication.mededeling or ""
    start, end = (source.start, min(source.end, len(text))) if source.start < source.end else (0, len(text))
    return Piece(
        number=0,
        pair_id=source.pair_id,
        start=start,
        end=end,
        quote=text[start:end],
        query=query,
        citation=citation(publication, numbers),
        kept=datetime.now(UTC).replace(microsecond=0),
    )


def _keep(piece: Piece, place: str) -> None:
    name = st.session_state[f"{NEW}_{place}"].strip() or st.session_state[f"{CHOSEN}_{place}"]

    def add(collection: Collection) -> Collection:
        return collection.with_piece(piece)

    try:
        with resources.opened_maps() as maps:
            kept = maps.change(name, add, create=True)
    except KamervragenError as error:
        st.session_state[TOLD] = str(error)
        return
    st.session_state[LAST] = kept.name
    st.session_state[f"{NEW}_{place}"] = ""
    st.session_state[TOLD] = f"Bewaard in «{kept.name}», nu {len(kept.pieces)}."
