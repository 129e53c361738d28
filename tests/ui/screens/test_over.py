from __future__ import annotations

from pathlib import Path

from index.catalogue import Catalogue
from index.errors import EmptyCorpusError
from tests.ui.screens.conftest import OpenPage, shown


def test_it_tells_how_it_works_what_is_in_the_corpus_and_with_what_it_was_made(
    small: object, open_page: OpenPage, data_dir: Path
) -> None:
    html = shown(open_page("over"))
    assert "artikel 11 Auteurswet" in html
    assert "8 publicaties met 10 antwoorden, ontvangen van 2 oktober 2023 tot en met 13 januari 2025." in html
    assert "<td>Mededeling van uitstel</td><td>1</td>" in html
    assert "<td>2024-2025</td><td>3</td>" in html
    assert "<td>Defensie</td><td>3</td>" in html
    assert "<dd>woorden-1/" in html


def test_what_failed_to_read_is_listed_as_text(small: object, open_page: OpenPage, data_dir: Path) -> None:
    catalogue = Catalogue(data_dir)
    catalogue.note_failures([("<b>map</b>/leeg.xml", "het bestand is leeg & stuk")], [])
    catalogue.close()
    app = open_page("over")
    html = shown(app)
    assert "&lt;b&gt;map&lt;/b&gt;/leeg.xml" in html
    assert "leeg &amp; stuk" in html
    assert any(expander.label == "1 bestand kon niet worden gelezen" for expander in app.expander)


def test_without_a_corpus_the_explanation_stays(open_page: OpenPage) -> None:
    html = shown(open_page("over"))
    assert "Hoe het werkt" in html
    assert "Er staan nog geen publicaties in het corpus" in html
    assert EmptyCorpusError.__name__ not in html
