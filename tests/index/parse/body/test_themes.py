"""Headings that name the theme of the questions below them leave the answer above; the last words of an answer stay."""

from __future__ import annotations

import pytest

from index.parse.body.themes import is_theme
from index.parse.inputs import read_bytes
from index.values import Publication

KOP = "Vragen van het lid Zandbelt (VDP) aan de minister van Defensie over vlaggen (ingezonden 4 maart 2024)\n\n"


def read(name: str, text: str) -> tuple[Publication, tuple[str, ...]]:
    (reading,) = read_bytes(name, text.encode())
    assert reading.publicatie is not None, reading.fout
    return reading.publicatie, reading.restant


def document(*ends: str) -> str:
    """A document of questions, of which the answers end in these lines."""
    parts = [
        f"Vraag {n}\nHangt vlag {n} uit?\n\nAntwoord {n}\nJa, die hangt uit.\n{end}\n"
        for n, end in enumerate(ends, start=1)
    ]
    return KOP + "\n".join(parts)


def answers(publication: Publication) -> list[str]:
    return [pair.antwoord for pair in publication.paren]


@pytest.mark.parametrize("between", ["", "\n"])
def test_headings_between_questions_leave_the_answers(between: str) -> None:
    ends = (f"{between}Kosten van de vlaggen", f"{between}2. Toezicht en handhaving", "", "")
    publication, left = read("stuk.txt", document(*ends))
    assert answers(publication) == ["Ja, die hangt uit."] * 4
    assert left == ("Kosten van de vlaggen", "2. Toezicht en handhaving")


def test_the_first_heading_may_stand_above_the_first_question() -> None:
    text = document("Kosten van de vlaggen", "").replace(KOP, f"{KOP}Geschiedenis\n\n")
    publication, left = read("stuk.txt", text)
    assert answers(publication) == ["Ja, die hangt uit."] * 2
    assert "Kosten van de vlaggen" in left


def test_headings_between_questions_without_labels_leave_the_answers() -> None:
    parts = [
        f"Hangt vlag {n} uit?\n\nJa, die hangt uit.\n\n{end}\n" for n, end in ((1, "Kosten"), (2, "Toezicht"), (3, ""))
    ]
    answer_heading = "Antwoord van minister Dekkers (Defensie) (ontvangen 8 april 2024)\n\n"
    publication, _ = read("ah-tk-20232024-90001.txt", KOP + answer_heading + "\n".join(parts))
    assert answers(publication) == ["Ja, die hangt uit."] * 3


@pytest.mark.parametrize(
    "ends",
    [
        ("Kosten van de vlaggen", "", ""),
        ("Zie het antwoord op vraag 2", "Dat betreft Zandbelt", ""),
        ("– Kosten van de vlaggen", "– Toezicht", ""),
        ("Totaal 12", "Totaal 14", ""),
        ("Er zijn de volgende plaatsen.\nNieuwerbrug", "Er zijn de volgende plaatsen.\nHogezand", ""),
        ("Vragen van het lid Brandstra zijn eerder beantwoord.", "Nee.", ""),
        ("Antwoorden op vragen van het lid Brandstra over wimpels\nzijn eerder gegeven.", "Nee.", ""),
        ("Het gaat om deze plaatsen:\nNieuwerbrug", "Het gaat om deze plaatsen:\nHogezand", ""),
        ("De minister van Defensie", "De minister van Defensie", ""),
        ("| Jaar | Aantal |", "| Jaar | Aantal |", ""),
        ("Daarover is een brief gestuurd aan\nDe Vries", "Daarover is een brief gestuurd aan\nDe Jong", ""),
    ],
)
def test_the_last_words_of_an_answer_stay(ends: tuple[str, ...]) -> None:
    publication, _ = read("stuk.txt", document(*ends))
    last = ends[0].split("\n")[-1]
    assert answers(publication)[0].endswith(last)


def test_an_answer_of_one_line_stays() -> None:
    text = document("", "", "").replace("Ja, die hangt uit.", "Drie vlaggen")
    publication, _ = read("stuk.txt", text)
    assert answers(publication) == ["Drie vlaggen"] * 3


def test_a_heading_of_the_official_xml_is_no_part_of_the_answer_above() -> None:
    body = (
        "<vraag><nr>Vraag 1</nr><al>Hangt de vlag uit?</al></vraag>"
        "<antwoord><nr>Antwoord 1</nr><tussenkop>Binnenin</tussenkop><al>Ja.</al>{}</antwoord>{}"
        "<vraag><nr>Vraag 2</nr><al>Hoe lang?</al></vraag><antwoord><nr>Antwoord 2</nr><al>Kort.</al></antwoord>"
    )
    heading = "<tussenkop>Kosten van de vlaggen</tussenkop>"
    for within, behind in ((heading, ""), ("", heading)):
        xml = f"<officiele-publicatie><kamervragen>{body.format(within, behind)}</kamervragen></officiele-publicatie>"
        publication, left = read("ah-tk-20232024-90002.xml", f"<?xml version='1.0'?>{xml}")
        assert answers(publication) == ["Binnenin\n\nJa.", "Kort."]
        assert left == ("Kosten van de vlaggen",)


@pytest.mark.parametrize(
    "line", ["Handhaving", "## Rol van de gemeente", "**Uitvoering (lokaal)**", "III. Vervolg", "Vragen over kosten"]
)
def test_a_heading_is_told_from_a_sentence(line: str) -> None:
    assert is_theme(line)
