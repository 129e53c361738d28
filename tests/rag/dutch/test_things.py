"""The things that a query asks about, and the texts that tell of them, verbs in two parts too."""

from __future__ import annotations

import pytest

from index.names.letters import fold
from rag.dutch.things import asked_things


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("is de brugwachter afgetreden", "De brugwachter treedt morgen af."),
        ("moet de brugwachter opstappen", "De brugwachter stapt per mei op."),
        ("is de schipper vrijgelaten", "De rechter liet de schipper dezelfde dag vrij."),
        ("is de schipper aangehouden", "De politie hield de schipper bij de sluis aan."),
        ("worden schippers zonder papieren uitgezet", "De dienst zet schippers zonder papieren uit."),
        ("is de veerdienst overgenomen", "De provincie nam de veerdienst in mei over."),
        ("is er een toename van schepen", "Het aantal schepen neemt toe."),
        ("is er een afname van schepen", "Het aantal schepen nam in mei af."),
        ("is de keuring uitgesteld", "Ik stel de keuring van de brug uit."),
        ("wordt de sluis uitgebreid", "De provincie breidt de sluis uit."),
    ],
)
def test_a_verb_in_two_parts_tells_of_it(query: str, text: str) -> None:
    (thing,) = asked_things(query)
    assert thing.told.search(fold(text))


@pytest.mark.parametrize(
    "query",
    [
        "wat kunnen schippers van de brug verwachten",
        "moeten schippers de keuring afwachten",
        "stemt de minister ermee in dat de brug sluit",
        "is de sluiting afgestemd met de provincie",
        "hoe komt het door de overbelasting van de brug",
    ],
)
def test_a_word_that_only_holds_another_asks_for_nothing(query: str) -> None:
    assert asked_things(query) == ()
