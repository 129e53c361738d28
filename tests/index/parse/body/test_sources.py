"""The list of the askers' sources behind the last answer is of the questions; a list of an answer is of the answer."""

from __future__ import annotations

import pytest

from index.parse.inputs import read_bytes
from index.values import Publication

LETTER = """Datum 24 maart 2024
Beantwoording Kamervragen van het lid Zandbelt (VDP) aan de minister van Defensie over vlaggen

Vraag 1
Kent u het bericht en het onderzoek? 1) 2)

Antwoord op vraag 1
Ja, zie ook mijn brief[1].

Vraag 2
Hangt de vlag uit?{second}

Antwoord op vraag 2
Ja, sinds vrijdag.

{one} De Vlaggenbode, 4 maart 2024
{two} Onderzoek naar vlaggen

[1] Kamerstuk 90 001, nr. 5
"""


def read(text: str) -> Publication:
    (reading,) = read_bytes("brief.txt", text.encode())
    assert reading.publicatie is not None, reading.fout
    return reading.publicatie


def notes(publication: Publication) -> list[list[tuple[str, str]]]:
    return [[(note.nummer, note.tekst) for note in pair.voetnoten] for pair in publication.paren]


OWN = ("1", "Kamerstuk 90 001, nr. 5")
ONE, TWO = ("1)", "De Vlaggenbode, 4 maart 2024"), ("2)", "Onderzoek naar vlaggen")


@pytest.mark.parametrize(("one", "two"), [("1)", "2)"), ("1.", "2.")])
def test_sources_behind_the_last_answer_go_with_the_question_that_refers_to_them(one: str, two: str) -> None:
    publication = read(LETTER.format(one=one, two=two, second=""))
    first, second = publication.paren
    assert (first.vragen[0].tekst, second.antwoord) == ("Kent u het bericht en het onderzoek?", "Ja, sinds vrijdag.")
    assert notes(publication) == [[ONE, TWO, OWN], []]


def test_a_source_that_no_question_refers_to_is_kept_with_the_last_that_does() -> None:
    text = LETTER.format(one="1)", two="2)", second=" (1)").replace("onderzoek? 1) 2)", "onderzoek?")
    assert notes(read(text)) == [[OWN], [ONE, TWO]]


def test_a_list_that_no_question_refers_to_is_part_of_the_answer() -> None:
    text = LETTER.format(one="1.", two="2.", second="").replace("? 1) 2)", "?")
    assert read(text).paren[1].antwoord.endswith("2. Onderzoek naar vlaggen")


@pytest.mark.parametrize(
    "ending",
    [
        "Ja, ik neem deze maatregelen:\n1. Meer vlaggen\n2. Hogere masten",
        "Ja, ik neem twee maatregelen.\n1. Meer vlaggen\n2. Hogere masten",
        "Ja, namelijk in de jaren\n1. 2023\n2. 2024",
    ],
)
def test_a_list_of_the_answer_is_no_list_of_sources_though_a_question_refers_to_sources(ending: str) -> None:
    text = LETTER.format(one="", two="", second="").replace("? 1) 2)", "? (1)").replace("Ja, sinds vrijdag.", ending)
    text = text.replace(" De Vlaggenbode, 4 maart 2024\n Onderzoek naar vlaggen\n", "")
    assert read(text).paren[-1].antwoord.split() == ending.split()


@pytest.mark.parametrize(("one", "two"), [("1)", "2)"), ("1", "2"), ("[1]", "[2]")])
def test_a_list_that_a_colon_announces_is_of_the_answer_and_no_notes(one: str, two: str) -> None:
    text = (
        "Beantwoording Kamervragen van het lid Zandbelt (VDP) aan de minister van Defensie over vlaggen\n\n"
        "Vraag 1\nKent u het bericht «Vlag uit»? 1)\n\nAntwoord 1\nJa.\n\nVraag 2\nWat doet u?\n\n"
        f"Antwoord 2\nIk neem twee maatregelen:\n{one} Meer vlaggen.\n{two} Hogere masten.\n"
    )
    answer = read(text).paren[-1].antwoord
    assert "Meer vlaggen." in answer
    assert "Hogere masten." in answer
