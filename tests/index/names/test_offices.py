"""The register of offices: one office for a name and a day, none where there is doubt."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest

from index.names.ministries import canonical, existed
from index.names.offices import is_called, office_of, offices_of, register
from index.parse.read import read_paths


@pytest.mark.parametrize(
    ("name", "functie", "day", "ministerie"),
    [
        ("W. Koolmees", "Minister", date(2021, 6, 21), "Sociale Zaken en Werkgelegenheid"),
        ("Hugo de Jonge", "Minister", date(2021, 6, 21), "Volksgezondheid, Welzijn en Sport"),
        ("H.M. de Jonge", "Minister", date(2022, 6, 1), "Volkshuisvesting en Ruimtelijke Ordening"),
        ("De Vries", "Minister", date(1999, 5, 1), "Sociale Zaken en Werkgelegenheid"),
        ("De Vries", "Minister", date(2001, 5, 1), "Binnenlandse Zaken en Koninkrijksrelaties"),
        ("Jack de Vries", "Staatssecretaris", date(2009, 5, 1), "Defensie"),
        ("Yesilgöz", None, date(2023, 5, 1), "Justitie en Veiligheid"),
        ("Schultz van Haegen – Maas Geesteranus", "Minister", date(2012, 5, 1), "Infrastructuur en Milieu"),
        ("Faber - Van de Klashorst", "Minister", date(2024, 11, 20), "Asiel en Migratie"),
        ("Ben Bot", "Minister", date(2005, 5, 1), "Buitenlandse Zaken"),
        ("Rutte", "Minister-President", date(2015, 5, 1), "Algemene Zaken"),
        ("Rutte", "Minister", date(2015, 5, 1), "Algemene Zaken"),
        ("Rutte", "Staatssecretaris", date(2005, 5, 1), "Onderwijs, Cultuur en Wetenschap"),
    ],
)
def test_a_name_and_a_day_give_the_office(name: str, functie: str | None, day: date, ministerie: str) -> None:
    ambt = office_of(name, functie, day, day)
    assert ambt is not None
    assert ambt.ministerie == ministerie


@pytest.mark.parametrize(
    ("name", "functie", "begin", "end", "reason"),
    [
        ("De Vries", "Staatssecretaris", date(2001, 5, 1), date(2001, 5, 1), "two state secretaries of that name"),
        ("De Jonge", "Minister", date(2024, 4, 1), date(2024, 4, 1), "one minister with two offices"),
        ("Blok", "Minister", date(2017, 9, 1), date(2018, 12, 31), "two offices within the period"),
        ("Bruins Slot", "Minister", date(2023, 9, 5), date(2023, 9, 5), "the day of change counts for both"),
        ("Jan de Jonge", "Minister", date(2021, 6, 21), date(2021, 6, 21), "another first name"),
        ("Van der Laan", "Minister", date(2021, 6, 21), date(2021, 6, 21), "not in office then"),
        ("Laan", "Minister", date(2009, 6, 21), date(2009, 6, 21), "another surname"),
        ("Van der Kamp", "Minister", date(2015, 6, 21), date(2015, 6, 21), "another surname that ends alike"),
    ],
)
def test_what_leaves_a_doubt_gives_no_office(
    name: str, functie: str | None, begin: date, end: date, reason: str
) -> None:
    assert office_of(name, functie, begin, end) is None, reason


def test_every_row_names_a_ministry_of_its_time_and_ends_after_it_began() -> None:
    for ambt in register():
        assert canonical(ambt.portefeuille, ambt.van) == ambt.portefeuille, ambt
        assert existed(ambt.portefeuille, ambt.van), ambt
        assert date(1994, 8, 22) <= ambt.van < ambt.tot, ambt
        assert ambt.functie in {"Minister", "Staatssecretaris", "Minister-President"}
        assert is_called(ambt, f"{ambt.voornaam} {ambt.naam}"), ambt


def test_there_is_one_minister_president_on_every_day_since_1994() -> None:
    premiers = sorted((ambt.van, ambt.tot) for ambt in register() if ambt.functie == "Minister-President")
    assert [van for van, _ in premiers][1:] == [tot for _, tot in premiers][:-1]
    assert premiers[-1][1] == date.max


@pytest.mark.shared
def test_the_offices_that_real_headings_name_are_those_of_the_register(shared: Path) -> None:
    """Of each answerer whom a heading names with ministry and day; pages put together afterwards are no headings."""
    right = doubtful = 0
    for reading in read_paths([shared / "data" / "publications"]):
        publicatie = reading.publicatie
        if publicatie is None or publicatie.ontvangen is None:
            continue
        if not dict(publicatie.herkomst).get("beantwoord_door", "").startswith("antwoordkop"):
            continue
        for person in publicatie.beantwoord_door:
            if person.naam and person.ministerie:
                ambt = office_of(person.naam, person.functie, publicatie.ontvangen, publicatie.ontvangen)
                assert ambt is None or ambt.ministerie == person.ministerie, (publicatie.id, person, ambt)
                right += ambt is not None
                doubtful += ambt is None
    assert right >= 60
    assert doubtful <= right // 10


@pytest.mark.shared
def test_whom_real_questions_are_addressed_to_was_in_office(shared: Path) -> None:
    """42,994 questions of 2008-2024 with the names of their addressees."""
    known = unknown = 0
    with gzip.open(shared / "data" / "zaken.jsonl.gz", "rt", encoding="utf-8") as lines:
        for text in lines:
            zaak = json.loads(text)
            day = date.fromisoformat(zaak["datum"])
            for name in filter(None, zaak["gericht_aan"].split(", ")):
                is_known = bool(offices_of(re.sub(r"\s*\([^)]*\)$", "", name), None, day, day))
                known += is_known
                unknown += not is_known
    assert known >= 0.999 * (known + unknown), (known, unknown)
