from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.store.vectors import forget_clients
from tests.chaos.histories import History
from tests.chaos.material import material, outcome, queries
from tests.encoder import TokenWordEncoder
from tests.factory import make_reading

SEEDS = 3


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    data_dir = tmp_path_factory.mktemp("undisturbed")
    Builder(data_dir, TokenWordEncoder()).ingest([make_reading(publication) for publication in material(20)])
    return outcome(data_dir, TokenWordEncoder(), queries(material(20)))


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    forget_clients()


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_same_publications_give_the_same_answers_to_the_last_digit_whatever_happened(
    seed: int, undisturbed: dict[str, object], tmp_path: Path
) -> None:
    history = History(tmp_path / "data", material(20), seed)
    history.live()
    found = outcome(history.data_dir, TokenWordEncoder(), queries(material(20)))
    assert [query for query in found if found[query] != undisturbed[query]] == [], history.told
