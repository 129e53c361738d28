"""Questions to the catalogue over the sample: each is recognised, and answered by a count that stands by itself.

The numbers were counted by hand in the list of publications of `index/sample/README.md` and their dates.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.parse.read import read_paths
from index.sample import sample_dir
from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Publication, Soort
from rag.assistant.assistant import Assistant
from rag.forms.contract import answer_json
from rag.overview.count import count
from rag.overview.in_words import conditions_of
from rag.overview.recognise import COUNTING, MAX_CHARS, recognise
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.understand.turns.followup import follow
from rag.values import CatalogueQuestion, Counted, Ground, Per, Verdict, What
from tests.encoder import WordEncoder
from tests.factory import make_publication
from tests.growth import assert_quick

ON = date(2025, 3, 1)
REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The sample under the quick encoder, for reading only."""
    folder = tmp_path_factory.mktemp("sample")
    Builder(folder, WordEncoder()).ingest(read_paths([sample_dir()]))
    corpus = Corpus(folder, WordEncoder())
    yield corpus
    corpus.close()


def wanted_of(corpus: Corpus, question: Question) -> CatalogueQuestion | None:
    _, lexical = corpus.stores()
    asked = recognise(question, corpus.catalogue, lexical, ON)
    return asked.wanted if asked else None


def answer_to(corpus: Corpus, question: Question) -> Counted:
    wanted = wanted_of(corpus, question)
    assert wanted is not None, question.text
    return count(corpus, wanted, ON)


