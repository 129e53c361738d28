"""The command `export`: where the file comes, in what form, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from typer.testing import CliRunner

from index.errors import InputError, KamervragenError, OutputError, UnknownIdError
from index.store.corpus import Corpus
from rag.assistant.assistant import Assistant
from rag.export.formats import FORMATS
from rag.question import Question
from rag.retrieve.settings import Retrieval
from ui.cli.main import app

Run = Callable[..., Result]
QUERY = "hoeveel drones koopt het leger"
DRONES = "ah-tk-20232024-102#v1"


@pytest.fixture
def run(corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `export` over the small corpus, in a folder of its own."""
    monkeypatch.setattr(
        "ui.cli.export.assistant_of", lambda data_dir, rerank: Assistant(corpus, Retrieval(rerank=rerank))
    )
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["export", *arguments])

    return call


def rows(text: str, delimiter: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def good(result: Result) -> Result:
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("suffix", ["csv", "zip", "xlsx", "docx", "md", "json", "ris", "bib", "html"])
def test_the_suffix_says_the_form(suffix: str, run: Run, tmp_path: Path) -> None:
    good(run(QUERY, "--out", f"lijst.{suffix}"))
    starts = {
        "csv": b"\xef\xbb\xbfrang;",
        "zip": b"PK",
        "xlsx": b"PK",
        "docx": b"PK",
        "md": b"# hoeveel",
        "json": b"{",
        "ris": b"TY  - ",
    }
    starts |= {"bib": b"@comment{", "html": b"<!doctype html>"}
    assert (tmp_path / f"lijst.{suffix}").read_bytes().startswith(starts[suffix])
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [f"lijst.{suffix}"]


def test_the_rows_are_those_of_ask(run: Run, corpus: Corpus) -> None:
    listed = json.loads(good(run(QUERY, "--format", "json", "--out", "-")).stdout)
    hits = Assistant(corpus, Retrieval()).ask(Question(QUERY)).search.hits
    assert [hit["pair_id"] for hit in listed["results"]] == [hit.pair_id for hit in hits]
    assert listed["export"]["facts"]["corpus"].startswith(
        "8 publicaties met 10 antwoorden, ontvangen van 2 oktober 2023"
    )
    assert "hoogstens: 10" in listed["export"]["facts"]["instellingen"]


def test_filters_and_top_hold(run: Run) -> None:
    arguments = ["--ministerie", "Defensie", "--vergaderjaar", "2023-2024", "--top", "2", "--csv-dialect", "plain"]
    found = rows(good(run("drones", *arguments, "--format", "csv", "--out", "-")).stdout, ",")
    assert len(found) == 2
    assert {row["ministeries"] for row in found} <= {"Defensie", "Financiën; Defensie"}


def test_an_unknown_filter_is_told_on_stderr_and_in_the_file(run: Run) -> None:
    result = good(run("drones", "--indiener", "Celikk", "--format", "json", "--out", "-"))
    assert "Celikk" in result.stderr
    assert "Celikk" in json.loads(result.stdout)["export"]["facts"]["meldingen"]


def test_chosen_pairs_with_notes(run: Run) -> None:
    arguments = ["--pair-id", DRONES, "--note", f"{DRONES}=bellen = doen", "--note", f"{DRONES}=en mailen"]
    (row,) = rows(good(run(QUERY, *arguments, "--format", "csv", "--out", "-")).stdout)
    assert row["id"] == DRONES
    assert row["notitie"] == "bellen = doen\nen mailen"


def test_without_a_place_the_file_is_named_after_the_query(run: Run, tmp_path: Path) -> None:
    result = good(run("Drones/ «é»?", "--format", "md"))
    (path,) = tmp_path.glob("*.md")
    assert path.name.startswith("kamervragen-drones-e-20")
    assert path.name in result.stderr
    assert result.stdout == ""


def test_a_folder_gets_a_file_named_after_the_query(run: Run, tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    good(run("drones", "--format", "csv", "--out", "map"))
    assert [path.name[:19] for path in (tmp_path / "map").iterdir()] == ["kamervragen-drones-"]


def test_nothing_is_overwritten_without_force(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lijst.xlsx").write_bytes(b"van iemand anders")
    result = run(QUERY, "--out", "lijst.xlsx")
    assert isinstance(result.exception, OutputError)
    assert "--force" in str(result.exception)
    assert (tmp_path / "lijst.xlsx").read_bytes() == b"van iemand anders"
    good(run(QUERY, "--out", "lijst.xlsx", "--force"))
    assert load_workbook(tmp_path / "lijst.xlsx").sheetnames[:2] == ["Resultaten", "Verantwoording"]


REFUSED: list[tuple[Sequence[str], type[KamervragenError], str]] = [
    (["--out", "lijst.pdf"], InputError, "lijst.pdf"),
    ([], InputError, "--format"),
    (["--format", "word", "--out", "lijst.docx"], InputError, "'word'"),
    (["--format", "csv", "--csv-dialect", "tab"], InputError, "'tab'"),
    (["--format", "xlsx", "--out", "-"], InputError, "stdout"),
    (["--out", "weg/lijst.csv"], OutputError, "weg"),
    (["--out", "lijst.csv", "--note", "zonder teken"], InputError, "'zonder teken'"),
    (["--out", "lijst.csv", "--note", f"{DRONES}= "], InputError, DRONES),
    (["--out", "lijst.csv", "--pair-id", "ah-x#v1", "--pair-id", "ah-y#v2"], UnknownIdError, "ah-x#v1, ah-y#v2"),
    (["--out", "lijst.csv", "--note", "ah-x#v1=hallo"], UnknownIdError, "ah-x#v1"),
    (["--out", "lijst.csv", "--arm", "beide"], InputError, "'beide'"),
]


@pytest.mark.parametrize(
    ("arguments", "kind", "named"), REFUSED, ids=[" ".join(case[0]) or "nothing" for case in REFUSED]
)
def test_what_cannot_be_done_is_named_and_nothing_is_written(
    arguments: Sequence[str], kind: type[KamervragenError], named: str, run: Run, tmp_path: Path
) -> None:
    result = run(QUERY, *arguments)
    assert isinstance(result.exception, kind)
    assert named in str(result.exception)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "cache"]


def test_a_query_that_finds_nothing_gives_a_file_that_says_so(run: Run, tmp_path: Path) -> None:
    nothing = ["drones", "--ministerie", "Algemene Zaken", "--format"]
    assert rows(good(run(*nothing, "csv", "--out", "-")).stdout) == []
    good(run(*nothing, "csv-zip", "--out", "niets.zip"))
    with zipfile.ZipFile(tmp_path / "niets.zip") as file:
        assert file.namelist() == ["verantwoording.csv"]
        account = rows(file.read("verantwoording.csv").decode("utf-8"))
    facts = {row["sleutel"]: row["waarde"] for row in account}
    assert facts["query"] == "drones"
    assert facts["filters"] == "ministerie Algemene Zaken"
    assert facts["aantal"].startswith("0 van 0 ")


def test_a_csv_says_which_tables_it_lacks(run: Run) -> None:
    result = good(run(QUERY, "--format", "csv", "--out", "-"))
    assert "--format csv-zip" in result.stderr
    assert "Verantwoording" in result.stderr


def test_every_format_stands_in_the_help(run: Run) -> None:
    text = good(run("--help")).stdout
    assert all(format_ in text.replace("\n", " ") for format_ in FORMATS)
