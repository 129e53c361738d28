"""The command `controleer`: what it reads, where the report comes, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result
from typer.testing import CliRunner

from index.errors import (
    EmptyCorpusError,
    InputError,
    KamervragenError,
    MissingPathError,
    OutputError,
    UnknownFormatError,
)
from index.store.corpus import Corpus
from rag.assistant.assistant import Assistant
from rag.retrieve.settings import Retrieval
from tests.rag.check.drafts import DRONES, word_draft
from ui.cli.main import app

Run = Callable[..., Result]


@pytest.fixture
def run(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `controleer` over the small corpus, in a folder of its own."""
    monkeypatch.setattr("ui.cli.check.assistant_of", lambda data_dir: Assistant(corpus, Retrieval()))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(app, ["controleer", *arguments], input=stdin)

    return call


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_a_file_is_checked_and_shown(run: Run) -> None:
    result = run(write("concept.txt", f"Hij schrijft «{DRONES}»."))
    assert result.exit_code == 0
    assert "✓ regel 1: Letterlijk" in result.stdout


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("concept.md", f"> {DRONES}\n"),
        ("concept.html", f"<p>Hij schrijft <q>{DRONES}</q>.</p>"),
        ("concept", f"Hij schrijft «{DRONES}»."),
    ],
)
def test_every_form_that_is_text_is_read(name: str, text: str, run: Run) -> None:
    made = json.loads(run(write(name, text), "--json").stdout)
    assert [item["verdict"] for item in made["quotations"]] == ["letterlijk"]


def test_a_word_file_is_read_and_gets_comments(run: Run) -> None:
    Path("concept.docx").write_bytes(word_draft(f"Hij schrijft «{DRONES}»."))
    result = run("concept.docx", "--out", "klaar.docx")
    assert result.exit_code == 0
    assert "geschreven naar klaar.docx" in result.stderr
    comments = [comment.text for comment in docx.Document("klaar.docx").comments]
    assert any(text.startswith("Letterlijk") for text in comments)


def test_stdin_is_read_as_a_file_is(run: Run) -> None:
    made = json.loads(run("-", "--json", stdin=f"«{DRONES}»".encode()).stdout)
    assert made["quotations"][0]["pair_id"] == "ah-tk-20232024-102#v1"


def test_a_page_is_saved_beside_what_is_printed(run: Run) -> None:
    result = run(write("concept.txt", f"«{DRONES}»"), "--out", "verslag.html", "--json")
    assert json.loads(result.stdout)["quotations"]
    assert "<title>Controle van concept.txt</title>" in Path("verslag.html").read_text(encoding="utf-8")


REFUSED = [
    (["weg.txt"], MissingPathError, "weg.txt"),
    (["."], MissingPathError, "kan niet worden gelezen"),
    (["leeg.txt"], InputError, "geen tekst"),
    (["plaat.png"], UnknownFormatError, "afbeelding"),
    (["concept.txt", "--out", "verslag.pdf"], InputError, "html of .docx"),
    (["concept.txt", "--out", "er-is-al.html"], OutputError, "--force"),
    (["concept.txt", "--out", "geen/map/verslag.html"], OutputError, "map"),
]


@pytest.mark.parametrize(("arguments", "error", "says"), REFUSED)
def test_what_cannot_be_done_is_a_clear_error(
    arguments: list[str], error: type[KamervragenError], says: str, run: Run
) -> None:
    write("concept.txt", f"«{DRONES}»")
    write("leeg.txt", " ")
    write("er-is-al.html", "van een ander")
    Path("plaat.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run(*arguments)
    assert isinstance(result.exception, error)
    assert says in str(result.exception)
    assert Path("er-is-al.html").read_text(encoding="utf-8") == "van een ander"


def test_force_replaces_what_is_there(run: Run) -> None:
    write("er-is-al.html", "oud")
    assert run(write("concept.txt", f"«{DRONES}»"), "--out", "er-is-al.html", "--force").exit_code == 0
    assert "oud" not in Path("er-is-al.html").read_text(encoding="utf-8")


def test_without_a_corpus_the_way_in_is_named(tmp_path: Path) -> None:
    draft = tmp_path / "concept.txt"
    draft.write_text("«een citaat van enkele woorden»", encoding="utf-8")
    result = CliRunner().invoke(app, ["controleer", str(draft), "--data-dir", str(tmp_path / "leeg")])
    assert isinstance(result.exception, EmptyCorpusError)
    assert "kamervragen ingest" in str(result.exception)


def test_a_draft_is_refused_before_the_corpus_is_opened(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["controleer", "-", "--data-dir", str(tmp_path / "leeg")], input=b"")
    assert isinstance(result.exception, InputError)
