"""What a follow-up on content wants of a quote: a reason, a date, a number of the thing that was spoken of."""

from __future__ import annotations

import pytest

from rag.understand.turns.focus import read_focus

VEERBOOT = "mag de veerboot 's nachts varen"

# what was asked first, the follow-up, a quote, whether it has what is asked for, why
CARRIED = [
    (VEERBOOT, "wie betaalt dat?", "Ik stel subsidie beschikbaar voor de veerboot.", True, "who pays, in other words"),
    (VEERBOOT, "wie betaalt dat?", "De gemeente Veere vindt de veerboot te luid.", False, "a name that does not pay"),
    (VEERBOOT, "wie beslist dat?", "De Inspectie is bevoegd om dat te verbieden.", True, "who decides, in other words"),
    (
        VEERBOOT,
        "wie besloot dat?",
        "De gemeente Veere klaagde. Er zijn besluiten over de veerboot.",
        False,
        "a decision in another sentence than the name",
    ),
    (VEERBOOT, "wat doet de minister?", "Ik zal met de reder over de veerboot spreken.", True, "an act"),
    (VEERBOOT, "wat doet het kabinet daaraan?", "Het klopt dat de veerboot luid is.", False, "no act"),
    (VEERBOOT, "wat vond de Kamer?", "De motie over de veerboot is aangenomen.", True, "what the Kamer decided"),
    (VEERBOOT, "wat vond de Kamer?", "Uw Kamer is over de veerboot geïnformeerd.", False, "the Kamer was told"),
    (VEERBOOT, "hoeveel geld?", "De veerboot kost 3 miljoen euro.", True, "an amount, without the word"),
    (VEERBOOT, "wanneer?", "Vanaf 1 januari 2025 vaart de boot ook 's nachts.", True, "the date itself"),
    (VEERBOOT, "wanneer?", "Dat is gemeld per brief op 29 november 2021.", False, "the date of a letter"),
    (
        VEERBOOT,
        "wanneer?",
        "In de Kamerbrief van 31 oktober 2022 ben ik hierop ingegaan.",
        False,
        "the date of a letter",
    ),
    (VEERBOOT, "wanneer?", "Op 19 december jl. is uw Kamer hierover geïnformeerd.", False, "the date of the telling"),
    (
        VEERBOOT,
        "wanneer?",
        "Door een fout is op 15 februari 2024 een verkeerde versie verstuurd.",
        False,
        "of a sending",
    ),
    (
        VEERBOOT,
        "waarom niet?",
        "De boot vaart niet, omdat het geluid omwonenden wekt.",
        True,
        "a denial with its reason",
    ),
    (VEERBOOT, "waarom niet?", "Daarom is het varen verboden.", True, "a prohibition denies"),
    (VEERBOOT, "waarom niet?", "De boot vaart, omdat de eilanders daarom vroegen.", False, "a reason without a denial"),
    (VEERBOOT, "waarom niet?", "De boot vaart niet. De haven ligt stil.", False, "a denial without a reason"),
    ("tekort aan schippers", "hoeveel?", "Er ontbreken 140 schippers.", True, "a number of what was asked"),
    ("tekort aan schippers", "hoeveel?", "Het werk is verdeeld over 10 regio's.", False, "a number of something else"),
    ("gesloten veerhavens", "hoeveel?", "Sinds 2020 zijn elf havens gesloten.", True, "the end of a compound"),
    (
        "schippers",
        "hoeveel in 2023",
        "In 2023 waren er 140 schippers.",
        True,
        "the number of that year",
    ),
    (
        "tekort aan schippers",
        "hoeveel?",
        "Er is geld vrijgemaakt voor de werving van schippers inclusief campagne en voor het versterken van de dienst "
        "op het niveau van de 10 regio's.",
        False,
        "far from what was asked",
    ),
    (
        "aantal schippers",
        "hoeveel?",
        "Reders schatten het aantal op 1.200.",
        True,
        "the number is said to be the number",
    ),
    ("korting op de veerdienst", "hoeveel is dat?", "De haven krijgt 83 miljoen euro.", False, "of something else"),
    ("wat moeten eilanders betalen", "hoeveel?", "Een kaartje is 12 euro.", True, "what is paid is an amount"),
    (VEERBOOT, "wie betaalt dat?", "De Minister vroeg naar het benodigde budget.", False, "a budget that nobody pays"),
    (VEERBOOT, "wie besloot dat?", "In Veere is besloten om de boot te laten varen.", False, "decided by nobody"),
    (VEERBOOT, "wie controleert dat?", "De Inspectie ziet een toename.", False, "an inspectorate that checks nothing"),
    (VEERBOOT, "sinds wanneer?", "Sinds 2020 vaart de boot.", True, "since when"),
    (VEERBOOT, "sinds wanneer?", "In 2021 is de nachtboot ingevoerd.", True, "when it began"),
    (VEERBOOT, "sinds wanneer?", "Het doel is een stille boot in 2030.", False, "a year to come"),
    (VEERBOOT, "wanneer?", "In het op 4 mei 2020 aan uw Kamer gezonden plan staat dat.", False, "when it was sent"),
    (VEERBOOT, "waar?", "De boot vaart in Nederland en in Europa.", False, "everywhere"),
    (VEERBOOT, "waar?", "Dit is in de Wet en in Europees verband geregeld.", False, "no place"),
    ("de veerboot in Veere", "waar?", "De boot ligt in Veere.", False, "the place that was asked about"),
    (VEERBOOT, "waarom?", "De boot vaart naar aanleiding van een verzoek.", False, "an occasion is no reason"),
    ("schippers", "hoeveel?", "Dat staat daar.[10 ] De schippers varen.", False, "the number of a footnote"),
    (VEERBOOT, "sinds wanneer?", "Op 2 mei 2021 ben ik ingegaan op de veerboot.", False, "when it was spoken of"),
    (VEERBOOT, "welke partijen willen dat?", "In de Kamer wil de SP dat.", True, "a party by its name"),
    (VEERBOOT, "welke partijen willen dat?", "In Nederland willen burgers dat.", False, "another name"),
]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wat zei de rechter?", ("rechter",)),
        ("wanneer komen er meer boten?", ("boten",)),
        ("wat kost dat de eilanders?", ("eilanders",)),
        ("geldt dat ook voor roeiboten?", ("roeiboten",)),
        ("wat doet Nederland?", ()),
    ],
)
def test_of_what_was_just_spoken_of_is_asked_on(text: str, words: tuple[str, ...]) -> None:
    focus = read_focus(text, VEERBOOT)
    assert focus is not None and focus.words == words


