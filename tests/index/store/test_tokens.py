from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build.builder import Builder
from index.build.report import Report
from index.embed.quantiser import LEVELS, Quantiser
from index.errors import CorruptStoreError
from index.store.corpus import Corpus
from index.store.tokens import FILE_NAME, TokenStore
from index.store.vectors import forget_clients
from index.values import Publication
from rag.question import Question
from rag.retrieve.search import search
from rag.retrieve.settings import Retrieval
from tests.encoder import BreakOffError, TokenWordEncoder, WordEncoder
from tests.factory import make_publication, make_reading, small_corpus

DRONES = "ah-tk-20232024-102"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    forget_clients()


# ---------------------------------------------------------------------- packing


def test_a_value_becomes_the_nearest_of_four_levels() -> None:
    quantiser = Quantiser(mean=np.full(4, 10.0, dtype=np.float32), spread=np.full(4, 2.0, dtype=np.float32))
    packed = quantiser.pack(np.array([[10 - 5.0, 10 - 1.0, 10 + 1.0, 10 + 5.0]], dtype=np.float32))
    assert len(packed) == 1
    (unpacked,) = quantiser.unpack([packed])
    expected = 10 + 2 * LEVELS
    assert unpacked[0] == pytest.approx(expected / np.linalg.norm(expected))


