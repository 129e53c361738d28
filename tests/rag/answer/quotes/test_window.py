from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.quotes.window import MAX_CHARS, MAX_LIST_CHARS, WHOLE_CHARS, window_around, windows

LONG = "De gemeente onderhoudt de kade al jaren zelf met eigen mensen en eigen geld" + " en met veel plezier" * 20 + "."
"""Too long to be part of a short answer that is quoted whole."""


def quotes(text: str) -> list[str]:
    return [text[window.start : window.end] for window in windows(text)]


def ends(text: str) -> set[str]:
    """The last words of every window of a text that is too long to be quoted whole."""
    assert len(text) > WHOLE_CHARS
    return {quote.split()[-1] for quote in quotes(text)}


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("Ja. Het zijn er drie.", ["Ja. Het zijn er drie."], "a short answer is quoted whole"),
        ("Ja", ["Ja"], "a short answer without a stop too"),
        (
            "De kosten zijn als volgt verdeeld:\n- de gemeente betaalt de helft;\n- de provincie betaalt de rest.",
            ["De kosten zijn als volgt verdeeld:\n- de gemeente betaalt de helft;\n- de provincie betaalt de rest."],
            "a list and its lead-in are one",
        ),
        (
            "De cijfers zijn als volgt. In 2021 waren er 31 bruggen.",
            ["De cijfers zijn als volgt. In 2021 waren er 31 bruggen."],
            "what is announced comes along",
        ),
        ("Zie het antwoord op vraag 2.", [], "a bare reference"),
        ("In het antwoord op de vragen 4 tot 7 is uiteengezet hoe dit gaat.", [], "a reference in more words"),
        ("Niet van toepassing.", [], "nothing"),
        ("Ik heb de vragen zo spoedig mogelijk beantwoord.", [], "how the questions are handled"),
        ("Ja, ik ben bekend met dit bericht.", [], "only that a report is known"),
        (
            "Ja, ik ben bekend met dit bericht. De brug gaat in mei open. Zie ook het antwoord op vraag 3.",
            ["De brug gaat in mei open."],
            "empty sentences around the answer are left out",
        ),
        (
            "Veiligheid op de brug\n\nDe brug is veilig voor iedereen.",
            ["De brug is veilig voor iedereen."],
            "a heading is no sentence",
        ),
        (
            "De brug is veilig voor iedereen. Wat de pont betreft is het beeld zo dat",
            ["De brug is veilig voor iedereen."],
            "a sentence that breaks off is not quoted",
        ),
        (
            "De brug is veilig voor iedereen.\n4 Kamerstukken II 2017/18, 34 775 VII, nr. 53.\n\nZij gaat open.",
            ["De brug is veilig voor iedereen."],
            "no quote holds a footnote, or points back over it",
        ),
        (
            "Het kan voorkomen dat iemand\n\nde brug niet vindt in het donker.",
            ["Het kan voorkomen dat iemand\n\nde brug niet vindt in het donker."],
            "a blank line within a sentence does not cut it",
        ),
        ("De opsomming volgt hieronder, te weten:", [], "a lead-in without its list"),
        ("1 2 3. 4 5 6.", [], "loose figures"),
    ],
)
def test_a_window_can_be_read_on_its_own(text: str, expected: list[str], reason: str) -> None:
    assert quotes(text) == expected, reason


