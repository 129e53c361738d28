from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import embed
from index.build.builder import Builder
from index.build.embed import CALIBRATION_PAIRS
from index.build.report import Report
from index.embed.quantiser import LEVEL, Quantiser, one_bit
from index.errors import CorruptStoreError, DataDirError, no_room
from index.store.corpus import Corpus
from index.store.sql import token_file
from index.store.sql.appended import append, opened
from index.store.tokens import BEFORE_NAME, FILE_NAME, MOVED_AT_ONCE, KeptTokens, TokenStore
from index.store.vectors import forget_clients
from index.values import PairId, Publication
from rag.question import Question
from rag.retrieve.search import search
from rag.retrieve.settings import Retrieval
from tests.encoder import BreakOffError, TokenWordEncoder, WordEncoder
from tests.factory import make_publication, make_reading, small_corpus
from tests.index.store.before import as_before, put_within, two_bits

DRONES = "ah-tk-20232024-102"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    forget_clients()


# ---------------------------------------------------------------------- packing


@pytest.mark.parametrize("dimension", [3, 8, 13])
def test_of_a_value_is_kept_on_which_side_of_the_mean_it_lies(dimension: int) -> None:
    mean, spread = np.full(dimension, 10.0, dtype=np.float32), np.full(dimension, 2.0, dtype=np.float32)
    quantiser = Quantiser(mean=mean, spread=spread)
    vectors = np.full((2, dimension), 10 - 0.1, dtype=np.float32)
    vectors[0, 1], vectors[1, 2] = 10, 10 + 5.0
    packed = quantiser.pack(vectors)
    assert len(packed) == 2 * quantiser.token_bytes == 2 * -(-dimension // 8)
    expected = np.full((2, dimension), 10 - 2 * LEVEL)
    expected[0, 1] = expected[1, 2] = 10 + 2 * LEVEL
    (unpacked,) = quantiser.unpack([packed])
    assert unpacked == pytest.approx(expected / np.linalg.norm(expected, axis=1, keepdims=True))
    assert quantiser.restore(packed) == pytest.approx(expected)
    assert quantiser.pack(quantiser.restore(packed)) == packed


def test_of_two_bits_the_higher_is_the_bit_that_is_kept_now() -> None:
    quantiser = Quantiser(mean=np.zeros(8, dtype=np.float32), spread=np.ones(8, dtype=np.float32))
    values = np.array([[-1.5, -0.5, 0.5, 1.5, 1.5, 0.5, -0.5, -1.5], [0.5] * 8], dtype=np.float32)
    before = bytes([0b11_10_01_00, 0b00_01_10_11, 0b10_10_10_10, 0b10_10_10_10])  # codes 0 to 3, the first lowest
    assert one_bit(before, 8) == quantiser.pack(values) == bytes([0b00111100, 0b11111111])
    assert one_bit(b"", 8) == b""


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
        assert (np.sum(before * after, axis=1) > 0.6).all()
    blobs = [quantiser.pack(text) for text in texts]
    compared = quantiser.similarities(blobs, vectors[:5])
    assert [found.tolist() for found in compared] == [(after @ vectors[:5].T).tolist() for after in unpacked]
    kept = KeptTokens(packed={str(n): blob for n, blob in enumerate(blobs)}, quantiser=quantiser)
    for n, after in enumerate(unpacked):
        assert kept.vectors(str(n), 1, len(after)).tolist() == after[1:].tolist(), "a part is as in the whole"


def test_a_quantiser_is_kept_as_bytes() -> None:
    quantiser = Quantiser.fit(np.random.default_rng(1).normal(size=(50, 8)).astype(np.float32))
    again = Quantiser.from_bytes(quantiser.to_bytes())
    assert (again.mean == quantiser.mean).all()
    assert (again.spread == quantiser.spread).all()


def test_nothing_packed_gives_nothing() -> None:
    assert Quantiser(mean=np.zeros(4, dtype=np.float32), spread=np.ones(4, dtype=np.float32)).unpack([]) == []


def test_mean_and_spread_must_be_of_one_dimension() -> None:
    for mean, spread in (((2, 2), (2, 2)), ((4,), (8,))):
        with pytest.raises(ValueError, match="quantiser"):
            Quantiser(mean=np.zeros(mean, dtype=np.float32), spread=np.ones(spread, dtype=np.float32))


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
    assert [path.read_bytes() for path in beside(tmp_path)] == [b"other"]
    other.close()


def beside(data_dir: Path) -> list[Path]:
    """The files that the vectors stand in."""
    return sorted(data_dir.glob("tokenbits-*.bin"))


def test_vectors_are_written_once_in_a_file_beside_the_rows(store: TokenStore, tmp_path: Path) -> None:
    store.replace(["p3"], [("p3/0", "p3", b"30")])
    assert [path.read_bytes() for path in beside(tmp_path)] == [b"10112030"]
    store.check()


def test_what_a_build_wrote_before_it_was_interrupted_is_written_over(
    store: TokenStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*where: object) -> None:
        append(*where)  # type: ignore[arg-type]  # as it is called
        raise BreakOffError

    with monkeypatch.context() as patch:
        patch.setattr(token_file, "append", break_off)
        with pytest.raises(BreakOffError):
            store.replace(["p1"], [("p1/0", "p1", b"half a build")])
    assert store.get(["p1/0", "p1/1"]) == {"p1/0": b"10", "p1/1": b"11"}
    store.replace(["p1"], [("p1/0", "p1", b"new")])
    assert store.get(["p1/0", "p2/0"]) == {"p1/0": b"new", "p2/0": b"20"}
    assert [path.read_bytes() for path in beside(tmp_path)] == [b"101120new"]


def test_a_file_is_written_anew_without_what_is_no_longer_asked_for(
    store: TokenStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token_file, "SMALL_BYTES", 3)
    (before,) = beside(tmp_path)
    reader, calls = TokenStore(tmp_path, "a"), list[Path]()

    def outrun(path: Path) -> AbstractContextManager[int]:
        calls.append(path)
        if len(calls) == 1:  # the reader has its rows, and the build goes on
            store.replace(["p1"], [("p1/0", "p1", b"1")])
        return opened(path)

    monkeypatch.setattr(token_file, "opened", outrun)
    assert reader.get(["p2/0", "p1/0"]) == {"p2/0": b"20", "p1/0": b"1"}
    assert calls[0] == calls[1] == before != calls[2], "reader, build, reader again"
    assert [path.read_bytes() for path in beside(tmp_path)] == [b"201"]
    store.replace(["p3"], [("p3/0", "p3", b"30")])
    assert reader.get(["p2/0", "p1/0", "p3/0"]) == {"p2/0": b"20", "p1/0": b"1", "p3/0": b"30"}
    reader.close()


def test_without_room_to_write_a_file_anew_nothing_is_left_of_the_copy(
    store: TokenStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token_file, "SMALL_BYTES", 3)
    (before,) = beside(tmp_path)

    def fill_up(path: Path, end: int, values: Sequence[bytes]) -> None:
        append(path, end, values)
        if path != before:
            raise no_room(path)

    with monkeypatch.context() as patch:
        patch.setattr(token_file, "append", fill_up)
        with pytest.raises(DataDirError, match="ruimte"):
            store.replace(["p1"], [("p1/0", "p1", b"1")])
    assert beside(tmp_path) == [before]
    assert store.get(["p2/0", "p1/0"]) == {"p2/0": b"20", "p1/0": b"1"}
    store.replace([], [])
    assert [path.read_bytes() for path in beside(tmp_path)] == [b"201"]


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: os.truncate(path, 3), lambda path: path.write_bytes(b"")])
def test_vectors_that_are_gone_are_told(damage: Callable[[Path], object], store: TokenStore, tmp_path: Path) -> None:
    (path,) = beside(tmp_path)
    damage(path)
    for reading in (lambda: store.get(["p2/0"]), store.check):
        with pytest.raises(CorruptStoreError, match=r"tokenbits\.sqlite.*kamervragen rebuild"):
            reading()


