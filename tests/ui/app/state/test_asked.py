"""The last own questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.store.filters import Filters
from rag.question import Question
from ui.app.state.asked import KEPT, KeptQuestions, OwnQuestions, SessionQuestions

Open = Callable[[], OwnQuestions]


@pytest.fixture(params=["kept", "session"])
def open_asked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same questions again and again."""
    held: dict[str, Question] = {}
    opened: list[OwnQuestions] = []

    def make() -> OwnQuestions:
        opened.append(KeptQuestions(tmp_path) if request.param == "kept" else SessionQuestions(held))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_the_last_question_comes_first_and_each_text_once(open_asked: Open) -> None:
    narrowed = Question("ganzen", filters=Filters(ministeries=("Defensie",)), follow_ups=("en bij VWS?",))
    for question in (Question("ganzen"), Question("stikstof"), narrowed):
        open_asked().add(question)
    ganzen, stikstof = open_asked().all()
    assert (stikstof.text, ganzen.filters.ministeries, ganzen.follow_ups) == ("stikstof", ("Defensie",), ())


def test_the_oldest_gives_way(open_asked: Open) -> None:
    for n in range(KEPT + 3):
        open_asked().add(Question(f"vraag {n}"))
    assert [one.text for one in open_asked().all()] == [f"vraag {n}" for n in reversed(range(3, KEPT + 3))]


def test_one_is_thrown_away_or_all(open_asked: Open) -> None:
    for text in ("een", "twee", "drie"):
        open_asked().add(Question(text))
    open_asked().remove("twee")
    open_asked().remove("twee")
    assert [one.text for one in open_asked().all()] == ["drie", "een"]
    open_asked().remove()
    assert open_asked().all() == []
