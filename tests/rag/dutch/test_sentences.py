from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.dutch.sentences import sentence_spans
from tests.growth import assert_linear


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("sentences", "reason"),
    [
        (["Ja.", "Dat klopt."], "short ones"),
        (["Klopt dit?", "Nee!", "Of toch…", "Wie weet?!"], "other ends"),
        (["Zie art. 12 van de wet.", "Dat volstaat."], "art."),
        (["Zie nr. 1068 van dit jaar.", "Dat volstaat."], "nr."),
        (["Uw brief d.d. 3 mei is ontvangen.", "Dank."], "d.d."),
        (["De vraag m.b.t. Europa is helder.", "Dank."], "m.b.t. before a name"),
        (["Zie Kamerstuk 36 200, nr. 77.", "Daar staat het."], "a paper's number ends the sentence"),
        (["Dat staat in Kamerstuk 36 200, nr. 77 van dit jaar.", "Lees het."], "a paper's number within"),
        (["De heer A.B. de Vries vroeg dit.", "Ik antwoord."], "initials"),
        (["De heer A.B. Vries vroeg dit.", "Ik antwoord."], "initials before a capital"),
        (["Het lid J. Jansen vroeg dit.", "Ik antwoord."], "one initial"),
        (["Hij zei: «Dat klopt.»", "Daarna niets."], "guillemets close with the sentence"),
        (["„Dat klopt.”", "“En dit ook.”", "Daarna niets."], "quotation marks"),
        (["(Dit staat tussen haakjes.)", "Dit niet."], "brackets"),
        (["Het kost 1,5 mln. euro per jaar.", "Dat is veel."], "mln. before a small letter"),
        (["Het kost € 1.500.000,00 per jaar.", "Dat is veel."], "dots in amounts"),
        (["Op 16 februari 2024.", "Daarna niet."], "a date at the end"),
        (["Dat was op 16.2.2024 al zo.", "Nu niet."], "a date in figures"),
        (["Dit geldt o.a. Utrecht en Zeist.", "Meer niet."], "o.a. before a name"),
        (["Dit geldt in het eerste lid.", "De minister beslist."], "lid is a word"),
        (["Dat geldt voor hbo en wo.", "De rest volgt."], "wo is a word"),
        (["Er zijn appels, peren, enz.", "De rest volgt."], "enz. may end a sentence"),
        (["Dat was op 12 januari jl.", "De rest volgt."], "jl. may end a sentence"),
        (["Het kost 5 mln.", "De rest volgt."], "mln. may end a sentence"),
        (["Dat duurt 5 min.", "De rest volgt."], "min. may end a sentence"),
        (["Lees verder op www.rijksoverheid.nl.", "Daar staat meer."], "an address"),
        (["Dit klopt.[1]", "De rest volgt."], "a footnote mark in brackets after the stop"),
        (["Dit klopt [1].", "De rest volgt."], "a footnote mark before the stop"),
        (["Dit klopt.¹", "De rest volgt."], "a raised footnote mark"),
        (["Het gaat om:", "- scholen;", "- sporthallen.", "Meer niet."], "a list"),
        (["1. Het eerste punt.", "2. Het tweede punt."], "a numbered list"),
        (["a) Het eerste punt.", "b) Het tweede punt."], "a lettered list"),
        (["’s-Hertogenbosch doet mee.", "’s Avonds niet."], "a sentence that begins with an apostrophe"),
        (["Dat zei hij.", "«Werkelijk?»", "– Ja."], "dialogue"),
        (["Het ministerie van I&W (zie ook p. 3) antwoordt.", "Dat is alles."], "p."),
        (["Mr. dr. P.J.M. de Wit tekende.", "Dat is alles."], "titles"),
        (["In 2023 waren het er 12.", "In 2024 waren het er 14."], "figures at the end"),
        (["Dit geldt per 1 jan. 2024 voor allen.", "Dat is alles."], "a month cut short"),
        (["N.v.t.", "Zie boven."], "an abbreviation that is a sentence"),
        (["De brief van dd. 17 mei ligt klaar.", "Dank."], "dd. before a date"),
        (["De motie Vlinder c.s. (Kamerstuk 36 200, nr. 7) is aangenomen.", "Dank."], "c.s. before a bracket"),
        (["In mijn brief van 9 mei jl. (Kamerstuk 36 200) staat dat.", "Dank."], "jl. before a bracket"),
        (["Het advies van mr. H.J.Th. Vogels is er.", "Dank."], "initials of two letters"),
        (["De directeur a.i. Vogels tekende.", "Dank."], "a.i. before a name"),
        (["De trein van 10.30 uur vertrok.", "Die van 11 uur niet."], "a time"),
        (["Dat kost € 1.000,- per stuk.", "€ 2,50 is korting."], "an amount opens a sentence"),
        (["Dit is de 1e keer in 2.1 jaar.", "Dank."], "ordinals and decimals"),
        (["Het product krijgt een D.", "Bij deze groep past dat."], "a lone capital ends a sentence"),
        (["Dit klopt.[2 ]", "De rest volgt."], "a footnote mark with a space in it"),
        (["Dit klopt. [2]", "De rest volgt."], "a footnote mark apart"),
        (["«Wij zien (...) De Raad ziet dat ook.»", "Dank."], "something left out of a quotation"),
        (["Dat is gemarkeerd._", "De rest volgt."], "a mark of italics"),
        (["Lees https://www.voorbeeld.nl/pad.Html?x=1 daarover.", "Dank."], "an address with a capital"),
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str], reason: str) -> None:
    separator = "\n" if sentences[0].endswith(":") or sentences[0][1:2] in ".)" else " "
    assert split(separator.join(sentences)) == sentences, reason


