from __future__ import annotations

from dataclasses import dataclass, field

import pytest
import streamlit as st

from rag.assistant.assistant import Assistant
from ui.app.state import recent


@dataclass
class Manifest:
    fingerprint: str = "een"


@dataclass
class OpenCorpus:
    manifest: Manifest = field(default_factory=Manifest)


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> Assistant:
    monkeypatch.setattr(st, "session_state", {})
    return Assistant(OpenCorpus(), None)  # type: ignore[arg-type]


def test_the_same_is_found_once_until_the_corpus_changes(assistant: Assistant) -> None:
    found: list[str] = []

    def find() -> int:
        found.append("x")
        return len(found)

    assert [recent.recall(assistant, "a", find) for _ in range(3)] == [1, 1, 1]
    assistant.corpus.manifest.fingerprint = "twee"  # type: ignore[misc]
    assert recent.recall(assistant, "a", find) == 2
    assert recent.recall(assistant, "b", find) == 3


def test_the_latest_are_kept(assistant: Assistant) -> None:
    for number in range(recent.KEPT + 2):
        recent.recall(assistant, number, lambda number=number: number)  # type: ignore[misc]
        recent.recall(assistant, 0, lambda: pytest.fail("what is used stays"))
    assert len(st.session_state[recent.STATE]) == recent.KEPT


def test_what_fails_is_not_remembered_and_gives_its_turn_back(assistant: Assistant) -> None:
    for _ in range(20):
        with pytest.raises(ValueError, match="stuk"):
            recent.recall(assistant, "a", _fail)
    assert recent.recall(assistant, "a", lambda: "heel") == "heel"


def _fail() -> str:
    raise ValueError("stuk")
