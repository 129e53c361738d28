"""A publication as lines for the terminal."""

from __future__ import annotations

from dataclasses import replace

from tests.factory import make_publication
from ui.terminal.publication import publication_text


def test_control_characters_of_a_document_do_not_reach_the_terminal() -> None:
    text = publication_text(make_publication(1, antwoorden=[({1: "Klopt dit?"}, "Ja.\x1b[31m rood \x07")]))
    assert "Ja.[31m rood" in text
    assert "\x1b" not in text
    assert "\x07" not in text


def test_an_unknown_ministry_says_why() -> None:
    publication = replace(make_publication(1), ministeries=(), beantwoord_door=())
    assert "ministeries:     onbekend: de bron noemt geen ministerie" in publication_text(publication)
