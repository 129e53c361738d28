"""Numbers that a document prints twice: both questions are read, each with its own answer and id, and it is told."""

from __future__ import annotations

import pytest

from index.parse.inputs import read_bytes

ASKED = "Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over vlaggen (ingezonden 5 maart 2024).\n"
ANSWERED = "Antwoord van Minister Dekkers (Defensie) (ontvangen 24 maart 2024).\n"


def numbered(kind: str, *texts: tuple[int, str]) -> str:
    return "".join(f"{kind} {nummer}\n{text}\n" for nummer, text in texts)


QUESTIONS = ((1, "Hangt A uit?"), (2, "Hangt B uit?"), (2, "Hangt C uit?"), (3, "Hangt D uit?"))
ANSWERS = ((1, "Ja."), (2, "Nee."), (2, "Vaak."), (3, "Soms."))
TURNS = "".join(numbered("Vraag", q) + numbered("Antwoord", a) for q, a in zip(QUESTIONS, ANSWERS, strict=True))
BARE = "".join(
    f"{n}. {text}\n\nAntwoord\n{answer}\n\n" for (n, text), (_, answer) in zip(QUESTIONS, ANSWERS, strict=True)
)


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("in turns", ASKED + ANSWERED + TURNS),
        ("in two halves", ASKED + ANSWERED + numbered("Vraag", *QUESTIONS) + numbered("Antwoord", *ANSWERS)),
        ("bare numbers", ASKED + ANSWERED + BARE),
        (
            "before 2009",
            ASKED
            + "".join(f"{n}\n{text}\n" for n, text in QUESTIONS)
            + ANSWERED
            + "".join(f"{n}\n{text}\n" for n, text in ANSWERS),
        ),
        (
            "bare questions, labelled answers",
            ASKED + "".join(f"{n}\n{text}\n" for n, text in QUESTIONS) + ANSWERED + numbered("Antwoord", *ANSWERS),
        ),
    ],
)
def test_a_number_printed_twice_gives_two_pairs(layout: str, text: str) -> None:
    (reading,) = read_bytes("stuk.txt", text.encode())
    assert reading.publicatie is not None, layout
    read = [(pair.id.partition("#")[2], pair.vraagtekst, pair.antwoord) for pair in reading.publicatie.paren]
    assert read == [
        ("v1", "Hangt A uit?", "Ja."),
        ("v2", "Hangt B uit?", "Nee."),
        ("v2b", "Hangt C uit?", "Vaak."),
        ("v3", "Hangt D uit?", "Soms."),
    ]
    assert "vraag 2 staat er meer dan eens; nog een keer in vraag 2b" in reading.publicatie.twijfels


def test_a_number_in_a_joint_question_and_alone_is_told() -> None:
    text = "Vraag 2, 3\nHangt B uit?\nAntwoord 2 en 3\nNee.\nVraag 3\nHangt C uit?\nAntwoord 3\nVaak.\n"
    (reading,) = read_bytes("stuk.txt", (ASKED + ANSWERED + numbered("Vraag", (1, "Hangt A uit?")) + text).encode())
    assert reading.publicatie is not None
    assert "vraag 3 staat er meer dan eens; nog een keer in vraag 3" in reading.publicatie.twijfels


def test_two_questions_of_one_number_with_one_answer_stay_together() -> None:
    text = numbered("Vraag", *QUESTIONS[:3]) + numbered("Antwoord", (1, "Ja."), (2, "Nee."))
    (reading,) = read_bytes("stuk.txt", (ASKED + ANSWERED + text).encode())
    assert reading.publicatie is not None
    assert [len(pair.vragen) for pair in reading.publicatie.paren] == [1, 2]
    assert "vraag 2 staat er meer dan eens" in reading.publicatie.twijfels


@pytest.mark.parametrize(
    ("asked", "first", "second"),
    [
        ("Hoe laat hangt hij uit?\nEn waar?", "Hoe laat hangt hij uit?", "En waar?"),
        ("Hoe laat en waar hangt hij uit?", "Hoe laat en waar hangt hij uit?", "Hoe laat en waar hangt hij uit?"),
    ],
)
def test_questions_asked_in_one_and_answered_apart_have_an_answer_each(asked: str, first: str, second: str) -> None:
    text = f"{ASKED}{ANSWERED}Vraag 1 en 2\n{asked}\nAntwoord 1\nOm twaalf uur.\nAntwoord 2\nDaar.\n"
    (reading,) = read_bytes("stuk.txt", text.encode())
    assert reading.publicatie is not None, reading.fout
    assert [(pair.vraagtekst, pair.antwoord) for pair in reading.publicatie.paren] == [
        (first, "Om twaalf uur."),
        (second, "Daar."),
    ]
    assert reading.publicatie.twijfels == ()
