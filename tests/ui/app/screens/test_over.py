from __future__ import annotations

from index.errors import EmptyCorpusError
from tests.ui.app.screens.conftest import OpenPage, shown


def test_it_tells_how_it_works_how_much_there_is_and_with_what_it_was_made(small: object, open_page: OpenPage) -> None:
    html = shown(open_page("over"))
    assert "artikel 11 Auteurswet" in html
    assert "8 publicaties met 10 antwoorden, ontvangen van 2 oktober 2023 tot en met 13 januari 2025." in html
    assert "<dd>woorden-1/" in html


def test_without_a_corpus_the_explanation_stays(open_page: OpenPage) -> None:
    html = shown(open_page("over"))
    assert "Hoe het werkt" in html
    assert "Er staan nog geen publicaties in het corpus" in html
    assert EmptyCorpusError.__name__ not in html
