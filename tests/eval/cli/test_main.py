"""The command: data on stdout, messages on stderr, the contract of `--json`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from eval.cli.main import eval_app
from eval.measure.measures import MEASURES
from index.errors import InputError
from tests.eval.conftest import DRONES, SPORTHALLEN, GoldWriter

COMMANDS = ("compare", "judge", "unjudged", "beir", "check")


def call(*args: object) -> Result:
    return CliRunner().invoke(eval_app, [str(arg) for arg in args])


def test_eval_prints_the_contract(quick_corpus: Path, write_gold: GoldWriter, tmp_path: Path) -> None:
    result = call(
        *("--gold", write_gold(), "--json", "--run-out", tmp_path / "a.run"),
        *("--record-out", tmp_path / "a.json", "--report", tmp_path / "a.html"),
    )
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert (printed["queries"], printed["answerable"]) == (4, 3)
    assert list(printed["measures"]) == list(MEASURES)
    assert printed["by_type"]["vraag"]["queries"] == 1
    assert set(MEASURES) <= printed["by_type"]["trefwoorden"].keys()
    assert {"auroc", "auroc_absent", "auroc_detail", "false_answer", "false_refusal"} <= printed["abstention"].keys()
    assert printed["abstention"]["strata"].keys() == {"number", "other"}
    assert 0 < printed["latency_ms"]["p50"] <= printed["latency_ms"]["p95"]
    assert printed["index"]["pairs"] == 10
    assert {"intervals", "unjudged", "leakage"} <= printed.keys()
    assert "niemand beoordeeld" in result.stderr
    assert all((tmp_path / name).stat().st_size for name in ("a.run", "a.json", "a.html"))


def test_eval_prints_a_table_for_people(quick_corpus: Path, write_gold: GoldWriter) -> None:
    result = call("--gold", write_gold(), "--arm", "lexical", "--limit", 2, "--no-verdicts")
    assert result.exit_code == 0
    assert "2 gemeten vragen van 2" in result.stdout


def test_a_record_is_run_again(quick_corpus: Path, write_gold: GoldWriter, tmp_path: Path) -> None:
    call("--gold", write_gold(), "--arm", "dense", "--record-out", tmp_path / "a.json")
    result = call("--record", tmp_path / "a.json", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["settings"]["arm"] == "dense"
    assert "gelijk aan het verslag" in result.stderr
    assert call("--record", tmp_path / "a.json", "--arm", "lexical").exit_code == 2


def test_settings_can_be_given_by_name_or_in_toml(quick_corpus: Path, write_gold: GoldWriter, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('arm = "lexical"\ncandidates = 7\n')
    gold = write_gold()
    result = call("--gold", gold, "--json", "--config", tmp_path / "a.toml", "--set", "dense_weight=0.25")
    settings = json.loads(result.stdout)["settings"]
    assert (settings["arm"], settings["candidates"], settings["dense_weight"]) == ("lexical", 7, 0.25)


def test_compare_prints_both_sides(quick_corpus: Path, write_gold: GoldWriter, tmp_path: Path) -> None:
    gold = write_gold()
    call("--gold", gold, "--record-out", tmp_path / "a.json")
    result = call(
        "compare", "arm=lexical", tmp_path / "a.json", "--gold", gold, "--json", "--report", tmp_path / "c.html"
    )
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert (printed["a"], printed["b"], printed["queries"]) == ("arm=lexical", "a", 3)
    assert printed["measures"].keys() == set(MEASURES)
    assert (tmp_path / "c.html").exists()
    assert "beter/gelijk/slechter" in call("compare", tmp_path / "a.json", tmp_path / "a.json").stdout


def test_speed_prints_ratios(quick_corpus: Path) -> None:
    printed = json.loads(call("speed", "--json", "--recall", "--queries", 2).stdout)
    assert printed["queries"] == 2
    assert printed["recall_at_100"]["none"] == 1.0
    assert "antwoorden" in call("speed", "--queries", 2).stdout


def test_judge_adds_and_tells(quick_corpus: Path, write_gold: GoldWriter) -> None:
    gold = write_gold()
    result = call("judge", "q1", f"{SPORTHALLEN}#v2", 1, "--gold", gold, "--by", "Anna", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["previous"] == 2
    assert "had voor q1 al graad 1" in call("judge", "q1", f"{SPORTHALLEN}#v3", 1, "--gold", gold, "--by", "B").stderr


def test_unjudged_lists_what_waits_for_a_judge(quick_corpus: Path, write_gold: GoldWriter, tmp_path: Path) -> None:
    gold = write_gold()
    (tmp_path / "a.run").write_text(f"q2 Q0 {DRONES}#v2 1 0.5 x\nq3 Q0 {DRONES}#v2 1 0.5 x\n")
    result = call("unjudged", "--gold", gold, "--run", tmp_path / "a.run")
    assert [line.split("\t")[:3] for line in result.stdout.splitlines()] == [
        ["q2", "1", f"{DRONES}#v2"],
        ["q3", "1", f"{DRONES}#v2"],
    ]
    rows = [json.loads(line) for line in call("unjudged", "--gold", gold, "--json").stdout.splitlines()]
    assert all(row["rank"] <= 10 and row["vraag"] for row in rows)


def test_beir_goes_both_ways(quick_corpus: Path, write_gold: GoldWriter, tmp_path: Path) -> None:
    assert call("beir", "--gold", write_gold(), "--out", tmp_path / "beir").exit_code == 0
    assert call("beir", "--gold", tmp_path / "beir", "--out", tmp_path / "p.jsonl", "--publications").exit_code == 0
    assert len((tmp_path / "p.jsonl").read_text().splitlines()) == 7, "the notice has no pair"
    assert call("--gold", tmp_path / "beir", "--json").exit_code == 0


def test_check_reads_the_gold_set_alone(quick_corpus: Path, write_gold: GoldWriter, tmp_path: Path) -> None:
    result = call("check", "--gold", write_gold(), "--json")
    assert json.loads(result.stdout)["corpus_checked"] is True
    bare = call("check", "--gold", tmp_path / "gold", "--data-dir", tmp_path / "leeg")
    assert bare.exit_code == 0
    assert "er is geen corpus" in bare.stderr
    wrong = write_gold(["nee"], ["nee"], name="kapot")
    assert isinstance(call("check", "--gold", wrong).exception, InputError)


@pytest.mark.parametrize("args", [[], ["--gold"], ["--top", "0"], ["judge", "q"]])
def test_wrong_usage_exits_with_2(args: list[str]) -> None:
    assert call(*args).exit_code == 2


def test_errors_reach_the_caller_as_they_are(quick_corpus: Path, write_gold: GoldWriter) -> None:
    assert isinstance(call("--gold", write_gold(), "--set", "geen=1").exception, InputError)


@pytest.mark.parametrize("args", [[], *([command] for command in COMMANDS)])
def test_every_help_has_an_example(args: list[str]) -> None:
    result = call(*args, "--help")
    assert result.exit_code == 0
    assert "Voorbeeld: kamervragen eval" in result.stdout


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    heavy = ("numpy", "ir_measures", "torch", "chromadb", "rag", "pydantic")
    code = f"import sys, eval.cli.main; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
