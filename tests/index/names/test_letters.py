"""Letters without case and accents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.names.letters import bare, fold


def test_case_and_accents_make_no_difference() -> None:
    assert fold("Één CAFÉ, groß") == "een cafe, gross"
    assert bare("Één CAFÉ — “groß”!") == "eencafegross"


@given(st.text(st.characters(max_codepoint=0x17F)))  # Latin letters
def test_folding_twice_is_folding_once(text: str) -> None:
    assert bare(fold(text)) == bare(text)
