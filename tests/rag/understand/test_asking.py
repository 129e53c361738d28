from __future__ import annotations

import pytest

from rag.understand.asking import asks_number


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("Hoeveel bedden zijn er?", True),
        ("hoe hoog is de accijns?", True),
        ("Wanneer komt de brief?", True),
        ("vanaf welke datum geldt dit", True),
        ("wat kost een kaartje", True),
        ("Wat is het percentage?", True),
        ("hoe denkt u over bedden?", False),
        ("welke ministeries hielden bijeenkomsten?", False),
        ("wat vindt de minister", False),
        ("", False),
    ],
)
def test_a_query_may_ask_for_a_number(query: str, asks: bool) -> None:
    assert asks_number(query) is asks
