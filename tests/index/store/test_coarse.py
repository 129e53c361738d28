from __future__ import annotations

import shutil
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from index.passages import PassageKind
from index.store.dense import coarse as making
from index.store.dense.coarse import Coarse, coarse_of
from index.store.dense.codes import CODE_DIMENSION
from index.store.dense.reader import DenseIndex
from index.store.dense.search import CANDIDATES
from index.store.dense.view import View, open_view
from index.store.dense.writer import DenseWriter
from index.store.filters import Filters
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication
from tests.index.store.test_dense import clustered, put

NEAREST = 100
GROWN_MB = 40  # 11 larger codes and their numbers; 90 and more where what was let go of stays
ROWS = 7_000  # of each publication: a filter on one leaves more than are compared exactly
MINISTERIES = (VWS, DEFENSIE, FINANCIEN)
SMALL, ADDED = make_publication(8), make_publication(9)
ALL_ROWS = len(MINISTERIES) * ROWS + 20


@pytest.fixture(autouse=True)
def slow_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where codes are compared slowly, with a corpus that is large enough."""
    pytest.importorskip("faiss")
    monkeypatch.setattr(making, "LEAST_ROWS", ROWS)
    monkeypatch.setattr(making, "SLOW_S", 0.0)
    monkeypatch.setattr(making, "_kept", {})
    monkeypatch.setattr(making, "_expected", set())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three publications, one for each ministry, and a small one."""
    root = tmp_path_factory.mktemp("data") / "dense" / "build"
    writer = DenseWriter(root, clustered(1).shape[1])
    for number, ministerie in enumerate(MINISTERIES):
        put(writer, make_publication(number + 1, ministeries=(ministerie,)), clustered(ROWS, seed=number))
    put(writer, SMALL, clustered(20, seed=7))
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "build"))


def coarse_at(root: Path) -> Coarse | None:
    return coarse_of(view_of(root))


def view_of(root: Path) -> View:
    return open_view(root / PassageKind.ANTWOORD.value)


def found(index: DenseIndex, filters: Filters) -> list[list[tuple[str, float]]]:
    return [index.query(query, NEAREST, filters) for query in clustered(20, seed=9)]


def reopen(root: Path) -> None:
    DenseIndex(root)
    for thread in threading.enumerate():
        if thread.name == making.THREAD:
            thread.join()


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(ministeries=(DEFENSIE,)), Filters(ministeries=(VWS, FINANCIEN))],
    ids=["none", "one part of the rows", "most"],
)
def test_with_coarse_codes_the_same_is_found(root: Path, filters: Filters) -> None:
    index = DenseIndex(root)
    every = found(index, filters)
    index.expect_many()
    coarse = coarse_at(root)
    assert coarse is not None and coarse.rows == ALL_ROWS > CANDIDATES
    assert found(index, filters) == every


def test_coarse_codes_leave_few_of_the_best_out(built: Path) -> None:
    view = view_of(built)
    assert view.basis is not None
    coarse, wanted = Coarse(view.codes), 500
    shares = []
    for query in clustered(20, seed=9):
        asked, _ = view.basis.query(query)
        best = np.argsort(-(view.codes.astype(np.int32) @ asked[0].astype(np.int32)), kind="stable")[:NEAREST]
        parts = range(len(coarse.parts))
        rows = [coarse.best_in(n, asked, wanted, view.owners[coarse.parts[n].start :], None) for n in parts]
        assert all(len(some) <= wanted for some in rows)
        shares.append(np.isin(best, np.concatenate(rows)).mean())
    assert np.mean(shares) > 0.99


def test_what_came_after_them_is_found_and_what_went_is_not(root: Path) -> None:
    index = DenseIndex(root)
    index.expect_many()
    gone, added = clustered(20, seed=7), clustered(20, seed=9)
    assert all(index.query(query, 1, Filters())[0][0].startswith(f"{SMALL.id}#") for query in gone)
    writer = DenseWriter(root, clustered(1).shape[1])
    put(writer, ADDED, added)
    put(writer, SMALL, clustered(1, seed=6))
    coarse, index = coarse_at(root), DenseIndex(root)
    assert coarse is not None and coarse.rows == ALL_ROWS
    assert all(index.query(query, 1, Filters())[0][0].startswith(f"{ADDED.id}#") for query in added)
    assert not any(index.query(query, 1, Filters())[0][0].startswith(f"{SMALL.id}#") for query in gone)


def test_they_are_made_anew_in_the_background_when_much_came_after_them(root: Path) -> None:
    DenseIndex(root).expect_many()
    put(DenseWriter(root, clustered(1).shape[1]), ADDED, clustered(ROWS, seed=9))
    behind = coarse_at(root)
    assert behind is not None and behind.rows == ALL_ROWS
    reopen(root)
    anew = coarse_at(root)
    assert anew is not None and anew.rows == ALL_ROWS + ROWS


def test_a_server_on_a_corpus_that_grows_large_makes_them_then(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "LEAST_ROWS", ALL_ROWS + 1)
    DenseIndex(root).expect_many()
    put(DenseWriter(root, clustered(1).shape[1]), ADDED, clustered(20, seed=9))
    assert coarse_at(root) is None
    reopen(root)
    coarse = coarse_at(root)
    assert coarse is not None and coarse.rows == ALL_ROWS + 20


def test_those_of_another_corpus_in_the_same_place_are_not_asked(root: Path, built: Path) -> None:
    DenseIndex(root).expect_many()
    shutil.rmtree(root)
    shutil.copytree(built, root)
    assert coarse_at(root) is None


@pytest.mark.parametrize("reason", ["a quick processor", "no library", "a small corpus"])
def test_none_are_made_where_they_win_nothing(root: Path, monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    if reason == "a quick processor":
        monkeypatch.setattr(making, "SLOW_S", 1.0)
    elif reason == "no library":
        monkeypatch.setattr(making, "find_spec", lambda name: None)
    else:
        monkeypatch.setattr(making, "LEAST_ROWS", 10**6)
    index = DenseIndex(root)
    index.expect_many()
    assert coarse_at(root) is None
    assert all(len(hits) == NEAREST for hits in found(index, Filters()))


def test_a_process_that_expects_one_question_makes_none(root: Path) -> None:
    found(DenseIndex(root), Filters())
    assert coarse_at(root) is None


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is told by Linux alone")
def test_a_corpus_that_grows_leaves_nothing_of_those_before() -> None:
    codes = np.random.default_rng(0).integers(-60, 60, size=(340_000, CODE_DIMENSION), dtype=np.int8)

    def make(rows: int) -> None:
        part = SimpleNamespace(root=Path("map"), stamp="1", basis=(), owners=range(rows), codes=codes[:rows])
        making.make_coarse(cast("View", part))

    make(200_000)
    before = own_mb()
    for rows in (240_000, 280_000, 340_000):
        make(rows)
    assert own_mb() - before < GROWN_MB


def own_mb() -> int:
    """Memory of this process that no other can share."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) // 1024
