from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from index.values import Publication
from tests.factory import make_publication
from tests.ui.app.screens.conftest import OpenPage, shown
from ui.app.parts.results.charts import chart_spec


def subjects(app: AppTest) -> list[str]:
    (table,) = app.dataframe
    return list(table.value["Onderwerp"])


def test_every_publication_is_in_the_table_with_the_way_to_it(small: list[object], open_page: OpenPage) -> None:
    app = open_page("ontdek")
    assert f"{len(small)} publicaties." in shown(app)
    assert len(subjects(app)) == len(small)
    assert all(way.startswith("publicatie?id=ah-") for way in app.dataframe[0].value["Lees"])


def test_a_choice_narrows_is_counted_stands_in_the_address_and_is_removed(small: object, open_page: OpenPage) -> None:
    app = open_page("ontdek")
    field = app.multiselect(key="ontdek_ministerie")
    assert any(option.startswith("Defensie (") for option in field.options)
    app = field.set_value(["Defensie"]).run()
    assert app.query_params["ministerie"] == "Defensie"
    count = len(subjects(app))
    assert f"{count} publicaties van de 8." in shown(app)
    assert f"Defensie ({count})" in app.multiselect(key="ontdek_ministerie").options
    app = app.multiselect(key="ontdek_fractie").set_value(["XYZ"]).run()
    assert 0 < len(subjects(app)) <= count
    app = app.button(key="chip_ministeries_Defensie").click().run()
    assert "ministerie" not in app.query_params
    assert app.query_params["fractie"] == "XYZ"


def test_a_word_of_the_subject_narrows_and_the_order_changes(small: object, open_page: OpenPage) -> None:
    app = open_page("ontdek", onderwerp="drones", volgorde="oudste")
    assert subjects(app) and all("drones" in subject.lower() for subject in subjects(app))
    days = list(app.dataframe[0].value["Datum"])
    assert days == sorted(days)
    app = app.button(key="chip_onderwerp").click().run()
    assert "onderwerp" not in app.query_params
    assert app.query_params["volgorde"] == "oudste"


def test_a_bar_for_each_year_and_ministry_tells_which_it_is(small: object, open_page: OpenPage) -> None:
    years, ministries = (json.loads(chart.proto.spec) for chart in open_page("ontdek").get("vega_lite_chart"))
    assert years["params"][0]["select"] == {"type": "point", "fields": ["waarde"]}
    assert years["encoding"]["x"]["field"] == ministries["encoding"]["y"]["field"] == "kort"


def test_what_a_chart_shows_is_chosen_from_its_list_too(small: object, open_page: OpenPage) -> None:
    app = open_page("ontdek")
    choice = app.selectbox(key="ontdek_ministeries_lijst")
    assert choice.label == "Ministerie: kies er een"
    (defensie,) = [option for option in choice.options if option.startswith("Defensie (")]
    app = choice.select(defensie).run()
    assert app.query_params["ministerie"] == "Defensie"
    assert app.selectbox(key="ontdek_ministeries_lijst").value is None, "the next can be chosen"


def test_what_a_chart_leaves_out_is_said(
    small: object, open_page: OpenPage, ingest: Callable[[Sequence[Publication]], None]
) -> None:
    ingest([replace(make_publication(901), vergaderjaar=None, ministeries=(), beantwoord_door=())])
    said = [caption.value for caption in open_page("ontdek").caption]
    assert "Van nog 1 is het vergaderjaar niet bekend." in said
    assert "Van nog 2 is geen ministerie bekend dat antwoordde." in said, (
        "one of the small corpus has not been answered"
    )


def test_few_bars_keep_their_height() -> None:
    two, nine = (chart_spec("Ministerie", dict.fromkeys(map(str, range(n)), 1), flat=True)["height"] for n in (2, 9))
    assert two > 2 * 24 and nine - two == 7 * 24


def test_nothing_left_is_said(small: object, open_page: OpenPage) -> None:
    app = open_page("ontdek", onderwerp="olifanten")
    assert "Niets gevonden" in shown(app)
    assert not app.dataframe