def test_rows_that_have_their_vectors_with_them_are_read_beside_others(store: TokenStore, tmp_path: Path) -> None:
    put_within(tmp_path / FILE_NAME, "a", [("p0/0", "p0", b"within"), ("p0/1", "p0", b"too")])
    assert store.get(["p0/0", "p1/1"]) == {"p0/0": b"within", "p1/1": b"11"}
    store.check()
    store.replace(["p0"], [("p0/0", "p0", b"beside")])
    assert (store.get(["p0/0", "p0/1"]), store.count()) == ({"p0/0": b"beside"}, 4)


def test_a_file_that_is_no_database_names_the_mending_command(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xa5" * 9000)
    with pytest.raises(CorruptStoreError, match=rf"tokenbits\.sqlite.*kamervragen rebuild --data-dir {tmp_path}`"):
        TokenStore(tmp_path, "a")


def assert_told(change: str, folder: Path, *readings: Callable[[], object]) -> None:
    """Makes a change in the file that no build would make, and asserts that each reading tells it with the way out."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as db, db:
        db.execute(change)
    for reading in readings:
        with pytest.raises(CorruptStoreError, match=r"tokenbits\.sqlite.*kamervragen rebuild"):
            reading()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE tokens SET place = -1",
        "UPDATE tokens SET place = 'x'",
        "UPDATE tokens SET length = -1",
        "UPDATE tokens SET length = 1 << 62",
        "UPDATE tokens SET length = NULL",
    ],
)
def test_a_row_that_says_no_place_is_told(change: str, store: TokenStore, tmp_path: Path) -> None:
    assert_told(change, tmp_path, lambda: store.get(["p1/1"]), store.check)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE files SET number = 'x'",
        "UPDATE files SET end = 'x'",
        "UPDATE files SET end = 99",
        "UPDATE files SET dead = 'x'",
    ],
)
def test_what_is_said_of_the_file_and_cannot_be_is_told(change: str, store: TokenStore, tmp_path: Path) -> None:
    assert_told(change, tmp_path, store.has_any, store.count)


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


def test_a_row_that_a_build_adds_meanwhile_is_no_damage(
    store: TokenStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[str] = []

    def outrun(passage_id: str) -> PairId:
        """The reader did not find it by its id, and looks by its publication."""
        if not added:
            added.append(passage_id)
            store.replace(["p3"], [(passage_id, "p3", b"30")])
        return PairId(passage_id)

    monkeypatch.setattr(token_file, "PairId", outrun)
    with closing(TokenStore(tmp_path, "a")) as reader:
        assert reader.get(["p1/0", "p3#v1/p0"]) == {"p1/0": b"10", "p3#v1/p0": b"30"}
    assert added == ["p3#v1/p0"]


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


def test_a_batch_is_encoded_some_texts_at_a_time_and_comes_out_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(tmp_path / "at once", TokenWordEncoder(), small_corpus())
    monkeypatch.setattr(embed, "ENCODED_AT_ONCE", 3)
    encoder = TokenWordEncoder()
    ingest(tmp_path / "in parts", encoder, small_corpus())
    assert encoder.calls == [3, CALIBRATION_PAIRS, 3, 3, 2], "the second is how token vectors are packed"
    assert tokens_of(tmp_path / "in parts") == tokens_of(tmp_path / "at once")


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
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM tokens")
        db.execute("DELETE FROM quantisers")


def assert_an_error_until_a_rebuild(data_dir: Path, whole: dict[str, bytes]) -> None:
    with pytest.raises(CorruptStoreError, match=rf"kamervragen rebuild --data-dir {data_dir}`"):
        Corpus(data_dir, TokenWordEncoder())
    with pytest.raises(CorruptStoreError, match=rf"kamervragen rebuild --data-dir {data_dir}`"):
        ingest(data_dir, TokenWordEncoder(), [make_publication(999)])
    forget_clients()
    Builder(data_dir, TokenWordEncoder()).rebuild()
    assert tokens_of(data_dir) == whole


def lose_beside(path: Path) -> None:
    (file,) = beside(path.parent)
    file.unlink()


def cut_off_beside(path: Path) -> None:
    (file,) = beside(path.parent)
    os.truncate(file, file.stat().st_size - 1)


@pytest.mark.parametrize("damage", [lose, garble, empty, lose_beside, cut_off_beside])
def test_lost_token_vectors_are_an_error_until_a_rebuild(damage: Callable[[Path], None], data_dir: Path) -> None:
    ingest(data_dir, TokenWordEncoder(), small_corpus())
    before = tokens_of(data_dir)
    damage(data_dir / FILE_NAME)
    assert_an_error_until_a_rebuild(data_dir, before)


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


def test_a_rebuild_without_them_leaves_nothing_of_them(data_dir: Path) -> None:
    ingest(data_dir, TokenWordEncoder(), small_corpus())
    Builder(data_dir, TokenWordEncoder(), keep_tokens=False).rebuild()
    assert not [*beside(data_dir), *data_dir.glob(f"{FILE_NAME}*")]
    with closing(Corpus(data_dir, TokenWordEncoder())) as corpus:
        assert corpus.verify() == []


def test_reranking_compares_words_and_can_be_switched_off(data_dir: Path) -> None:
    ingest(data_dir, TokenWordEncoder(), small_corpus())
    corpus = Corpus(data_dir, TokenWordEncoder())
    query = "tekort aan chips"
    reranked = search(corpus, Question(query, top=5)).hits
    plain = search(corpus, Question(query, top=5), settings=Retrieval(rerank=False)).hits
    assert reranked[0].pair_id == plain[0].pair_id == f"{DRONES}#v2"
    same = np.sqrt(2 / np.pi)  # of a normal vector to its signs
    assert reranked[0].why.rerank == pytest.approx(same, abs=0.1), "every word of the query stands in the passage"
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


# ---------------------------------------------------------------------- a corpus of before


def build_of(data_dir: Path) -> str:
    with closing(Corpus(data_dir, TokenWordEncoder())) as corpus:
        return corpus.manifest.collection


@pytest.fixture
def old(data_dir: Path) -> tuple[Path, dict[str, bytes]]:
    """A corpus whose token vectors are of two bits, and what one bit keeps of them."""
    ingest(data_dir, TokenWordEncoder(), small_corpus())
    now = tokens_of(data_dir)
    as_before(data_dir, build_of(data_dir))
    return data_dir, now


def scores(data_dir: Path) -> list[tuple[str, float]]:
    with closing(Corpus(data_dir, TokenWordEncoder())) as corpus:
        return [(hit.pair_id, hit.score) for hit in search(corpus, Question("drones van het leger", top=9)).hits]


def test_a_corpus_of_two_bits_ranks_as_one_of_one_and_reading_leaves_its_file_alone(
    old: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    data_dir, now = old
    ingest(tmp_path / "new", TokenWordEncoder(), small_corpus())
    before = (data_dir / BEFORE_NAME).read_bytes()
    assert scores(data_dir) == scores(tmp_path / "new")
    assert tokens_of(data_dir) == now
    assert (data_dir / BEFORE_NAME).read_bytes() == before


def test_the_next_build_halves_them_without_embedding_again(old: tuple[Path, dict[str, bytes]]) -> None:
    data_dir, now = old
    reader, encoder = Corpus(data_dir, TokenWordEncoder()), TokenWordEncoder()
    ids = list(now)
    unpacked = reader.token_vectors(ids)
    ingest(data_dir, encoder, [make_publication(999, antwoorden=[({1: "Waarom zeppelins?"}, "Zeppelins varen.")])])
    assert encoder.calls == [1], "the new publication alone"
    assert not list(data_dir.glob(f"{BEFORE_NAME}*"))
    after = tokens_of(data_dir)
    assert {passage_id: after[passage_id] for passage_id in now} == now and len(after) > len(now)
    reader.stores()
    again = reader.token_vectors(ids)
    assert all((again[passage_id] == unpacked[passage_id]).all() for passage_id in ids)
    reader.close()


def test_what_changes_before_they_are_halved_is_not_brought_back(old: tuple[Path, dict[str, bytes]]) -> None:
    data_dir, now = old
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TokenStore, "move_in", lambda _: False)
        Builder(data_dir, TokenWordEncoder()).remove([DRONES])
        ingest(data_dir, TokenWordEncoder(), [make_publication(102, antwoorden=[({1: "Wat nu?"}, "Zeppelins.")])])
    mixed = tokens_of(data_dir)
    assert mixed[f"{DRONES}#v1/p0"] != now[f"{DRONES}#v1/p0"]
    assert (data_dir / BEFORE_NAME).exists()
    ingest(data_dir, TokenWordEncoder(), [])
    assert not (data_dir / BEFORE_NAME).exists()
    assert tokens_of(data_dir) == mixed


def test_halving_that_is_broken_off_goes_on_with_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quantiser = Quantiser(mean=np.zeros(8, dtype=np.float32), spread=np.ones(8, dtype=np.float32))
    rows = [(f"p{n:05d}#v1/p0", f"p{n:05d}", bytes([n % 256])) for n in range(2 * MOVED_AT_ONCE + 10)]
    with closing(TokenStore(tmp_path, "a")) as store:
        store.set_quantiser(quantiser)
        store.replace([], rows)
    as_before(tmp_path, "a")
    wanted = {passage_id: vectors for passage_id, _, vectors in rows}
    with closing(TokenStore(tmp_path, "a")) as store, monkeypatch.context() as patch:
        put, calls = store._file.replace, list[int]()

        def break_off(ids: list[str], packed: list[tuple[str, str, bytes]]) -> None:
            calls.append(len(packed))
            if len(calls) == 2:
                raise BreakOffError
            put(ids, packed)

        patch.setattr(store._file, "replace", break_off)
        with pytest.raises(BreakOffError):
            store.move_in()
    with closing(TokenStore(tmp_path, "a")) as store:
        assert (store.count(), store.get(list(wanted))) == (len(rows), wanted)
        assert store.move_in()
        store.drop_others()
        assert (store.count(), store.get(list(wanted))) == (len(rows), wanted)
        assert not store.move_in()
    assert calls == [MOVED_AT_ONCE, MOVED_AT_ONCE]


def test_a_rebuild_leaves_readers_the_old_ones_and_then_takes_their_file_away(
    old: tuple[Path, dict[str, bytes]],
) -> None:
    data_dir, now = old
    with pytest.raises(BreakOffError):
        Builder(data_dir, TokenWordEncoder(fail_at=3), batch_publications=3).rebuild()
    with closing(Corpus(data_dir, TokenWordEncoder())) as corpus:
        assert corpus.packed_tokens(list(now)) == now
    Builder(data_dir, TokenWordEncoder(), batch_publications=3).rebuild()
    assert tokens_of(data_dir) == now
    assert not (data_dir / BEFORE_NAME).exists()


@pytest.mark.parametrize("damage", [lose, garble, empty])
def test_lost_vectors_of_before_are_an_error_until_a_rebuild(
    damage: Callable[[Path], None], old: tuple[Path, dict[str, bytes]]
) -> None:
    data_dir, now = old
    damage(data_dir / BEFORE_NAME)
    assert_an_error_until_a_rebuild(data_dir, now)


def test_two_bits_of_the_helper_are_two_bits() -> None:
    assert len(two_bits(b"abc")) == 6 and one_bit(two_bits(b"abcd"), 16) == b"abcd"
