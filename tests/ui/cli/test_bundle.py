from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from index.build.builder import Builder
from index.errors import KamervragenError, OutputError
from index.settings import Settings
from tests.encoder import WordEncoder
from tests.factory import make_reading, small_corpus
from ui.cli.main import app


@pytest.fixture(autouse=True)
def quick_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def encoder(settings: Settings) -> WordEncoder:
        return WordEncoder()

    monkeypatch.setattr("rag.assistant.compose.make_encoder", encoder)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, ["bundle", *arguments])
    if isinstance(result.exception, KamervragenError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def test_a_corpus_is_handed_over(data_dir: Path, tmp_path: Path) -> None:
    Builder(data_dir, WordEncoder()).ingest([make_reading(publication) for publication in small_corpus()])
    file, elsewhere = tmp_path / "alles.bundel", tmp_path / "elders"
    told = run("make", str(file), "--data-dir", str(data_dir)).stdout
    assert f"{len(small_corpus())} publicaties" in told
    with pytest.raises(OutputError, match="--force"):
        run("make", str(file), "--data-dir", str(data_dir))
    made = json.loads(run("make", str(file), "--force", "--data-dir", str(data_dir), "--json").stdout)
    opened = run("open", str(file), "--data-dir", str(elsewhere), "--json")
    found = json.loads(opened.stdout)
    assert found["bundle"]["files"] == made["files"]
    assert found["report"]["publications"]["new"] == len(small_corpus())
    again = run("open", str(file), "--data-dir", str(elsewhere))
    assert "0 nieuw" in again.stdout
    assert f"kamervragen harvest --van {made['tot']}" in again.stderr
