"""Names, periods and numbers as people type them: a table of forms with what each must mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Bewindspersoon
from rag.understand.mentions import (
    BEWINDSPERSONEN,
    FRACTIES,
    INDIENERS,
    MINISTERIES,
    ONTVANGEN,
    PUBLICATION_IDS,
    VERGADERJAREN,
)
from rag.understand.query import understand
from rag.values import Understanding
from tests.encoder import WordEncoder
from tests.factory import make_publication, make_reading

ID = "ah-tk-20232024-101"
TODAY = date(2025, 3, 12)
MINISTRIES = {
    "VWS": "Volksgezondheid, Welzijn en Sport",
    "OCW": "Onderwijs, Cultuur en Wetenschap",
    "BZ": "Buitenlandse Zaken",
    "BZK": "Binnenlandse Zaken en Koninkrijksrelaties",
    "SZW": "Sociale Zaken en Werkgelegenheid",
    "JenV": "Justitie en Veiligheid",
    "IenW": "Infrastructuur en Waterstaat",
    "LNV": "Landbouw, Natuur en Voedselkwaliteit",
    "LVVN": "Landbouw, Visserij, Voedselzekerheid en Natuur",
    "AZ": "Algemene Zaken",
    "Defensie": "Defensie",
    "Financien": "Financiën",
    "NenS": "Natuur en Stikstof",
    "RB": "Rechtsbescherming",
    "KGG": "Klimaat en Groene Groei",
    "VRO": "Volkshuisvesting en Ruimtelijke Ordening",
    "BHOS": "Buitenlandse Handel en Ontwikkelingssamenwerking",
    "BHO": "Buitenlandse Handel en Ontwikkelingshulp",
    "AenM": "Asiel en Migratie",
}
ANSWERING = (
    ("De Jonge", "VWS"),
    ("De Jonge", "BZK"),
    ("Rutte", "AZ"),
    ("Kaag", "Financien"),
    ("Van Huffelen", "Financien"),
    ("Van Rij", "Financien"),
    ("Van der Wal-Zeggelink", "NenS"),
    ("Yeşilgöz-Zegerius", "JenV"),
    ("Faber-van de Klashorst", "AenM"),
    ("Van 't Wout", "SZW"),
    ("Helder", "VWS"),
    ("Schouten", "LNV"),
    ("Ollongren", "Defensie"),
    ("Grapperhaus", "JenV"),
    ("Kuipers", "VWS"),
    ("Hoekstra", "BZ"),
    ("Van der Burg", "JenV"),
    ("Blokhuis", "VWS"),
)
ASKING = (
    ("Leijten", "SP"),
    ("Omtzigt", "CDA"),
    ("Van Nispen", "SP"),
    ("Jasper van Dijk", "SP"),
    ("Inge van Dijk", "CDA"),
    ("Dijk", "SP"),
    ("Michon-Derkzen", "VVD"),
    ("Slagt-Tichelman", "GroenLinks-PvdA"),
    ("El Abassi", "DENK"),
    ("Kostić", "PvdD"),
    ("Van der Plas", "BBB"),
    ("Tjeerd de Groot", "D66"),
    ("Beckerman", "SP"),
    ("Van Raan", "PvdD"),
    ("Van Kent", "SP"),
    ("Koekkoek", "Volt"),
    ("De Hoop", "PvdA"),
    ("Kröger", "GroenLinks"),
    ("Marijnissen", "SP"),
    ("Wilders", "PVV"),
    ("Helder", "BBB"),
    ("Bikker", "ChristenUnie"),
    ("Baudet", "FVD"),
    ("Hertzberger", "Nieuw Sociaal Contract"),
    ("Krol", "50PLUS"),
)
YEARS = ("1994-1995", "2000-2001", "2009-2010", "2018-2019", "2023-2024", "2024-2025")
LETTERS = {
    MINISTERIES: "m",
    BEWINDSPERSONEN: "b",
    INDIENERS: "i",
    FRACTIES: "f",
    ONTVANGEN: "t",
    VERGADERJAREN: "v",
}
PART = re.compile(r"[a-z]:.+?(?=\s[a-z]:|$)")
FORMS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "typed_forms.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """A corpus in which all of these asked and answered; number 101 is the one that is asked for by number."""
    folder = tmp_path_factory.mktemp("named")
    made = [make_publication(101)]
    for n, (name, party) in enumerate(ASKING):
        made.append(make_publication(200 + n, indieners=[(name, party)], jaar=YEARS[n % len(YEARS)]))
    for n, short in enumerate(MINISTRIES):
        made.append(make_publication(300 + n, ministeries=[MINISTRIES[short]]))
    for n, (name, short) in enumerate(ANSWERING):
        who = Bewindspersoon(
            functie="Minister", portefeuille=MINISTRIES[short], ministerie=MINISTRIES[short], naam=name
        )
        one = make_publication(400 + n, ministeries=[MINISTRIES[short]])
        made.append(replace(one, beantwoord_door=(who,)))
    Builder(folder, WordEncoder()).ingest(map(make_reading, made))
    corpus = Corpus(folder, WordEncoder())
    yield corpus
    corpus.close()


def told(item: Understanding) -> str:
    """`m:VWS`, with a mark where it is a condition; whoever has a longer name is told by the surname."""
    value = next((short for short, name in MINISTRIES.items() if name == item.value), item.value)
    if item.field == BEWINDSPERSONEN:
        value = next((name for name, _ in ANSWERING if name in value), value)
    return f"{LETTERS[item.field]}:{value}{'!' * item.is_filter}"


def read(query: str, corpus: Corpus) -> set[str]:
    _, lexical = corpus.stores()
    understood = understand(query, Filters(), corpus.catalogue, lexicon=lexical, today=TODAY)
    found = {told(item) for item in understood.understood if item.field != PUBLICATION_IDS}
    return found | {"p:101"} if understood.filters.publication_ids == (ID,) else found


def wanted(expected: str) -> set[str]:
    return set(PART.findall(expected))


@pytest.mark.parametrize(("query", "expected"), FORMS, ids=[query for query, _ in FORMS])
def test_what_people_type_means_what_the_table_says(query: str, expected: str, named: Corpus) -> None:
    assert read(query, named) == wanted(expected)
