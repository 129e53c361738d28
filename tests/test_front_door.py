"""The front door for Python, over the small corpus and, as the documentation shows it, over the sample."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import kamervragen as kv
from index.embed.embedding import SentenceEncoder
from tests.conftest import REPOSITORY
from tests.encoder import WordEncoder


@pytest.fixture
def opened(corpus_dir: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> Iterator[kv.Kamervragen]:
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: encoder)
    with kv.open(corpus_dir) as kamervragen:
        yield kamervragen


def test_what_it_names_is_there_and_importing_it_loads_nothing_heavy() -> None:
    assert all(hasattr(kv, name) for name in kv.__all__)
    code = "import sys, kamervragen; print({'torch', 'chromadb', 'tantivy', 'streamlit', 'pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_as_a_module_it_is_the_command_line() -> None:
    command = [sys.executable, "-m", "kamervragen", "--help"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert "Usage: kamervragen [OPTIONS]" in done.stdout
    assert "controleer" in done.stdout


def test_a_search_is_a_sequence_of_hits_that_becomes_a_table(opened: kv.Kamervragen) -> None:
    found = opened.search("drones", top=3)
    assert 0 < len(found) <= 3
    assert [hit.rank for hit in found] == list(range(1, len(found) + 1))
    assert [row["pair_id"] for row in found.to_dicts()] == [hit.pair_id for hit in found]
    assert list(found.to_pandas()["pair_id"]) == [hit.pair_id for hit in found]


@pytest.mark.parametrize("query", ["", " \n", kv.Question("drones", follow_ups=("wat kost dat?", " "))])
def test_an_empty_question_is_an_error(query: str | kv.Question, opened: kv.Kamervragen) -> None:
    for asked in (opened.search, opened.ask, opened.compare):
        with pytest.raises(kv.KamervragenError, match="is leeg"):
            asked(query)


def test_names_are_taken_in_any_spelling_and_what_is_unknown_is_told(opened: kv.Kamervragen) -> None:
    whole = opened.search("drones")
    short, long_name = whole[0].publication.ministeries[0], "Zeevaart"
    assert opened.search("drones", ministerie=short.lower()).question.filters.ministeries == (short,)
    nothing = opened.search("drones", ministerie=long_name)
    assert len(nothing) == 0
    assert any(long_name in note for note in nothing.notes)


def test_an_answer_is_what_the_command_line_prints(opened: kv.Kamervragen) -> None:
    answered = opened.ask(kv.Question("wat kosten drones?"))
    assert answered.to_json()["verdict"] == answered.verdict.value
    assert answered.to_dicts() == answered.to_json()["statements"]
    assert len(answered.to_pandas()) == len(answered.answer.statements)


def test_a_list_is_exported_with_the_account_of_the_search(opened: kv.Kamervragen, tmp_path: Path) -> None:
    answered = opened.ask("wat kosten drones?", van=date(2000, 1, 1))
    path = opened.export(answered, tmp_path / "lijst.md")
    assert "wat kosten drones?" in path.read_text(encoding="utf-8")
    with pytest.raises(kv.KamervragenError, match=r"lijst\.md"):
        opened.export(answered, path)


def test_bad_input_is_a_clear_error(opened: kv.Kamervragen, tmp_path: Path) -> None:
    with pytest.raises(kv.KamervragenError, match="ah-tk-1-1"):
        opened.publication("ah-tk-1-1")
    with pytest.raises(kv.KamervragenError, match="vergaderjaar"):
        opened.search("drones", vergaderjaar="vorig jaar")
    with pytest.raises(kv.KamervragenError, match="niet allebei"):
        kv.open(tmp_path, sample=True)
    with pytest.raises(kv.KamervragenError, match="kamervragen ingest"):
        kv.open(tmp_path / "leeg")
    assert len(list(opened.publications())) > 2


@pytest.mark.model
def test_the_example_in_the_documentation_runs(
    real_encoder: SentenceEncoder, sample_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "voorbeelden").symlink_to(sample_corpus)
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: real_encoder)
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs/python.md").read_text(encoding="utf-8"), re.S)
    exec(compile(example, "docs/python.md", "exec"), {})  # noqa: S102  # the documentation of this project
    assert (tmp_path / "bijeenkomsten.xlsx").stat().st_size > 1_000


def test_the_arguments_are_the_filters_of_the_table() -> None:
    assert set(kv.ARGUMENTS) | {"top"} == set(kv.How.__annotations__)


def test_every_filter_is_an_argument_and_a_mistyped_one_is_told(opened: kv.Kamervragen) -> None:
    found = opened.search("drones", van=date(2023, 1, 1), tot=None, top=3)
    assert [field.name for field, _ in found.question.filters.given()] == ["ontvangen_van"]
    with pytest.raises(kv.KamervragenError, match="onbekend: ministry"):
        opened.search("drones", ministry="VWS")  # type: ignore[call-arg]
