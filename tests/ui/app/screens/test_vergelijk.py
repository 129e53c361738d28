from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from index.values import Publication
from tests.factory import make_publication
from tests.ui.app.screens.conftest import OpenPage, shown

Ingest = Callable[[Sequence[Publication]], None]


def test_without_a_question_it_says_what_to_ask(small: object, open_page: OpenPage) -> None:
    app = open_page("vergelijk")
    html = shown(app)
    assert "Noem een onderwerp of een vraag" in html
    assert "kv-vergelijking" not in html
    assert app.text_input(key="vergelijk_vraag").value == ""


def test_an_error_while_comparing_is_told_without_a_traceback(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> object:
        raise ZeroDivisionError("geheim")

    monkeypatch.setattr("rag.assistant.assistant.Assistant.ask", fail)
    html = shown(open_page("vergelijk", q="drones"))
    assert "Er ging iets mis" in html
    assert "geheim" not in html


def test_two_answers_stand_side_by_side_with_the_words_that_differ(ingest: Ingest, open_page: OpenPage) -> None:
    question = {1: "Heeft uw ministerie bijeenkomsten over de begroting georganiseerd?"}
    ingest(
        [
            make_publication(
                500 + n,
                ministeries=[name],
                onderwerp="bijeenkomsten over de begroting",
                antwoorden=[(question, answer)],
            )
            for n, (name, answer) in enumerate(
                [
                    ("Defensie", "Nee, er zijn geen bijeenkomsten georganiseerd."),
                    ("Financiën", "Ja, er zijn twee bijeenkomsten georganiseerd."),
                ]
            )
        ]
    )
    app = open_page("vergelijk", q="welke ministeries hielden bijeenkomsten over de begroting?")
    html = shown(app)
    assert "2 ministeries" in html
    assert ">Nee</span>" in html and ">Ja</span>" in html
    assert "<mark>" in html[html.index("kv-zijden") :]
    assert [box.value for box in app.selectbox] == app.selectbox[0].options[:2]
    assert app.query_params["q"].startswith("welke ministeries")


def test_a_comparison_of_nothing_says_so_and_leads_to_the_answers(ingest: Ingest, open_page: OpenPage) -> None:
    ingest([make_publication(700, antwoorden=[({1: "Is de sloot schoon?"}, "De sloot is schoon.")])])
    html = shown(open_page("vergelijk", q="sloot", ministerie="Toverij"))
    assert "Geen vraag aan meer ministeries gevonden" in html
    assert "kv-vergelijking" not in html