@pytest.mark.parametrize(
    "text", ["wat kost lachgas?", "wat zei minister Veldwijk over bruggen?", "is dit kabinet van plan te sluiten?"]
)
def test_what_has_a_subject_of_its_own_asks_by_itself(text: str) -> None:
    assert read_focus(text, VEERBOOT) is None


@pytest.mark.parametrize(("topic", "text", "quote", "is_carried", "why"), CARRIED, ids=[case[4] for case in CARRIED])
def test_a_quote_has_what_a_follow_up_asks_for(topic: str, text: str, quote: str, is_carried: bool, why: str) -> None:
    focus = read_focus(text, topic)
    assert focus is not None
    assert focus.is_carried(quote, "", focus.with_topic(topic)) is is_carried, why


def test_only_a_question_for_a_place_asks_for_one() -> None:
    focus = read_focus("waar?", VEERBOOT)
    assert focus is not None
    assert focus.is_asked_in("Waar liggen de boten?")
    assert not focus.is_asked_in("Is het waar dat de boten liggen?")


def test_only_the_dates_that_are_asked_for_are_left() -> None:
    quote = "In de brief van 7 mei 2024 staat dat de boot op 12 mei 2024 gestart is."
    focus = read_focus("wanneer?", VEERBOOT)
    assert focus is not None
    assert "7 mei" not in focus.dated(quote)
    assert "12 mei 2024" in focus.dated(quote)
    assert len(focus.dated(quote)) == len(quote)
