"""Which words differ between two answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.compare.differences import SharedStretch, commonest, differences, same_words


def marked(text: str, pieces: tuple[SharedStretch, ...]) -> str:
    """The text with its changed pieces in brackets."""
    return "".join(
        f"[{text[p.start : p.end].rstrip()}]{text[len(text[: p.end].rstrip()) : p.end]}"
        if p.is_changed
        else text[p.start : p.end]
        for p in pieces
    )


@pytest.mark.parametrize(
    ("one", "other", "left", "right", "reason"),
    [
        (
            "Op mijn ministerie zijn vier borrels gehouden.",
            "Op mijn ministerie zijn negen borrels gehouden.",
            "Op mijn ministerie zijn [vier] borrels gehouden.",
            "Op mijn ministerie zijn [negen] borrels gehouden.",
            "one word",
        ),
        (
            "Nee. Er is niets gehouden.",
            "Nee, wel is er gepraat. Er is niets gehouden.",
            "Nee. Er is niets gehouden.",
            "Nee, [wel is er gepraat.] Er is niets gehouden.",
            "words put in between",
        ),
        ("Ja.", "Nee, dat is niet zo.", "[Ja.]", "[Nee, dat is niet zo.]", "nothing in common"),
        (
            "De boot van de buren vaart",
            "Een boot met zeil vaart",
            "[De boot van de buren] vaart",
            "[Een boot met zeil] vaart",
            "a lone word in common is no common part",
        ),
    ],
)
def test_changed_words_are_marked(one: str, other: str, left: str, right: str, reason: str) -> None:
    found = differences(one, other)
    assert (marked(one, found.left), marked(other, found.right)) == (left, right), reason
    assert not found.is_equal


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Niet van toepassing.", "Niet van\n toepassing.", True),
        ("De «uitslag» is collega's bekend", "De 'uitslag' is collega’s bekend.", True),
        ("", "  ", True),
        ("Ja.", "", False),
        ("Dat kost 4 euro.", "Dat kost 5 euro.", False),
        ("Dat kost 1,5 miljoen.", "Dat kost 15 miljoen.", False),
    ],
)
def test_the_same_words_in_another_typesetting_are_equal(one: str, other: str, equal: bool) -> None:
    assert differences(one, other).is_equal is equal


def test_likeness_is_the_share_of_words_in_common() -> None:
    assert differences("a b c d", "a b c e").likeness == pytest.approx(2 * 3 / (4 + 4))
    assert differences("a b", "a b").likeness == 1.0
    assert differences("een twee", "drie vier").likeness == 0.0


TEXTS = st.text(alphabet=st.sampled_from([*"abcdé", " ", "\n", ".", "«"]), max_size=60)


@given(TEXTS, TEXTS)
def test_pieces_cover_each_text_without_gap_or_overlap(one: str, other: str) -> None:
    found = differences(one, other)
    for text, pieces in ((one, found.left), (other, found.right)):
        assert "".join(text[p.start : p.end] for p in pieces) == text
        assert all(p.start < p.end for p in pieces)


@given(TEXTS, TEXTS)
def test_what_is_not_changed_stands_in_both(one: str, other: str) -> None:
    found = differences(one, other)
    kept = [
        [w for p in pieces if not p.is_changed for w in text[p.start : p.end].split()]
        for text, pieces in ((one, found.left), (other, found.right))
    ]
    assert len(kept[0]) == len(kept[1])


def test_texts_of_the_same_words_stand_together_whatever_their_breaks() -> None:
    assert same_words(["Nee.", "Ja.", "nee", "Ja, dat\nklopt.", "Ja, dat klopt."]) == [[0, 2], [1], [3, 4]]


@pytest.mark.parametrize(
    ("texts", "expected", "reason"),
    [
        (["Ja.", "Nee, nooit.", "nee,\nnooit"], 1, "two say the same"),
        (["Er is niets bekend.", "Er is niets bekend over de kosten.", "De kosten volgen."], 1, "most in common"),
        (["Ja.", "Nee."], 0, "nothing in common: the first"),
    ],
)
def test_the_commonest_text_is_that_of_most_then_the_most_alike(texts: list[str], expected: int, reason: str) -> None:
    assert commonest(texts) == expected, reason
