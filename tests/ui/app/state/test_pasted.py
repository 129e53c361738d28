from __future__ import annotations

from ui.app.state.pasted import HELD, MAX_LINK_CHARS, TEXT, HeldTexts, fits_a_link, named_among, text_params, with_text


def test_what_a_link_can_hold_is_measured_as_it_is_written_in_one() -> None:
    assert fits_a_link("a" * MAX_LINK_CHARS)
    assert not fits_a_link("a" * (MAX_LINK_CHARS + 1))
    assert not fits_a_link("\n" * (MAX_LINK_CHARS // 3 + 1))
    assert not fits_a_link("\ud800" * (MAX_LINK_CHARS + 1)), "half a character of a broken link is no error"


def test_the_same_text_has_one_name_and_each_other_another() -> None:
    long = "a" * (MAX_LINK_CHARS + 1)
    assert text_params(long) == text_params(long) != text_params(long + "b")
    (name,) = text_params(long)[HELD]
    assert named_among(["kort", long], name) == long
    assert named_among(["kort"], name) is None


def test_a_named_text_takes_the_place_of_its_name_and_a_new_text_that_of_an_old_one() -> None:
    assert with_text({HELD: ["x"], "jaar": ["2023-2024"]}, lambda name: "lang") == {
        TEXT: ["lang"],
        "jaar": ["2023-2024"],
    }
    unknown = {HELD: ["x"], "jaar": ["2023-2024"]}
    assert with_text(unknown, lambda name: None) == unknown
    assert with_text({TEXT: ["kort"]}, lambda name: "lang") == {TEXT: ["kort"]}


def test_the_texts_asked_for_longest_ago_are_let_go_of() -> None:
    first, second, third = (letter * (MAX_LINK_CHARS + 1) for letter in "abc")
    name_of = {text: text_params(text)[HELD][0] for text in (first, second, third)}
    held = HeldTexts(kept_chars=2 * (MAX_LINK_CHARS + 1))
    held.hold("kort")
    held.hold(first)
    held.hold(second)
    assert held.find(name_of[first]) == first, "asked for again"
    held.hold(third)
    assert held.find(name_of[second]) is None
    assert held.find(name_of[first]) == first and held.find(name_of[third]) == third