QUESTIONS: Sequence[tuple[str, str]] = (
    ("hoeveel Kamervragen zijn er gesteld?", "42 Kamervragen."),
    ("hoeveel Kamervragen stelde de VDP?", "16 Kamervragen: fractie VDP."),
    ("hoeveel Kamervragen stelde Zandbelt in 2024?", "15 Kamervragen: indiener Zandbelt, gesteld in 2024."),
    (
        "hoeveel vragen stelde het lid Zandbelt aan Defensie?",
        "2 Kamervragen: ministerie Defensie, indiener Zandbelt.",
    ),
    ("hoeveel vragen stelde de GKL in 2024?", "5 Kamervragen: fractie GKL, gesteld in 2024."),
    ("hoe vaak stelde de GKL vragen?", "6 Kamervragen: fractie GKL."),
    (
        "hoe vaak vroeg Oosterlaken iets aan Defensie?",
        "In dit corpus geen Kamervragen: ministerie Defensie, indiener Oosterlaken.",
    ),
    ("hoeveel vragen zijn er over statiegeld gesteld?", "3 Kamervragen over «statiegeld»."),
    ("hoeveel vragen over statiegeld stelde de LUP?", "1 Kamervraag: fractie LUP, over «statiegeld»."),
    (
        "hoeveel vragen over gezichtsherkenning zijn er in 2024 gesteld?",
        "2 Kamervragen gesteld in 2024, over «gezichtsherkenning».",
    ),
    (
        "hoeveel vragen zijn er gesteld tussen januari en maart 2024?",
        "28 Kamervragen gesteld van 1 januari 2024 tot en met 31 maart 2024.",
    ),
    (
        "hoeveel vragen zijn er gesteld in het voorjaar van 2024?",
        "8 Kamervragen gesteld van 1 maart 2024 tot en met 31 mei 2024.",
    ),
    (
        "hoeveel vragen werden gesteld onder het kabinet-Rutte IV?",
        "35 Kamervragen gesteld tijdens het kabinet-Rutte IV (10 januari 2022 tot en met 2 juli 2024).",
    ),
    (
        "hoeveel vragen zijn er in 2021 en 2022 gesteld?",
        "3 Kamervragen gesteld van 2021 tot en met 2022. 2 jaren: 2021 1 en 2022 2.",
    ),
    ("hoeveel vragen zijn er in 2021 en 2022 samen gesteld?", "3 Kamervragen gesteld van 2021 tot en met 2022."),
    ("hoeveel vragen zijn er tussen 2021 en 2022 gesteld?", "3 Kamervragen gesteld van 2021 tot en met 2022."),
    ("welke vragen zijn er in 2021 en 2022 gesteld?", "3 Kamervragen gesteld van 2021 tot en met 2022."),
    ("aantal Kamervragen van Kust-Veen", "5 Kamervragen: fractie Kust-Veen."),
    ("aantal vragen in vergaderjaar 2024-2025", "5 Kamervragen: vergaderjaar 2024-2025."),
    (
        "hoeveel vragen beantwoordde VWS in 2024?",
        "1 beantwoorde Kamervraag: ministerie Volksgezondheid, Welzijn en Sport, in 2024.",
    ),
    ("hoeveel vragen heeft Financiën beantwoord?", "5 beantwoorde Kamervragen: ministerie Financiën."),
    (
        "hoeveel vragen beantwoordde minister Stoutjesdam?",
        "3 beantwoorde Kamervragen: bewindspersoon Minister Stoutjesdam (Defensie).",
    ),
    (
        "hoeveel antwoorden gaf minister Aertsbergen in 2024?",
        "3 beantwoorde Kamervragen: bewindspersoon Minister Aertsbergen (Justitie en Veiligheid), in 2024.",
    ),
    ("hoeveel antwoorden kwamen er in december 2024?", "1 beantwoorde Kamervraag in december 2024."),
    ("hoeveel vragen staan open?", "2 Kamervragen zonder antwoord."),
    ("hoeveel vragen zijn nog niet beantwoord?", "2 Kamervragen zonder antwoord."),
    ("hoeveel vragen van de VDP staan nog open?", "1 Kamervraag zonder antwoord: fractie VDP."),
    ("hoeveel vragen zijn te laat beantwoord?", "26 te laat beantwoorde Kamervragen."),
    ("hoeveel vragen zijn op tijd beantwoord?", "10 op tijd beantwoorde Kamervragen."),
    ("hoeveel vragen zijn uitgesteld?", "4 Kamervragen met uitstel."),
    ("hoeveel vragen zijn ingetrokken?", "1 ingetrokken Kamervraag."),
    (
        "hoeveel vragen van Çelebioğlu zijn te laat beantwoord?",
        "2 te laat beantwoorde Kamervragen: indiener Çelebioğlu.",
    ),
    (
        "hoeveel partijen stelden vragen over statiegeld?",
        "3 Kamervragen over «statiegeld». 2 fracties: BVK 3 en LUP 1.",
    ),
    (
        "hoeveel Kamerleden stelden vragen in 2024?",
        "32 Kamervragen gesteld in 2024. 12 Kamerleden: Zandbelt (VDP) 15, El Hamraoui (LUP) 3, "
        "Kruidhof (GKL) 3, Matulessia (GKL) 3, Rinske de Roovaart (LUP) 3, Sanders-Okkema (SVN) 3 "
        "en 6 andere.",
    ),
    ("welke vragen stelde Van Tintelen?", "3 Kamervragen: indiener Van Tintelen."),
    (
        "welke vragen stelde Sanders-Okkema over reservisten?",
        "In dit corpus geen Kamervragen: indiener Sanders-Okkema, over «reservisten». Er is op "
        "woorden gezocht: in andere woorden kunnen ze er zijn.",
    ),
    ("welke vragen heeft Brandstra gesteld?", "3 Kamervragen: indiener Brandstra."),
    (
        "welke vragen beantwoordde minister Harlingerman?",
        "3 beantwoorde Kamervragen: bewindspersoon Minister Harlingerman (Infrastructuur en Waterstaat).",
    ),
    (
        "welke vragen van de GKL zijn beantwoord door Infrastructuur en Waterstaat?",
        "1 beantwoorde Kamervraag: ministerie Infrastructuur en Waterstaat, fractie GKL.",
    ),
    ("welke vragen staan nog open?", "2 Kamervragen zonder antwoord."),
    ("welke vragen zijn ingetrokken?", "1 ingetrokken Kamervraag."),
    ("welke vragen zijn er over ganzen gesteld?", "1 Kamervraag over «ganzen»."),
    ("alle vragen van het lid Kruidhof", "3 Kamervragen: indiener Kruidhof."),
    ("lijst van Kamervragen van de BVK", "3 Kamervragen: fractie BVK."),
    ("vragen van Matulessia", "4 Kamervragen: indiener Matulessia."),
    ("vragen van het lid Van ’t Veldt", "3 Kamervragen: indiener Van ’t Veldt."),
    ("Kamervragen van de SVN in 2024", "3 Kamervragen: fractie SVN, gesteld in 2024."),
    (
        "de laatste vragen van Kruidhof",
        "3 Kamervragen: indiener Kruidhof. De laatste: het waterpeil in de veenweiden (Kruidhof "
        "(GKL), Rinske de Roovaart (LUP) en Sanders-Okkema (SVN)), gesteld 27 februari 2024, beantwoord 2 april 2024.",
    ),
    (
        "wat waren de eerste vragen van de LUP?",
        "7 Kamervragen: fractie LUP. De eerste: uitbreiding van het statiegeld naar sap en zuivel (El Hamraoui "
        "(LUP) en Van Tintelen (BVK)), gesteld 7 februari 2023, beantwoord 14 maart 2023.",
    ),
    (
        "wanneer stelde El Hamraoui voor het laatst vragen?",
        "4 Kamervragen: indiener El Hamraoui. De laatste: het tekort aan wijkagenten op het "
        "platteland (El Hamraoui (LUP)), gesteld 29 oktober 2024, beantwoord 10 december 2024.",
    ),
    (
        "wie stelde de meeste vragen?",
        "42 Kamervragen. De meeste: Zandbelt (VDP) 16. Van 3 is het Kamerlid niet bekend.",
    ),
    (
        "wie stelde vragen over statiegeld?",
        "3 Kamervragen over «statiegeld». 2 Kamerleden: Van Tintelen (BVK) 3 en El Hamraoui (LUP) 1.",
    ),
    (
        "wie stelde de meeste vragen over statiegeld?",
        "3 Kamervragen over «statiegeld». De meeste: Van Tintelen (BVK) 3.",
    ),
    (
        "wie stelde als eerste vragen over statiegeld?",
        "3 Kamervragen over «statiegeld». De eerste: statiegeld op sapflessen (Van Tintelen (BVK)), gesteld 12 "
        "oktober 2021, beantwoord 2 november 2021.",
    ),
    ("wie vroeg naar de wijkagenten?", "1 Kamervraag over «de wijkagenten». 1 Kamerlid: El Hamraoui (LUP) 1."),
    (
        "welke Kamerleden stelden vragen over drones?",
        "In dit corpus geen Kamervragen over «drones». Er is op woorden gezocht: in andere woorden kunnen ze er zijn.",
    ),
    (
        "welke partijen stelden vragen over gezichtsherkenning?",
        "2 Kamervragen over «gezichtsherkenning». 1 fractie: LUP 2.",
    ),
    ("welke partij stelde de meeste vragen in 2024?", "32 Kamervragen gesteld in 2024. De meeste: VDP 15."),
    (
        "welke fracties stelden de minste vragen?",
        "42 Kamervragen. De minste: BVK, Nieuw Laagland en SVN, elk 3. Van 3 is de fractie niet bekend.",
    ),
    (
        "welke ministers antwoordden op vragen van Zandbelt?",
        "15 beantwoorde Kamervragen: indiener Zandbelt. 19 bewindspersonen: Minister Aertsbergen "
        "(Justitie en Veiligheid) 2, Minister Stoutjesdam (Defensie) 2, Minister van Sociale Zaken "
        "en Werkgelegenheid 2, Minister De Waardt (Financiën) 1, Minister Grevelinge – van de Meent "
        "(Asiel en Migratie) 1, Minister Harlingerman (Infrastructuur en Waterstaat) 1 en 13 "
        "andere.",
    ),
    (
        "welke ministers beantwoordden vragen over statiegeld?",
        "3 beantwoorde Kamervragen over «statiegeld». 2 bewindspersonen: Staatssecretaris "
        "Bolderdijk (Infrastructuur en Waterstaat) 2 en Staatssecretaris Hovenkamp (Infrastructuur "
        "en Waterstaat) 1.",
    ),
    (
        "welke ministeries kregen vragen van de GKL?",
        "6 Kamervragen: fractie GKL. 8 ministeries: Infrastructuur en Waterstaat 2, Buitenlandse "
        "Handel en Ontwikkelingssamenwerking 1, Economische Zaken en Klimaat 1, Landbouw, Natuur en "
        "Voedselkwaliteit 1, Langdurige Zorg en Sport 1, Natuur en Stikstof 1 en 2 andere.",
    ),
    ("welk ministerie kreeg de meeste vragen?", "42 Kamervragen. De meeste: Infrastructuur en Waterstaat 9."),
    (
        "aan welke ministeries stelde Kust-Veen vragen?",
        "5 Kamervragen: fractie Kust-Veen. 6 ministeries: Financiën 3, Sociale Zaken en "
        "Werkgelegenheid 2, Binnenlandse Zaken en Koninkrijksrelaties 1, Defensie 1, Klimaat en "
        "Energie 1 en Volkshuisvesting en Ruimtelijke Ordening 1.",
    ),
    (
        "wie beantwoordde de vragen over ganzen?",
        "1 beantwoorde Kamervraag over «ganzen». 1 bewindspersoon: Minister Heidinga (Natuur en Stikstof) 1.",
    ),
    (
        "Kamervragen per fractie",
        "42 Kamervragen. 8 fracties: VDP 16, LUP 7, GKL 6, Kust-Veen 5, NLB 4, BVK 3 en 2 andere. "
        "Van 3 is de fractie niet bekend.",
    ),
    (
        "Kamervragen per jaar",
        "42 Kamervragen. 4 jaren: 2021 1, 2022 2, 2023 4 en 2024 32. Van 3 is het jaar niet bekend.",
    ),
    ("vragen over statiegeld per jaar", "3 Kamervragen over «statiegeld». 3 jaren: 2021 1, 2023 1 en 2024 1."),
    (
        "hoeveel vragen stelde de VDP per maand?",
        "16 Kamervragen: fractie VDP. 4 maanden: 2022-11 1, 2024-01 12, 2024-03 2 en 2024-10 1.",
    ),
    (
        "vragen van Zandbelt per ministerie",
        "16 Kamervragen: indiener Zandbelt. 17 ministeries: Justitie en Veiligheid 3, Sociale Zaken "
        "en Werkgelegenheid 3, Defensie 2, Infrastructuur en Waterstaat 2, Algemene Zaken 1, "
        "Armoedebeleid, Participatie en Pensioenen 1 en 11 andere.",
    ),
    (
        "hoeveel vragen per bewindspersoon zijn er beantwoord?",
        "39 beantwoorde Kamervragen. 41 bewindspersonen: Minister Aertsbergen (Justitie en "
        "Veiligheid) 3, Minister Harlingerman (Infrastructuur en Waterstaat) 3, Minister "
        "Stoutjesdam (Defensie) 3, Staatssecretaris Bolderdijk (Infrastructuur en Waterstaat) 3, "
        "Minister Meerveld (Volksgezondheid, Welzijn en Sport) 2, Minister Quispelaar (Sociale "
        "Zaken en Werkgelegenheid) 2 en 35 andere.",
    ),
    (
        "aantal Kamervragen per vergaderjaar",
        "42 Kamervragen. 4 vergaderjaren: 2021-2022 2, 2022-2023 3, 2023-2024 32 en 2024-2025 5.",
    ),
    (
        "aantal Kamervragen per soort",
        "42 Kamervragen. 4 soorten: antwoord 39, ingetrokken 1, mededeling 1 en vraag 1.",
    ),
    ("top 3 vragenstellers", "42 Kamervragen. De meeste: Zandbelt (VDP) 16. Van 3 is het Kamerlid niet bekend."),
    (
        "hoe lang doet Justitie over een antwoord?",
        "5 beantwoorde Kamervragen: ministerie Justitie en Veiligheid. De helft kwam binnen 28 "
        "dagen; 0% binnen drie weken (5 antwoorden met beide dagen).",
    ),
    (
        "hoe lang doet het ministerie van Financiën over Kamervragen?",
        "5 beantwoorde Kamervragen: ministerie Financiën. De helft kwam binnen 21 dagen; 60% binnen "
        "drie weken (5 antwoorden met beide dagen).",
    ),
    (
        "hoe snel antwoordt VWS?",
        "2 beantwoorde Kamervragen: ministerie Volksgezondheid, Welzijn en Sport. De helft kwam "
        "binnen 21 dagen; 100% binnen drie weken (2 antwoorden met beide dagen).",
    ),
    (
        "gemiddelde antwoordtijd van Defensie",
        "3 beantwoorde Kamervragen: ministerie Defensie. De helft kwam binnen 21 dagen; 67% binnen "
        "drie weken (3 antwoorden met beide dagen).",
    ),
    (
        "gemiddelde beantwoordtermijn van Defensie",
        "3 beantwoorde Kamervragen: ministerie Defensie. De helft kwam binnen 21 dagen; 67% binnen "
        "drie weken (3 antwoorden met beide dagen).",
    ),
    (
        "antwoordtijd per ministerie",
        "36 beantwoorde Kamervragen. De mediaan: Infrastructuur en Waterstaat 28 dagen; Financiën "
        "21 dagen; Justitie en Veiligheid 28 dagen; Sociale Zaken en Werkgelegenheid 28 dagen; "
        "Defensie 21 dagen; Armoedebeleid, Participatie en Pensioenen 35,5 dagen en 15 andere.",
    ),
    (
        "welk ministerie antwoordt het traagst?",
        "36 beantwoorde Kamervragen. Het traagst: Natuur en Stikstof. De helft kwam binnen 77 "
        "dagen; 0% binnen drie weken (1 antwoord met beide dagen).",
    ),
    (
        "welk ministerie beantwoordt vragen het snelst?",
        "36 beantwoorde Kamervragen. Het snelst: Algemene Zaken. De helft kwam binnen 20 dagen; "
        "100% binnen drie weken (1 antwoord met beide dagen).",
    ),
    (
        "hoe lang duurt een antwoord op vragen van de VDP?",
        "15 beantwoorde Kamervragen: fractie VDP. De helft kwam binnen 23 dagen; 33% binnen drie "
        "weken (15 antwoorden met beide dagen).",
    ),
    ("hoeveel vragen stelde Wilders?", "«Wilders» is geen indiener of fractie in dit corpus."),
    ("hoeveel Kamervragen stelde het lid Zandbeld?", "16 Kamervragen: indiener Zandbelt."),
    (
        "zijn er Kamervragen gesteld over wolven?",
        "In dit corpus geen Kamervragen over «wolven». Er is op woorden gezocht: in andere woorden kunnen ze er zijn.",
    ),
    ("zijn er vragen gesteld over statiegeld door de LUP?", "1 Kamervraag: fractie LUP, over «statiegeld»."),
    ("heeft Zandbelt vragen gesteld over reservisten?", "1 Kamervraag: indiener Zandbelt, over «reservisten»."),
    ("wat vroeg Oosterlaken in 2024?", "2 Kamervragen: indiener Oosterlaken, gesteld in 2024."),
    (
        "wie is de grootste vragensteller?",
        "42 Kamervragen. De meeste: Zandbelt (VDP) 16. Van 3 is het Kamerlid niet bekend.",
    ),
    ("wie van de GKL stelde de meeste vragen?", "6 Kamervragen: fractie GKL. De meeste: Matulessia (GKL) 4."),
    (
        "aan wie stelde Brandstra vragen?",
        "3 Kamervragen: indiener Brandstra. 4 ministeries: Financiën 2, Sociale Zaken en "
        "Werkgelegenheid 2, Defensie 1 en Klimaat en Energie 1.",
    ),
    (
        "in welk jaar werden de meeste vragen gesteld?",
        "42 Kamervragen. De meeste: 2024 32. Van 3 is het jaar niet bekend.",
    ),
    (
        "in welk jaar werden de minste vragen gesteld?",
        "42 Kamervragen. De minste: 2021 1. Van 3 is het jaar niet bekend.",
    ),
    ("hoeveel vragen wachten nog op antwoord?", "2 Kamervragen zonder antwoord."),
    ("zijn er nog onbeantwoorde vragen van de VDP?", "1 Kamervraag zonder antwoord: fractie VDP."),
    (
        "stelde de GKL meer vragen dan de LUP?",
        "12 Kamervragen: fractie GKL of LUP. 2 fracties: LUP 7 en GKL 6.",
    ),
    (
        "wie stelde meer vragen, Brandstra of Van Tintelen?",
        "6 Kamervragen: indiener Brandstra of Van Tintelen. "
        "2 Kamerleden: Brandstra (Kust-Veen) 3 en Van Tintelen (BVK) 3.",
    ),
    ("hoeveel vragen stelden Brandstra en Van Tintelen samen?", "6 Kamervragen: indiener Brandstra of Van Tintelen."),
    ("wat was de laatste vraag van Wilders?", "«Wilders» is geen indiener of fractie in dit corpus."),
    ("hoeveel vragen heeft Mona Wilders gesteld?", "«Mona Wilders» is geen indiener of fractie in dit corpus."),
    (
        "wanneer stelde El Hamraoui vragen over wijkagenten?",
        "1 Kamervraag: indiener El Hamraoui, over «wijkagenten». De laatste: het tekort aan wijkagenten op het "
        "platteland (El Hamraoui (LUP)), gesteld 29 oktober 2024, beantwoord 10 december 2024.",
    ),
    (
        "welke vragen moet Justitie nog beantwoorden?",
        "In dit corpus geen Kamervragen zonder antwoord: ministerie Justitie en Veiligheid.",
    ),
    (
        "hoeveel procent van de vragen is op tijd beantwoord?",
        "36 beantwoorde Kamervragen. De helft kwam binnen 26,5 dagen; 28% binnen drie weken (36 "
        "antwoorden met beide dagen).",
    ),
    (
        "hoe lang duurt het gemiddeld voordat een vraag is beantwoord?",
        "36 beantwoorde Kamervragen. De helft kwam binnen 26,5 dagen; 28% binnen drie weken (36 "
        "antwoorden met beide dagen).",
    ),
    (
        "hoeveel vragen aan minister Heidinga zijn te laat beantwoord?",
        "1 te laat beantwoorde Kamervraag: bewindspersoon Minister Heidinga (Natuur en Stikstof).",
    ),
    ("Kamervragen NLB 2024", "2 Kamervragen: fractie NLB, gesteld in 2024."),
    (
        "wat zijn de meest recente vragen over statiegeld?",
        "3 Kamervragen over «statiegeld». De laatste: statiegeld op sapflessen (Van Tintelen (BVK)), gesteld 8 "
        "oktober 2024, beantwoord 5 november 2024.",
    ),
    (
        "wanneer beantwoordde de minister de vragen over wijkagenten?",
        "1 beantwoorde Kamervraag over «wijkagenten». De laatste: het tekort aan wijkagenten op het platteland "
        "(El Hamraoui (LUP)), gesteld 29 oktober 2024, beantwoord 10 december 2024.",
    ),
    (
        "welke staatssecretaris beantwoordde de meeste vragen?",
        "39 beantwoorde Kamervragen. De meeste: Staatssecretaris Bolderdijk (Infrastructuur en Waterstaat) 3.",
    ),
    (
        "toon alle openstaande vragen per ministerie",
        "2 Kamervragen zonder antwoord. 2 ministeries: Infrastructuur en Waterstaat 1 en Landbouw, "
        "Natuur en Voedselkwaliteit 1.",
    ),
    (
        "welke fractie vraagt het meest aan Infrastructuur en Waterstaat?",
        "9 Kamervragen: ministerie Infrastructuur en Waterstaat. De meeste: BVK en LUP, elk 3.",
    ),
    (
        "stelt de LUP wel eens vragen over gezichtsherkenning?",
        "2 Kamervragen: fractie LUP, over «gezichtsherkenning».",
    ),
    ("vragen aan de minister van Defensie in 2024", "2 Kamervragen: ministerie Defensie, gesteld in 2024."),
    (
        "antwoorden van minister Buitenweerd",
        "1 beantwoorde Kamervraag: bewindspersoon Minister Buitenweerd (Justitie en Veiligheid).",
    ),
)


