"""A question to the catalogue on the start page: the count, its table and chart, and what is counted."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

from tests.ui.app.screens.conftest import OpenPage, shown


def test_the_count_is_the_answer_with_a_table_whose_numbers_are_links(small: object, open_page: OpenPage) -> None:
    app = open_page(q="Kamervragen per fractie")
    html = shown(app)
    assert "8 Kamervragen. 3 fracties: XYZ 5, ABC 2 en KLM 1." in html
    assert '<th scope="row">XYZ</th><td><a href="?q=' in html
    assert "Wat er geteld is (8)" in html
    assert "Hoe er geteld is" in html
    assert "<blockquote>" not in html
    assert {button.key for button in app.button if (button.key or "").startswith("begrepen_telling")} == {
        "begrepen_telling:catalogus"
    }


def test_the_link_of_a_number_lists_exactly_what_it_counts(small: object, open_page: OpenPage) -> None:
    html = shown(open_page(q="Kamervragen per fractie"))
    match = re.search(r'<th scope="row">XYZ</th><td><a href="([^"]+)">5</a>', html)
    assert match is not None
    address = parse_qs(urlsplit(match[1].replace("&amp;", "&")).query)
    followed = shown(open_page(**address))
    assert "5 Kamervragen: fractie XYZ." in followed
    assert "<details open><summary>Wat er geteld is (5)</summary>" in followed


def test_the_groups_are_drawn_as_a_chart(small: object, open_page: OpenPage) -> None:
    (chart,) = open_page(q="Kamervragen per fractie").get("vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    assert spec["encoding"]["y"]["field"] == "naam"
    assert not open_page(q="hoeveel Kamervragen stelde Celik?").get("vega_lite_chart")


def test_a_subject_is_counted_by_words_with_passages_beside_it(small: object, open_page: OpenPage) -> None:
    html = shown(open_page(q="wie stelde de meeste vragen over drones?"))
    assert "2 Kamervragen over «drones». De meeste: Celik (XYZ) 2." in html
    assert "gezocht, niet op betekenis" in html
    assert 'class="kv-hit"' in html


def test_the_reading_can_be_taken_away(small: object, open_page: OpenPage) -> None:
    app = open_page(q="wie stelde de meeste vragen over drones?")
    app.button(key="begrepen_telling:catalogus").click().run()
    assert "Wat er geteld is" not in shown(app)
    assert "telling:catalogus" in app.query_params["negeer"]


def test_a_count_with_nothing_beside_it_can_be_followed_and_exported(small: object, open_page: OpenPage) -> None:
    app = open_page(q="hoeveel Kamervragen stelde Celik?")
    assert 'class="kv-hit"' not in shown(app)
    assert [button.key for button in app.button if button.key == "volg_knop"] == ["volg_knop"]


def test_nothing_counted_says_so(small: object, open_page: OpenPage) -> None:
    html = shown(open_page(q="hoeveel vragen stelde Celik in 2010?"))
    assert "In dit corpus geen Kamervragen: indiener Celik, gesteld in 2010." in html
