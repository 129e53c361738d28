"""Every indiener and bewindspersoon of a catalogue is understood in every form that people ask by."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from index.names.people import person_in, surname_of
from index.parse.read import read_paths
from index.sample import sample_dir
from index.values import Publication
from rag.understand.mentions import BEWINDSPERSONEN, FRACTIES, INDIENERS, MINISTERIES
from rag.understand.names.find import names_in
from rag.understand.names.vocabulary import Vocabulary, make_vocabulary

ASKED = (
    "vragen van {}",
    "Kamervragen van het lid {} over gas",
    "welke vragen stelde {}?",
    "wat zei {} over stikstof",
    "{} over stikstof",
    "{} stelde vragen over gas",
    "waar vroeg {} naar?",
    "vragen gesteld door mevrouw {}",
)
ANSWERED = (
    "wat zei {}",
    "wat antwoordde minister {} over gas",
    "volgens staatssecretaris {}",
    "minister {} over stikstof",
    "{} over stikstof",
    "heeft minister {} gereageerd op stikstof?",
    "het standpunt van {} over gas",
)


def publications_in(folder: Path) -> list[Publication]:
    return [reading.publicatie for reading in read_paths([folder]) if reading.publicatie]


def vocabulary(
    publications: Iterable[Publication], members: Iterable[str] = (), others: Iterable[str] = ()
) -> Vocabulary:
    read = list(publications)
    indieners = {one.naam for p in read for one in p.indieners} | set(members)
    fracties = {one.fractie for p in read for one in p.indieners if one.fractie} | {"Omtzigt"}
    bewindspersonen = {one.als_tekst for p in read for one in p.beantwoord_door} | set(others)
    ministeries = {name for p in read for name in p.ministeries}
    return make_vocabulary(*(tuple(sorted(names)) for names in (indieners, fracties, ministeries, bewindspersonen)))


def spoken(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every name as it stands and as a surname, which may be two words where it stands alone elsewhere."""
    known = set(names)
    for name in known:
        longer = [other for other in known if name.endswith(f" {other}")]
        yield name, name
        if not any(other.endswith(f" {name}") for other in known):
            yield name, max((*longer, surname_of(name)), key=len)


def missed(known: Vocabulary) -> list[str]:
    """The queries in which a person is not found, or is taken for a party or ministry."""
    found = []
    members = {value for values in known.indieners.by_key.values() for value in values}
    named = {
        name: value
        for values in known.bewindspersonen.by_key.values()
        for value in values
        if (name := person_in(value))
    }
    for field, forms, names in ((INDIENERS, ASKED, spoken(members)), (BEWINDSPERSONEN, ANSWERED, spoken(named))):
        for name, said in names:
            value = name if field == INDIENERS else named[name]
            for form in forms:
                query = form.format(said)
                mentions = names_in(query, known)
                is_found = any(mention.field == field and value in mention.values for mention in mentions)
                if not is_found or any(mention.field in (FRACTIES, MINISTERIES) for mention in mentions):
                    found.append(query)
    return found


def test_every_name_of_the_sample_is_understood() -> None:
    known = vocabulary(publications_in(sample_dir()))
    assert len(known.indieners.by_key) > 10
    assert len(known.bewindspersonen.by_key) > 10
    assert missed(known) == []


@pytest.mark.shared
def test_every_name_of_real_questions_is_understood(shared: Path) -> None:
    members, ministers = set(), set()
    with gzip.open(shared / "data" / "zaken.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            members |= set(_names(f"{row['indiener']}, {row['medeindiener']}"))
            ministers |= {f"Minister {name} (Defensie)" for name in _names(row["gericht_aan"])}
    known = vocabulary(publications_in(shared / "data" / "publications"), members, ministers)
    assert len(known.indieners.by_key) > 900
    assert missed(known) == []


def _names(text: str) -> Iterator[str]:
    """`Krista van Velzen (K.), J.M. Cramer` -> each with letters enough to be called by."""
    for name in text.split(", "):
        bare = name.partition(" (")[0].strip()
        if bare and not bare.endswith("."):
            yield bare