@pytest.mark.parametrize(
    ("query", "is_told"),
    [
        ("aan welke ministeries zijn vragen gesteld over statiegeld?", True),
        ("hoeveel vragen beantwoordde VWS?", True),
        ("welke partijen stelden vragen over statiegeld?", False),
    ],
)
def test_a_count_of_ministries_says_that_those_count_that_answered(sample: Corpus, query: str, is_told: bool) -> None:
    account = " ".join(answer_to(sample, Question(query)).account)
    assert ("Een ministerie telt waar het antwoordde" in account) is is_told


def test_vergaderjaren_that_are_set_beside_each_other_have_a_number_each(sample: Corpus) -> None:
    told = answer_to(sample, Question("hoeveel vragen in 2023-2024 en hoeveel in 2024-2025?"))
    one = answer_to(sample, Question("hoeveel vragen in 2024-2025?"))
    assert {row.name: row.count for row in told.rows}["2024-2025"] == one.total
    assert len(told.rows) == 2 and sum(row.count for row in told.rows) == told.total


def test_one_name_in_several_spellings_is_said_once() -> None:
    spelt = (
        "Minister Faber - Van Veen (Asiel)",
        "Minister Faber – van Veen (Asiel)",
        "Minister Faber-Van Veen (Asiel)",
    )
    wanted = CatalogueQuestion(what=What.BEANTWOORD, filters=Filters(bewindspersonen=(*spelt, "Minister Ek (Asiel)")))
    assert conditions_of(wanted) == "bewindspersoon Minister Faber-Van Veen (Asiel) of Minister Ek (Asiel)"


