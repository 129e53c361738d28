"""The page of maps: what was kept of many questions, in order, with notes; exported, handed over, opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st

from index.errors import InputError, KamervragenError
from index.parse.lines.damage import CorpusWords
from rag.assistant.assistant import Assistant
from rag.dutch.writing import counted
from rag.export.collected.listed import Found, Standing, list_of, look_up
from rag.export.collected.shared import from_file, to_file
from rag.export.collected.store import take_in
from rag.export.collected.values import MAX_NAME_CHARS, MAX_NOTE_CHARS, Collection
from rag.export.formats import Format
from rag.export.render import render
from rag.export.save import file_name
from ui.app import frame
from ui.app.draw import draw_html
from ui.app.pages import VRAAG
from ui.app.parts.exporting import draw_formats
from ui.app.state import resources
from ui.app.view.answers.kept import piece_html
from ui.app.view.markup import plain_label
from ui.app.view.notices import lead_html, problems_html, status_html

SHOWN = "map_getoond"
UPLOAD = "map_bestand"
RENAMED = "map_nieuwe_naam"


def main() -> None:
    """Draws the page."""
    st.title("Mappen", anchor=False)
    assistant, _ = frame.opened()
    frame.draw_problems(())
    draw_html(lead_html("Wat u uit antwoorden bewaarde, in uw volgorde en met uw notities."))
    if not resources.is_manageable():
        draw_html(
            problems_html(
                [
                    "Deze app wordt met anderen gedeeld: mappen blijven tot u dit venster sluit. Download wat u wilt "
                    "houden."
                ]
            )
        )
    with resources.opened_maps() as maps:
        kept = maps.all()
    if kept:
        _map(assistant, kept)
    else:
        draw_html(status_html("Er is nog geen map", "Open een passage bij een antwoord, en kies «Bewaren»."))
        st.page_link(VRAAG, label="Naar de pagina Vraag")
    _open_file()


def _map(assistant: Assistant, kept: list[Collection]) -> None:
    names = [one.name for one in kept]
    if st.session_state.get(SHOWN) not in names:
        st.session_state[SHOWN] = names[0]
    name = st.selectbox("Map", names, key=SHOWN, format_func=plain_label)
    collection = next(one for one in kept if one.name == name)
    found = look_up(assistant.corpus, collection.pieces)
    lacking = sum(one.standing is not Standing.LETTERLIJK for one in found)
    if lacking:
        amount = counted(lacking, "stuk staat", "stukken staan")
        draw_html(problems_html([f"{amount} niet letterlijk in dit corpus; die gaan niet mee in een export."]))
    with st.container(horizontal=True, vertical_alignment="center", key="map_knoppen"):
        _export(assistant, collection)
        with (
            st.popover("Hernoemen", icon=":material/edit:", key="map_naam", type="tertiary"),
            st.form("map_naam_formulier", border=False),
        ):
            st.text_input("Nieuwe naam", value=name, key=f"{RENAMED}_{name}", max_chars=MAX_NAME_CHARS)
            st.form_submit_button("Hernoem", key="map_naam_knop", on_click=_rename, args=(name,))
        with st.popover("Weggooien", icon=":material/delete:", key="map_weg", type="tertiary"):
            st.button(
                f"Gooi deze map weg ({counted(len(found), 'stuk', 'stukken')})",
                key="map_weg_knop",
                on_click=_remove,
                args=(name,),
            )
    if not found:
        draw_html(status_html("Deze map is leeg", "Open een passage bij een antwoord, en kies «Bewaren»."))
    for place, one in enumerate(found, start=1):
        _piece(name, place, len(found), one, resources.get_words(assistant))


def _piece(name: str, place: int, count: int, found: Found, words: CorpusWords) -> None:
    number = found.piece.number
    key = f"stuk_{name}_{number}"
    with st.container(border=True, key=f"{key}_vak"):
        draw_html(piece_html(found, place, words))
        st.session_state.setdefault(key, found.piece.note)
        st.text_area(
            f"Notitie bij {place}",
            key=key,
            max_chars=MAX_NOTE_CHARS,
            height=68,
            placeholder="Notitie, gaat mee in de export",
            label_visibility="collapsed",
            on_change=lambda: _change(name, lambda one: one.with_note(number, st.session_state[key])),
        )
        with st.container(horizontal=True, key=f"{key}_knoppen"):
            for label, icon, by, is_off in (
                ("Omhoog", ":material/arrow_upward:", -1, place == 1),
                ("Omlaag", ":material/arrow_downward:", 1, place == count),
            ):
                st.button(
                    label,
                    icon=icon,
                    key=f"{key}_{label}",
                    type="tertiary",
                    disabled=is_off,
                    on_click=_change,
                    args=(name, partial(_moved, number, by)),
                )
            st.button(
                "Weghalen",
                icon=":material/close:",
                key=f"{key}_weg",
                type="tertiary",
                on_click=_change,
                args=(name, partial(_without, number)),
            )


def _moved(number: int, by: int, collection: Collection) -> Collection:
    return collection.moved(number, by)


def _without(number: int, collection: Collection) -> Collection:
    return collection.without(number)


def _change(name: str, change: Callable[[Collection], Collection]) -> None:
    try:
        with resources.opened_maps() as maps:
            maps.change(name, change)
    except KamervragenError as error:
        st.toast(plain_label(str(error)))


def _rename(name: str) -> None:
    try:
        with resources.opened_maps() as maps:
            st.session_state[SHOWN] = maps.rename(name, st.session_state[f"{RENAMED}_{name}"]).name
    except KamervragenError as error:
        st.toast(plain_label(str(error)))


def _remove(name: str) -> None:
    with resources.opened_maps() as maps:
        maps.remove(name)


def _export(assistant: Assistant, collection: Collection) -> None:
    made = datetime.now().astimezone()
    with st.popover("Exporteren", icon=":material/download:", key="map_export", type="tertiary"):
        draw_formats(partial(_render, assistant, collection, made), collection.name, made, "map_export")
        st.download_button(
            "Map als bestand, om door te geven",
            data=to_file(collection),
            file_name=f"{file_name(collection.name, Format.JSON, made).removesuffix('.json')}.map.json",
            mime="application/json",
            on_click="ignore",
            key="map_export_bestand",
            width="stretch",
        )


def _render(assistant: Assistant, collection: Collection, made: datetime, format_: Format) -> bytes:
    return render(list_of(assistant.corpus, collection, made=made), format_)


def _open_file() -> None:
    with st.expander("Een map openen die u van iemand kreeg"):
        given = st.file_uploader("Bestand van een map", type=["json"], key=UPLOAD)
        if given is not None:
            st.button("Open", key="map_open", on_click=_take_in, args=(given.getvalue(),))


def _take_in(data: bytes) -> None:
    try:
        collection = from_file(data)
        with resources.opened_maps() as maps:
            st.session_state[SHOWN] = take_in(maps, collection).name
    except InputError as error:
        st.toast(plain_label(str(error)))


if __name__ == "__main__":
    main()
