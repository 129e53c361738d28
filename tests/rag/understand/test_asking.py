from __future__ import annotations

import pytest

from rag.understand.asking import ASKS_VIEW, asked_figures, asked_name, asks_number, asks_yes_or_no, is_english
from rag.values import Figure


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("Hoeveel bedden zijn er?", True),
        ("hoe hoog is de accijns?", True),
        ("Wanneer komt de brief?", True),
        ("vanaf welke datum geldt dit", True),
        ("wat kost een kaartje", True),
        ("Wat is het percentage?", True),
        ("hoe denkt u over bedden?", False),
        ("welke ministeries hielden bijeenkomsten?", False),
        ("wat vindt de minister", False),
        ("aantal bruggen Zeeland", True),
        ("uitvalpercentage brugwachters", True),
        ("welk aandeel van de bruggen is dicht", True),
        ("hoeveel treinen rijden er per uur", True),
        ("Waardoor daalt het aantal bruggen?", False),
        ("wat gebeurt er wanneer de brug dicht is", False),
        ("", False),
    ],
)
def test_a_query_may_ask_for_a_number(query: str, asks: bool) -> None:
    assert asks_number(query) is asks


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("hoe duur is de nieuwe brug", {Figure.BEDRAG}),
        ("Hoeveel miljoen kost de brug?", {Figure.BEDRAG}),
        ("hoe hoog is de boete voor schippers", {Figure.BEDRAG}),
        ("sluisgeld schippers hoe hoog", {Figure.BEDRAG, Figure.AANDEEL, Figure.MAAT}),
        ("hoe lang duurt de bouw", {Figure.DUUR, Figure.DATUM}),
        ("welk percentage van de bruggen", {Figure.AANDEEL, Figure.AANTAL}),
    ],
)
def test_the_kind_of_figure_is_told(query: str, kinds: set[Figure]) -> None:
    assert asked_figures(query) == kinds


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Welke 12 gemeenten doen mee?", "place"),
        ("welke softwareleverancier bouwde de brugbediening", "firm"),
        ("welk ingenieurskantoor tekende de brug", "firm"),
        ("met welke eurolanden werkt Nederland samen", "country"),
        ("Welke verenigingen van schippers zijn er?", "body"),
        ("schippers boete namen", "body"),
        ("waar worden de oude bruggen opgeslagen", "spot"),
        ("waar gaat de motie over", None),
        ("welke maatregelen neemt het kabinet", None),
        ("in hoeveel gemeenten ligt een brug", None),
    ],
)
def test_a_query_may_ask_for_a_name(query: str, name: str | None) -> None:
    assert asked_name(query) == name


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("Mag een schipper 's nachts doorvaren?", True),
        ("SP 2024: komt er een nieuwe brug", True),
        ("Waren Hoekstra en Waarts bij de brug?", True),
        ("wat mag een schipper", False),
        ("brug Veere doorvaart", False),
    ],
)
def test_a_query_may_ask_yes_or_no(query: str, asks: bool) -> None:
    assert asks_yes_or_no(query) is asks


def test_a_query_may_ask_for_a_view() -> None:
    assert ASKS_VIEW.search("Wat vindt het kabinet van bruggen?")
    assert not ASKS_VIEW.search("Wat kost een brug?")


@pytest.mark.parametrize(
    ("query", "english"),
    [
        ("What does the government do about bridges?", True),
        ("how many bridges are there", True),
        ("childcare staff shortage", True),
        ("hoeveel bruggen zijn er", False),
        ("Wat doet het kabinet aan cloud computing en big tech?", False),
    ],
)
def test_english_is_told_by_words_that_dutch_has_not(query: str, english: bool) -> None:
    assert is_english(query) is english
