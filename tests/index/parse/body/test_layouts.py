"""Layouts of letters and old papers that pair questions and answers in a way of their own; the content is invented."""

from __future__ import annotations

import pytest

from index.errors import NotAPublicationError
from index.parse.formats.text import read_text
from index.parse.inputs import read_bytes

VRAGEN = ("Klopt het dat de vlag uithangt?", "Waarom hangt hij uit?", "Hoe lang blijft dat zo?")
ANTWOORDEN = ("Ja, dat klopt.", "Omdat het feest is op de kazerne.", "Tot en met vrijdag.")
VRAAGKOP = "Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over vlaggen. (Ingezonden 4 maart 2004)"
ANTWOORDKOP = "Antwoord van Minister Dekkers (Defensie). (Ontvangen 2 april 2004)"
KOP = (VRAAGKOP, ANTWOORDKOP)
A, B, C = VRAGEN
X, Y, Z = ANTWOORDEN
Pairs = list[tuple[tuple[int, ...], str]]


def paren(*lines: str) -> Pairs:
    readings = read_bytes("plakken.txt", "\n".join(lines).encode())
    assert all(reading.publicatie for reading in readings), [reading.fout for reading in readings]
    return [
        (pair.vraagnummers, pair.antwoord)
        for reading in readings
        if reading.publicatie
        for pair in reading.publicatie.paren
    ]


LAYOUTS: dict[str, tuple[tuple[str, ...], Pairs]] = {
    "question and answer under one heading": (
        (*KOP, "Vraag en antwoord 1", A, X, "Vraag en antwoord 2", B, Y),
        [((1,), X), ((2,), Y)],
    ),
    "parts of a question answered together": (
        (*KOP, "Vraag 1a", A, "Vraag 1b", B, "Antwoord 1a en 1b", X, "Vraag 2", C, "Antwoord 2", Y),
        [((1, 1), X), ((2,), Y)],
    ),
    "parts of a question answered one by one": (
        (*KOP, "Vraag 1.1", A, "Antwoord 1.1", X, "Vraag 1.2", B, "Antwoord 1.2", Y),
        [((1,), X), ((1,), Y)],
    ),
    "the number on the line below its word": (
        (*KOP, "Vraag", "1", A, "Antwoord", "1", X, "Vraag", "2", B, "Antwoord", "2", Y),
        [((1,), X), ((2,), Y)],
    ),
    "two halves, a joint answer that skips a question": (
        (VRAAGKOP, "1", A, "2", B, "3", C, ANTWOORDKOP, "1 en 3", X, "2", Y),
        [((1, 3), X), ((2,), Y)],
    ),
    "question and answer on the line of a bare number": (
        (*KOP, f"1. {A} Antwoord: {X}", f"2. {B} Antwoord: {Y}"),
        [((1,), X), ((2,), Y)],
    ),
    "an answer to later questions before them": (
        (*KOP, "Vraag 1, 2 en 4", A, B, "En dan?", "Antwoord 1, 2 en 4", X, "Vraag 3", C, "Antwoord 3", Z),
        [((1, 2, 4), X), ((3,), Z)],
    ),
    "points behind the numbers": (
        (*KOP, "Vraag 1.", A, "Vraag 2.", B, "Antwoord 1. en 2.", X),
        [((1, 2), X)],
    ),
    "the word said again in a range": (
        (*KOP, "Vraag 1 tot en met vraag 2", A, "Antwoord vraag 1 tot en met vraag 2", X),
        [((1, 2), X)],
    ),
    "a short word before the answer to a bare number": (
        (*KOP, f"1. {A}", f"Antw.: {X}", f"2. {B}", f"Antw.: {Y}"),
        [((1,), X), ((2,), Y)],
    ),
    "numbers that count reasons behind labelled questions": (
        (VRAAGKOP, "Vraag 1", A, "Vraag 2", B, ANTWOORDKOP, "Er zijn twee redenen.", "1. Feest.", "2. Wind."),
        [((1, 2), "Er zijn twee redenen.\n\n1. Feest.\n\n2. Wind.")],
    ),
    "numbers that count reasons behind bare questions": (
        (VRAAGKOP, "1", A, "2", B, ANTWOORDKOP, "Ik beantwoord de vragen gezamenlijk.", "1. Feest.", "2. Wind."),
        [((1, 2), "Ik beantwoord de vragen gezamenlijk.\n\n1. Feest.\n\n2. Wind.")],
    ),
    "all answers in a letter of its own": (("Antwoord 1", X, "Antwoord 2", Y, *KOP), [((1,), X), ((2,), Y)]),
    "a joint answer to a range": (
        (*KOP, "Vraag 1", A, "Vraag 2", B, "Vraag 3", C, "Gezamenlijke beantwoording vraag 1 t/m 3", X),
        [((1, 2, 3), X)],
    ),
    "letters with other labels that answer two sets": (
        (
            *("Bijlage 1", "Antwoorden op vragen van het lid Zandbelt (VDP) over vlaggen (2024Z00001)"),
            *(f"V1: {A}", f"A1: {X}", "Bijlage 2"),
            *("Antwoorden op vragen van het lid Aalders (LUP) over masten (2024Z00002)", f"V1: {B}", f"A1: {Y}"),
        ),
        [((1,), X), ((1,), Y)],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_answer_stands_with_its_questions(layout: str) -> None:
    lines, expected = LAYOUTS[layout]
    found = paren(*lines)
    assert [(numbers, answer.split("\n\nVragen van")[0]) for numbers, answer in found] == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", "Vastgesteld 3 juni 2024", A, X),
        ("NOTA NAAR AANLEIDING VAN HET VERSLAG", "Ontvangen 3 juni 2024", A, X),
        (
            *("Aan de Voorzitter van de Eerste Kamer", "Vragen en opmerkingen van de leden van de VDP-fractie", A, X),
            *("Vragen en opmerkingen van de leden van de LUP-fractie", B, Y),
        ),
    ],
    ids=["consultation", "note on a report", "letter to the Eerste Kamer"],
)
def test_a_consultation_on_paper_is_refused_with_the_reason(lines: tuple[str, ...]) -> None:
    with pytest.raises(NotAPublicationError, match="schriftelijk overleg"):
        read_text("\n".join(lines))
