from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.dutch.caseless import Caseless

WITHIN = r"\W(?P<naam>één|zie)\b | \d{2}"


@pytest.mark.parametrize(
    ("text", "is_in"), [("Ja, ZIE hier", True), ("ja, Één keer", True), ("Ziezo", False), ("Jaar 12", True)]
)
def test_capitals_make_no_difference(text: str, is_in: bool) -> None:
    assert Caseless.of(WITHIN, re.VERBOSE).is_in(text) is is_in


@pytest.mark.parametrize("pattern", ["kamer(?=(?-i:[A-Z]))", "Kamer"])
def test_a_pattern_that_has_capitals_itself_is_searched_for_as_it_stands(pattern: str) -> None:
    found = Caseless.of(pattern, re.NOFLAG)
    assert not found.is_small
    assert found.is_in("de KAMERBRIEF")
    assert not found.is_in("de krant")


@given(st.text(alphabet="abzÀÉéïKkSs 19\n", max_size=12))
def test_it_finds_what_a_pattern_without_case_finds(text: str) -> None:
    pattern = r"\bk[a-z]?|é\s|\d+s|^b"
    assert Caseless.of(pattern, re.NOFLAG).is_in(text) == (re.search(pattern, text, re.IGNORECASE) is not None)
