"""Labels in other ways of writing, read where a text keeps to one of them; the content is invented."""

from __future__ import annotations

import pytest

from index.parse.inputs import read_bytes
from index.parse.marks.spellings import with_usual_labels
from index.values import Publication

VRAGEN = ("Klopt het dat de vlag uithangt?", "Waarom hangt hij uit?", "Hoe lang blijft dat zo?")
ANTWOORDEN = ("Ja, dat klopt.", "Omdat het feest is op de kazerne.", "Tot en met vrijdag.")
VRAAGKOP = "Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over vlaggen (ingezonden 4 maart 2024).\n"
ANTWOORDKOP = "Antwoord van Minister Dekkers (Defensie) (ontvangen 2 april 2024).\n"
KOP = VRAAGKOP + ANTWOORDKOP
PAREN = [((n,), vraag, antwoord) for n, (vraag, antwoord) in enumerate(zip(VRAGEN, ANTWOORDEN, strict=True), start=1)]


def lees(tekst: str) -> Publication:
    (reading,) = read_bytes("plakken.txt", tekst.encode())
    assert reading.publicatie is not None, reading.fout
    return reading.publicatie


def paren(tekst: str) -> list[tuple[tuple[int, ...], str, str]]:
    return [(pair.vraagnummers, pair.vraagtekst, pair.antwoord) for pair in lees(tekst).paren]


def labelled(vraag: str, antwoord: str, between: str = "\n") -> str:
    lines = [KOP]
    for n, asked, answered in zip(range(1, 4), VRAGEN, ANTWOORDEN, strict=True):
        lines.append(f"{vraag.format(n)}{between}{asked}\n{antwoord.format(n)}{between}{answered}\n")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("vraag", "antwoord", "between"),
    [
        ("V{}:", "A{}:", " "),
        ("V{}", "A{}", "\n"),
        ("V{}.", "A{}.", " "),
        ("V.{}", "A.{}", " "),
        ("V.", "A.", " "),
        ("V:", "A:", " "),
        ("V", "A", "\n"),
        ("Q{}:", "A{}:", " "),
        ("Vr. {}", "Antw. {}", "\n"),
        ("Vraag{}", "Antwoord{}", "\n"),
        ("Vraag{}:", "Antwoord{}:", " "),
        ("Vraag {} –", "Antwoord {} –", " "),
        ("Vraag {}/3", "Antwoord {}/3", "\n"),
        ("Vraag [{}]", "Antwoord [{}]", "\n"),
        ("{}. Vraag", "{}. Antwoord", "\n"),
        ("Vraag {}", "Antwoord van de minister op vraag {}", "\n"),
        ("Vraag {}", "Antwoord van de minister:", "\n"),
        ("Vraag {}", "Ad vraag {}", "\n"),
        ("{}.", "Ad {}.", " "),
    ],
)
def test_a_way_of_labelling_that_a_text_keeps_to(vraag: str, antwoord: str, between: str) -> None:
    assert paren(labelled(vraag, antwoord, between)) == PAREN


@pytest.mark.parametrize("names", [("I", "II", "III"), ("een", "twee", "drie")])
def test_numbers_that_are_written_as_words_or_in_roman_figures(names: tuple[str, ...]) -> None:
    rows = zip(names, VRAGEN, ANTWOORDEN, strict=True)
    tekst = "".join(f"Vraag {name}\n{vraag}\nAntwoord {name}\n{antwoord}\n" for name, vraag, antwoord in rows)
    assert paren(KOP + tekst) == PAREN


def test_questions_that_are_counted_in_words_before_answers_without_a_number() -> None:
    rows = zip(("Eerste", "Tweede", "Derde"), VRAGEN, ANTWOORDEN, strict=True)
    tekst = "".join(f"{name} vraag\n{vraag}\nAntwoord\n{antwoord}\n" for name, vraag, antwoord in rows)
    assert paren(KOP + tekst) == PAREN


@pytest.mark.parametrize(
    "lines",
    [
        ["A2", "De weg is dicht.", "A12", "Ook die weg is dicht."],
        ["Klopt het?", "Ja.", "A. Dekkers", "V. de Vries"],
        ["V2: Klopt het?", "A2: Ja."],
        ["V1", "Dit is geen vraag.", "A1", "Dit ook niet."],
        ["Vraag 1", "Klopt het?", "Antwoord 1", "Ja, in twee stappen.", "Ad 1", "Eerst dit."],
        ["Vraag 1/2 van de rekening", "Klopt het?"],
    ],
    ids=["roads", "initials", "no first", "no question", "a list in an answer", "a fraction"],
)
def test_what_only_looks_like_such_labels_stays_as_it_is(lines: list[str]) -> None:
    assert with_usual_labels(lines) == lines


@pytest.mark.parametrize("opener", ["Antwoorden", "Antwoord", "Beantwoording:", ANTWOORDKOP.strip()])
@pytest.mark.parametrize("label", ["Vraag {}\n", "{}. "])
def test_answers_by_bare_number_behind_the_line_that_opens_them(opener: str, label: str) -> None:
    kop = VRAAGKOP if opener in ANTWOORDKOP else KOP
    vragen = "".join(f"{label.format(n)}{vraag}\n" for n, vraag in enumerate(VRAGEN, start=1))
    antwoorden = "".join(f"{n}. {antwoord}\n" for n, antwoord in enumerate(ANTWOORDEN, start=1))
    assert paren(f"{kop}{vragen}{opener}\n{antwoorden}") == PAREN


def test_answers_behind_a_heading_without_any_number_are_one_answer_to_all() -> None:
    vragen = "".join(f"Vraag {n}\n{vraag}\n" for n, vraag in enumerate(VRAGEN, start=1))
    publicatie = lees(f"{VRAAGKOP}{vragen}{ANTWOORDKOP}\nDe vlag hangt uit.\n")
    assert [(pair.vraagnummers, pair.antwoord) for pair in publicatie.paren] == [((1, 2, 3), "De vlag hangt uit.")]
    assert publicatie.ministeries == ("Defensie",)


def test_an_answer_to_all_questions() -> None:
    vragen = "".join(f"Vraag {n}\n{vraag}\n" for n, vraag in enumerate(VRAGEN, start=1))
    (pair,) = lees(f"{KOP}{vragen}Antwoord op alle vragen\nJa.\n").paren
    assert pair.vraagnummers == (1, 2, 3)


def test_old_answers_on_the_line_of_their_number_are_no_footnotes() -> None:
    vragen = "".join(f"{n} {vraag}\n" for n, vraag in enumerate(VRAGEN, start=1))
    antwoorden = "".join(f"{n} {antwoord}\n" for n, antwoord in enumerate(ANTWOORDEN, start=1))
    publicatie = lees(f"{VRAAGKOP}{vragen}{ANTWOORDKOP}{antwoorden}\n1 De Vlaggenkrant, 3 maart 2024.\n")
    assert [(pair.vraagtekst, pair.antwoord) for pair in publicatie.paren][:2] == [pair[1:] for pair in PAREN][:2]
    assert publicatie.paren[2].antwoord.startswith("Tot en met vrijdag.")


def test_a_question_and_its_answer_on_one_short_line() -> None:
    rows = enumerate(zip(VRAGEN, ANTWOORDEN, strict=True), start=1)
    assert (
        paren(KOP + "".join(f"Vraag {n} {vraag} Antwoord {n} {antwoord}\n" for n, (vraag, antwoord) in rows)) == PAREN
    )