@pytest.mark.parametrize(("query", "sentence"), QUESTIONS)
def test_the_catalogue_answers_in_a_sentence(sample: Corpus, query: str, sentence: str) -> None:
    assert answer_to(sample, Question(query)).sentence == sentence


@pytest.mark.parametrize("query", [query for query, _ in QUESTIONS])
def test_every_number_leads_to_a_question_that_lists_exactly_what_it_counts(sample: Corpus, query: str) -> None:
    answer = answer_to(sample, Question(query))
    assert len(answer.listed) == answer.total
    links = [(answer.filters, answer.total), *((row.filters, row.count) for row in answer.rows if row.filters)]
    for filters, number in links:
        followed = answer_to(sample, Question(answer.query, filters=filters))
        assert followed.wanted.is_list
        assert followed.total == number


OTHER = (
    "hoeveel vragen stellen burgers aan de Belastingtelefoon?",
    "hoeveel vragen kreeg de AP over datalekken?",
    "welke ministeries hielden bijeenkomsten?",
    "hebben alle ministeries vragen over statiegeld beantwoord?",
    "hoeveel huisartsenposten sluiten er?",
    "hoe lang duurt de opvang van asielzoekers op schepen?",
    "hoe lang doet Justitie over een aangifte?",
    "waarom antwoordde de minister niet op vragen over ganzen?",
    "wie zei ja op de vraag over bijeenkomsten?",
    "wat antwoordde minister Stoutjesdam over helikopters?",
    "vragen van Zandbelt over reservisten",
    "wat is het antwoord op de vraag over statiegeld",
    "statiegeld op sapflessen",
    "hoeveel antwoord krijgt een gemeente op vragen",
    "welke vragen moet een aanvrager van DigiD beantwoorden?",
    "kunt u deze vragen voor het debat beantwoorden?",
    "hoeveel leden telt een vakbond?",
    "wat vroeg Zandbelt over reservisten?",
    "waarom stelde de LUP vragen over statiegeld?",
    "hoeveel helikopters beloofde minister Stoutjesdam?",
    "hoeveel procent van de vragen stelde de VDP?",
    "kunt u alle vragen beantwoorden?",
    "kunt u deze vragen één voor één beantwoorden?",
    "wanneer worden de vragen beantwoord?",
    "wanneer komt het antwoord?",
    "is de vraag beantwoord?",
    "welke vragen",
    "per ministerie",
    "wie betaalt het antwoord",
    "",
)


