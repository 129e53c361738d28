from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from unittest.mock import patch

import numpy as np
import pytest

from index.errors import CorruptStoreError
from index.store import vectors as of_vectors
from index.store.chroma.record import CHROMA_FILE, FILE_NAME, GRAPH, Record
from index.store.filters import Filters
from index.store.vectors import VectorStore, forget_clients
from tests.chaos.held import holds
from tests.factory import make_passage, make_publication

DIMENSION = 16
GRAPH_AFTER = 20
"""Vectors after which a graph is written here."""
YEARS = {"20222023": 30, "20232024": 4}
"""Publications, of three passages each: of the first year a graph is written, of the second none."""


def store(folder: Path) -> VectorStore:
    return VectorStore(folder=folder, server=None, collection="test", is_searched=False, in_parts=True)


def put(kept: VectorStore, ids: list[str], seed: int = 1) -> None:
    """Puts publications in the place of what is there of them, each with passages of its own."""
    drawn = np.random.default_rng(seed)
    passages = [make_passage(id_, part=n) for id_ in ids for n in range(3)]
    rows = drawn.normal(size=(len(passages), DIMENSION)).astype(np.float32)
    kept.replace(ids, passages, rows, dict.fromkeys(ids, make_publication()))


def of_year(year: str, *numbers: int) -> list[str]:
    return [f"ah-tk-{year}-{number}" for number in numbers]


@pytest.fixture(scope="module", autouse=True)
def small_graphs() -> Iterator[None]:
    with patch.object(of_vectors, "KEPT_SYNC", GRAPH_AFTER):
        yield


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Chroma after a build with corrections and removals."""
    folder = tmp_path_factory.mktemp("written") / "chroma"
    with closing(store(folder)) as kept:
        for year, count in YEARS.items():
            put(kept, of_year(year, *range(1, count + 1)))
        put(kept, of_year("20222023", 3, 4), seed=2)
        kept.delete_publications(of_year("20222023", 5))
        Record(folder).settle()
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "chroma")


def test_who_only_reads_changes_nothing_that_was_noted(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with closing(store(folder)) as kept:
        found = kept.get(list(kept.ids()))
        kept.query(next(iter(found.values())), 5, Filters())
    changed = {path.name for path, data in before.items() if path.read_bytes() != data}
    assert len(found) == 3 * 33
    assert CHROMA_FILE in changed, "so its files cannot be compared as they are"
    assert Record(folder).problem() is None


# ---------------------------------------------------------------------- damage


def damages(folder: Path, flips: int) -> Iterator[tuple[Path, bytes]]:
    """Files with what they hold once damaged: emptied, cut, zeroed, and a bit of each turned over."""
    chance = Random(1)  # noqa: S311  # repeatable, not secret
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size):
        data = path.read_bytes()
        yield from ((path, other) for other in (b"", data[: len(data) // 2], bytes(len(data))))
        for _ in range(flips):
            other = bytearray(data)
            other[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield path, bytes(other)


def test_every_damage_is_found_or_touches_nothing_that_is_held(folder: Path) -> None:
    sound, found, held = holds(folder), 0, 0
    for path, damaged in damages(folder, flips=40):
        data = path.read_bytes()
        path.write_bytes(damaged)
        if problem_of(folder):
            found += 1
        else:
            assert holds(folder) == sound, path
            held += 1
        path.write_bytes(data)
    assert Record(folder).problem() is None
    assert found > held, (found, held)


def problem_of(folder: Path) -> str | None:
    try:
        return Record(folder).problem()
    except CorruptStoreError as error:
        return str(error)


def test_what_is_damaged_stays_told_whatever_is_built_after_it(folder: Path) -> None:
    graph = next(folder.glob(f"*/{GRAPH}")).with_name("data_level0.bin")
    data = bytearray(graph.read_bytes())
    data[len(data) // 3] ^= 1
    graph.write_bytes(data)
    with closing(sqlite3.connect(folder / CHROMA_FILE)) as db, db:
        db.execute("UPDATE embeddings SET created_at = '1900-01-01' WHERE id = 1")
    told = f"anders dan geschreven: 1 passages, {graph.parent.name}"
    assert Record(folder).problem() == told
    with closing(store(folder)) as kept:
        put(kept, of_year("20232024", 9))
        Record(folder).settle()
    assert Record(folder).problem() == told


# ---------------------------------------------------------------------- building


def test_whatever_is_put_in_and_taken_out_is_noted_also_under_a_number_that_is_given_again(folder: Path) -> None:
    chance = Random(3)  # noqa: S311  # repeatable, not secret
    for build in range(6):
        with closing(store(folder)) as kept:
            for step in range(4):
                last = of_year("20222023", *range(24, 24 + chance.randrange(1, 9)))
                if chance.random() < 0.4:
                    kept.delete_publications(last)
                else:
                    put(kept, last, seed=10 * build + step)
            if build == 3:
                kept.drop()
            Record(folder).settle()
        assert Record(folder).problem() is None, build


def test_a_build_that_ends_halfway_is_judged_after_the_next(folder: Path) -> None:
    with closing(store(folder)) as kept, suppress(KeyboardInterrupt), Record(folder).following():
        with patch.object(Record, "following", suppress):
            put(kept, of_year("20222023", 40, 41, 42, 43, 44, 45, 46, 47))
        raise KeyboardInterrupt
    assert Record(folder).problem() is None, "what it wrote was not noted"
    with closing(sqlite3.connect(folder / CHROMA_FILE)) as db, db:
        db.execute("UPDATE embeddings SET embedding_id = 'x' WHERE id = 1")
    assert Record(folder).problem() == "anders dan geschreven: 1 passages", "what was noted is judged"
    with closing(store(folder)) as kept:
        put(kept, of_year("20232024", 9))
        Record(folder).settle()
    with closing(sqlite3.connect(folder / CHROMA_FILE)) as db, db:
        db.execute("UPDATE embeddings SET created_at = '1900-01-01' WHERE embedding_id LIKE '%-45#v1/p0'")
    assert Record(folder).problem() == "anders dan geschreven: 2 passages"


def test_a_chroma_of_before_is_noted_by_the_first_build_that_writes(folder: Path) -> None:
    (folder / FILE_NAME).unlink()
    assert Record(folder).problem() is None
    with closing(store(folder)) as kept:
        put(kept, of_year("20232024", 9))
        Record(folder).settle()
    with closing(sqlite3.connect(folder / CHROMA_FILE)) as db, db:
        db.execute("UPDATE embeddings SET created_at = '1900-01-01' WHERE id = 1")
    forget_clients()
    assert Record(folder).problem() == "anders dan geschreven: 1 passages"
