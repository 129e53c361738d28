from __future__ import annotations

import pytest

from rag.dutch.spelling import edits, nearest


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xbc", 1), ("ab", "cd", 2)],
)
def test_edits_are_counted_with_a_swap_as_one(one: str, other: str, count: int) -> None:
    assert edits(one, other) == count == edits(other, one)


def test_the_nearest_names_come_first_and_far_ones_not_at_all() -> None:
    names = ["defensie", "financien", "defensiestaf", "wonen"]
    assert nearest("deffensie", names, count=3, likeness=0.6) == ["defensie", "defensiestaf"]
    assert nearest("deffensie", names, count=1, likeness=0.6) == ["defensie"]
    assert nearest("xyz", names, count=3, likeness=0.6) == []


def test_of_equally_near_names_the_order_does_not_depend_on_how_they_are_given() -> None:
    assert nearest("ab", ["abc", "abd"], count=2, likeness=0.5) == nearest("ab", ["abd", "abc"], count=2, likeness=0.5)
