"""Runs as TREC files: the same ranking comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.gold.ranked import ordered
from eval.measure.trec import read_run, write_run
from index.errors import InputError

IDS = st.from_regex(r"ah-tk-20232024-[1-9][0-9]{0,3}#v[1-9]", fullmatch=True)
SCORED = st.lists(st.tuples(IDS, st.floats(-1e6, 1e6)), min_size=1, unique_by=lambda item: item[0])


@given(SCORED)
def test_a_run_reads_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, scored: list[tuple[str, float]]) -> None:
    path = tmp_path_factory.mktemp("run") / "a.run"
    ranking = {"q1": ordered(scored)}
    write_run(path, ranking)
    assert read_run(path) == ranking


def test_the_file_is_in_the_trec_format(tmp_path: Path) -> None:
    path = tmp_path / "nieuw" / "a.run"
    write_run(path, {"q1": (("a#v1", 0.5), ("b#v1", 0.25))}, "mijn run")
    assert path.read_text() == "q1 Q0 a#v1 1 0.5 mijn-run\nq1 Q0 b#v1 2 0.25 mijn-run\n"


def test_ties_are_broken_by_id_and_the_written_rank_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "a.run"
    path.write_text("q1 Q0 c 1 0.5 x\nq1 Q0 a 2 0.5 x\nq1 Q0 b 3 0.9 x\n")
    assert [pair_id for pair_id, _ in read_run(path)["q1"]] == ["b", "a", "c"]


def test_of_a_pair_that_occurs_twice_the_best_score_counts() -> None:
    assert ordered([("a", 0.1), ("b", 0.2), ("a", 0.3)]) == (("a", 0.3), ("b", 0.2))


def test_every_malformed_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.run"
    path.write_text("q1 Q0 a 1 veel x\nq1 Q0 a 1\nq1 Q0 a 1 nan x\n")
    with pytest.raises(InputError, match=r"(?s):1: score 'veel'.*:2: heeft 4 velden.*:3: score 'nan'"):
        read_run(path)
