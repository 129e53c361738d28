from __future__ import annotations

import pytest

from index.values import PairId
from ui.app.state.sources import ShownSource, read_source


@pytest.mark.parametrize(
    "source",
    [
        ShownSource(PairId("ah-tk-20232024-1068#v1")),
        ShownSource(PairId("ah-x#v4b"), 3, 120),
        ShownSource(PairId("ah-x#bericht")),
    ],
)
def test_a_source_is_read_back_from_its_text(source: ShownSource) -> None:
    assert read_source(str(source)) == source


@pytest.mark.parametrize("text", ["", "ah-x", "#v1", "ah x#v1", "ah-x#v1@5", "ah-x#v1@-1-5", "a#v1@0-99999999"])
def test_what_names_no_source_is_none(text: str) -> None:
    assert read_source(text) is None
