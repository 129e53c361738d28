from __future__ import annotations

import pytest

from rag.assistant.examples import ASKS, POINTS


@pytest.mark.parametrize(
    ("question", "stands_alone"),
    [
        ("Hoeveel drones heeft het leger in 2023 gekocht?", True),
        ("Hoeveel zijn dat er?", False),
        ("Wat vindt u van dit bericht?", False),
        ("Bent u bekend met het bericht?", False),
        ("Welke gemeenten hebben een noodopvang?", True),
        ("Waarom is daarvoor gekozen?", False),
    ],
)
def test_only_a_question_that_can_be_read_alone_is_an_example(question: str, stands_alone: bool) -> None:
    assert bool(ASKS.match(question) and not POINTS.search(question)) is stands_alone
