"""What stands in the place of an answer: cases in the shapes that ministers write, the text invented."""

from __future__ import annotations

import tomllib

import pytest

from rag.standpunt.nonanswer import KINDS, PATTERNS_FILE, NonAnswer, is_delay, kanttekening, sentence_kind

with PATTERNS_FILE.open("rb") as _file:
    ROWS = tomllib.load(_file)["kind"]

# text, what it is, why
CASES = [
    ("Zie het antwoord op vraag 2.", NonAnswer.ANDER_ANTWOORD, "a mere reference"),
    ("Zie mijn antwoorden op de vragen 3 en 4.", NonAnswer.ANDER_ANTWOORD, "to several answers"),
    ("Ik verwijs u naar het antwoord op vraag 22.", NonAnswer.ANDER_ANTWOORD, "in a full sentence"),
    ("Voor de kosten verwijs ik naar het antwoord op vraag 6.", NonAnswer.ANDER_ANTWOORD, "with its subject first"),
    ("Hiervoor verwijs ik u naar de Kamerbrief van 3 mei.", NonAnswer.ANDER_STUK, "to a letter, without substance"),
    ("Zie de brief van 3 mei (Kamerstuk 99 910, nr. 14).", NonAnswer.ANDER_STUK, "to a letter"),
    ("Dat kan ik niet aangeven.", NonAnswer.ONBEKEND, "cannot say"),
    ("Hiervan is ons niets bekend.", NonAnswer.ONBEKEND, "not known"),
    ("Dat is mij niet bekend.", NonAnswer.ONBEKEND, "not known to me"),
    ("Hierover heb ik geen informatie.", NonAnswer.ONBEKEND, "no information"),
    ("Dat kan ik niet aangeven. Het aantal wordt niet geregistreerd.", NonAnswer.ONBEKEND, "with the reason why not"),
    ("Over individuele gevallen doe ik geen uitspraken.", NonAnswer.GEEN_UITSPRAAK, "will not say"),
    ("Daar loop ik niet op vooruit.", NonAnswer.GEEN_UITSPRAAK, "will not anticipate"),
    ("Daarover is nog niets besloten.", NonAnswer.GEEN_UITSPRAAK, "nothing decided"),
    ("De vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord.", NonAnswer.UITSTEL, "a delay notice"),
    ("Een reactie op het rapport volgt nog. Daarin ga ik hier nader op in.", None, "says what will come"),
    ("Een kabinetsreactie op het rapport volgt nog.", NonAnswer.UITSTEL, "later"),
    ("Niet van toepassing.", NonAnswer.NIET_VAN_TOEPASSING, "does not apply"),
    ("N.v.t.", NonAnswer.NIET_VAN_TOEPASSING, "does not apply, in short"),
    ("Zie het antwoord op vraag 2. De boot vaart sinds mei weer iedere dag.", None, "refers and answers"),
    ("Zie de brief, daarin staat dat de boot 40 miljoen euro kostte.", None, "refers and answers in one sentence"),
    ("Ja.", None, "the shortest answer"),
    ("Nee, daarover zijn geen gegevens beschikbaar.", None, "a no with its reason"),
    (
        "Voor het antwoord op deze vraag verwijs ik naar de Kamerbrief.",
        NonAnswer.ANDER_STUK,
        "to a letter",
    ),
    ("De boot vaart niet in de winter.", None, "an answer with niet"),
    ("Er zijn mij geen klachten bekend.", None, "that is a no"),
    ("Schippers kunnen uitstel aanvragen van de keuring.", None, "uitstel of something else"),
    ("Ziekenhuizen krijgen meer geld.", None, "begins like zie"),
    ("", None, "nothing at all"),
]


@pytest.mark.parametrize(("text", "kind", "why"), CASES, ids=[case[2] for case in CASES])
def test_kanttekening(text: str, kind: NonAnswer | None, why: str) -> None:
    assert kanttekening(text) == (kind.value if kind else None), why


@pytest.mark.parametrize("row", ROWS, ids=[row["kind"] for row in ROWS])
def test_each_pattern_finds_its_examples_alone(row: dict[str, list[str]]) -> None:
    kind = KINDS[str(row["kind"])]
    assert [sentence_kind(text) for text in row["examples"]] == [kind] * len(row["examples"])
    assert not [text for text in row["counter_examples"] if sentence_kind(text) is kind]


def test_a_delay_of_the_questions_is_told_from_another_delay() -> None:
    assert is_delay(
        "De beantwoording van uw vragen kan niet binnen drie weken plaatsvinden; u ontvangt die termijn later."
    )
    assert not is_delay("Het uitstel van de bouw kostte drie weken.")


def test_what_a_sentence_concedes_first_does_not_count() -> None:
    said = "Hoewel ik niet op deze zaak kan ingaan (dat kan ik nooit), vind ik dat de brug terecht is gesloten."
    assert sentence_kind(said) is None
    assert sentence_kind("Hoewel ik de zorgen begrijp, ga ik niet in op losse zaken.") is NonAnswer.GEEN_UITSPRAAK
