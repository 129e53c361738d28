"""Every regular expression reads its own pieces, repeated, in time in proportion to their length, and never in long."""

from __future__ import annotations

from types import ModuleType

import pytest

import index
import rag
import ui
from tests.chaos.patterns import patterns_of, slow_on

BOUNDED = {
    "index.harvest.compose._CONTACT": "what the user sets as a contact",
    "rag.check.claims.quotations.CLOSES": "matched at one place",
    "rag.understand.names.find.ABOUT": "matched at one place",
    "ui.cli.usage.OTHERS": "matched as a whole",
}
"""Those that need not, by their name: with what bounds the text that they read."""


@pytest.mark.parametrize("package", [index, rag, ui], ids=["index", "rag", "ui"])
def test_every_pattern_is_linear_on_its_own_pieces_repeated(package: ModuleType) -> None:
    found = [one for one in patterns_of(package) if one.where not in BOUNDED]
    assert found
    slow = {one.where: piece for one in found if (piece := slow_on(one)) is not None}
    assert slow == {}
