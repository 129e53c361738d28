from __future__ import annotations

from itertools import pairwise

import pytest

from rag.check.claims.quotation import Gap, Quotation
from rag.check.claims.quotations import find_quotations
from rag.check.draft.read import read_text
from rag.check.draft.values import Draft, DraftForm

FOUND = [
    ("Hij zei «dat het zo is» en ging.", ["dat het zo is"], "guillemets"),
    ("Hij zei “dat het zo is” en ging.", ["dat het zo is"], "curly marks"),
    ("Hij zei „dat het zo is” en ging.", ["dat het zo is"], "low and high marks"),
    ("Hij zei „dat het zo is“ en ging.", ["dat het zo is"], "low and turned marks"),
    ("Hij zei ”dat het zo is” en ging.", ["dat het zo is"], "the same mark twice"),
    ('Hij zei "dat het zo is" en "ook niet anders is".', ["dat het zo is", "ook niet anders is"], "straight marks"),
    ("Hij zei ‚dat het morgen ook zo is‘ en ging.", ["dat het morgen ook zo is"], "low and turned single marks"),
    ("Hij zei ‘dat het morgen ook zo is’ en ging.", ["dat het morgen ook zo is"], "single marks"),
    ("Hij zei 'dat het morgen ook zo is' en ging.", ["dat het morgen ook zo is"], "straight single marks"),
    ("Hij zei ’dat het morgen ook zo is’ en ging.", ["dat het morgen ook zo is"], "two apostrophes as marks"),
    ("Zijn foto’s van ’s morgens en ’t huis van Jans’ tante.", [], "apostrophes"),
    ("Hij zei ‘dat de foto’s van ’s morgens goed zijn’ en ging.", ["dat de foto’s van ’s morgens goed zijn"], "both"),
    ("De ‘harde knip’ en het ‘nieuwe normaal’.", [], "terms in single marks"),
    ('Een buis van 5" en een van 6" dik.', [], "inches"),
    ('Hij zei “dat het zo is" en ging.', ["dat het zo is"], "marks that do not match"),
    ("Hij zei «dat het zo is", [], "never closed"),
    ('Zij zei "dat is zo.\n\nEn toen "nog iets anders" daarna.', ["nog iets anders"], "left open in a paragraph"),
    (
        "«De eerste alinea.\n\n«En de tweede alinea.» Klaar.",
        ["De eerste alinea.\n\n«En de tweede alinea."],
        "two paragraphs",
    ),
    ('"De eerste alinea.\n\nEn de tweede", zei hij.', ["De eerste alinea.\n\nEn de tweede"], "straight, over two"),
    (
        "Hij zei: ‘Zo is dat nu eenmaal.\n\nEn zo blijft het ook.’ Klaar.",
        ["Zo is dat nu eenmaal.\n\nEn zo blijft het ook."],
        "single marks over two paragraphs",
    ),
    ("De ‘harde knip van vorig jaar.\n\nDe foto’s van Jans’ tante zijn mooi.", [], "no end of a sentence"),
    ("Hij zei ‘dat het morgen ook zo is ’, en ging.", ["dat het morgen ook zo is"], "a space before the mark"),
    ("Hij zei ‘er is morgen ook nog een dag’ en ging.", ["er is morgen ook nog een dag"], "a word that can be clipped"),
    ("(«Dat is zo gezegd»)", ["Dat is zo gezegd"], "in brackets"),
]


def quotes(text: str, form: DraftForm = DraftForm.TEKST) -> list[str]:
    draft = read_text(text, form=form)
    return [draft.text[one.span.start : one.span.end] for one in find_quotations(draft)]


def only(text: str, form: DraftForm = DraftForm.TEKST) -> Quotation:
    (found,) = find_quotations(read_text(text, form=form))
    return found


@pytest.mark.parametrize(("text", "expected", "reason"), FOUND)
def test_quotations_are_found_by_their_marks(text: str, expected: list[str], reason: str) -> None:
    assert quotes(text) == expected, reason


def test_a_quotation_within_another_belongs_to_it() -> None:
    found = only("«Hij schreef ‘dat dit niet zo bedoeld was’ en dat was het.»")
    assert [one.count for one in found.inner] == [6]


