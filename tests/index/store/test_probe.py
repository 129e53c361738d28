"""What the look at the embedded Chroma from a process of its own takes for lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index.store.check.probe import lost_vectors
from index.store.vectors import VectorStore


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
