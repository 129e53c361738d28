"""The register of ministries."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from index.names.ministries import (
    MINISTERIES,
    REGISTER,
    canonical,
    find,
    find_all,
    find_portefeuille,
    housing_ministry,
    place_of,
)


@pytest.mark.parametrize(
    ("naam", "op", "verwacht", "reden"),
    [
        ("EZ", date(2015, 6, 1), "Economische Zaken", "abbreviation in its time"),
        ("EZK", date(2020, 1, 1), "Economische Zaken en Klimaat", "abbreviation of the time"),
        ("Economische Zaken", date(2015, 6, 1), "Economische Zaken", "a full name is not renamed"),
        ("Economische Zaken en Klimaat", date(2015, 6, 1), "Economische Zaken en Klimaat", "a full name means itself"),
        ("Justitie", date(2008, 1, 1), "Justitie", "name of its time"),
        ("VenJ", date(2012, 1, 1), "Veiligheid en Justitie", "abbreviation with en for &"),
        ("V&J", date(2012, 1, 1), "Veiligheid en Justitie", "abbreviation with &"),
        ("JenV", None, "Justitie en Veiligheid", "default: the latest"),
        ("LNV", date(2020, 1, 1), "Landbouw, Natuur en Voedselkwaliteit", "second ministry of that name"),
        ("LNV", date(2001, 1, 1), "Landbouw, Natuurbeheer en Visserij", "first ministry of that abbreviation"),
        ("financien", None, "Financiën", "no accents, no capitals"),
        ("het ministerie van Financiën", None, "Financiën", "with its article"),
        ("Minister van Defensie", None, "Defensie", "with the function"),
        ("Volksgezondheid, Welzijn enSport", None, "Volksgezondheid, Welzijn en Sport", "glued by extraction"),
        ("Financiën – Toeslagen en Douane", None, "Financiën", "task of a state secretary"),
        ("Binnenlandse Zaken", date(2021, 1, 1), "Binnenlandse Zaken en Koninkrijksrelaties", "name long gone"),
        ("Natuur en Stikstof", date(2023, 1, 1), "Natuur en Stikstof", "portfolio of a Minister voor"),
        ("Ruimtevaart", None, None, "not in the register"),
    ],
)
def test_a_name_means_its_ministry_in_its_time(naam: str, op: date | None, verwacht: str | None, reden: str) -> None:
    assert canonical(naam, op) == verwacht, reden


def test_a_portfolio_becomes_a_ministry_and_back() -> None:
    def voor(op: date) -> bool:
        rij = find("VRO", op)
        assert rij is not None
        return rij.voor

    assert voor(date(2023, 1, 1))
    assert not voor(date(2025, 1, 1))
    assert voor(date(2026, 6, 1))


def test_every_canonical_name_is_its_own_canonical_name() -> None:
    assert [rij.naam for rij in REGISTER if canonical(rij.naam) != rij.naam] == []


def test_names_of_one_ministry_follow_each_other_in_time() -> None:
    for code in {rij.code for rij in MINISTERIES if rij.code}:
        rijen = sorted((rij for rij in MINISTERIES if rij.code == code), key=lambda rij: rij.van)
        assert all(vorige.tot <= volgende.van for vorige, volgende in pairwise(rijen)), code


def test_a_ministry_has_its_tooi_code() -> None:
    rij = find("Financiën")
    assert rij is not None
    assert rij.code == "mnre1090"


def test_names_with_commas_and_en_are_found_whole() -> None:
    tekst = "aan de Ministers van Onderwijs, Cultuur en Wetenschap, vanFinanciën en voor Natuur en Stikstof, en BZK"
    gevonden = find_all(tekst)
    assert [rij.naam for _, _, rij in gevonden] == [
        "Onderwijs, Cultuur en Wetenschap",
        "Financiën",
        "Natuur en Stikstof",
        "Binnenlandse Zaken en Koninkrijksrelaties",
    ]
    assert all(canonical(tekst[begin:einde]) == rij.naam for begin, einde, rij in gevonden)


@pytest.mark.parametrize("tekst", ["een justitieel onderzoek", "Defensiebegroting", "Milieudefensie", "financieel"])
def test_words_that_only_contain_a_name_are_no_ministry(tekst: str) -> None:
    assert find_all(tekst) == ()


@pytest.mark.parametrize(
    ("bij", "op", "verwacht"),
    [
        ("buitenlandse zaken", date(2023, 1, 1), "Buitenlandse Handel en Ontwikkelingssamenwerking"),
        ("volksgezondheid, welzijn en sport", date(2020, 1, 1), "Medische Zorg"),
        ("Justitie en Veiligheid", date(2023, 1, 1), "Rechtsbescherming"),
        ("Defensie", date(2023, 1, 1), None),
        ("onbekend", date(2023, 1, 1), None),
    ],
)
def test_a_minister_without_portfolio_is_known_by_house_and_date(bij: str, op: date, verwacht: str | None) -> None:
    rij = find_portefeuille(bij, op)
    assert (rij.naam if rij else None) == verwacht


@pytest.mark.parametrize(
    ("een", "een_op", "ander", "ander_op", "zelfde"),
    [
        ("Economische Zaken", date(2016, 1, 1), "Economische Zaken en Klimaat", date(2020, 1, 1), True),
        ("Veiligheid en Justitie", date(2012, 1, 1), "Justitie en Veiligheid", None, True),
        ("Rechtsbescherming", date(2023, 1, 1), "Justitie en Veiligheid", date(2023, 1, 1), True),
        ("Volkshuisvesting en Ruimtelijke Ordening", date(2023, 1, 1), "BZK", date(2023, 1, 1), True),
        ("Volkshuisvesting en Ruimtelijke Ordening", date(2025, 1, 1), "BZK", date(2025, 1, 1), False),
        ("Natuur en Stikstof", date(2023, 1, 1), "Landbouw, Natuur en Voedselkwaliteit", date(2023, 1, 1), True),
        ("Financiën", None, "Defensie", None, False),
        ("Toverkunst", None, "Toverkunst", None, True),
    ],
)
def test_a_name_belongs_to_one_ministry(
    een: str, een_op: date | None, ander: str, ander_op: date | None, zelfde: bool
) -> None:
    assert (housing_ministry(een, een_op) == housing_ministry(ander, ander_op)) is zelfde


def test_the_order_of_ministries_is_that_of_the_register() -> None:
    in_register = list(dict.fromkeys(rij.naam for rij in MINISTERIES if rij.van <= date(2023, 1, 1) < rij.tot))
    assert sorted(sorted(in_register), key=lambda naam: place_of(naam, date(2023, 1, 1))) == in_register


def test_a_renamed_ministry_keeps_its_place_and_a_portfolio_follows_its_house() -> None:
    op = date(2023, 1, 1)
    assert place_of("Economische Zaken", date(2016, 1, 1))[0] == place_of("Economische Zaken en Klimaat", op)[0]
    names = ["Toverkunst", "Langdurige Zorg en Sport", "Financiën", "Volksgezondheid, Welzijn en Sport"]
    assert sorted(names, key=lambda naam: place_of(naam, op)) == [
        "Volksgezondheid, Welzijn en Sport",
        "Langdurige Zorg en Sport",
        "Financiën",
        "Toverkunst",
    ]