@pytest.mark.parametrize("sign", ["[…]", "(…)", "[...]", "(...)", "...", "…", ". . .", "[..]", "[. . .]"])
def test_what_is_left_out_cuts_a_quotation(sign: str) -> None:
    found = only(f"«De raad heeft {sign} gevraagd dit te doen»")
    assert [segment.tokens for segment in found.segments] == [
        ("de", "raad", "heeft"),
        ("gevraagd", "dit", "te", "doen"),
    ]
    assert found.gaps == (Gap.OMISSION,)


def test_omission_at_the_ends_cuts_nothing() -> None:
    assert only("«… de raad heeft gevraagd dit te doen […]»").gaps == ()


def test_what_the_writer_put_in_is_no_word_of_it() -> None:
    found = only("«Zij [de gemeenten] hebben dat [sic] gevraagd[3] aan minister[s] hier»")
    assert [" ".join(segment.tokens) for segment in found.segments] == [
        "zij",
        "hebben dat gevraagd aan minister",
        "hier",
    ]
    assert found.gaps == (Gap.INSERTION, Gap.INSERTION)


def test_a_letter_in_brackets_is_the_same_word() -> None:
    assert only("«[D]e raad heeft dat gevraagd»").segments[0].key == "deraadheeftdatgevraagd"


@pytest.mark.parametrize(
    ("before", "is_title"),
    [
        ("Het bericht ", True),
        ("In het rapport van de Rekenkamer ", True),
        ("het artikel, getiteld ", True),
        ("Hij antwoordde: ", False),
        ("In dat bericht zei hij ", False),
    ],
)
def test_the_title_of_something_is_known_by_the_words_before_it(before: str, is_title: bool) -> None:
    assert only(f"{before}«Boeren zijn boos over beleid» is bekend.").is_title is is_title


def test_a_block_quotation_ends_before_the_line_that_says_who() -> None:
    text = "Hij schrijft:\n\n> De raad heeft dat *nooit* gevraagd.\n> — Minister van Financiën, nr. 12\n\nEn verder."
    assert quotes(text, DraftForm.MARKDOWN) == ["De raad heeft dat *nooit* gevraagd."]


def test_a_block_of_several_paragraphs_can_be_judged_by_paragraph() -> None:
    found = only("> De eerste alinea is dit hier.\n>\n> En de tweede alinea is dat daar.\n", DraftForm.MARKDOWN)
    assert [part.count for part in found.parts] == [6, 7]


def test_a_block_that_is_longer_than_an_answer_is_quoted_by_paragraph() -> None:
    text = "> Dit is een alinea van zeven woorden.\n>\n" * 400
    found = find_quotations(read_text(text, form=DraftForm.MARKDOWN))
    assert len(found) == 400
    assert {one.count for one in found} == {7}


def test_marks_around_a_whole_block_are_the_quotation() -> None:
    assert quotes("> «De raad heeft dat nooit gevraagd.» (nr. 12)\n", DraftForm.MARKDOWN) == [
        "De raad heeft dat nooit gevraagd."
    ]


def test_addresses_and_code_in_markdown_are_no_words() -> None:
    text = '«De [raad](https://voorbeeld.nl/a) heeft[^1] dat gevraagd»\n\n```\nprint("geen citaat")\n```\n\n[^1]: noot'
    draft = read_text(text, form=DraftForm.MARKDOWN)
    found = find_quotations(draft)
    assert [one.segments[0].tokens for one in found] == [("de", "raad", "heeft", "dat", "gevraagd")]


def test_quotations_never_lie_outside_the_draft_or_in_each_other() -> None:
    draft = Draft(text="«a b c “d e f” g» 'h i j k l m' \"n o p\" «q\n\nr» «s t u v»")
    spans = [one.outer for one in find_quotations(draft)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(draft.text) for span in spans)


def test_a_cut_quotation_after_kamervragen_is_one_and_an_opening_is_none() -> None:
    long = "de brug blijft dicht " * 6
    assert [one.startswith("de brug") for one in quotes(f"Zo staat het in Kamervragen «{long}…».")] == [True]
    assert quotes("Zie Kamervragen «Kunt u toezeggen dat de brug opengaat …», nr. 3.") == []
