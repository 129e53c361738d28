from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.check.words import words_around, words_of

ALIKE = [
    ("de sociaal-economische raad", "de sociaal-\neconomische raad", "a word broken off at the end of a line"),
    ("sociaaleconomische", "sociaal-economische", "a hyphen more"),
    ("de foto's van Zoë", "De foto’s van Zoe\u0308", "apostrophe, case, accent in two characters"),
    ("financiële", "FINANCIËLE", "capitals"),
    ("1.000 euro", "1000 euro", "the point between thousands"),
    ("het beleid is goed", "het beleid\u00b2 is goed", "the raised mark of a note"),
    ("de ﬁets", "de fiets", "a ligature"),
    ("over\u00adweging", "overweging", "a soft hyphen"),
    ("vraag 2", "vraag\u00a02", "a hard space"),
]
OTHER = [
    ("10-15 euro", "1015 euro", "two numbers"),
    ("12,5 procent", "125 procent", "the comma of a number"),
    ("5%", "5", "a sign that says what the number counts"),
    ("3 km²", "3 km", "a raised figure that belongs to the unit"),
    ("geen bezwaar", "een bezwaar", "another word"),
]


@pytest.mark.parametrize(("one", "other", "reason"), ALIKE)
def test_typography_makes_no_difference(one: str, other: str, reason: str) -> None:
    assert words_of(one).key == words_of(other).key, reason


@pytest.mark.parametrize(("one", "other", "reason"), OTHER)
def test_what_says_something_else_is_different(one: str, other: str, reason: str) -> None:
    assert words_of(one).key != words_of(other).key, reason


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says(text: str) -> None:
    words = words_of(text)
    assert len(words.tokens) == len(words.spans)
    at = 0
    for start, end in words.spans:
        assert at <= start < end <= len(text)
        at = end
        assert words_of(text[start:end]).tokens


@given(
    st.lists(st.sampled_from(["de", "raad", "10", "15", "sociaal", "1.000", "ij"]), min_size=1, max_size=12), st.data()
)
def test_every_stretch_of_words_is_found_where_it_stands(chosen: list[str], data: st.DataObject) -> None:
    words = words_of(" ".join(chosen))
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert words.key_of(start, end) == words.part(start, end).key
    assert (start, end) in list(words.find(words.key_of(start, end)))


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [("ingang", "the middle of a word"), ("onder", "the head of one"), ("15", "a part of a number")],
)
def test_parts_of_words_are_not_found(wanted: str, reason: str) -> None:
    assert list(words_of("de onderingang van zaal 1512").find(words_of(wanted).key)) == [], reason


def test_a_number_beside_another_is_found() -> None:
    words = words_of("van 10 15 en 20")
    assert list(words.find(words_of("10").key)) == [(1, 2)]
    assert list(words.find(words_of("15 en").key)) == [(2, 4)]


@given(st.text(alphabet="ab1., -\u00ad\n", max_size=30), st.text(alphabet="ab1., -", min_size=1, max_size=5))
def test_words_around_a_part_are_words_of_the_whole(text: str, part: str) -> None:
    whole, around = words_of(text), words_around(text, part)
    assert (around is None) == (part not in text)
    if around is not None:
        assert set(zip(around.tokens, around.spans, strict=True)) <= set(zip(whole.tokens, whole.spans, strict=True))
        inside = [span for span in whole.spans if text.find(part) <= span[0] and span[1] <= text.find(part) + len(part)]
        assert set(inside) <= set(around.spans)
