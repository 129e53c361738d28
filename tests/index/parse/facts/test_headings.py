"""The two heading sentences, with invented people."""

from __future__ import annotations

from datetime import date

import pytest

from index.parse.content import StatedFacts
from index.parse.facts.headings import read_answer_heading, read_question_heading
from index.parse.lines.normalise import normalise
from index.values import Soort


def vraagkop(tekst: str) -> StatedFacts:
    feiten = StatedFacts()
    read_question_heading(normalise(tekst), feiten)
    return feiten


def antwoordkop(tekst: str) -> StatedFacts:
    feiten = StatedFacts()
    read_answer_heading(normalise(tekst), feiten)
    return feiten


def test_one_asker_one_minister() -> None:
    feiten = vraagkop(
        "Vragen van het lid Zandbelt (VDP) aan de Minister van Financiën over de btw op klompen (ingezonden 4"
        " maart 2024)."
    )
    assert [(i.naam, i.fractie) for i in feiten.indieners] == [("Zandbelt", "VDP")]
    assert [b.ministerie for b in feiten.gevraagd] == ["Financiën"]
    assert feiten.onderwerp == "de btw op klompen"
    assert feiten.ingezonden == date(2024, 3, 4)
    assert feiten.herkomst["onderwerp"] == "vraagkop"


@pytest.mark.parametrize(
    ("namen", "verwacht"),
    [
        ("de leden Aalders (VDP) en Bovenkamp (LUP)", [("Aalders", "VDP"), ("Bovenkamp", "LUP")]),
        (
            "de leden Aalders en Bovenkamp (beiden Nieuw Laagland)",
            [("Aalders", "Nieuw Laagland"), ("Bovenkamp", "Nieuw Laagland")],
        ),
        (
            "de leden Van der Aa, De Bie en Ceulen (allen GKL)",
            [("Van der Aa", "GKL"), ("De Bie", "GKL"), ("Ceulen", "GKL")],
        ),
        (
            "de leden Aalders (VDP), Bovenkamp , Çelik (beiden Kust-Veen) en Dales (LUP)",
            [("Aalders", "VDP"), ("Bovenkamp", "Kust-Veen"), ("Çelik", "Kust-Veen"), ("Dales", "LUP")],
        ),
        ("het lid Petrovic ´ (LUP)", [("Petrović", "LUP")]),
        ("lid Oost-Westerhof (VDP)", [("Oost-Westerhof", "VDP")]),
        ("het lid LotteJansen (VDP)", [("Lotte Jansen", "VDP")]),
        ("het lid Aalders (VDP) en het lid Bovenkamp (LUP)", [("Aalders", "VDP"), ("Bovenkamp", "LUP")]),
    ],
)
def test_askers_and_their_parties(namen: str, verwacht: list[tuple[str, str]]) -> None:
    feiten = vraagkop(f"Vragen van {namen} aan de Minister van Defensie over vlaggen (ingezonden 4 maart 2024).")
    assert [(i.naam, i.fractie) for i in feiten.indieners] == verwacht


@pytest.mark.parametrize(
    ("gevraagd", "verwacht"),
    [
        (
            "de Ministers van Asiel en Migratie, voor Buitenlandse Handel en Ontwikkelingshulp en van"
            " Buitenlandse Zaken",
            [
                ("Minister", "Asiel en Migratie"),
                ("Minister", "Buitenlandse Handel en Ontwikkelingshulp"),
                ("Minister", "Buitenlandse Zaken"),
            ],
        ),
        (
            "de Minister-President en de Ministers van Onderwijs, Cultuur en Wetenschap en van Defensie",
            [
                ("Minister-President", "Algemene Zaken"),
                ("Minister", "Onderwijs, Cultuur en Wetenschap"),
                ("Minister", "Defensie"),
            ],
        ),
        (
            "de Minister en Staatssecretaris van Justitie en Veiligheid",
            [("Minister", "Justitie en Veiligheid"), ("Staatssecretaris", "Justitie en Veiligheid")],
        ),
        (
            "de Minister van Financiën en deStaatsecretaris van Infrastructuur enWaterstaat",
            [("Minister", "Financiën"), ("Staatssecretaris", "Infrastructuur en Waterstaat")],
        ),
        ("de MinisterKlimaat en Groene Groei", [("Minister", "Klimaat en Groene Groei")]),
        ("de Staatssecretaris van Financiën – Toeslagen en Douane", [("Staatssecretaris", "Financiën")]),
    ],
)
def test_addressees(gevraagd: str, verwacht: list[tuple[str, str]]) -> None:
    feiten = vraagkop(
        f"Vragen van het lid Aalders (VDP) aan {gevraagd} over het bericht over mist (ingezonden 4 maart 2025)."
    )
    assert [(b.functie, b.ministerie) for b in feiten.gevraagd] == verwacht
    assert feiten.onderwerp == "het bericht over mist"


def test_a_minister_voor_has_her_portfolio_as_ministry() -> None:
    feiten = vraagkop(
        "Vragen van het lid Aalders (VDP) aan de Minister voor Natuur en Stikstof over ganzen (ingezonden 4"
        " maart 2023)."
    )
    (persoon,) = feiten.gevraagd
    assert persoon.voor
    assert persoon.ministerie == "Natuur en Stikstof"


