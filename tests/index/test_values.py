"""The domain values: what the id of a pair says, and what no value may be."""

from __future__ import annotations

import json
import pickle

import pytest

from index.values import Pair, PairId, Vraag, publication_of


@pytest.mark.parametrize(
    ("text", "publication_id", "number", "why"),
    [
        ("ah-tk-20232024-1068#v1", "ah-tk-20232024-1068", 1, "a pair"),
        ("kv-tk-2024z90080#v12b", "kv-tk-2024z90080", 12, "a document that numbers a question twice"),
        ("ah-tk-20232024-1068#bericht", "ah-tk-20232024-1068", None, "a notice"),
        ("ah-tk-20232024-1068", "ah-tk-20232024-1068", None, "a publication"),
        ("ah-tk-20232024-1068#v", "ah-tk-20232024-1068", None, "no number"),
        ("ah-tk-20232024-1068#v1a", "ah-tk-20232024-1068", None, "the first of two has no letter"),
        ("x#v" + "9" * 5000, "x", None, "no question has such a number"),
        ("#v1", "", None, "no publication"),
    ],
)
def test_a_pair_id_says_its_publication_and_number(
    text: str, publication_id: str, number: int | None, why: str
) -> None:
    found = PairId(text)
    assert (found.publication_id, found.number) == (publication_id, number), why


def test_a_pair_id_is_a_text_wherever_it_is_kept() -> None:
    made = PairId.of("ah-tk-1", 4, "b")
    assert made == "ah-tk-1#v4b"
    assert {made: 1}["ah-tk-1#v4b"] == 1
    assert json.dumps([made]) == '["ah-tk-1#v4b"]'
    copied = pickle.loads(pickle.dumps(made))  # noqa: S301  # our own
    assert (copied, copied.number) == (made, 4)
    assert PairId.of_notice("ah-tk-1") == "ah-tk-1#bericht"


def test_a_pair_id_as_typed_is_that_of_the_publication_as_it_is_spelt() -> None:
    assert PairId("AH-TK-1#v4b").of_spelling("ah-tk-1") == PairId("ah-tk-1#v4b")
    assert PairId("AH-TK-1").of_spelling("ah-tk-1") is None
    assert PairId("AH-TK-1#").of_spelling("ah-tk-1") is None, "names no part"


def test_pair_notice_and_passage_stand_in_the_publication_that_their_id_begins_with() -> None:
    ids = (PairId.of("ah-tk-1", 4), PairId.of_notice("ah-tk-1"), "ah-tk-1#v4.2", "ah-tk-1")
    assert {publication_of(one) for one in ids} == {"ah-tk-1"}


def test_the_id_of_a_pair_may_be_given_as_plain_text() -> None:
    pair = Pair(id="ah-tk-1#v3", vragen=(Vraag(nummer=3, tekst="Waarom?"),), antwoord="Daarom.")
    assert pair.id.publication_id == "ah-tk-1"
    with pytest.raises(ValueError, match="#v<number>"):
        Pair(id="ah-tk-1#3", vragen=pair.vragen, antwoord="Daarom.")
