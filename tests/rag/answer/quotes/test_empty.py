from __future__ import annotations

import tomllib

import pytest

from rag.answer.quotes.empty import PATTERNS_FILE, Empty, empty_kind

ROWS = tomllib.loads(PATTERNS_FILE.read_text())["kind"]


@pytest.mark.parametrize(("kind", "text"), [(row["kind"], text) for row in ROWS for text in row["examples"]])
def test_an_example_is_of_its_kind(kind: str, text: str) -> None:
    assert empty_kind(text) is Empty(kind)


@pytest.mark.parametrize("text", [text for row in ROWS for text in row["counter_examples"]])
def test_a_counter_example_may_answer(text: str) -> None:
    assert empty_kind(text) is None
