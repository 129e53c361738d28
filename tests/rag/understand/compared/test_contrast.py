from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from index.build.builder import Builder
from index.store.corpus import Corpus
from index.values import Bewindspersoon
from rag.understand.compared.contrast import read_contrast
from tests.encoder import WordEncoder
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication, make_reading
from tests.growth import assert_linear

LNV = "Landbouw, Natuur en Voedselkwaliteit"
LVVN = "Landbouw, Visserij, Voedselzekerheid en Natuur"
RUTTE_3 = "kabinet-Rutte III (26 oktober 2017 tot en met 10 januari 2022)"
RUTTE_4 = "kabinet-Rutte IV (10 januari 2022 tot en met 2 juli 2024)"
ASKING = ("vragen van ABC", "vragen van XYZ")
TODAY = date(2025, 3, 1)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """A corpus in which these ministries answered, and two ministers by name."""
    folder = tmp_path_factory.mktemp("named")
    made = [
        make_publication(10 + n, ministeries=[name]) for n, name in enumerate((DEFENSIE, VWS, FINANCIEN, LNV, LVVN))
    ]
    for n, (name, post) in enumerate((("Veldwijk", DEFENSIE), ("Zandhoek", VWS))):
        who = Bewindspersoon(functie="Minister", portefeuille=post, ministerie=post, naam=name)
        made.append(replace(make_publication(20 + n, ministeries=[post]), beantwoord_door=(who,)))
    made.append(make_publication(30, indieners=[("Celik", "XYZ")]))
    Builder(folder, WordEncoder()).ingest(map(make_reading, made))
    corpus = Corpus(folder, WordEncoder())
    yield corpus
    corpus.close()


@pytest.mark.parametrize(
    ("query", "sides", "subject"),
    [
        ("Verschilt het antwoord van Defensie en VWS over sloten?", (DEFENSIE, VWS), "sloten"),
        ("Zegt VWS hetzelfde als Defensie over sloten?", (VWS, DEFENSIE), "sloten"),
        ("zegt vws hetzelfde over natte sloten als defensie?", (VWS, DEFENSIE), "natte sloten"),
        ("Is minister Veldwijk het eens met minister Zandhoek over sloten?", ("Veldwijk", "Zandhoek"), "sloten"),
        ("Is minister Veldwijk van Defensie het oneens met Financiën over sloten", ("Veldwijk", FINANCIEN), "sloten"),
        ("wat is het verschil tussen wat Defensie en VWS antwoordden over de sloten", (DEFENSIE, VWS), "de sloten"),
        (
            "waarin verschillen de antwoorden van Defensie, VWS en Financiën over sloten",
            (DEFENSIE, VWS, FINANCIEN),
            "sloten",
        ),
        ("vergelijk LNV en LVVN over mest", (LNV, LVVN), "mest"),
        ("Antwoordde het kabinet in 2019 anders dan in 2023 over sloten?", ("2019", "2023"), "sloten"),
        ("is het standpunt over sloten veranderd tussen 2019 en 2023?", ("2019", "2023"), "sloten"),
        ("zei minister Veldwijk in 2022 hetzelfde als in 2024 over sloten", ("2022", "2024"), "sloten"),
        ("zegt Defensie hetzelfde als Algemene Zaken over sloten", (DEFENSIE, "Algemene Zaken"), "sloten"),
        ("is minister Zonderland het eens met minister Veldwijk over sloten", ("Zonderland", "Veldwijk"), "sloten"),
        ("is Kuipers het eens met Veldwijk over sloten", ("Kuipers", "Veldwijk"), "sloten"),  # held an office
        ("is minister Jaap de Jonge het eens met minister Kaag over sloten", ("Jaap de Jonge", "Kaag"), "sloten"),
        ("hoe verhoudt het antwoord van VWS zich tot dat van Defensie over sloten?", (VWS, DEFENSIE), "sloten"),
        ("hoe verhouden de antwoorden van VWS en Defensie zich tot elkaar over sloten", (VWS, DEFENSIE), "sloten"),
        ("hoe verhoudt het standpunt van VWS over sloten zich tot dat van Defensie", (VWS, DEFENSIE), "sloten"),
        ("hoe verhoudt het antwoord uit 2022 zich tot dat uit 2024 over sloten", ("2022", "2024"), "sloten"),
        ("hoe verhoudt wat Veldwijk zei over sloten zich tot wat Zandhoek zei", ("Veldwijk", "Zandhoek"), "sloten"),
        ("hoe verhoudt Rutte III zich tot Rutte IV over sloten", (RUTTE_3, RUTTE_4), "sloten"),
        ("antwoordt VWS anders dan Defensie over sloten", (VWS, DEFENSIE), "sloten"),
        ("wat zegt Veldwijk anders dan Zandhoek over sloten", ("Veldwijk", "Zandhoek"), "sloten"),
        ("wat is het verschil tussen het antwoord van VWS en dat van Defensie over sloten", (VWS, DEFENSIE), "sloten"),
        ("zeggen VWS en Defensie hetzelfde over sloten", (VWS, DEFENSIE), "sloten"),
        ("zegt Landbouw hetzelfde als Financiën over sloten", (f"{LNV} of {LVVN}", FINANCIEN), "sloten"),
        ("zitten VWS en Defensie op één lijn over sloten", (VWS, DEFENSIE), "sloten"),
        ("zit er licht tussen VWS en Defensie over sloten", (VWS, DEFENSIE), "sloten"),
        ("waarin wijken VWS en Defensie van elkaar af over sloten", (VWS, DEFENSIE), "sloten"),
        ("wijkt het antwoord van VWS af van dat van Defensie over sloten", (VWS, DEFENSIE), "sloten"),
        ("in hoeverre komen VWS en Defensie overeen over sloten", (VWS, DEFENSIE), "sloten"),
        ("komen de antwoorden van VWS en Defensie over sloten overeen", (VWS, DEFENSIE), "sloten"),
        ("waarover zijn VWS en Defensie het oneens over sloten", (VWS, DEFENSIE), "sloten"),
        ("leg de antwoorden van VWS en Defensie over sloten naast elkaar", (VWS, DEFENSIE), "sloten"),
        ("VWS versus Defensie over sloten", (VWS, DEFENSIE), "sloten"),
        ("wat is het verschil tussen de vragen van ABC en XYZ over sloten", ASKING, "sloten"),
        ("stelt ABC andere vragen dan XYZ over sloten", ASKING, "sloten"),
        ("waarin verschillen ABC en XYZ in hun vragen over sloten", ASKING, "sloten"),
        ("zegt VWS iets anders dan Defensie over sloten", (VWS, DEFENSIE), "sloten"),
        ("zijn er tegenstrijdige antwoorden van VWS en Defensie over sloten", (VWS, DEFENSIE), "sloten"),
        ("zegt VWS hetzelfde als Defensie over M-22?", (VWS, DEFENSIE), "M-22"),
        ("zegt VWS hetzelfde als Defensie over ov?", (VWS, DEFENSIE), "ov"),
    ],
)
def test_whose_answers_are_set_beside_each_other(
    query: str, sides: tuple[str, ...], subject: str, named: Corpus
) -> None:
    found = read_contrast(query, named.catalogue, named.stores()[1], TODAY)
    assert found is not None
    assert tuple(side.label for side in found.sides) == sides
    assert found.subject == subject


