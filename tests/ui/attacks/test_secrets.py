"""Keys and passwords of an installation: in no error, permalink or export."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from rag.question import Question
from tests.encoder import WordEncoder
from tests.ui.attacks.target import SECRETS
from ui.app.state.address import Address, write_address
from ui.cli.main import app


def test_no_secret_is_in_an_error_a_permalink_or_an_export(
    tmp_path: Path, corpus_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        SECRETS | {"KAMERVRAGEN_LLM_URL": "http://127.0.0.1:9/v1", "KAMERVRAGEN_LLM_MODEL": "x"}
    ).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("KAMERVRAGEN_CHROMA_TOKEN")  # else the corpus is looked for on a server
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: WordEncoder())
    saved = tmp_path / "lijst.md"
    said, failed = "", 0
    for command in (
        ["ask", "drones", "--data-dir", str(corpus_dir)],
        ["ask", "drones", "--json", "--data-dir", str(corpus_dir)],
        ["export", "drones", "--out", str(saved), "--data-dir", str(corpus_dir)],
        ["status", "--json", "--data-dir", str(corpus_dir)],
        ["search", "drones", "--ministerie", "Bestaat niet", "--data-dir", str(corpus_dir)],
        ["ask", "drones", "--data-dir", str(tmp_path / "leeg")],
    ):
        result = CliRunner().invoke(app, command)
        said += result.output + repr(result.exception)
        failed += result.exit_code != 0
    said += saved.read_text(encoding="utf-8") + repr(write_address(Address(question=Question("drones"))))
    assert failed, "errors are among them"
    assert "drones" in said
    assert [secret for secret in SECRETS.values() if secret in said] == []
