"""Two runs beside each other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.compare.runs import MOVED, ComparedRun, compare_runs
from eval.compare.sources import RunSource
from eval.gold.beir import read_any_gold
from eval.measure.evaluate import evaluate
from eval.measure.measures import MEASURES
from eval.measure.record import write_record
from eval.measure.trec import write_run
from eval.measure.variants import make_variant, open_variant
from index.errors import InputError
from tests.eval.conftest import DRONES, GoldWriter


def run(name: str, values: dict[str, float], top: str = "x") -> ComparedRun:
    return ComparedRun(
        name=name,
        values={query_id: dict.fromkeys(MEASURES, value) for query_id, value in values.items()},
        ranking={query_id: ((f"{top}{query_id}", 1.0),) for query_id in values},
    )


def test_means_wins_and_p_are_what_they_are_by_hand() -> None:
    a = run("a", {"1": 0.0, "2": 0.5, "3": 1.0, "4": 0.2})
    b = run("b", {"1": 1.0, "2": 0.5, "3": 0.9, "4": 0.6})
    found = compare_runs(a, b).differences["nDCG@10"]
    assert (found.a, found.b) == pytest.approx((1.7 / 4, 3.0 / 4))
    assert found.difference == pytest.approx(1.3 / 4)
    assert (found.win, found.tie, found.loss) == (2, 1, 1)
    # of the 8 ways to sign 1.0, 0.1 and 0.4 those at least 1.3 from zero: 1.5 and 1.3 and their negatives
    assert (found.p, found.is_exact) == (4 / 8, True)
    assert found.interval[0] <= found.difference <= found.interval[1]


def test_swapping_the_sides_swaps_the_sign_only() -> None:
    a, b = run("a", {str(n): n / 40 for n in range(40)}), run("b", {str(n): (n * 7 % 40) / 40 for n in range(40)})
    there, back = compare_runs(a, b).differences["R@20"], compare_runs(b, a).differences["R@20"]
    assert there.difference == pytest.approx(-back.difference)
    assert there.p == back.p
    assert (there.win, there.loss) == (back.loss, back.win)


def test_the_queries_that_moved_most_come_first_with_both_top_results() -> None:
    a = run("a", {str(n): 0.0 for n in range(20)}, "links")
    b = run("b", {str(n): n / 20 for n in range(20)}, "rechts")
    comparison = compare_runs(a, b)
    assert [move.query_id for move in comparison.most_moved] == [str(n) for n in range(19, 9, -1)]
    assert len(comparison.most_moved) == MOVED
    assert len(comparison.moves) == 19, "query 0 did not move"
    assert [result.pair_id for result in (*comparison.moves[0].top_a, *comparison.moves[0].top_b)] == [
        "links19",
        "rechts19",
    ]


def test_runs_over_other_queries_are_not_compared() -> None:
    with pytest.raises(InputError, match=r"alleen in de eerste: 1; alleen in de tweede: 2, 3"):
        compare_runs(run("a", {"1": 0.0}), run("b", {"2": 0.0, "3": 0.0}))
    with pytest.raises(InputError, match="geen enkele gemeten vraag"):
        compare_runs(run("a", {}), run("b", {}))


def test_record_run_toml_and_settings_make_the_same_side(
    quick_corpus: Path, write_gold: GoldWriter, tmp_path: Path
) -> None:
    folder = write_gold()
    base = {"data_dir": str(quick_corpus)}
    variant = make_variant({**base, "arm": "lexical"})
    assistant = open_variant(variant)
    gold = read_any_gold(folder, assistant.corpus.catalogue)
    done = evaluate(gold, assistant, variant)
    write_record(tmp_path / "a.json", done.record)
    write_run(tmp_path / "a.run", done.ranking)
    (tmp_path / "a.toml").write_text('arm = "lexical"\n')
    source = RunSource(gold=folder, base=base)
    named = [*(str(tmp_path / name) for name in ("a.json", "a.run", "a.toml")), "arm=lexical"]
    opened = [source.open(name) for name in named]
    assert all(made.values == opened[0].values for made in opened)
    assert all(dict(made.texts) == dict(opened[0].texts) for made in opened)
    assert all(dict(made.types) == dict(opened[0].types) for made in opened)
    assert all(compare_runs(made, opened[0]).moves == () for made in opened)
    assert source.open("standaard").ranking["q2"][0][0] == f"{DRONES}#v1"


def test_a_side_that_is_nothing_is_refused_with_what_it_can_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is geen bestand en geen instelling"):
        RunSource(gold=None, base={}).open("niets")


def test_a_record_of_another_gold_set_is_refused(quick_corpus: Path, write_gold: GoldWriter, tmp_path: Path) -> None:
    variant = make_variant({"data_dir": str(quick_corpus)})
    folder, other = write_gold(), write_gold(qrels=[("q1", f"{DRONES}#v1", 1)], name="ander")
    assistant = open_variant(variant)
    record = evaluate(read_any_gold(folder, assistant.corpus.catalogue), assistant, variant).record
    write_record(tmp_path / "a.json", record)
    with pytest.raises(InputError, match="op een andere gouden set"):
        RunSource(gold=other, base={}).open(str(tmp_path / "a.json"))


def test_settings_need_a_gold_set(quick_corpus: Path) -> None:
    with pytest.raises(InputError, match="noem met --gold"):
        RunSource(gold=None, base={"data_dir": str(quick_corpus)}).open("arm=dense")


def test_the_json_holds_both_sides_of_every_measure() -> None:
    a = replace(run("a", {"1": 0.0}), texts={"1": "een vraag"}, types={"1": "kort"}, grades={"1": {"x1": 2}})
    printed = compare_runs(a, run("b", {"1": 1.0})).to_json({})
    assert printed["by_type"] == {"kort": printed["measures"]["nDCG@10"]}  # type: ignore[index]
    assert json.loads(json.dumps(printed))["measures"].keys() == set(MEASURES)
    assert printed["moved"] == [
        {
            "query_id": "1",
            "text": "een vraag",
            "measure": "nDCG@10",
            "a": 0.0,
            "b": 1.0,
            "difference": 1.0,
            "top_a": [{"pair_id": "x1", "onderwerp": "", "vraag": "", "antwoord": "", "grade": 2}],
            "top_b": [{"pair_id": "x1", "onderwerp": "", "vraag": "", "antwoord": "", "grade": None}],
        }
    ]