@pytest.mark.parametrize("query", OTHER)
def test_another_question_is_left_alone(sample: Corpus, query: str) -> None:
    assert wanted_of(sample, Question(query)) is None


def queries_in(*files: Path) -> list[str]:
    return [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_no_query_of_our_own_gold_sets_is_taken_for_one(sample: Corpus) -> None:
    files = [REPOSITORY / "eval" / folder / "queries.jsonl" for folder in ("sets/build", "gold/sample")]
    queries = queries_in(*(file for file in files if file.is_file()))
    assert len(queries) > 80
    assert [query for query in queries if wanted_of(sample, Question(query))] == []


@pytest.mark.shared
def test_no_query_of_the_real_gold_set_is_taken_for_one(sample: Corpus, shared: Path) -> None:
    queries = queries_in(shared / "data" / "gold" / "queries.jsonl")
    assert [query for query in queries if wanted_of(sample, Question(query))] == []


def test_what_was_understood_can_be_taken_away_piece_by_piece(sample: Corpus) -> None:
    query = "hoeveel Kamervragen stelde de VDP in 2024?"
    asked = recognise(Question(query), sample.catalogue, None, ON)
    assert asked is not None
    period = "ontvangen:2024-01-01..2024-12-31"
    assert [item.key for item in asked.understood] == [COUNTING, "fracties:VDP", period]
    assert answer_to(sample, Question(query, ignore=(period,))).total == 16
    assert answer_to(sample, Question(query, ignore=("fracties:VDP",))).total == 32
    assert wanted_of(sample, Question(query, ignore=(COUNTING,))) is None


def test_filters_given_apart_narrow_the_count(sample: Corpus) -> None:
    given = Filters(fracties=("GKL",), ingezonden_van=date(2024, 1, 1))
    assert answer_to(sample, Question("hoeveel Kamervragen zijn er gesteld?", filters=given)).total == 5
    # what the question says of the same field gives way to what was chosen
    assert answer_to(sample, Question("hoeveel Kamervragen stelde de VDP?", filters=given)).total == 5


def test_the_account_says_how_was_counted(sample: Corpus) -> None:
    account = " ".join(answer_to(sample, Question("vragen over statiegeld per fractie")).account)
    assert "45 publicaties" in account
    assert "gezocht, niet op betekenis" in account
    assert "telt bij elk" in account  # one was put by two parties
    undated = " ".join(answer_to(sample, Question("hoeveel vragen zijn er in 2024 gesteld?")).account)
    assert "3 publicaties tellen niet mee: de datum is niet bekend" in undated


def test_a_count_that_leaves_most_out_says_so_beside_the_number(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    known = make_publication(1)
    unnamed = [make_publication(n, indieners=(("Zijlstra", None),)) for n in (2, 3)]
    counted = answer_to(make_corpus([known, *unnamed]), Question("hoeveel Kamervragen stelde de ABC?"))
    assert counted.total == 1
    assert counted.sentence.endswith("Van 2 publicaties is de fractie niet bekend (van 3).")
    assert "Van 2 publicaties is de fractie niet bekend: die tellen niet mee." in counted.account


def test_a_count_of_late_answers_says_of_how_many_the_time_is_not_known(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    late = replace(make_publication(1), ingezonden=date(2024, 1, 1), ontvangen=date(2024, 3, 1))
    unknown = [replace(make_publication(n), ingezonden=None) for n in (2, 3)]
    counted = answer_to(make_corpus([late, *unknown]), Question("hoe vaak zijn vragen te laat beantwoord?"))
    assert counted.total == 1
    assert counted.sentence.endswith("2 publicaties tellen niet mee: de datum is niet bekend.")


def test_a_question_counts_where_only_it_says_who_asked_and_when(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    answer = replace(make_publication(1), indieners=(), ingezonden=None)
    asked = replace(make_publication(1), id="kv-tk-2024z00001", soort=Soort.VRAAG, paren=(), open_vragen=answer.vragen)
    corpus = make_corpus([answer, replace(asked, ontvangen=None)])
    for query in ("hoeveel Kamervragen stelde de ABC?", "hoeveel Kamervragen zijn er in 2024 gesteld?"):
        assert answer_to(corpus, Question(query)).total == 1
    for query, group in (("Kamervragen per fractie", "ABC"), ("Kamervragen per jaar", "2024")):
        assert [(row.name, row.count) for row in answer_to(corpus, Question(query)).rows] == [(group, 1)]
    assert answer_to(corpus, Question("hoeveel Kamervragen zijn er gesteld?")).total == 1
    assert answer_to(corpus, Question("hoeveel vragen staan open?")).total == 0


def test_open_is_open_on_the_day_that_is_looked_at(sample: Corpus) -> None:
    wanted = CatalogueQuestion(what=What.OPEN, filters=Filters(), per=Per.MINISTERIE)
    assert count(sample, wanted, date(2024, 2, 1)).total == 1
    assert count(sample, wanted, ON).total == 2


def test_a_follow_up_about_a_year_is_of_the_day_that_the_question_is_about(sample: Corpus) -> None:
    first = Question("hoeveel Kamervragen stelde de VDP?", follow_ups=("en in 2022?",))
    (turn,) = follow(first, sample.catalogue, ON).turns
    assert turn.question.filters.to_json() == {"ingezonden_van": "2022-01-01", "ingezonden_tot": "2022-12-31"}
    assert answer_to(sample, turn.question).total == 1


@pytest.fixture
def assistant(sample: Corpus) -> Assistant:
    return Assistant(sample, Retrieval())


def test_the_count_is_the_answer_and_no_passage_is_quoted(assistant: Assistant) -> None:
    answer = assistant.ask(Question("wie stelde de meeste vragen over statiegeld?"))
    assert (answer.verdict, answer.reason.ground, answer.statements) == (Verdict.BEANTWOORD, Ground.COUNTED, ())
    assert answer.reason.summary == "3 Kamervragen over «statiegeld». De meeste: Van Tintelen (BVK) 3."
    assert answer.search.hits  # passages about it lie beside it
    assert answer.counted is not None


def test_no_count_about_a_subject_still_shows_what_lies_near(assistant: Assistant) -> None:
    answer = assistant.ask(Question("zijn er Kamervragen gesteld over wolven?"))
    assert answer.verdict is Verdict.VERWANT  # searched by words: in other words it may be there
    assert answer.statements == ()
    assert answer.search.hits


def test_nothing_counted_is_nothing_found(assistant: Assistant) -> None:
    answer = assistant.ask(Question("hoeveel vragen stelde Zandbelt in 1999?"))
    assert answer.verdict is Verdict.NIET_GEVONDEN
    assert answer.search.hits == ()
    assert "In dit corpus geen Kamervragen" in answer.reason.summary


def test_the_json_names_what_is_counted_with_a_question_for_every_number(assistant: Assistant) -> None:
    value = json.loads(json.dumps(answer_json(assistant.ask(Question("Kamervragen per fractie")))))
    catalogue = value["catalogue"]
    assert (catalogue["what"], catalogue["per"], catalogue["total"]) == ("gesteld", "fractie", 42)
    assert catalogue["rows"][0] | {"question": None} == {
        "name": "VDP",
        "count": 16,
        "median_days": None,
        "in_time": None,
        "question": None,
    }
    assert catalogue["rows"][0]["question"] == {
        "query": "welke vragen zijn er gesteld?",
        "filters": {"fracties": ["VDP"]},
    }
    assert catalogue["rows"][-1]["question"] is None  # of whom no party is known
    assert len(catalogue["listed"]) == 42
    assert "catalogue" not in answer_json(assistant.ask(Question("statiegeld op sapflessen")))


def test_a_name_that_the_corpus_lacks_is_told_with_what_comes_near(sample: Corpus) -> None:
    answer = answer_to(sample, Question("hoeveel vragen stelde Zandbulten?"))
    assert answer.total == 0
    assert answer.sentence.startswith("«Zandbulten» is geen indiener of fractie in dit corpus; bedoelt u Zandbelt")


@pytest.mark.parametrize(
    "unit", ["over ", "hoeveel vragen ", "vragen over zorg in ", "stelde Aa ", "§", "per fractie "]
)
def test_the_longest_query_takes_no_time_whatever_is_repeated(sample: Corpus, unit: str) -> None:
    assert_quick(lambda text: wanted_of(sample, replace(Question("x"), text=text)), unit, MAX_CHARS)


def test_every_word_must_stand_in_the_subject_or_a_question_wherever_it_does(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
) -> None:
    apart = make_publication(
        1, antwoorden=[({1: "Wat kost de brugafgifte?"}, "Niets."), ({2: "Ook in Bosoever?"}, "Nee.")]
    )
    answered = make_publication(2, antwoorden=[({1: "Wat kost de brugafgifte?"}, "Dat hangt af van Bosoever.")])
    others = [make_publication(n, antwoorden=[({1: "Is Bosoever bereikbaar?"}, "Ja.")]) for n in (5, 6)]
    long = replace(make_publication(4), onderwerp=f"Brugafgifte {'en wat daarmee samenhangt ' * 9}in Bosoever")
    corpus = make_corpus([apart, answered, *others, long])
    counted = count(
        corpus, CatalogueQuestion(what=What.BEANTWOORD, filters=Filters(), subject="brugafgifte Bosoever"), ON
    )
    assert {listed.publication_id for listed in counted.listed} == {apart.id, long.id}
