"""What the look at the embedded Chroma from a process of its own takes for lost."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.store.check import probe
from index.store.check.probe import Probed, lost_vectors, probe_chroma
from index.store.chroma.record import CHROMA_FILE
from index.store.corpus import Corpus
from index.store.vectors import VectorStore
from tests.factory import small_corpus
from tests.forks import in_a_new_process


class Graph(VectorStore):
    """Four passages, of which the graph finds none and the last has no vector."""

    def __init__(self) -> None:
        self.asked = 0

    def ids(self) -> Iterator[str]:
        yield from "abcd"

    def get(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        return {id_: np.eye(4, dtype=np.float32)["abcd".index(id_)] for id_ in passage_ids if id_ != "d"}

    def query(self, vector: NDArray[np.float32], *_: object) -> list[tuple[str, float]]:  # type: ignore[override]
        self.asked += 1
        return []


@pytest.mark.parametrize("step", [1, 3])
def test_what_has_no_vector_is_lost_and_what_the_graph_misses_is_not(step: int) -> None:
    graph = Graph()
    assert lost_vectors(graph, step=step) == ["d"]
    assert graph.asked, "which reads the graph"


def test_the_look_is_taken_from_a_new_process(
    make_corpus: Callable[..., Corpus], data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "_done", in_a_new_process)
    make_corpus(small_corpus()).close()
    assert probe_chroma(data_dir, deep=True) == Probed(problem=None)
    (data_dir / "chroma" / CHROMA_FILE).write_bytes(b"geen database")
    assert probe_chroma(data_dir).problem


def test_who_reads_a_chroma_that_ends_its_reader_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = subprocess.CompletedProcess[str]([], -signal.SIGSEGV, "", "")
    monkeypatch.setattr(probe, "_done", lambda _: killed)
    assert probe_chroma(tmp_path) == Probed(problem="wie hem leest, wordt afgebroken (signaal 11)")
