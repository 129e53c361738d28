from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError
from rag.understand.pasted import MAX_PASTE_CHARS, read_paste

HEADING = "Vragen van het lid Voorbeeld (XYZ) aan de Minister van Defensie over drones (ingezonden 3 maart 2024)."
KENT, KLOPT, DOET = "Kent u het bericht «Drones»?", "Klopt het dat er drones zijn gekocht?", "Zo ja, wat doet u?"
THREE = [KENT, KLOPT, DOET]


@pytest.mark.parametrize(
    "text",
    [
        "Hoeveel drones koopt het leger?",
        "Hoeveel drones koopt het leger? En wat kosten ze?",
        "Kent u het bericht «Drones»? Wat vindt u daarvan? Bent u bereid er iets aan te doen?",
        "Hoeveel drones koopt het leger in de komende vijf jaar,\nen wat gaat dat kosten?",
        "Hoeveel drones koopt het leger?\nEn wat kosten ze?",
        "wachttijden jeugdzorg\nsinds 2022",
        "vraag 3 van nr. 1068",
        "Vraag 3: hoeveel drones zijn er?",
        "Op 2 mei 2024 werden 3. Er zijn er 4. Waarom?",
        "Dit is een tekst.\nEr staan geen vragen in.",
        "",
        "?",
    ],
)
def test_an_ordinary_question_is_not_a_pasted_one(text: str) -> None:
    assert read_paste(text) is None


FORMS = {
    "labels": "Vraag 1\n{}\n\nVraag 2\n{}\n\nVraag 3\n{}",
    "labels with a colon": "Vraag 1: {}\nVraag 2: {}\nVraag 3: {}",
    "numbers with a stop": "1. {}\n2. {}\n3. {}",
    "numbers with a bracket": "1) {}\n\n2) {}\n\n3) {}",
    "numbers between brackets": "(1) {}\n(2) {}\n(3) {}",
    "bare numbers": "1 {}\n2 {}\n3 {}",
    "numbers on lines of their own": "1\n{}\n\n2\n{}\n\n3\n{}",
    "list items": "- {}\n- {}\n- {}",
    "round list items, as word processors paste them": "•\t{}\r\n•\t{}\r\n•\t{}",
    "letters": "a) {}\nb) {}\nc) {}",
    "paragraphs": "{}\n\n{}\n\n{}",
    "lines": "{}\n{}\n{}",
    "line ends lost, labels": "Vraag 1 {} Vraag 2 {} Vraag 3 {}",
    "line ends lost, numbers": "1. {} 2. {} 3. {}",
    "Markdown": "**Vraag 1**\n{}\n\n**Vraag 2**\n{}\n\n**Vraag 3**\n{}",
}


@pytest.mark.parametrize("heading", ["", f"{HEADING}\n\n"])
@pytest.mark.parametrize("form", FORMS)
def test_sub_questions_are_recognised_in_any_form(form: str, heading: str) -> None:
    pasted = read_paste(heading + FORMS[form].format(*THREE))
    assert pasted is not None
    assert [(vraag.nummer, vraag.tekst) for vraag in pasted.vragen] == list(enumerate(THREE, start=1))
    assert pasted.heading.onderwerp == ("drones" if heading else None)


def test_the_heading_tells_who_asked_whom_about_what() -> None:
    pasted = read_paste(f"{HEADING}\n\n1. {KENT}\n2. {KLOPT}")
    assert pasted is not None
    assert [(i.naam, i.fractie) for i in pasted.heading.indieners] == [("Voorbeeld", "XYZ")]
    assert pasted.heading.gevraagde_ministeries == ("Defensie",)
    assert str(pasted.heading.ingezonden) == "2024-03-03"


def test_a_heading_makes_one_question_a_pasted_one() -> None:
    pasted = read_paste(f"{HEADING}\nHoeveel drones koopt u?")
    assert pasted is not None
    assert [vraag.tekst for vraag in pasted.vragen] == ["Hoeveel drones koopt u?"]


def test_after_a_heading_a_single_paragraph_is_split_but_zo_ja_stays() -> None:
    pasted = read_paste(f"{HEADING} {KENT} {KLOPT} Zo ja, hoeveel?")
    assert pasted is not None
    assert [vraag.tekst for vraag in pasted.vragen] == [KENT, f"{KLOPT} Zo ja, hoeveel?"]


def test_the_numbers_of_the_text_stay() -> None:
    pasted = read_paste(f"4. {KLOPT}\n5. {DOET}")
    assert pasted is not None
    assert [vraag.nummer for vraag in pasted.vragen] == [4, 5]


def test_answers_footnotes_and_lists_are_told_apart() -> None:
    text = (
        "Vraag 1\nKent u het bericht «Drones»?1\n\nAntwoord 1\nJa.\n\nVraag 2\nHoeveel drones koopt u:\n"
        "- voor de marine;\n- voor het leger?\n\nAntwoord 2\nZestig.\n\n1 NOS, 2 maart 2024, «Drones»"
    )
    pasted = read_paste(text)
    assert pasted is not None
    assert [vraag.tekst for vraag in pasted.vragen] == [
        KENT,
        "Hoeveel drones koopt u:\n– voor de marine;\n– voor het leger?",
    ]


def test_a_text_that_is_far_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(InputError, match=str(MAX_PASTE_CHARS)):
        read_paste("1. Waarom? " * MAX_PASTE_CHARS)


QUESTION = st.from_regex(re.compile(r"[A-Z][a-z]{2,9}( [a-z]{2,9}){3,9}\?"), fullmatch=True)


@given(st.lists(QUESTION, min_size=2, max_size=12))
def test_numbered_questions_come_back_as_they_were(questions: list[str]) -> None:
    pasted = read_paste("\n".join(f"{n}. {text}" for n, text in enumerate(questions, start=1)))
    assert pasted is not None
    assert [vraag.tekst for vraag in pasted.vragen] == questions


@given(st.text(alphabet="123. )(?\n-•abAVraagKunt u«»", max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    pasted = read_paste(text)
    assert pasted is None or all(vraag.tekst.strip() for vraag in pasted.vragen)


LETTERS = [
    (
        "Zijn de sluizen te duur voor schippers? Mag de haven 's nachts dicht? Wie betaalt de brug? Zo ja, wanneer?",
        [
            "Zijn de sluizen te duur voor schippers?",
            "Mag de haven 's nachts dicht?",
            "Wie betaalt de brug? Zo ja, wanneer?",
        ],
    ),
    (
        "Geachte minister,\n\nMijn schip ligt al weken stil. Ik vraag mij af of de sluis nog opengaat. Verder zou ik "
        "willen weten wat schippers betalen. En wordt er bezuinigd op bruggen?\n\nMet vriendelijke groet, J. de Boer",
        [
            "Ik vraag mij af of de sluis nog opengaat.",
            "Verder zou ik willen weten wat schippers betalen.",
            "En wordt er bezuinigd op bruggen?",
        ],
    ),
]


@pytest.mark.parametrize(("text", "asked"), LETTERS)
def test_running_text_is_split_where_it_asks_several_things(text: str, asked: list[str]) -> None:
    pasted = read_paste(text)
    assert pasted is not None
    assert [vraag.tekst for vraag in pasted.vragen] == asked
