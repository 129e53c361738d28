"""The command line as a user meets it: every command in a process of its own or through Typer's runner."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from index.embed.embedding import SentenceEncoder
from index.sample import sample_dir
from index.settings import load_settings
from index.store.manifest import read_manifest, write_manifest
from tests.conftest import REPOSITORY
from tests.encoder import WordEncoder
from ui.cli.main import app, main
from ui.cli.options import tell_unpacking

FULL = Path("/dev/full")
COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, model_cache: Path) -> Run:
    """Runs `kamervragen` in a process of its own, with the unpacked model of the test session."""

    def call(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"KAMERVRAGEN_CACHE": str(model_cache), "KAMERVRAGEN_DTYPE": "float32"} | variables
        command = [sys.executable, "-m", "ui.cli.main", *map(str, arguments)]
        return subprocess.run(
            command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=120
        )

    return call


@pytest.fixture
def run_bare(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `kamervragen` in this process, where no model is needed."""
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: WordEncoder())
    monkeypatch.setattr("ui.cli.main.tell_unpacking", lambda settings: None)

    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr("sys.argv", ["kamervragen", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return subprocess.CompletedProcess([], code, printed.out, printed.err)

    return call


@pytest.fixture
def run_here(run_bare: Run, real_encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `kamervragen` in this process, with the model that is loaded already."""
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: real_encoder)
    return run_bare


@pytest.fixture
def own_corpus(sample_corpus: Path, tmp_path: Path) -> Path:
    """A copy of the indexed sample that a test may break."""
    return Path(shutil.copytree(sample_corpus, tmp_path / "kopie"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert "Voorbeeld: kamervragen" in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"kamervragen {command}" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_unknown_option_is_a_usage_error(run: Run) -> None:
    result = run("search", "jeugdzorg", "--bestaat-niet")
    assert result.returncode == 2
    assert result.stdout == ""


BAD_INPUT = {
    "missing path": (lambda folder: folder / "bestaat-niet.xml", "bestaat-niet.xml"),
    "empty file": (lambda folder: _write(folder / "leeg.xml", b""), "leeg.xml"),
    "no publication": (lambda folder: _write(folder / "recept.txt", b"Kook de aardappels gaar."), "recept.txt"),
    "unknown format": (lambda folder: _write(folder / "plaat.png", b"\x89PNG\r\n\x1a\n" + bytes(99)), "plaat.png"),
    "folder without readable files": (lambda folder: _folder(folder / "niets"), "niets"),
}


@pytest.mark.parametrize("case", BAD_INPUT)
def test_bad_input_is_named_and_the_rest_is_done(case: str, run_bare: Run, tmp_path: Path) -> None:
    make, name = BAD_INPUT[case]
    result = run_bare("ingest", make(tmp_path), "--json")
    assert result.returncode == 1
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("kamervragen: ")
    assert name in lines[0]
    report = json.loads(result.stdout)
    assert [item["path"] for item in report["failed"]]
    assert report["publications"]["new"] == 0


@pytest.mark.model
def test_a_bad_file_does_not_stop_the_others(run_here: Run, tmp_path: Path, data_dir: Path) -> None:
    good = next(sample_dir().glob("*.xml"))
    result = run_here("ingest", tmp_path / "weg.xml", good, "--json", "--data-dir", data_dir)
    assert result.returncode == 1
    assert json.loads(result.stdout)["publications"]["new"] == 1
    assert "weg.xml" in result.stderr


@pytest.mark.model
def test_a_metadata_file_among_publications_is_passed_over_with_a_note(
    run_here: Run, tmp_path: Path, data_dir: Path
) -> None:
    folder = tmp_path / "publicaties"
    folder.mkdir()
    shutil.copy(next(sample_dir().glob("*.xml")), folder)
    _write(
        folder / "los.xml",
        b'<metadata_gegevens><metadata name="DC.identifier" content="ah-tk-1"/></metadata_gegevens>',
    )
    result = run_here("ingest", folder, "--data-dir", data_dir)
    assert result.returncode == 0
    assert result.stdout.startswith("1 nieuw, ")
    assert "overgeslagen: " in result.stdout
    assert "los.xml: metadata zonder het document erbij" in " ".join(result.stdout.split())


def test_the_first_run_says_that_it_unpacks_the_model(
    tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load_settings(data_dir=data_dir)
    tell_unpacking(settings.model_copy(update={"cache_dir": tmp_path / "leeg"}))
    told = capsys.readouterr().err
    assert "0,5 GB" in told
    assert str(tmp_path / "leeg") in told


def test_a_folder_that_cannot_be_written_is_named(run_bare: Run, tmp_path: Path) -> None:
    in_the_way = _write(tmp_path / "bestand", b"")  # root may write everywhere, but not below a file
    result = run_bare("ingest", sample_dir(), "--data-dir", in_the_way / "data")
    assert_one_line(result, str(in_the_way / "data"), "--data-dir")


@pytest.mark.parametrize("command", [["search", "jeugdzorg"], ["ask", "jeugdzorg"], ["status"], ["dump"], ["rebuild"]])
def test_without_a_corpus_the_way_in_is_named(command: list[str], run_bare: Run, data_dir: Path) -> None:
    assert_one_line(run_bare(*command, "--data-dir", data_dir), str(data_dir), "kamervragen ingest")


@pytest.mark.model
def test_search_prints_the_contract(run: Run, sample_corpus: Path) -> None:
    result = run(
        "search", "bijeenkomsten", "--ministerie", "Defensie", "--top", "3", "--json", "--data-dir", sample_corpus
    )
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["query"] == "bijeenkomsten"
    assert answer["filters"] == {"ministeries": ["Defensie"]}
    assert set(answer["index"]) == {"fingerprint", "publications", "pairs"}
    assert [hit["rank"] for hit in answer["results"]] == list(range(1, len(answer["results"]) + 1))
    assert all(hit["ministeries"] == ["Defensie"] for hit in answer["results"])
    wanted = {"rank", "score", "pair_id", "publication_id", "nummer", "vergaderjaar", "ministeries", "bewindspersonen"}
    wanted |= {"indieners", "vraagnummers", "vraag", "antwoord", "passage", "ontvangen", "url", "why"}
    assert all(wanted <= set(hit) for hit in answer["results"])
    assert all(set(hit["why"]) == {"dense", "lexical", "rerank", "terms"} for hit in answer["results"])


@pytest.mark.model
def test_a_filter_that_matches_nothing_gives_nothing(run_here: Run, sample_corpus: Path) -> None:
    result = run_here("search", "bijeenkomsten", "--ministerie", "Zeevaart", "--json", "--data-dir", sample_corpus)
    assert result.returncode == 0
    answer = json.loads(result.stdout)
    assert answer["results"] == []
    assert any("Zeevaart" in note for note in answer["notes"])


@pytest.mark.model
def test_ask_quotes_what_stands_at_its_offsets(run_here: Run, sample_corpus: Path) -> None:
    result = run_here("ask", "welke ministeries hielden bijeenkomsten?", "--json", "--data-dir", sample_corpus)
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["verdict"] in {"beantwoord", "verwant", "niet_gevonden"}
    assert answer["statements"]
    dumped = run_here("dump", "--data-dir", sample_corpus).stdout
    answers = {
        f"{publication['id']}#v{min(vraag['nummer'] for vraag in pair['vragen'])}": pair["antwoord"]
        for publication in map(json.loads, dumped.splitlines())
        for pair in publication["paren"]
    }
    for statement in answer["statements"]:
        assert answers[statement["pair_id"]][statement["start"] : statement["end"]] == statement["quote"]
        assert "Aanhangsel Handelingen" in statement["citation"]


@pytest.mark.model
def test_the_terminal_answer_is_readable_and_cited(run_here: Run, sample_corpus: Path) -> None:
    result = run_here("ask", "welke ministeries hielden bijeenkomsten?", "--data-dir", sample_corpus)
    assert result.returncode == 0
    assert "nr. 9000" in result.stdout
    assert "[fictief voorbeeld]" in result.stdout


@pytest.mark.model
@pytest.mark.parametrize("folder", ["chroma", "tantivy"])
def test_a_broken_index_is_one_line_with_the_way_out(folder: str, run_here: Run, data_dir: Path) -> None:
    few = sorted(sample_dir().glob("*.xml"))[:2]
    assert run_here("ingest", *few, "--data-dir", data_dir).returncode == 0
    for path in (data_dir / folder).rglob("*"):
        if path.is_file():
            path.write_bytes(b"kapot")
    assert_one_line(run_here("search", "jeugdzorg", "--data-dir", data_dir), str(data_dir), "kamervragen rebuild")
    assert run_here("rebuild", "--data-dir", data_dir).returncode == 0
    assert run_here("search", "jeugdzorg", "--data-dir", data_dir).returncode == 0


@pytest.mark.model
def test_an_index_of_another_model_is_refused(run_here: Run, own_corpus: Path) -> None:
    manifest = read_manifest(own_corpus)
    assert manifest is not None
    write_manifest(own_corpus, manifest.model_copy(update={"model_fingerprint": "een-ander-model"}))
    assert_one_line(run_here("search", "jeugdzorg", "--data-dir", own_corpus), "een-ander-model", "kamervragen rebuild")


@pytest.mark.model
def test_ingesting_again_embeds_nothing_and_removing_removes(run_here: Run, own_corpus: Path) -> None:
    again = json.loads(run_here("ingest", sample_dir(), "--json", "--data-dir", own_corpus).stdout)
    assert again["passages"] == 0
    assert again["publications"]["new"] == again["publications"]["changed"] == 0
    assert run_here("remove", "AH-TK-20232024-90004", "--data-dir", own_corpus).returncode == 0
    assert_one_line(run_here("dump", "ah-tk-20232024-90004", "--data-dir", own_corpus), "ah-tk-20232024-90004")
    found = json.loads(run_here("search", "nr. 90004", "--json", "--data-dir", own_corpus).stdout)
    assert found["results"] == []
    assert run_here("verify", "--data-dir", own_corpus).returncode == 0


@pytest.mark.model
@pytest.mark.shared
def test_the_founding_documents_answer_the_founding_question(run_here: Run, shared: Path, data_dir: Path) -> None:
    pages = shared / "data" / "publications" / "page-text"
    founding = [next(pages.glob(f"ah-tk-20232024-{number}.*")) for number in (1067, 1068)]
    assert run_here("ingest", *founding, "--data-dir", data_dir).returncode == 0
    result = run_here("ask", "welke ministeries hielden bijeenkomsten?", "--json", "--data-dir", data_dir)
    statements = json.loads(result.stdout)["statements"]
    citations = " ".join(statement["citation"] for statement in statements)
    assert "Defensie, Aanhangsel Handelingen 2023-2024, nr. 1067" in citations
    assert "Financiën, Aanhangsel Handelingen 2023-2024, nr. 1068" in citations
    assert {statement["pair_id"].partition("#")[0] for statement in statements} == {
        "ah-tk-20232024-1067",
        "ah-tk-20232024-1068",
    }


def assert_one_line(result: subprocess.CompletedProcess[str], *parts: str) -> None:
    """Exit code 1, nothing on stdout, one line on stderr that names the parts."""
    assert result.returncode == 1, result.stderr
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("kamervragen: ")
    for part in parts:
        assert part in lines[0]


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_output_that_finds_no_room_is_told_in_a_line() -> None:
    command = [sys.executable, "-m", "ui.cli.main", "--help"]
    with FULL.open("w") as full:
        done = subprocess.run(command, cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "de schijf waar de uitvoer heen gaat is vol" in done.stderr