@pytest.mark.parametrize(
    "turn",
    [
        "Dat betekent echter niet dat de brug dicht gaat.",
        "Wel heb ik de gemeente gevraagd naar de brug te kijken.",
        "Ik zie echter ook nadelen aan de brug.",
        "Dit betekent niet dat de brug nooit dicht gaat.",
        "Daar staat tegenover dat de brug oud is.",
        "Tegelijkertijd is de brug oud.",
        "Dat neemt niet weg dat de brug oud is.",
    ],
)
def test_no_quote_stops_before_a_sentence_that_turns_it(turn: str) -> None:
    text = f"{LONG} Een wettelijke grondslag voor de brug bestaat niet. {turn} Morgen vaart de pont weer naar Veere."
    assert not any(quote.endswith("bestaat niet.") for quote in quotes(text))
    assert any(turn in quote for quote in quotes(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "Dit geldt ook voor de sluis in Veere.",
        "Ik heb daarover met de gemeente gesproken.",
        "De gemeente heeft deze brug laten keuren.",
        "Ook de sluis gaat dicht.",
        "Wel is de sluis open.",
        "de sluis is open voor iedereen.",
    ],
)
def test_no_quote_begins_with_a_sentence_that_points_back(sentence: str) -> None:
    text = f"{LONG} De brug in Veere is oud en moet weg. {sentence} {LONG}"
    assert not any(quote.startswith(sentence) for quote in quotes(text))


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Die mening deel ik niet met u.", "it answers the question"),
        ("Op dit moment is de brug open voor verkeer.", "a time"),
        ("Het kabinet wil de brug openen.", "nothing points back"),
    ],
)
def test_a_quote_may_begin_with_a_sentence_that_stands_alone(sentence: str, reason: str) -> None:
    assert any(quote.startswith(sentence) for quote in quotes(f"{LONG} {sentence} {LONG}")), reason


def test_the_figures_of_a_table_are_in_no_quote() -> None:
    row = "3.354 2.365 887 Noord: 512 340 Vanaf mei zijn de bruggen in het hele land opnieuw geteld."
    assert not any("887" in quote for quote in quotes(f"{LONG} De brug in Veere is oud. {row} {LONG}"))


def test_a_quotation_is_not_cut() -> None:
    text = f"{LONG} De raad schrijft: «De brug is oud. Zij moet weg.» Ik neem dat advies graag over. {LONG}"
    assert not any(quote.count("«") != quote.count("»") for quote in quotes(text))


def test_a_list_too_long_to_quote_is_left_out_with_its_lead_in() -> None:
    items = "".join(f"\n- onderdeel {n} van de lange lijst met onderdelen;" for n in range(60))
    assert len(items) > MAX_LIST_CHARS
    assert not any(quote.startswith("Het gaat om:") for quote in quotes(f"Het gaat om:{items}\nMeer is het niet."))


def test_what_points_back_too_far_is_not_quoted() -> None:
    long = "Dit is " + "erg " * (MAX_CHARS // 4) + "lang."
    assert quotes(f"De brug is oud en moet weg. {long}") == ["De brug is oud en moet weg."]


def test_no_quote_begins_within_a_row_of_sentences_that_each_point_back() -> None:
    row = [f"Dit merken de schippers in {place} nu al elke dag." for place in ("Veere", "Goes", "Tholen", "Hulst")]
    found = quotes(f"{LONG} De brug in Veere is oud en moet weg. {' '.join(row)} {LONG}")
    assert any(quote.endswith(row[2]) for quote in found)
    assert not any(quote.startswith("Dit merken") for quote in found)


def test_what_is_asked_for_may_be_empty() -> None:
    text = "Ja, ik ben bekend met dit bericht."
    assert [text[one.start : one.end] for one in windows(text, takes_empty=True)] == [text]


def test_words_of_a_position_are_found_in_the_shortest_window() -> None:
    text = f"{LONG} Nee. De brug blijft dicht voor al het verkeer. {LONG}"
    at = text.index("Nee.")
    around = window_around(text, at, at + 4)
    assert around is not None
    assert text[around.start : around.end] == "Nee. De brug blijft dicht voor al het verkeer."


SENTENCES = st.sampled_from(
    [
        "Ja.",
        "Dit klopt niet.",
        "De brug gaat open.",
        "Het gaat om:",
        "- een ding;",
        "«Zo is het.",
        "Wel zo.»",
        "kop\n",
        "(Nee.)",
        "Zie vraag 2.",
    ]
)


@given(
    text=st.lists(SENTENCES, max_size=12).flatmap(lambda parts: st.sampled_from([" ".join(parts), "\n".join(parts)]))
)
def test_a_window_is_a_part_of_the_text(text: str) -> None:
    found = windows(text)
    assert len({(one.start, one.end) for one in found}) == len(found)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.first <= one.last
        assert text[one.start : one.end].strip() == text[one.start : one.end]
