"""Which publications are one: the key in every form, and which form stays."""

from __future__ import annotations

import pytest

from index.parse.facts.identity import same_publication_key, supersedes
from index.parse.inputs import read_bytes
from index.values import Publication, Soort, Vorm

TEKST = (
    "AH 90070\n2024Z90070\nAntwoord van minister Dekkers (Defensie) (ontvangen 2 april 2024)\n"
    "Vraag 1\nHangt de vlag uit?\nAntwoord 1\nJa.\nVraag 2\nWaarom?\nAntwoord 2\nDaarom.\n"
)


def publicatie(identifier: str, nummer: str | None = None, opmaak: str | None = None) -> Publication:
    herkomst = (("opmaak", opmaak),) if opmaak else ()
    jaar = "2023-2024" if nummer else None
    return Publication(id=identifier, soort=Soort.ANTWOORD, vergaderjaar=jaar, nummer=nummer, herkomst=herkomst)


def test_one_publication_has_one_key_in_every_form() -> None:
    vormen = [
        publicatie("ah-tk-20232024-90080"),
        publicatie("ah-tk-20232024-90080-h1"),
        publicatie("ah-1234567", "90080"),
        publicatie("brief", "90080"),
    ]
    assert {same_publication_key(p) for p in vormen} == {"tk-2023-2024-90080"}
    anders = [publicatie("ah-ek-20232024-90080"), publicatie("kv-tk-2024z90080"), publicatie("brief")]
    assert len({same_publication_key(p) for p in anders} | {"tk-2023-2024-90080"}) == 4


@pytest.mark.parametrize(
    ("nieuw", "oud", "vervangt", "reden"),
    [
        (("ah-tk-20232024-1", Vorm.XML), ("ah-tk-20232024-1", Vorm.HTML), True, "XML beats HTML"),
        (("ah-tk-20232024-1", Vorm.PDF), ("ah-tk-20232024-1", Vorm.DOCX), False, "DOCX beats PDF"),
        (("ah-tk-20232024-1", Vorm.TEKST), ("ah-tk-20232024-1", Vorm.TEKST), True, "a changed file takes effect"),
        (("ah-tk-20232024-1", Vorm.PDF), ("ah-1234567", Vorm.DOCX), True, "typeset replaces un-typeset"),
        (("ah-1234567", Vorm.XML), ("ah-tk-20232024-1", Vorm.PDF), False, "un-typeset never replaces typeset"),
        (("ah-tk-20232024-1-h1", Vorm.PDF), ("ah-tk-20232024-1", Vorm.XML), True, "a reprint replaces its base"),
        (("ah-tk-20232024-1", Vorm.XML), ("ah-tk-20232024-1-n1", Vorm.PDF), False, "a correction stays"),
        (("ah-tk-20232024-1-h2", Vorm.PDF), ("ah-tk-20232024-1-h1", Vorm.PDF), True, "the later reprint"),
    ],
)
def test_which_of_two_forms_stays(nieuw: tuple[str, Vorm], oud: tuple[str, Vorm], vervangt: bool, reden: str) -> None:
    assert supersedes(publicatie(nieuw[0]), nieuw[1], publicatie(oud[0]), oud[1]) is vervangt, reden


def test_an_untypeset_text_under_the_official_number_yields_to_the_typeset_one() -> None:
    (los,) = read_bytes("los.txt", TEKST.encode())
    assert los.publicatie is not None
    zetsel = publicatie("ah-tk-20232024-90070", "90070")
    assert same_publication_key(los.publicatie) == same_publication_key(zetsel)
    assert supersedes(zetsel, Vorm.PDF, los.publicatie, Vorm.DOCX)
    assert not supersedes(los.publicatie, Vorm.DOCX, zetsel, Vorm.PDF)
