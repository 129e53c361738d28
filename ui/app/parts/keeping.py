"""Draws the way to keep a passage in a map, from whatever question it was found under."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from operator import methodcaller
from textwrap import shorten

import streamlit as st

from index.errors import KamervragenError
from index.values import Publication
from rag.dutch.citation import citation
from rag.export.collected.store import Change, Which
from rag.export.collected.values import MAX_NOTE_CHARS, Collection, KeptPiece
from ui.app import frame
from ui.app.pages import MAPPEN
from ui.app.state import resources
from ui.app.state.sources import ShownSource
from ui.app.view.markup import plain_label
from ui.app.widgets import quiet_button

FIRST = "Mijn map"
LAST = "map_laatst"
CHOSEN = "map_gekozen"
NOTE = "map_notitie"
MAX_LABEL_CHARS = 24
Holding = Sequence[tuple[Collection, KeptPiece]]
"""The maps that a piece stands in, each with the piece as it was seen there."""


def draw_keep(publication: Publication, source: ShownSource, numbers: tuple[int, ...], query: str) -> None:
    """A button that puts a passage in the map that was used last; once it is kept, which maps and a note.

    Args:
        source: which words; without offsets the whole answer.
        query: under which it was found.
    """
    piece = _piece(publication, source, numbers, query)
    with resources.opened_maps() as maps:
        kept = maps.all()
    holding = [(one, same) for one in kept if (same := one.same_as(piece))]
    if holding:
        where = shorten(holding[0][0].name, MAX_LABEL_CHARS, placeholder="…") if len(holding) == 1 else None
        label = plain_label(f"Bewaard in «{where}»") if where else f"Bewaard in {len(holding)} mappen"
        with st.popover(label, icon=":material/bookmark_added:", key=f"bewaard_{source}", type="tertiary"):
            _draw_kept(piece, kept, holding, str(source))
        return
    last = _used_last(kept)
    name = last.name if last else FIRST
    help_ = plain_label(f"Bewaar dit in de map «{name}»")
    quiet_button("Bewaren", f"bewaren_{source}", _keep, piece, name, last, icon=":material/bookmark_add:", help=help_)


def kept_notes(pair_ids: Several[str]) -> dict[str, str]:
    """Which of these pairs stand in a map, in the order given, each with what was noted there."""
    with resources.opened_maps() as maps:
        pieces = [piece for one in maps.all() for piece in one.pieces]
    return {
        pair_id: "\n".join(dict.fromkeys(piece.note for piece in pieces if piece.pair_id == pair_id and piece.note))
        for pair_id in pair_ids
        if any(piece.pair_id == pair_id for piece in pieces)
    }


def _used_last(kept: Sequence[Collection]) -> Collection | None:
    last = st.session_state.get(LAST)
    return next((one for one in kept if one.number == last), kept[0] if kept else None)


def _draw_kept(piece: KeptPiece, kept: Sequence[Collection], holding: Holding, place: str) -> None:
    """In which maps it stands: to choose another, a new one or none; and the note that goes along."""
    chosen, note = f"{CHOSEN}_{place}", f"{NOTE}_{place}"
    st.session_state[chosen] = [one.name for one, _ in holding]
    st.session_state[note] = next((same.note for _, same in holding if same.note), "")
    st.multiselect(
        "In de mappen",
        [one.name for one in kept],
        key=chosen,
        accept_new_options=True,
        select_all=False,
        format_func=plain_label,
        placeholder="Kies een map, of typ een naam",
        on_change=_put,
        args=(piece, kept, holding, chosen),
    )
    st.text_area(
        "Notitie, gaat mee in de export",
        key=note,
        max_chars=max(MAX_NOTE_CHARS, len(st.session_state[note])),
        height=68,
        on_change=_note,
        args=(holding, note),
    )
    frame.draw_link(MAPPEN, "Naar uw mappen")


def _piece(publication: Publication, source: ShownSource, numbers: tuple[int, ...], query: str) -> KeptPiece:
    pair = publication.pair(source.pair_id)
    text = publication.text_of(pair)
    start, end = (source.start, min(source.end, len(text))) if source.start < source.end else (0, len(text))
    return KeptPiece(
        number=0,
        pair_id=source.pair_id,
        start=start,
        end=end,
        quote=text[start:end],
        query=query,
        citation=citation(publication, numbers),
        kept=datetime.now(UTC).replace(microsecond=0),
    )


def _keep(piece: KeptPiece, name: str, seen: Collection | None) -> None:
    """Puts a piece in a map, whatever another tab called it since; in one of that name where it was thrown away."""
    if seen:
        with resources.opened_maps() as maps:
            seen = next((one for one in maps.all() if one.number == seen.number), None)
    kept = _changed(seen.number if seen else name, lambda one: one.with_piece(piece), create=not seen)
    if kept:
        st.session_state[LAST] = kept.number


def _put(piece: KeptPiece, kept: Sequence[Collection], holding: Holding, chosen: str) -> None:
    """Puts a piece in the maps that were chosen, and takes it out of those that no longer are."""
    wanted: list[str] = st.session_state[chosen]
    here = {one.name: one for one in kept}
    with resources.opened_maps() as maps:
        note = next((same.note for one in maps.all() if (same := one.same_as(piece)) and same.note), "")
    for name in wanted:
        if name not in [one.name for one, _ in holding]:
            _keep(replace(piece, note=note), name, here.get(name))
    for one, same in holding:
        if one.name not in wanted:
            _changed(one.number, methodcaller("without", same))


def _note(holding: Holding, key: str) -> None:
    for one, same in reversed(holding):  # the map that was used last stays the last
        _changed(one.number, methodcaller("with_note", same, st.session_state[key]))


def _changed(which: Which, change: Change, *, create: bool = False) -> Collection | None:
    frame.fall_behind()  # the menu of export counts what is kept
    try:
        with resources.opened_maps() as maps:
            return maps.change(which, change, create=create)
    except KamervragenError as error:
        frame.tell(str(error))
        return None
