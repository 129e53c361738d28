"""What is measured beside others at work: growth with the square is refused, growth with the length is not."""

from __future__ import annotations

import re

import pytest

from tests import growth
from tests.chaos.patterns import Found, slow_on
from tests.growth import assert_linear, assert_quick, why_slow


@pytest.fixture
def fewer_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too slow is so every time."""
    monkeypatch.setattr(growth, "ATTEMPTS", 2)


@pytest.mark.usefixtures("fewer_attempts")
def test_growth_with_the_square_is_refused() -> None:
    with pytest.raises(AssertionError, match=r"s became (\d|inf)"):
        assert_linear(lambda text: [text.upper() for _ in text], "a")


def test_growth_with_the_length_is_not() -> None:
    assert_linear(lambda text: [sum(range(500)) for _ in text], "a")


def test_what_takes_long_for_each_place_is_refused_where_it_is_bounded() -> None:
    def costly(text: str) -> None:
        for _ in text:
            sum(range(4_000))

    assert why_slow(costly, "a".__mul__, (400, 4_000), most=10_000) is None
    assert why_slow(costly, "a".__mul__, (400, 4_000), most=40) is not None
    with pytest.raises(AssertionError):
        assert_quick(costly, "a", 4_000)


@pytest.mark.usefixtures("fewer_attempts")
@pytest.mark.parametrize("source", [r"a+b", r"\w+\s*:", r"(?:a+)+b"], ids=["square", "cube", "power"])
def test_a_pattern_that_grows_faster_than_the_text_is_found(source: str) -> None:
    assert slow_on(Found(re.compile(source), "here")) is not None


@pytest.mark.parametrize("source", [r"a+", r"\b\d+%", r"\b\w+@\w+", r"\ba\w*\b.{0,60}b", r"(?:\w{1,20}\s){1,40}x"])
def test_a_pattern_that_grows_with_the_text_is_not(source: str) -> None:
    assert slow_on(Found(re.compile(source), "here")) is None
