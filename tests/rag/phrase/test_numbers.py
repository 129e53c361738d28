"""What is wrong with a number, by each of the rules alone: together they hide each other's borders."""

from __future__ import annotations

import pytest

from rag.phrase.numbers import other_number, other_order, other_year, same_word, sentence_of, wrong_number

BRANDEN = "Het aantal branden nam toe van 60 in 2021 tot 95 in 2023."
DRIE = "Er zijn 60 branden. Er zijn 95 meldingen. Meer is er niet."
ELDERS = "«95» staat in het citaat bij iets anders"
ORDER = "noemt de getallen in een andere volgorde dan het citaat"


@pytest.mark.parametrize(
    ("sentence", "quotes", "wrong"),
    [
        ("In 2023 waren er 60 branden.", BRANDEN, "«60» is in het citaat van 2021"),
        ("In 2021 waren er 60 branden, in 2023 waren het er 95.", BRANDEN, None),
        ("Er waren 60 branden.", BRANDEN, None),
        ("In 2022 waren er 60 branden.", BRANDEN, None),
        ("In 2023 waren er 70.", BRANDEN, None),
        (
            "In 2023 waren er 1.200.",
            "Er waren 1.200 branden in 2021 en 900 in 2023.",
            "«1.200» is in het citaat van 2021",
        ),
    ],
)
def test_a_number_goes_with_its_year(sentence: str, quotes: str, wrong: str | None) -> None:
    assert other_year(sentence, quotes) == wrong


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("aanvraag", "aanvraagt", True), ("kade", "kader", False), ("kaders", "kader", True), ("boot", "boot", True)],
)
def test_a_word_in_another_form_is_the_same_from_five_letters_on(one: str, other: str, same: bool) -> None:
    assert (same_word(one, other), same_word(other, one)) == (same, same)


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [("Er zijn 95", "Er zijn 95 meldingen."), ("60 branden", "Er zijn 60 branden."), ("weg", "weg")],
)
def test_a_clause_stands_in_a_sentence(clause: str, sentence: str) -> None:
    assert sentence_of(clause, DRIE) == sentence


@pytest.mark.parametrize(
    ("nearest", "wrong"),
    [
        (["60 branden"], ELDERS),
        (["60 branden", "95 meldingen"], None),
        (["60 branden", "Meer is"], None),
        (["Meer is"], None),
        ([], None),
    ],
)
def test_a_number_of_another_sentence_is_out_of_place_where_all_that_say_it_have_one(
    nearest: list[str], wrong: str | None
) -> None:
    assert other_number("er zijn 95 branden", nearest, DRIE) == wrong


@pytest.mark.parametrize(
    ("sentence", "quote", "wrong"),
    [
        ("Het nam toe van 95 tot 60.", BRANDEN, ORDER),
        ("Het nam toe van 60 tot 95.", BRANDEN, None),
        ("Dat waren er 95, in 2023.", BRANDEN, None),
        ("Er zijn 210 kijkers en 150 mensen.", "Er zijn 150 mensen en 210 kijkers.", None),
        ("Er waren 210 en 150.", "Er zijn 150 mensen en 210 kijkers.", ORDER),
        ("Het is 10 procent van 5 euro.", "Van 5 euro is het 10 procent.", None),
        ("Het was 210 euro, daarna 150 euro.", "Het was 150 euro, daarna 210 euro.", ORDER),
    ],
)
def test_numbers_that_count_nothing_of_their_own_stand_in_the_order_of_the_quote(
    sentence: str, quote: str, wrong: str | None
) -> None:
    assert other_order(sentence, [quote], quote) == wrong


@pytest.mark.parametrize(
    ("sentence", "quote", "wrong"),
    [
        ("Er zijn 70 branden.", BRANDEN, "«70» staat niet in de citaten"),
        ("Er zijn drie branden.", "Er zijn 3 branden.", None),
        ("Het kost 60 euro.", "Het is 60 procent.", "«60 euro» is in de citaten iets anders"),
        ("Het kost 60 euro.", "Het is 60 procent, of 60 euro.", None),
        ("Het kost 60 euro.", "Dat kost 60.", None),
        ("Het begint op 3 maart.", "Het begint op 3 april.", "«3 maart» is in de citaten iets anders"),
        ("Het begint op 3 maart.", "Er zijn 3 vlaggen.", "«3 maart» staat niet in de citaten"),
        (
            "Er waren 60 meldingen.",
            "Er waren 60 branden en 95 meldingen.",
            "«60» staat in de citaten niet bij «meldingen»",
        ),
        ("Er zijn 60 branden.", "Er zijn 60. Er zijn 95 branden.", None),
        (
            "Er zijn 60 branden en 95 man.",
            "Er zijn 60. Er zijn 95 branden.",
            "«60» staat in de citaten niet bij «branden»",
        ),
        ("Er zijn 75 afgewezen aanvragen.", "Er zijn 75 aanvragen; 30 zijn afgewezen.", None),
    ],
)
def test_a_number_is_in_the_quotes_with_what_it_counts(sentence: str, quote: str, wrong: str | None) -> None:
    assert wrong_number(sentence, [quote], ()) == wrong
