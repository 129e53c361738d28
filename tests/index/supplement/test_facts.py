"""The facts of Tweede Kamer Open Data: numbers as the source writes them, and what is kept between runs."""

from __future__ import annotations

from datetime import date

import pytest

from index.supplement.facts import (
    Actor,
    TkDocument,
    Zaak,
    aanhangsel_van,
    aanhangselnummers,
    document_from_json,
    to_json,
    zaak_from_json,
)
from tests.index.harvest.tk_server import guid


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("242501244", ("2024-2025", 1244), "five digits"),
        ("151601580", ("2015-2016", 1580), "five digits"),
        ("15160158", ("2015-2016", 158), "four digits"),
        ("080900001", ("2008-2009", 1), "zeros in front"),
        ("242600001", None, "years that do not follow each other"),
        ("242500000", None, "no number"),
        ("1244", None, "without years"),
        ("2425012444", None, "too long"),
        (None, None, "absent"),
    ],
)
def test_an_aanhangselnummer_is_a_year_and_a_number(text: str | None, found: object, why: str) -> None:
    assert aanhangsel_van(text) == found, why
    if isinstance(found, tuple):
        assert text in aanhangselnummers(*found)


def test_what_is_kept_is_what_was_read() -> None:
    people = (Actor(relatie="Indiener", naam="É. Ünal", fractie="ABC", functie=None), Actor(relatie="Gericht aan"))
    case = Zaak(nummer="2024Z00001", onderwerp=None, gestart=date(2024, 1, 2), actoren=people)
    assert zaak_from_json(to_json(case)) == case
    letter = TkDocument(
        id=guid(1),
        soort="Antwoord schriftelijke vragen",
        nummer="2024D00001",
        vergaderjaar="2023-2024",
        aanhangselnummer=7,
        zaken=("2024Z00001",),
        ontvangen=date(2024, 2, 3),
        ondertekenaars=people,
    )
    assert document_from_json(to_json(letter)) == letter
    assert (letter.publication_id, letter.sleutel) == ("ah-tk-20232024-7", "tk-2023-2024-7")
    assert letter.page_url == "https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?id=2024D00001&did=2024D00001"
    bare = TkDocument(id=guid(1), soort="x")
    assert document_from_json(to_json(bare)) == bare
    assert (bare.publication_id, bare.sleutel, bare.page_url) == (None, None, None)
