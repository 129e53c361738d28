from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from index.values import PairId
from rag.export.collected.store import KeptMaps
from rag.export.collected.values import Collection, KeptPiece
from tests.ui.app.screens.conftest import OpenPage, shown

DRONES = "Koopt het leger nieuwe drones?"


@pytest.fixture
def keeping(small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page Vraag with a source open beside the answer."""
    monkeypatch.setenv("KAMERVRAGEN_MANAGE", "yes")
    return open_page(q=DRONES)


def keep(app: AppTest) -> str:
    """Keeps what is open with one click; gives the rest of the keys of its widgets."""
    button = next(b for b in app.button if b.key and b.key.startswith("bewaren_"))
    button.click().run()
    return str(button.key).removeprefix("bewaren_")


def test_what_is_kept_stands_on_the_page_of_maps_with_its_question(keeping: AppTest, open_page: OpenPage) -> None:
    keep(keeping)
    assert not keeping.toast, "the button says it, in its place"
    page = open_page("mappen")
    html = shown(page)
    assert "kv-bewaard" in html and "drones" in html and "Gevonden bij <a" in html and DRONES in html
    page.text_area[0].set_value("voor het stuk").run()
    assert open_page("mappen").text_area[0].value == "voor het stuk"


def test_a_passage_stands_in_the_maps_that_are_chosen_with_its_note(keeping: AppTest, data_dir: Path) -> None:
    place = keep(keeping)
    keeping.text_area(key=f"map_notitie_{place}").set_value("let op het jaar").run()
    keeping.multiselect(key=f"map_gekozen_{place}").set_value(["Mijn map", "defensie"]).run()
    assert kept_in(data_dir) == {"Mijn map": ["let op het jaar"], "defensie": ["let op het jaar"]}
    keeping.multiselect(key=f"map_gekozen_{place}").set_value(["defensie"]).run()
    assert kept_in(data_dir) == {"Mijn map": [], "defensie": ["let op het jaar"]}
    keeping.multiselect(key=f"map_gekozen_{place}").set_value([]).run()
    assert kept_in(data_dir) == {"Mijn map": [], "defensie": []}
    assert any(button.key == f"bewaren_{place}" for button in keeping.button), "it can be kept again"


def test_a_map_gets_another_name_and_leads_back_to_its_question(keeping: AppTest, open_page: OpenPage) -> None:
    keep(keeping)
    page = open_page("mappen")
    assert '<a href="?q=Koopt+het+leger+nieuwe+drones%3F">' in shown(page)
    page.text_input(key="map_nieuwe_naam_1_Mijn map").set_value("drones")
    page.button(key="map_naam_knop").click().run()
    assert page.selectbox[0].options == ["drones"]
    assert "kv-bewaard" in shown(page)


def kept_in(data_dir: Path) -> dict[str, list[str]]:
    """The notes in each map."""
    maps = KeptMaps(data_dir)
    found = {one.name: [piece.note for piece in one.pieces] for one in maps.all()}
    maps.close()
    return found


def test_pieces_move_and_go(keeping: AppTest, open_page: OpenPage, data_dir: Path) -> None:
    pieces = [KeptPiece(number=n, pair_id=PairId("ah-x#v1"), start=0, end=1, quote=f"stuk {n}") for n in (1, 2)]
    maps = KeptMaps(data_dir)
    maps.change("twee", lambda one: Collection(name=one.name, pieces=tuple(pieces)), create=True)
    page = open_page("mappen")
    assert "2 stukken staan niet letterlijk in dit corpus" in shown(page)
    page.button(key="stuk_1_2_Omhoog").click().run()
    assert [one.quote for one in maps.all()[0].pieces] == ["stuk 2", "stuk 1"]
    page.button(key="stuk_1_1_weg").click().run()
    assert [one.quote for one in maps.all()[0].pieces] == ["stuk 2"]
    page.button(key="map_weg_knop").click().run()
    assert maps.all() == [] and "nog geen map" in shown(page)
    maps.close()


def test_where_others_reach_the_app_maps_are_of_the_session(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    monkeypatch.setenv("KAMERVRAGEN_MANAGE", "no")
    app = open_page(q=DRONES)
    assert keep(app)
    assert not any(one.key and one.key.startswith("bewaren_") for one in app.button)
    assert not (data_dir / "mappen.sqlite").exists()
    page = open_page("mappen")
    assert "met anderen gedeeld" in shown(page) and "nog geen map" in shown(page)