def test_an_unknown_portfolio_is_kept_without_a_ministry() -> None:
    feiten = vraagkop(
        "Vragen van het lid Aalders (VDP) aan de Minister van Ruimtevaart over manen (ingezonden 4 maart 2023)."
    )
    assert [(b.portefeuille, b.ministerie) for b in feiten.gevraagd] == [("Ruimtevaart", None)]
    assert feiten.onderwerp == "manen"


def test_questions_of_the_eerste_kamer() -> None:
    feiten = vraagkop(
        "Vragen van het lid Aalders (VDP) op 2 juli 2019 medegedeeld aan de Minister van Financiën inzake de"
        " brief over eb."
    )
    assert [i.naam for i in feiten.indieners] == ["Aalders"]
    assert [b.ministerie for b in feiten.gevraagd] == ["Financiën"]
    assert feiten.onderwerp == "de brief over eb"


@pytest.mark.parametrize(
    ("kop", "namen", "ministeries"),
    [
        ("Antwoord van Minister Dekkers (Defensie) (ontvangen 5 mei 2024).", ["Dekkers"], ["Defensie"]),
        (
            "Antwoord van Staatssecretaris Van Emmen (Financiën), mede namens de Minister voor Natuur en"
            " Stikstof (ontvangen 5 mei 2024).",
            ["Van Emmen"],
            ["Financiën", "Natuur en Stikstof"],
        ),
        (
            "Antwoord van Minister Dekkers (Defensie) en antwoord van Staatssecretaris Van Emmen (Financiën)"
            " (ontvangen 5 mei 2024)",
            ["Dekkers", "Van Emmen"],
            ["Defensie", "Financiën"],
        ),
        (
            "Antwoord van minister Faas – van de Klomp (Volksgezondheid, Welzijn en Sport (ontvangen 5 mei 2024)",
            ["Faas – van de Klomp"],
            ["Volksgezondheid, Welzijn en Sport"],
        ),
        ("Antwoord van minister van der Goot (Financiën) (ontvangen 5 mei 2024)", ["van der Goot"], ["Financiën"]),
        ("Antwoord van Minister-President Dekkers (ontvangen 5 mei 2024).", ["Dekkers"], ["Algemene Zaken"]),
        (
            "Antwoord van Minister Dekkers (Algemene Zaken, Minister-President), ontvangen 5 mei 2024.",
            ["Dekkers"],
            ["Algemene Zaken"],
        ),
        (
            "Antwoord van de Ministers Emmen (Financiën) en Faas (Defensie) en Staatssecretaris Goot"
            " (Justitie en Veiligheid) (ontvangen 5 mei 2024).",
            ["Emmen", "Faas", "Goot"],
            ["Financiën", "Defensie", "Justitie en Veiligheid"],
        ),
        (
            "Antwoorden van de Minister van Defensie mede namens de staatssecretaris van Infrastructuur en Waterstaat",
            [],
            ["Defensie", "Infrastructuur en Waterstaat"],
        ),
    ],
)
def test_who_answers(kop: str, namen: list[str], ministeries: list[str]) -> None:
    feiten = antwoordkop(kop)
    assert [b.naam for b in feiten.beantwoord_door if b.naam] == namen
    assert [b.ministerie for b in feiten.beantwoord_door] == ministeries
    assert feiten.soort is Soort.ANTWOORD


def test_a_delay_notice_and_its_references() -> None:
    feiten = antwoordkop(
        "Mededeling van minister Dekkers (Defensie) (Ontvangen 5 mei 2024). Zie ook Aanhangsel Handelingen,"
        " vergaderjaar 2023–2024, nr. 11. Zie ook Aanhangsel Handelingen,vergaderjaar2022-2023, nrs. 12 en 13"
    )
    assert feiten.soort is Soort.MEDEDELING
    assert feiten.ontvangen == date(2024, 5, 5)
    assert feiten.zie_ook == ("ah-tk-20232024-11", "ah-tk-20222023-12", "ah-tk-20222023-13")
    assert feiten.nummer is None


@pytest.mark.parametrize(
    ("genoemd", "nummers"),
    [
        ("nr. 7", [7]),
        ("nrs. 7, 9 en 12", [7, 9, 12]),
        ("nrs. 7 t/m 10", [7, 8, 9, 10]),
        ("nrs. 7–9 en 12", [7, 8, 9, 12]),
        ("nrs. 7 tot en met nr. 9", [7, 8, 9]),
        ("nrs. 7-900", [7, 900]),
        ("nrs. 9-7", [9, 7]),
    ],
)
def test_ranges_of_references_are_written_out(genoemd: str, nummers: list[int]) -> None:
    feiten = antwoordkop(
        "Antwoord van Minister Dekkers (Defensie) (ontvangen 5 mei 2024). Zie ook Aanhangsel Handelingen, vergaderjaar"
        f" 2023–2024, {genoemd}."
    )
    assert feiten.zie_ook == tuple(f"ah-tk-20232024-{nummer}" for nummer in nummers)
