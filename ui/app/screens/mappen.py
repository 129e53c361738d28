"""The page of maps: what was kept of many questions, in order, with notes; exported, handed over, opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from operator import methodcaller

import streamlit as st

from index.errors import InputError, KamervragenError
from index.parse.lines.damage import CorpusWords
from rag.assistant.assistant import Assistant
from rag.dutch.writing import counted
from rag.export.collected.listed import FoundPiece, PieceStanding, list_of, look_up
from rag.export.collected.shared import from_file, to_file
from rag.export.collected.store import Change, Store, take_in
from rag.export.collected.values import MAX_NAME_CHARS, MAX_NOTE_CHARS, Collection
from rag.export.formats import FORMATS
from rag.export.render import render
from rag.export.save import file_name
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.pages import VRAAG, Page
from ui.app.parts.exporting import draw_formats
from ui.app.state import resources
from ui.app.view.answers.kept import piece_html
from ui.app.view.markup import plain_label
from ui.app.view.notices import problems_html
from ui.app.widgets import DOWNLOAD, download_button, quiet_button

PAGE = Page(title="Mappen", place=6)

SHOWN = "map_getoond"
UPLOAD = "map_bestand"
RENAMED = "map_nieuwe_naam"
KEEP = "Open een passage bij een antwoord, en kies «Bewaren»."


def main() -> None:
    """Draws the page."""
    st.title("Mappen", anchor=False)
    assistant, _ = frame.opened()
    frame.draw_problems(())
    frame.draw_lead("Wat u uit antwoorden bewaarde, in uw volgorde en met uw notities.")
    if not resources.is_manageable():
        shared = (
            "Deze app wordt met anderen gedeeld: mappen blijven tot u dit venster sluit. Download wat u wilt houden."
        )
        draw_html(problems_html([shared]))
    with resources.opened_maps() as maps:
        kept = maps.all()
    if kept:
        _map(assistant, kept)
    else:
        frame.draw_status("Er is nog geen map", KEEP)
        frame.draw_link(VRAAG, "Naar de pagina Vraag")
    _open_file()


def _map(assistant: Assistant, kept: list[Collection]) -> None:
    by_number = {one.number: one for one in kept}
    if st.session_state.get(SHOWN) not in by_number:
        st.session_state[SHOWN] = kept[0].number
    number = st.selectbox(
        "Map",
        list(by_number),
        index=list(by_number).index(st.session_state[SHOWN]),
        key=f"{SHOWN}_{hash(frozenset(one.name for one in kept))}",  # else the browser goes on showing an old name
        format_func=lambda number: plain_label(by_number[number].name),
    )
    st.session_state[SHOWN] = number
    collection = by_number[number]
    found = look_up(assistant.corpus, collection.pieces)
    lacking = sum(one.standing is not PieceStanding.LETTERLIJK for one in found)
    if lacking:
        amount = counted(lacking, "stuk staat", "stukken staan")
        draw_html(problems_html([f"{amount} niet letterlijk in dit corpus; die gaan niet mee in een export."]))
    with st.container(horizontal=True, vertical_alignment="center", key="map_knoppen"):
        _export(assistant, collection)
        with (
            st.popover("Hernoemen", icon=":material/edit:", key="map_naam", type="tertiary"),
            st.form("map_naam_formulier", border=False),
        ):
            typed = f"{RENAMED}_{number}_{collection.name}"  # anew after each renaming, in another tab too
            st.text_input("Nieuwe naam", value=collection.name, key=typed, max_chars=MAX_NAME_CHARS)
            st.form_submit_button("Hernoem", key="map_naam_knop", on_click=_rename, args=(number, typed))
        with st.popover("Weggooien", icon=":material/delete:", key="map_weg", type="tertiary"):
            st.button(
                f"Gooi deze map weg ({counted(len(found), 'stuk', 'stukken')})",
                key="map_weg_knop",
                on_click=_try,
                args=(methodcaller("remove", collection),),
            )
    if not found:
        frame.draw_status("Deze map is leeg", KEEP)
    for place, one in enumerate(found, start=1):
        _piece(collection, place, one, resources.get_words(assistant))


def _piece(collection: Collection, place: int, found: FoundPiece, words: CorpusWords) -> None:
    seen = collection.pieces[place - 1]  # as it is kept: in this corpus its words may have other offsets
    key = f"stuk_{collection.number}_{seen.number}"
    with st.container(border=True, key=f"{key}_vak"):
        draw_html(piece_html(found, place, words))
        st.session_state[key] = seen.note  # another tab may have changed it
        st.text_area(
            f"Notitie bij {place}",
            key=key,
            max_chars=max(MAX_NOTE_CHARS, len(seen.note)),
            height=68,
            placeholder="Notitie, gaat mee in de export",
            label_visibility="collapsed",
            on_change=lambda: _change(collection, lambda one: one.with_note(seen, st.session_state[key])),
        )
        with st.container(horizontal=True, key=f"{key}_knoppen"):
            for label, icon, by, is_off in (
                ("Omhoog", ":material/arrow_upward:", -1, place == 1),
                ("Omlaag", ":material/arrow_downward:", 1, place == len(collection.pieces)),
            ):
                move = methodcaller("moved", seen, by)
                quiet_button(label, f"{key}_{label}", _change, collection, move, icon=icon, disabled=is_off)
            take_out = methodcaller("without", seen)
            quiet_button("Weghalen", f"{key}_weg", _change, collection, take_out, icon=":material/close:")


def _change(seen: Collection, change: Change) -> None:
    _try(lambda maps: maps.change(seen.number, change))


def _rename(number: int, typed: str) -> None:
    _try(lambda maps: maps.rename(number, st.session_state[typed]))


def _try(act: Callable[[Store], object]) -> None:
    """Does something to the maps; what does not succeed is told, and the page shows how they are now."""
    try:
        with resources.opened_maps() as maps:
            act(maps)
    except KamervragenError as error:
        frame.tell(str(error))


def _export(assistant: Assistant, collection: Collection) -> None:
    made = datetime.now().astimezone()
    with st.popover("Exporteren", icon=DOWNLOAD, key="map_export", type="tertiary"):
        draw_formats(
            lambda format_: render(list_of(assistant.corpus, collection, made=made), format_),
            collection.name,
            made,
            "map_export",
        )
        download_button(
            "Map als bestand, om door te geven",
            "map_export_bestand",
            to_file(collection),
            f"{file_name(collection.name, FORMATS['json'], made).removesuffix('.json')}.map.json",
            "application/json",
            icon=None,
            width="stretch",
        )


def _open_file() -> None:
    with st.expander("Een map openen die u van iemand kreeg"):
        given = st.file_uploader("Bestand van een map", type=["json"], key=UPLOAD)
        if given is not None:
            st.button("Open", key="map_open", on_click=_take_in, args=(given.getvalue(),))


def _take_in(data: bytes) -> None:
    try:
        collection = from_file(data)
        with resources.opened_maps() as maps:
            st.session_state[SHOWN] = take_in(maps, collection).number
    except InputError as error:
        frame.tell(str(error))
