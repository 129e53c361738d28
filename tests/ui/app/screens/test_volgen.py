from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from streamlit.testing.v1 import AppTest

from index.values import Publication
from tests.factory import make_publication
from tests.ui.app.screens.conftest import OpenPage, shown

Ingest = Callable[[Sequence[Publication]], None]
DRONES = "Koopt het leger nieuwe drones?"


@pytest.fixture(autouse=True)
def manageable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMERVRAGEN_MANAGE", "yes")


@pytest.fixture
def following(small: object, open_page: OpenPage) -> AppTest:
    """The page Vraag after «Volg deze vraag»."""
    app = open_page(q=DRONES)
    app.text_input(key="volg_naam").set_value("drones")
    app.button(key="volg_knop").click().run()
    assert [toast.value for toast in app.toast] == ["Gevolgd als «drones»\\."]
    return app


def drones(answer: str = "Het leger koopt nog veertig nieuwe drones.") -> Publication:
    pairs = [({1: DRONES}, answer), ({2: "Hoeveel nieuwe drones koopt het leger?"}, "Het leger koopt veertig drones.")]
    return make_publication(650, antwoorden=pairs, onderwerp="nieuwe <b>drones</b>")


def test_a_question_that_is_followed_says_under_which_name(following: AppTest, open_page: OpenPage) -> None:
    again = open_page(q=DRONES)
    told = " ".join(one.value for one in again.caption).replace("\\", "")
    assert "U volgt deze vraag als «drones»" in told
    assert not [button for button in again.button if button.key == "volg_knop"]


def test_a_question_that_is_followed_under_its_own_words_is_said_once(small: object, open_page: OpenPage) -> None:
    open_page(q=DRONES).button(key="volg_knop").click().run()
    assert shown(open_page("volgen")).count(DRONES) == 1


def test_without_a_followed_question_it_says_how_to_follow_one(small: object, open_page: OpenPage) -> None:
    html = shown(open_page("volgen"))
    assert "U volgt nog niets" in html and "Volg deze vraag" in html


def test_what_was_there_is_not_news_and_what_comes_in_is_until_it_was_seen(
    following: AppTest, ingest: Ingest, open_page: OpenPage
) -> None:
    app = open_page("volgen")
    html = shown(app)
    assert "drones</h2>" in html and "Niets nieuws" in html
    assert app.button(key="gezien_0").disabled
    ingest([drones()])
    app = open_page("volgen")
    html = shown(app)
    assert "1 bericht" in html and "ah-tk-20232024-650" in html
    assert "Nieuwe &lt;b&gt;drones&lt;/b&gt;" in html
    assert ">vraag 1</a>, " in html and ">vraag 2</a>" in html, "a publication is told of once"
    assert "Niets nieuws" in shown(app.button(key="gezien_0").click().run())


def test_a_question_is_followed_no_longer(following: AppTest, open_page: OpenPage) -> None:
    app = open_page("volgen")
    assert "U volgt nog niets" in shown(app.button(key="weg_0").click().run())


def test_a_name_that_is_taken_is_refused(following: AppTest, open_page: OpenPage) -> None:
    other = open_page(q="Welke sporthallen sloten er?")
    other.text_input(key="volg_naam").set_value("drones")
    other.button(key="volg_knop").click().run()
    assert "er is al een gevolgde vraag" in other.toast[0].value


def test_what_finds_nothing_yet_can_be_followed_too(small: object, open_page: OpenPage) -> None:
    app = open_page(q="nr. 4711")
    assert "Geen passages gevonden" in shown(app)
    assert app.text_input(key="volg_naam").value == "nr. 4711"


def test_an_app_that_others_reach_follows_nothing(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMERVRAGEN_MANAGE", "no")
    assert "Volgen kan hier niet" in shown(open_page("volgen"))
    app = open_page(q=DRONES)
    assert not [field for field in app.text_input if field.key == "volg_naam"]


def test_an_error_while_looking_is_told_without_a_traceback(
    following: AppTest, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> object:
        raise ZeroDivisionError("geheim")

    monkeypatch.setattr("rag.assistant.assistant.Assistant.ask", fail)
    html = shown(open_page("volgen"))
    assert "Er ging iets mis" in html and "geheim" not in html
