"""What the user ticked and noted, kept for the session: by pair id, whatever page or question is shown."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

CHOSEN = "gekozen_paren"
NOTES = "notities"
CHANGED = "keuze_veranderd"
MAX_NOTE_CHARS = 2000


def chosen(pair_ids: Collection[str]) -> tuple[str, ...]:
    """Which of these pairs are ticked, in their order."""
    ticked = st.session_state.setdefault(CHOSEN, set())
    return tuple(pair_id for pair_id in pair_ids if pair_id in ticked)


def notes(pair_ids: Collection[str]) -> dict[str, str]:
    """The notes on these pairs."""
    written = st.session_state.setdefault(NOTES, {})
    return {pair_id: written[pair_id] for pair_id in pair_ids if written.get(pair_id)}


def draw_tick(pair_id: str) -> None:
    """A box to take a passage along in the export."""
    key = f"kies_{pair_id}"
    st.session_state.setdefault(key, pair_id in st.session_state.setdefault(CHOSEN, set()))
    st.checkbox("Meenemen", key=key, on_change=_ticked, args=(pair_id, key))


def draw_note(pair_id: str) -> None:
    """A field for a note that travels along in the export."""
    key = f"notitie_{pair_id}"
    st.session_state.setdefault(key, st.session_state.setdefault(NOTES, {}).get(pair_id, ""))
    st.text_area(
        "Notitie bij deze passage, gaat mee in de export",
        key=key,
        max_chars=MAX_NOTE_CHARS,
        on_change=_noted,
        args=(pair_id, key),
    )


def has_changed() -> bool:
    """Whether something was ticked since this was last asked: a menu elsewhere on the page counts what is ticked."""
    return bool(st.session_state.pop(CHANGED, False))


def _ticked(pair_id: str, key: str) -> None:
    st.session_state[CHANGED] = True
    ticked = st.session_state[CHOSEN]
    (ticked.add if st.session_state[key] else ticked.discard)(pair_id)


def _noted(pair_id: str, key: str) -> None:
    st.session_state[NOTES][pair_id] = st.session_state[key].strip()
