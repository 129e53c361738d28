"""Pairs from blocks, whatever their order and numbering."""

from __future__ import annotations

import pytest

from index.parse.body.pairing import Pairing, form_pairs
from index.parse.content import Block, BlockKind
from index.parse.marks.references import referred_numbers


def paring(*delen: str) -> Pairing:
    """Pairs of blocks written as "v1: tekst", "a2,3: tekst" or "a: tekst"; " / " parts paragraphs."""
    blokken = []
    for deel in delen:
        kop, _, tekst = deel.partition(":")
        soort = BlockKind.VRAAG if kop[0] == "v" else BlockKind.ANTWOORD
        nummers = tuple(int(nummer) for nummer in kop[1:].split(",") if nummer)
        blokken.append(
            Block(soort=soort, nummers=nummers, paragraphs=[a.strip() for a in tekst.split(" / ") if a.strip()])
        )
    return form_pairs("ah-x", blokken)


@pytest.mark.parametrize(
    ("delen", "paren", "open_vragen"),
    [
        (("v1: A?", "a1: Ja.", "v2: B?", "a2: Nee."), [(1,), (2,)], []),
        (("v1,2: A? / B?", "a1,2: Ja."), [(1, 2)], []),
        (("v1: A?", "v2: B?", "v3: C?", "a1: Ja.", "a2: Nee.", "a3: Ja."), [(1,), (2,), (3,)], []),
        (("v4: A?", "v5: B?", "v6: C?", "v7: D?", "a4,5,6,7: Ja."), [(4, 5, 6, 7)], []),
        (("v3,5: A? / B?", "a3,5: Ja.", "v4: C?", "a4: Nee."), [(3, 5), (4,)], []),
        (("v1: A?", "v2: B?", "v3: C?", "a1,3: Ja.", "a2: Nee."), [(1, 3), (2,)], []),
        (("v1: A?", "a: Ja.", "v2: B?", "v3: C?", "a: Nee."), [(1,), (2, 3)], []),
        (("v: A?", "a: Ja.", "v: B?", "a: Nee."), [(1,), (2,)], []),
        (("v1: A?", "a1: Ja.", "v2: B?"), [(1,)], [2]),
        (("v1: A?", "v2: B?"), [], [1, 2]),
        (("v5,6: A?", "a5: Ja."), [(5, 6)], []),
        (("a1: Ja.", "v1: A?", "v2: B?", "a2: Nee."), [(1,), (2,)], [1]),
    ],
)
def test_questions_meet_their_answers(
    delen: tuple[str, ...], paren: list[tuple[int, ...]], open_vragen: list[int]
) -> None:
    resultaat = paring(*delen)
    assert [pair.vraagnummers for pair in resultaat.paren] == paren
    assert [vraag.nummer for vraag in resultaat.open_vragen] == open_vragen


def test_a_joint_block_is_split_when_its_paragraphs_are_as_many_as_its_numbers() -> None:
    (pair,) = paring("v2,3: A? / B?", "a2,3: Ja.").paren
    assert [(vraag.nummer, vraag.tekst) for vraag in pair.vragen] == [(2, "A?"), (3, "B?")]
    (pair,) = paring("v2,3: A? / B? / C?", "a2,3: Ja.").paren
    assert [(vraag.nummer, vraag.tekst) for vraag in pair.vragen] == [(2, "A?\n\nB?\n\nC?"), (3, "")]


def test_a_number_printed_twice_gets_the_number_of_its_answer() -> None:
    resultaat = paring("v1: A?", "a1: Ja.", "v1: B?", "a2: Nee.")
    assert [pair.vraagnummers for pair in resultaat.paren] == [(1,), (2,)]
    assert any("twee keer" in twijfel for twijfel in resultaat.twijfels)


def test_a_number_answered_twice_under_itself_has_two_ids() -> None:
    resultaat = paring("v4: A?", "a4: Ja.", "v4: B?", "a4: Nee.")
    assert [pair.id for pair in resultaat.paren] == ["ah-x#v4", "ah-x#v4b"]


def test_an_answer_with_another_number_goes_by_position_and_is_reported() -> None:
    resultaat = paring("v1: A?", "a1: Ja.", "v2: B?", "a1: Nee.")
    assert [(pair.vraagnummers, pair.antwoord) for pair in resultaat.paren] == [((1,), "Ja."), ((2,), "Nee.")]
    assert resultaat.twijfels


def test_a_question_whose_label_was_lost_is_found_at_the_end_of_the_answer_before() -> None:
    resultaat = paring("v1: A?", "a1: Ja. / Waarom draait de molen?", "a2: Om het water.")
    assert [(pair.vraagnummers, pair.vraagtekst) for pair in resultaat.paren] == [
        ((1,), "A?"),
        ((2,), "Waarom draait de molen?"),
    ]
    assert resultaat.paren[0].antwoord == "Ja."


def test_an_answer_without_any_question_is_kept_and_reported() -> None:
    resultaat = paring("v1: A?", "a1: Ja.", "a7: Zeven.")
    assert [pair.vraagnummers for pair in resultaat.paren] == [(1,), (7,)]
    assert "tekst van vraag 7 ontbreekt" in resultaat.twijfels


def test_an_empty_answer_is_no_pair() -> None:
    resultaat = paring("v1: A?", "a1:", "v2: B?", "a2: Ja.")
    assert [pair.vraagnummers for pair in resultaat.paren] == [(2,)]
    assert [vraag.nummer for vraag in resultaat.open_vragen] == [1]
    assert "antwoord 1 is leeg" in resultaat.twijfels


@pytest.mark.parametrize(
    ("antwoord", "nummers"),
    [
        ("Zie het antwoord op vraag 7.", (7,)),
        ("Zie antwoord vraag 1.", (1,)),
        ("Nee, zie antwoord 6.", (6,)),
        ("Zie mijn antwoord op vraag 2 en 3.", (2, 3)),
        ("Zie de antwoorden op de vragen 2 en 3 voor een toelichting.", (2, 3)),
        ("Hiervoor verwijs ik u naar het antwoord op vragen 2, 5 en 8.", (2, 5, 8)),
        ("Ik verwijs naar mijn beantwoording van vraag 4.", (4,)),
        ("Zie het antwoord op de vorige vraag.", (0,)),
        ("Zie het antwoord op vraag 3 van het lid Aalders (VDP).", ()),
        ("Ik verwijs naar het antwoord op vraag 2 van de eerdere Kamervragen over mist.", ()),
        ("In antwoord op vraag 3 staat een getal.", ()),
        ("Ja, 7 molens.", ()),
    ],
)
def test_a_reference_to_another_answer_is_resolved(antwoord: str, nummers: tuple[int, ...]) -> None:
    assert referred_numbers(antwoord) == nummers


def test_references_point_to_pairs_by_any_of_their_numbers() -> None:
    resultaat = paring(
        "v1: A?",
        "a1: Ja.",
        "v2,3: B? / C?",
        "a2,3: Zie antwoord 1.",
        "v4: D?",
        "a4: Zie antwoord vraag 3.",
        "v5: E?",
        "a5: Zie antwoord 5 en 9.",
    )
    assert [pair.verwijst_naar for pair in resultaat.paren] == [(), ("ah-x#v1",), ("ah-x#v2",), ()]
