"""Which queries ask for every ministry."""

from __future__ import annotations

import pytest

from rag.understand.compared.every_ministry import read_exhaustive
from rag.values import Standpunt

JA, NEE, DEELS = Standpunt.JA, Standpunt.NEE, Standpunt.DEELS


@pytest.mark.parametrize(
    ("query", "text", "standpunt"),
    [
        ("Welke ministeries hielden borrels?", "hielden borrels?", None),
        ("welke ministries hielden borrels", "hielden borrels", None),
        ("wleke ministeris hielden borrels", "hielden borrels", None),
        ("bij welke departementen zijn koks ingehuurd?", "zijn koks ingehuurd?", None),
        ("welke departmenten huren koks in", "huren koks in", None),
        ("welke van de twaalf ministeries hielden borrels", "hielden borrels", None),
        ("per ministerie: hoeveel gasten waren er?", "hoeveel gasten waren er?", None),
        ("hoeveel gasten waren er per departement", "hoeveel gasten waren er", None),
        ("hoeveel ministeries hebben borrels gehouden", "hebben borrels gehouden", None),
        ("welke bewindspersonen willen dit opnieuw doen", "willen dit opnieuw doen", None),
        ("alle departementen borrels verhuizing", "borrels verhuizing", None),
        ("hebben alle ministeries borrels gehouden?", "hebben borrels gehouden?", None),
        ("bij welk ministerie waren er borrels?", "waren er borrels?", None),
        ("welk departement hield borrels", "hield borrels", None),
        ("heeft enig ministerie borrels gehouden?", "heeft borrels gehouden?", None),
        ("is er een ministerie dat borrels hield?", "borrels hield?", None),
        ("ministeries die borrels hielden", "borrels hielden", None),
        ("wat antwoordden de ministeries over borrels", "borrels", None),
        ("wie antwoordde ja op de vraag over borrels?", "borrels?", JA),
        ("wie antwoordde nee op de vraag of er borrels waren", "er borrels waren", NEE),
        ("wie heeft er nee gezegd op de vraag over borrels", "borrels", NEE),
        ("wie antwoordde ontkennend op vragen over borrels", "borrels", NEE),
        ("welke ministers antwoordden deels op de vraag over borrels", "borrels", DEELS),
        ("hoeveel borrels hielden de ministeries na de verhuizing", "hoeveel borrels na de verhuizing", None),
        ("welke ministeries?", "", None),
    ],
)
def test_a_query_that_asks_for_every_ministry(query: str, text: str, standpunt: Standpunt | None) -> None:
    found = read_exhaustive(query)
    assert found is not None
    assert (found.text, found.standpunt) == (text, standpunt)
    assert found.typed in query


@pytest.mark.parametrize(
    "query",
    [
        "wat doet het ministerie van Defensie aan borrels?",
        "welk ministerie gaat over wolven?",
        "welke minister is verantwoordelijk voor stikstof?",
        "borrels op het ministerie van Financiën",
        "welke maatregelen neemt het ministerie van VWS",
        "alle ministers van Financiën sinds 2000",
        "welke ministers van Defensie waren er",
        "kosten van externe inhuur bij ministeries",
        "welke ministeriële regeling geldt",
        "ministerie van Defensie",
        "wie vroeg dat?",
        "wie antwoordde op de vraag over wolven?",
        "wie is de minister van Financiën",
        "wat zei de minister over stikstof",
        "hoeveel drones kocht het ministerie van Defensie?",
        "kent u het bericht dat ministeries miljoenen uitgeven",
        "welk mysterie hielden ze geheim",
        "Zijn er op uw ministerie borrels georganiseerd?",
        "hoeveel ambtenaren van uw ministerie waren aanwezig?",
        "",
        "?!",
    ],
)
def test_a_query_that_only_names_a_ministry_asks_for_one(query: str) -> None:
    assert read_exhaustive(query) is None