def test_sentences_that_an_extractor_glued_together_are_two() -> None:
    assert split("De soort is in gevaar.Ten aanzien van vogels geldt iets anders.") == [
        "De soort is in gevaar.",
        "Ten aanzien van vogels geldt iets anders.",
    ]
    assert split("Koop het bij Winkel.Com of elders.") == ["Koop het bij Winkel.Com of elders."]


def test_paragraphs_end_sentences_whatever_they_end_with() -> None:
    assert split("Een kop zonder punt\n\nEen zin. Nog een\n \nEn klaar") == [
        "Een kop zonder punt",
        "Een zin.",
        "Nog een",
        "En klaar",
    ]


def test_a_line_that_was_only_broken_goes_on() -> None:
    assert split("Deze zin loopt\nover twee regels. En\nklaar.") == ["Deze zin loopt\nover twee regels.", "En\nklaar."]


@pytest.mark.parametrize("text", ["", " ", "\n\n \n"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert sentence_spans(text) == ()


PARTS = st.sampled_from(
    [
        "Ja.",
        "nee",
        " ",
        "\n",
        "\n\n",
        "nr.",
        "77",
        "«",
        "»",
        "A.B.",
        "Dat klopt?",
        "- ",
        "1. ",
        "...",
        "’s",
        "\t",
        "é",
        "[1]",
    ]
)


@given(text=st.one_of(st.text(max_size=200), st.lists(PARTS, max_size=40).map("".join)))
def test_sentences_follow_each_other_with_only_white_space_between(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(text[edges[n] : edges[n + 1]].strip() == "" for n in range(0, len(edges), 2))


@pytest.mark.parametrize("unit", [".", ". ", "nr. 5 ", "art. ", "A. ", "a-", ".[1]", "(...) ", ".  ", "\n- ", ".»"])
def test_the_time_grows_with_the_length_whatever_is_repeated(unit: str) -> None:
    assert_linear(sentence_spans, unit)


@pytest.mark.parametrize("unit", [" ", "«", ")", "[1]", "-", "\n"])
def test_what_follows_a_word_or_a_stop_may_go_on(unit: str) -> None:
    assert_linear(lambda text: sentence_spans(f"Ja.{text}en"), unit)
    assert_linear(lambda text: sentence_spans(f"Ja{text}en"), unit)
