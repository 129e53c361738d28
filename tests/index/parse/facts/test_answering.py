"""Who answers, where no heading says the ministry."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from index.parse.facts.answering import with_ministry
from index.parse.facts.metadata import from_fields
from index.parse.inputs import read_bytes
from index.values import Bewindspersoon, Pair, PairId, Publication, Soort, Vraag


def read(text: str, name: str = "document.txt") -> Publication:
    (reading,) = read_bytes(name, text.encode())
    assert reading.publicatie is not None, reading.fout
    return reading.publicatie


def fragment(*answers: str) -> Publication:
    paren = tuple(
        Pair(id=PairId.of("los", n), vragen=(Vraag(nummer=n, tekst="Hoe zit dat?"),), antwoord=answer)
        for n, answer in enumerate(answers, start=1)
    )
    return Publication(id="los", soort=Soort.ANTWOORD, paren=paren)


KOP = "Antwoord van {} (ontvangen 21 juni 2021).\nVraag 1\nHangt de vlag uit?\nAntwoord 1\nJa.\n"


def test_a_heading_without_ministry_gives_the_office_of_that_day_and_says_so() -> None:
    publicatie = read(KOP.format("Minister Koolmees"))
    assert publicatie.ministeries == ("Sociale Zaken en Werkgelegenheid",)
    assert publicatie.beantwoord_door[0].naam == "Koolmees"
    assert dict(publicatie.herkomst)["ministeries"] == "register van bewindspersonen"


def test_an_unknown_name_stays_without_ministry_with_the_reason() -> None:
    publicatie = read(KOP.format("Minister Zandbelt"))
    assert publicatie.ministeries == ()
    assert "ministerie van Minister Zandbelt niet zeker: de kop noemt het niet" in publicatie.twijfels


def test_a_name_with_the_office_of_another_day_is_kept_with_a_doubt() -> None:
    publicatie = read(KOP.format("Minister Blok (Economische Zaken en Klimaat)").replace("2021", "2019"))
    assert publicatie.ministeries == ("Economische Zaken en Klimaat",)
    assert "Blok was op 21-06-2019 volgens het register van Buitenlandse Zaken" in publicatie.twijfels


def test_a_ministry_that_did_not_exist_that_day_gives_way_to_the_office_of_the_register() -> None:
    heading = "Minister Beljaarts (Economische Zaken en Klimaat)"
    publicatie = read(KOP.format(heading).replace("21 juni 2021", "18 november 2024"))
    assert publicatie.ministeries == ("Economische Zaken",)
    assert publicatie.beantwoord_door[0].als_tekst == "Minister Beljaarts (Economische Zaken)"
    assert any("dat op 18-11-2024 niet bestond" in twijfel for twijfel in publicatie.twijfels)
    unknown = read(KOP.format(heading.replace("Beljaarts", "Zandbelt")).replace("21 juni 2021", "18 november 2024"))
    assert unknown.ministeries == ("Economische Zaken en Klimaat",)
    assert "het ministerie Economische Zaken en Klimaat bestond niet op 18-11-2024" in unknown.twijfels


def test_predecessors_of_one_office_give_the_office() -> None:
    publicatie = read(
        "Vraag 1\nWat is er geantwoord?\nAntwoord 1\nMijn ambtsvoorganger Staatssecretaris Weekers antwoordde"
        " op 30 oktober 2012.\nVraag 2\nEn daarna?\nAntwoord 2\nMijn ambtsvoorganger, staatssecretaris Wiebes, heeft"
        " dat bevestigd.\n",
        "ah-tk-20172018-91547.txt",
    )
    assert publicatie.ministeries == ("Financiën",)
    assert publicatie.beantwoord_door[0].functie == "Staatssecretaris"


@pytest.mark.parametrize(
    "answer",
    [
        "Mijn voorganger, minister Blok, heeft dat toegezegd.",  # of four ministries
        "Mijn ambtsvoorganger minister Kamp zag dat anders.",  # of four ministries, one of them renamed since
        "De ambtsvoorganger van staatssecretaris Wiebes heeft dat toegezegd.",  # of somebody else
    ],
)
def test_predecessors_that_leave_a_doubt_give_nothing(answer: str) -> None:
    assert read(f"Vraag 1\nWat nu?\nAntwoord 1\n{answer}\n", "ah-tk-20172018-91547.txt").ministeries == ()


@pytest.mark.parametrize(
    ("answer", "ministeries"),
    [
        ("Ik heb als Minister voor Rechtsbescherming daar geen oordeel over.", ("Rechtsbescherming",)),
        ("In mijn hoedanigheid als Minister-President beantwoord ik deze vraag.", ("Algemene Zaken",)),
        ("Als Minister van Financiën ben ik daarvoor verantwoordelijk.", ("Financiën",)),
        ("Mijn collega, die als Minister van Financiën verantwoordelijk is, deelt dat.", ()),
        ("Toen hij als Minister van Financiën sprak, was ik daar niet bij.", ()),
        ("Dat staat bekend als minister van Financiën worden.", ()),
        ("Het Ministerie van Financiën weet dat. Het Ministerie van Financiën zegt niets.", ()),
    ],
)
def test_a_fragment_has_the_ministry_that_it_says_in_the_first_person(
    answer: str, ministeries: tuple[str, ...]
) -> None:
    assert with_ministry(fragment(answer)).ministeries == ministeries


def test_two_ministries_in_the_first_person_give_none() -> None:
    both = fragment("Ik als Minister van Financiën zeg ja.", "Ik als Minister van Defensie zeg nee.")
    assert with_ministry(both) == both


def test_a_line_of_jsonl_with_a_name_and_a_day_gains_the_ministry() -> None:
    line = {
        "id": "los",
        "bewindspersonen": ["Minister Koolmees"],
        "ontvangen": "2021-06-21",
        "paren": [{"vragen": [{"nummer": 1, "tekst": "Hangt de vlag uit?"}], "antwoord": "Ja."}],
    }
    assert read(json.dumps(line), "los.jsonl").ministeries == ("Sociale Zaken en Werkgelegenheid",)


def test_what_has_a_ministry_keeps_it() -> None:
    known = replace(fragment("Ik heb als Minister van Defensie geen oordeel."), ministeries=("Financiën",))
    assert with_ministry(known) == known


def test_metadata_gives_whom_the_questions_are_addressed_to_by_their_office() -> None:
    fields = {"identifier": ["ah-tk-20202021-93235"], "ontvanger": ["W. Koolmees"], "datumontvangst": ["2021-06-21"]}
    metadata = from_fields(fields)
    assert metadata.ontvangers == ("W. Koolmees",)
    (reading,) = read_bytes("ah-tk-20202021-93235.txt", b"Vraag 1\nVlagt het?\nAntwoord 1\nJa.\n", metadata)
    assert reading.publicatie is not None
    assert reading.publicatie.gevraagd == (
        Bewindspersoon(
            functie="Minister",
            portefeuille="Sociale Zaken en Werkgelegenheid",
            ministerie="Sociale Zaken en Werkgelegenheid",
        ),
    )
    assert reading.publicatie.ministeries == ()
    assert reading.publicatie.ontvangen == date(2021, 6, 21)
