"""The example of docs/controleer.md, over the sample."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.parse.read import read_paths
from index.sample import sample_dir
from index.store.corpus import Corpus
from rag.check.check import MOST, check_draft
from rag.check.claims.quotations import MIN_SINGLE_WORDS
from rag.check.draft.read import MAX_BYTES, MAX_CHARS, read_draft
from rag.check.values import Oordeel
from tests.conftest import REPOSITORY
from tests.encoder import WordEncoder
from ui.terminal.check import report_text

PAGE = (REPOSITORY / "docs" / "controleer.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    match = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert match is not None
    return match[1]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder: Path = tmp_path_factory.mktemp("voorbeelden")
    Builder(folder, WordEncoder()).ingest(read_paths([sample_dir()]))
    corpus = Corpus(folder, WordEncoder())
    yield corpus
    corpus.close()


def test_the_example_gives_what_the_page_shows(sample: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "88")
    shown = report_text(check_draft(sample, read_draft(block("markdown").encode(), "concept.md")))
    for part in block("text").strip().split("\n\n"):
        assert part in shown


def test_the_page_names_every_verdict_and_the_limits_as_they_are() -> None:
    assert all(f"| `{verdict.value}` |" in PAGE for verdict in Oordeel)
    assert f"{MAX_CHARS:,} characters ({MAX_BYTES // 1_000_000} MB)" in PAGE
    assert f"{MOST:,} quotations" in PAGE
    assert "from five words on" in PAGE
    assert MIN_SINGLE_WORDS == 5