@pytest.mark.parametrize(
    ("query", "per"),
    [
        ("zegt VWS hetzelfde als Defensie over sloten", "ministerie"),
        ("is minister Veldwijk het eens met minister Zandhoek over sloten", "bewindspersoon"),
        ("is minister Veldwijk het eens met VWS over sloten", "antwoorder"),
        ("stelt ABC andere vragen dan XYZ over sloten", "fractie"),
        ("verschilt het antwoord uit 2022 van dat uit 2024 over sloten", "periode"),
    ],
)
def test_what_is_set_beside_each_other_is_called_what_it_is(query: str, per: str, named: Corpus) -> None:
    found = read_contrast(query, named.catalogue, named.stores()[1], TODAY)
    assert found is not None and found.per == per


def test_a_side_is_a_filter_and_what_else_is_named_holds_for_all(named: Corpus) -> None:
    query = "zei minister Veldwijk in 2022 hetzelfde als in 2024 over sloten"
    found = read_contrast(query, named.catalogue, named.stores()[1], TODAY)
    assert found is not None
    filters = [side.filters for side in found.sides]
    assert [one.ontvangen_van for one in filters if one] == [date(2022, 1, 1), date(2024, 1, 1)]
    assert {one.bewindspersonen for one in filters if one} == {("Minister Veldwijk (Defensie)",)}
    query = "is minister Zonderland het eens met minister Veldwijk over sloten"
    found = read_contrast(query, named.catalogue, named.stores()[1], TODAY)
    assert found is not None
    assert [side.filters is None for side in found.sides] == [True, False]


@pytest.mark.parametrize(
    "query",
    [
        "Is er verschil in loon tussen mannen en vrouwen bij Defensie en VWS over 2023?",
        "het verschil tussen de begroting van Defensie en die van VWS over vijf jaar",
        "Is minister Veldwijk het eens met de stelling dat VWS te weinig weet over sloten?",
        "zegt VWS hetzelfde als Defensie?",
        "zegt VWS hetzelfde als Defensie over de",
        "zegt VWS iets over de tegenstrijdige regels van Defensie?",
        "wat antwoordden Defensie en VWS over sloten",
        "verschillen sloten van grachten volgens Defensie",
        "vergelijk de prijzen van 2019 en 2023",
        "hoe verhoudt de begroting van Defensie zich tot die van VWS over 2023",
        "verschillen ABC en XYZ van mening over sloten",
        "is het standpunt van XYZ over sloten veranderd tussen 2019 en 2023?",
        "zijn er andere sloten dan die van Defensie over",
        "",
    ],
)
def test_other_questions_set_nobody_beside_another(query: str, named: Corpus) -> None:
    assert read_contrast(query, named.catalogue, named.stores()[1], TODAY) is None


def test_a_long_query_is_read_in_time_that_grows_with_its_length(named: Corpus) -> None:
    assert_linear(lambda text: read_contrast(text, named.catalogue), "verschillen VWS en 2023 over ")