@given(lengths=st.lists(st.integers(min_value=0, max_value=9), min_size=1, max_size=8), seed=st.integers(0, 99))
def test_what_is_packed_comes_back_near_to_what_it_was(lengths: list[int], seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(400, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    quantiser = Quantiser.fit(vectors)
    texts = np.split(vectors[: sum(lengths)], np.cumsum(lengths)[:-1])
    unpacked = quantiser.unpack([quantiser.pack(text) for text in texts])
    assert [len(text) for text in unpacked] == lengths
    for before, after in zip(texts, unpacked, strict=True):
        assert np.linalg.norm(after, axis=1) == pytest.approx(np.ones(len(after)), abs=1e-5)
        assert (np.sum(before * after, axis=1) > 0.85).all()


def test_a_quantiser_is_kept_as_bytes() -> None:
    quantiser = Quantiser.fit(np.random.default_rng(1).normal(size=(50, 8)).astype(np.float32))
    again = Quantiser.from_bytes(quantiser.to_bytes())
    assert (again.mean == quantiser.mean).all()
    assert (again.spread == quantiser.spread).all()


def test_nothing_packed_gives_nothing() -> None:
    assert Quantiser(mean=np.zeros(4, dtype=np.float32), spread=np.ones(4, dtype=np.float32)).unpack([]) == []


@pytest.mark.parametrize("dimension", [0, 3, 6])
def test_a_dimension_that_does_not_fill_bytes_is_refused(dimension: int) -> None:
    if dimension == 0:
        with pytest.raises(ValueError, match="quantiser"):
            Quantiser(mean=np.zeros((2, 2), dtype=np.float32), spread=np.ones((2, 2), dtype=np.float32))
    else:
        with pytest.raises(ValueError, match="quantiser"):
            Quantiser(mean=np.zeros(dimension, dtype=np.float32), spread=np.ones(dimension, dtype=np.float32))


# ---------------------------------------------------------------------- the file


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TokenStore]:
    opened = TokenStore(tmp_path, "a")
    opened.replace(["p1", "p2"], [("p1/0", "p1", b"10"), ("p1/1", "p1", b"11"), ("p2/0", "p2", b"20")])
    yield opened
    opened.close()


def test_vectors_come_back_by_passage_and_unknown_ones_are_left_out(store: TokenStore) -> None:
    many = [f"p9/{n}" for n in range(1200)]
    assert store.get(["p2/0", *many, "p1/1"]) == {"p1/1": b"11", "p2/0": b"20"}
    assert store.get([]) == {}


def test_replacing_takes_out_what_a_publication_had_before(store: TokenStore) -> None:
    store.replace(["p1"], [("p1/0", "p1", b"new")])
    assert store.get(["p1/0", "p1/1", "p2/0"]) == {"p1/0": b"new", "p2/0": b"20"}
    assert store.count() == 2


def test_builds_stand_beside_each_other_until_the_others_are_dropped(store: TokenStore, tmp_path: Path) -> None:
    other = TokenStore(tmp_path, "b")
    other.replace(["p1"], [("p1/0", "p1", b"other")])
    assert (store.get(["p1/0"]), other.get(["p1/0"])) == ({"p1/0": b"10"}, {"p1/0": b"other"})
    other.drop_others()
    assert (store.count(), other.count()) == (0, 1)
    other.close()


def test_a_file_that_is_no_database_names_the_mending_command(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xa5" * 9000)
    with pytest.raises(CorruptStoreError, match=rf"tokens\.sqlite.*kamervragen rebuild --data-dir {tmp_path}`"):
        TokenStore(tmp_path, "a")


def test_a_row_that_goes_by_the_id_of_another_is_told(store: TokenStore, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db, db:
        db.execute("UPDATE tokens SET passage_id = 'p1/2' WHERE passage_id = 'p1/1'")
    assert store.get(["p1/0"]) == {"p1/0": b"10"}
    with pytest.raises(CorruptStoreError, match="p1/2 is veranderd"):
        store.get(["p1/2"])


def test_a_row_that_an_index_misses_is_told(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    index = "FROM sqlite_master WHERE name = 'tokens_passage'"
    with closing(TokenStore(tmp_path, "a")) as store:
        store.replace(["p1"], [("p1#v1/p0", "p1", b"10")])
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA writable_schema = ON")
        known = db.execute(f"SELECT * {index}").fetchone()
        db.execute(f"DELETE {index}")
    with closing(TokenStore(tmp_path, "a")) as store:
        store.replace(["p2"], [("p2#v1/p0", "p2", b"20")])
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("INSERT INTO sqlite_master VALUES (?,?,?,?,?)", known)
    with closing(TokenStore(tmp_path, "a")) as store:
        assert store.get(["p1#v1/p0", "p3#v1/p0"]) == {"p1#v1/p0": b"10"}
        with pytest.raises(CorruptStoreError, match=r"een index mist p2#v1/p0.*kamervragen rebuild"):
            store.get(["p1#v1/p0", "p2#v1/p0"])


# ---------------------------------------------------------------------- in a build


def ingest(data_dir: Path, encoder: WordEncoder, publications: list[Publication], batch: int = 400) -> Report:
    builder = Builder(data_dir, encoder, batch_publications=batch)
    return builder.ingest([make_reading(publication) for publication in publications])


def tokens_of(data_dir: Path) -> dict[str, bytes]:
    """The packed vectors of every passage in the catalogue, and no others."""
    corpus = Corpus(data_dir, TokenWordEncoder())
    store = TokenStore(data_dir, corpus.manifest.collection)
    wanted = list(corpus.catalogue.passage_ids())
    found = store.get(wanted)
    assert sorted(found) == sorted(wanted)
    assert store.count() == len(wanted)
    assert corpus.verify() == []
    store.close()
    corpus.close()
    return found


def test_every_passage_has_its_token_vectors(data_dir: Path) -> None:
    publications = small_corpus()
    ingest(data_dir, TokenWordEncoder(), publications)
    assert len(tokens_of(data_dir)) == 11


def test_token_vectors_follow_changes_and_removals(data_dir: Path) -> None:
    ingest(data_dir, TokenWordEncoder(), small_corpus())
    before = tokens_of(data_dir)
    changed = make_publication(102, antwoorden=[({1: "Wat nu?"}, "Alleen nog zeppelins.")])
    ingest(data_dir, TokenWordEncoder(), [changed])
    after = tokens_of(data_dir)
    assert after.keys() == before.keys() - {f"{DRONES}#v2/p0"}
    assert after[f"{DRONES}#v1/p0"] != before[f"{DRONES}#v1/p0"]
    Builder(data_dir, TokenWordEncoder()).remove([DRONES])
    assert tokens_of(data_dir).keys() == after.keys() - {f"{DRONES}#v1/p0"}


def test_an_interrupted_build_ends_with_the_same_token_vectors(tmp_path: Path) -> None:
    ingest(tmp_path / "whole", TokenWordEncoder(), small_corpus(), batch=2)
    for fail_at in (1, 2, 3):
        with pytest.raises(BreakOffError):
            ingest(tmp_path / "broken", TokenWordEncoder(fail_at=fail_at), small_corpus(), batch=2)
    ingest(tmp_path / "broken", TokenWordEncoder(), small_corpus(), batch=2)
    assert tokens_of(tmp_path / "broken") == tokens_of(tmp_path / "whole")


def lose(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def garble(path: Path) -> None:
    size = path.stat().st_size
    lose(path)
    path.write_bytes(b"\xa5" * size)


def empty(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM tokens")
        db.execute("DELETE FROM quantisers")
    db.close()


@pytest.mark.parametrize("damage", [lose, garble, empty])
def test_lost_token_vectors_are_an_error_until_a_rebuild(damage: Callable[[Path], None], data_dir: Path) -> None:
    ingest(data_dir, TokenWordEncoder(), small_corpus())
    before = tokens_of(data_dir)
    damage(data_dir / FILE_NAME)
    with pytest.raises(CorruptStoreError, match=rf"kamervragen rebuild --data-dir {data_dir}`"):
        Corpus(data_dir, TokenWordEncoder())
    with pytest.raises(CorruptStoreError, match=rf"kamervragen rebuild --data-dir {data_dir}`"):
        ingest(data_dir, TokenWordEncoder(), [make_publication(999)])
    forget_clients()
    Builder(data_dir, TokenWordEncoder()).rebuild()
    assert tokens_of(data_dir) == before


def test_a_corpus_may_be_built_without_them(data_dir: Path) -> None:
    readings = [make_reading(publication) for publication in small_corpus()]
    Builder(data_dir, TokenWordEncoder(), keep_tokens=False).ingest(readings)
    corpus = Corpus(data_dir, TokenWordEncoder())
    assert not corpus.manifest.has_tokens
    hits = search(corpus, Question("drones van het leger", top=5)).hits
    assert hits[0].publication.id == DRONES
    assert hits[0].why.rerank is None
    corpus.close()
    assert not (data_dir / FILE_NAME).exists()


def test_reranking_compares_words_and_can_be_switched_off(data_dir: Path) -> None:
    ingest(data_dir, TokenWordEncoder(), small_corpus())
    corpus = Corpus(data_dir, TokenWordEncoder())
    query = "tekort aan chips"
    reranked = search(corpus, Question(query, top=5)).hits
    plain = search(corpus, Question(query, top=5), settings=Retrieval(rerank=False)).hits
    assert reranked[0].pair_id == plain[0].pair_id == f"{DRONES}#v2"
    assert reranked[0].why.rerank == pytest.approx(1.0, abs=0.15), "every word of the query stands in the passage"
    assert all(hit.why.rerank is None for hit in plain)
    corpus.close()


def test_readers_keep_the_old_token_vectors_until_a_rebuild_is_complete(data_dir: Path) -> None:
    ingest(data_dir, TokenWordEncoder(), small_corpus())
    corpus = Corpus(data_dir, TokenWordEncoder())
    ids = list(corpus.catalogue.passage_ids())
    before = corpus.token_vectors(ids)
    with pytest.raises(BreakOffError):
        Builder(data_dir, TokenWordEncoder(fail_at=3), batch_publications=3).rebuild()
    again = Corpus(data_dir, TokenWordEncoder())
    for reader in (corpus, again):
        after = reader.token_vectors(ids)
        assert after.keys() == before.keys()
        assert all((after[passage_id] == before[passage_id]).all() for passage_id in ids)
        reader.close()
    shutil.rmtree(data_dir)
