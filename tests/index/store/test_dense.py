from __future__ import annotations

import gc
import os
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import CorruptStoreError
from index.passages import PassageKind
from index.store.corpus import Corpus
from index.store.dense import writer as writing
from index.store.dense.columns import BASIS, HEAD, REST, read_head
from index.store.dense.fill import fill_facts, lacks_facts
from index.store.dense.reader import DenseIndex
from index.store.dense.search import CANDIDATES, EXACT
from index.store.dense.view import View
from index.store.dense.writer import DenseWriter, facts_of
from index.store.filters import Filters
from index.store.sql.lookup import StoredPassage
from index.values import Publication
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication
from tests.index.store.before import without_columns
from tests.index.store.test_vectors import FILTERS, MATERIAL, PASSAGES, QUERIES, K, brute_force

DIMENSION = 64
PER_PUBLICATION = 8
KIND = PassageKind.ANTWOORD
MOMENT = 1_700_000_000


def passages_of(publication: Publication, count: int, kind: PassageKind = KIND) -> list[StoredPassage]:
    return [
        StoredPassage(
            id=f"{publication.id}#v{n}/p0",
            pair_id=f"{publication.id}#v{n}",
            publication_id=publication.id,
            kind=kind,
            start=0,
            end=1,
        )
        for n in range(1, count + 1)
    ]


def clustered(rows: int, seed: int = 0) -> NDArray[np.float32]:
    """Unit vectors in a cone, as those of a model: a common mean, and clusters around it."""
    random = np.random.default_rng(seed)
    spread = np.linspace(1.0, 0.1, DIMENSION)
    centres = random.normal(size=(40, DIMENSION)) * spread
    vectors = 4 + centres[random.integers(0, 40, rows)] + random.normal(size=(rows, DIMENSION)) * spread
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def put(writer: DenseWriter, publication: Publication, vectors: NDArray[np.float32]) -> None:
    facts = {publication.id: facts_of(publication, MOMENT)}
    writer.replace([publication.id], passages_of(publication, len(vectors)), vectors, facts, {})


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> DenseIndex:
    root = tmp_path_factory.mktemp("data") / "dense" / "build"
    order = sorted(range(PASSAGES), key=lambda n: MATERIAL.passages[n].publication_id)
    passages = [MATERIAL.passages[n] for n in order]
    ids = list(MATERIAL.publications)
    writer = DenseWriter(root, MATERIAL.vectors.shape[1])
    facts = {publication_id: facts_of(one, MOMENT) for publication_id, one in MATERIAL.publications.items()}
    writer.replace(ids, passages, MATERIAL.vectors[order], facts, {})
    return DenseIndex(root)


@pytest.mark.parametrize("name", FILTERS)
def test_the_nearest_are_exactly_those_of_brute_force(filled: DenseIndex, name: str) -> None:
    for query in QUERIES:
        hits, wanted = filled.query(query, K, FILTERS[name]), brute_force(query, FILTERS[name])
        assert [passage_id for passage_id, _ in hits] == [passage_id for passage_id, _ in wanted]
        assert [score for _, score in hits] == pytest.approx([score for _, score in wanted], abs=2e-5)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(ministeries=("Bestaat Niet",)),
        Filters(publication_ids=()),
        Filters(publication_ids=("ah-tk-unknown",)),
        Filters(ontvangen_van=date(2031, 1, 1)),
        Filters(ministeries=(DEFENSIE,), vergaderjaren=("1999-2000",)),
    ],
)
def test_filters_that_match_nothing_give_nothing(filled: DenseIndex, filters: Filters) -> None:
    assert filled.query(QUERIES[0], K, filters) == []


@pytest.mark.parametrize(("k", "expected"), [(1, 1), (PASSAGES * 10, PASSAGES), (0, 1)])
def test_k_is_clamped_to_what_there_is(filled: DenseIndex, k: int, expected: int) -> None:
    assert len(filled.query(QUERIES[0], k, Filters())) == expected


def test_ids_and_vectors_come_back(filled: DenseIndex) -> None:
    assert sorted(filled.ids()) == sorted(passage.id for passage in MATERIAL.passages)
    wanted = [passage.id for passage in MATERIAL.passages[::7]]
    found = filled.get([*wanted, "ah-tk-unknown#v1/p0"])
    assert found.keys() == set(wanted)
    assert np.allclose([found[i] for i in wanted], MATERIAL.vectors[::7], atol=1e-5)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[DenseIndex, list[Publication], NDArray[np.float32]]:
    """More passages than are compared exactly, put in by parts, a fifth of them twice."""
    root = tmp_path_factory.mktemp("data") / "dense" / "build"
    publications = [
        make_publication(
            n,
            ministeries=[(VWS,), (DEFENSIE,), (FINANCIEN, VWS)][n % 3],
            ontvangen=date(2020, 1, 1) + timedelta(days=n),
        )
        for n in range(1, 2_501)
    ]
    vectors = clustered(len(publications) * PER_PUBLICATION)
    writer = DenseWriter(root, DIMENSION)
    for at in (*range(0, len(publications), 500), 0):
        part = publications[at : at + 500]
        rows = slice(at * PER_PUBLICATION, (at + len(part)) * PER_PUBLICATION)
        passages = [passage for publication in part for passage in passages_of(publication, PER_PUBLICATION)]
        writer.replace([p.id for p in part], passages, vectors[rows], {p.id: facts_of(p, MOMENT) for p in part}, {})
    return DenseIndex(root), publications, vectors


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(ministeries=(VWS,)),
        Filters(ontvangen_van=date(2021, 1, 1)),
        Filters(ontvangen_tot=date(2021, 4, 1)),
        Filters(ministeries=(DEFENSIE,), ontvangen_van=date(2025, 1, 1)),
    ],
    ids=["none", "most", "broad", "selective", "few"],
)
def test_among_many_the_hundred_nearest_are_found_with_any_filter(
    large: tuple[DenseIndex, list[Publication], NDArray[np.float32]], filters: Filters
) -> None:
    index, publications, vectors = large
    allowed = np.repeat(
        [
            (not filters.ministeries or bool(set(filters.ministeries) & set(p.ministeries)))
            and (filters.ontvangen_van is None or (p.ontvangen is not None and p.ontvangen >= filters.ontvangen_van))
            and (filters.ontvangen_tot is None or (p.ontvangen is not None and p.ontvangen <= filters.ontvangen_tot))
            for p in publications
        ],
        PER_PUBLICATION,
    )
    ids = [passage.id for publication in publications for passage in passages_of(publication, PER_PUBLICATION)]
    common = 0
    for query in clustered(20, seed=1):
        scores = np.where(allowed, vectors @ query, -2)
        nearest = {ids[n] for n in np.argsort(-scores)[:100]}
        common += len(nearest & {passage_id for passage_id, _ in index.query(query, 100, filters)})
    assert index.count() == len(ids) > CANDIDATES
    assert common >= 0.99 * 20 * 100


@pytest.mark.parametrize("filters", [Filters(), Filters(ministeries=(VWS,))], ids=["none", "broad"])
def test_what_the_codes_do_not_keep_is_found_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filters: Filters
) -> None:
    kept, strays = 16, 60
    monkeypatch.setattr(writing, "CODE_DIMENSION", kept)
    random = np.random.default_rng(3)
    usual = random.normal(size=(4 * CANDIDATES, DIMENSION)) * ([1.0] * kept + [0.05] * (DIMENSION - kept))
    others = np.full((strays, DIMENSION), 0.02)
    others[:, kept:] = random.normal(size=(strays, DIMENSION - kept)) * 0.1 + 1
    usual, others = (
        (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32) for rows in (usual, others)
    )
    writer = DenseWriter(tmp_path / "dense" / "build", DIMENSION)
    put(writer, make_publication(1, ministeries=(VWS,)), usual.astype(np.float32))
    put(writer, make_publication(2, ministeries=(VWS,)), others.astype(np.float32))
    index = DenseIndex(tmp_path / "dense" / "build")
    # by their codes all strays are alike and far from a query that is half of what is usual
    query = np.asarray(others.mean(axis=0) + 0.5 * usual[0], dtype=np.float32)
    found = {passage_id for passage_id, _ in index.query(query, strays, filters)}
    ids = [f"ah-tk-20232024-{n}#v{m}/p0" for n, rows in ((1, usual), (2, others)) for m in range(1, len(rows) + 1)]
    nearest = {ids[n] for n in np.argsort(-(np.concatenate([usual, others]) @ query))[:strays]}
    assert sum("-2#" in one for one in nearest) > strays / 2
    assert nearest - found == set()
    index.check()


@pytest.mark.parametrize("different", [1, 20, 2 * CANDIDATES], ids=["one", "few", "all"])
def test_where_codes_keep_everything_nothing_is_a_stray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, different: int
) -> None:
    monkeypatch.setattr(writing, "CODE_DIMENSION", DIMENSION // 2)
    random = np.random.default_rng(5)
    flat = random.normal(size=(different, 12)) @ random.normal(size=(12, DIMENSION)) + 1
    rows = np.resize(flat / np.linalg.norm(flat, axis=1, keepdims=True), (2 * CANDIDATES, DIMENSION))
    vectors = rows.astype(np.float32)
    put(DenseWriter(tmp_path / "dense" / "build", DIMENSION), make_publication(1), vectors)
    index = DenseIndex(tmp_path / "dense" / "build")
    for query in vectors[:20]:
        best = np.sort(vectors @ query)[::-1][:100]
        assert [score for _, score in index.query(query, 100, Filters())] == pytest.approx(best.tolist(), abs=2e-5)
    index.check()
    head = read_head(tmp_path / "dense" / "build" / KIND.value)
    assert head is not None and head.length("strays") == 0


@pytest.fixture
def in_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, DenseIndex, list[str], NDArray[np.float32]]:
    """More passages than are compared exactly, of which the first codes keep half of the directions."""
    monkeypatch.setattr(writing, "CODE_DIMENSION", DIMENSION // 2)
    vectors = clustered(3 * CANDIDATES)
    writer = DenseWriter(tmp_path / "dense" / "build", DIMENSION)
    halves = np.split(vectors, 2)
    for number, half in enumerate(halves, start=1):
        put(writer, make_publication(number, ministeries=([VWS, DEFENSIE][number - 1],)), half)
    ids = [f"ah-tk-20232024-{n}#v{m}/p0" for n, half in enumerate(halves, start=1) for m in range(1, len(half) + 1)]
    return tmp_path / "dense" / "build", DenseIndex(tmp_path / "dense" / "build"), ids, vectors


@pytest.mark.parametrize("filters", [Filters(), Filters(ministeries=(VWS,))], ids=["none", "half"])
def test_what_both_codes_say_decides_what_is_compared_exactly(
    in_two: tuple[Path, DenseIndex, list[str], NDArray[np.float32]],
    monkeypatch: pytest.MonkeyPatch,
    filters: Filters,
) -> None:
    _, index, ids, vectors = in_two
    compared: list[int] = []
    similarities = View.similarities

    def noted(view: View, rows: NDArray[np.int64], unit: NDArray[np.float32]) -> NDArray[np.float32]:
        compared.append(len(rows))
        return similarities(view, rows, unit)

    monkeypatch.setattr(View, "similarities", noted)
    left = len(ids) if filters == Filters() else len(ids) // 2
    common = 0
    for query in clustered(20, seed=1):
        nearest = {ids[n] for n in np.argsort(-(vectors[:left] @ query))[:100]}
        common += len(nearest & {passage_id for passage_id, _ in index.query(query, 100, filters)})
    assert common >= 0.998 * 20 * 100
    assert max(compared) < 2 * EXACT, "few are compared exactly"
    compared.clear()
    assert len(index.query(vectors[0], 2 * EXACT, Filters())) == 2 * EXACT <= compared[0]
    index.check()


def test_files_from_before_second_codes_get_them_when_opened(
    in_two: tuple[Path, DenseIndex, list[str], NDArray[np.float32]], corpus: Corpus
) -> None:
    build, before, ids, vectors = in_two
    root = build / KIND.value
    head = read_head(root)
    assert head is not None
    folder = root / str(head.folder)
    with np.load(folder / BASIS) as arrays:
        kept = {name: arrays[name] for name in arrays if name != REST}
    np.savez(folder / BASIS, **kept)
    (folder / REST).write_bytes(b"as far as an opening came that was interrupted")
    without_columns(build.parents[1], {REST})
    assert lacks_facts(build)
    fill_facts(build, corpus.catalogue)
    assert not lacks_facts(build)
    again = DenseIndex(build)
    again.check()
    for query in vectors[:3]:
        assert again.query(query, 100, Filters()) == before.query(query, 100, Filters())
    put(DenseWriter(build, DIMENSION), make_publication(3), clustered(5, seed=4))
    DenseIndex(build).check()
    assert DenseIndex(build).count() == len(ids) + 5
    (path,) = root.glob(f"*/{REST}")
    damaged = bytearray(path.read_bytes())
    damaged[7] ^= 64
    path.write_bytes(damaged)
    with pytest.raises(CorruptStoreError, match="rest is veranderd"):
        DenseIndex(build).check()


def test_codes_from_before_strays_were_known_are_fitted_anew_at_the_next_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CODE_DIMENSION", 16)
    writer = DenseWriter(tmp_path / "dense" / "build", DIMENSION)
    put(writer, make_publication(1), clustered(CANDIDATES + 1))
    root = tmp_path / "dense" / "build" / KIND.value
    head = read_head(root)
    assert head is not None
    path = root / str(head.folder) / BASIS
    with np.load(path) as arrays:
        before = {name: arrays[name] for name in arrays if name != "stray"}
    np.savez(path, **before)
    put(writer, make_publication(2), clustered(3, seed=1))
    now = read_head(root)
    assert now is not None
    assert now.folder == head.folder + 1
    put(writer, make_publication(3), clustered(3, seed=2))
    after = read_head(root)
    assert after is not None
    assert after.folder == now.folder


def test_a_publication_that_comes_again_takes_the_place_of_what_it_had(tmp_path: Path) -> None:
    root = tmp_path / "dense" / "build"
    writer = DenseWriter(root, DIMENSION)
    vectors = clustered(5)
    first, second = make_publication(1), make_publication(2, ministeries=(DEFENSIE,))
    put(writer, first, vectors[:3])
    put(writer, second, vectors[3:])
    put(writer, make_publication(1, ministeries=(VWS,)), vectors[:1])
    index = DenseIndex(root)
    assert sorted(index.ids()) == [f"{first.id}#v1/p0", f"{second.id}#v1/p0", f"{second.id}#v2/p0"]
    assert index.query(vectors[0], 5, Filters(ministeries=(FINANCIEN,))) == []
    assert index.query(vectors[0], 5, Filters(ministeries=(VWS,))) == [(f"{first.id}#v1/p0", pytest.approx(1.0))]
    writer.replace([first.id, second.id], [], vectors[:0], {}, {})
    assert DenseIndex(root).count() == writer.count() == 0
    assert DenseIndex(root).query(vectors[0], 5, Filters()) == []


def test_a_reader_keeps_what_it_opened_while_everything_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CANDIDATES", 10)  # so that few passages are many
    root = tmp_path / "dense" / "build"
    writer = DenseWriter(root, DIMENSION)
    vectors = clustered(60)
    put(writer, make_publication(1), vectors[:8])
    reader = DenseIndex(root)
    before = reader.query(vectors[0], 8, Filters())
    folders = set()
    for n in range(2, 15):
        put(writer, make_publication(n % 7 + 1), vectors[4 * n : 4 * n + 4])
        folders |= {path.name for path in (root / KIND.value).iterdir() if path.is_dir()}
        assert DenseIndex(root).count() == writer.count()
    head = read_head(root / KIND.value)
    assert head is not None
    assert len(folders) > 2, "written anew more than once"
    assert [path.name for path in (root / KIND.value).iterdir() if path.is_dir()] == [str(head.folder)]
    assert reader.query(vectors[0], 8, Filters()) == before


@pytest.mark.parametrize("knows_links", [True, False])
def test_only_the_codes_are_written_anew_when_they_are_fitted_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, knows_links: bool
) -> None:
    monkeypatch.setattr(writing, "CANDIDATES", 10)
    if not knows_links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError("no links here")))
    root = tmp_path / "dense" / "build"
    writer = DenseWriter(root, DIMENSION)
    vectors = clustered(40)
    put(writer, make_publication(1), vectors[:8])
    before = (root / KIND.value / "0" / "vectors").stat().st_ino
    reader = DenseIndex(root)
    for n in range(2, 6):
        put(writer, make_publication(n), vectors[8 * (n - 1) : 8 * n])
    head = read_head(root / KIND.value)
    assert head is not None
    assert head.folder > 0 and head.fitted >= 16
    assert ((root / KIND.value / str(head.folder) / "vectors").stat().st_ino == before) is knows_links
    index = DenseIndex(root)
    index.check()
    for row in (0, 9, 39):
        ((passage_id, score), *_) = index.query(vectors[row], 3, Filters())
        assert passage_id == f"ah-tk-20232024-{row // 8 + 1}#v{row % 8 + 1}/p0" and score == pytest.approx(1.0)
    assert reader.count() == 8


def test_what_a_head_names_is_on_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CANDIDATES", 5)
    synced, sync = list[Path](), os.fsync

    def noted(number: int) -> None:
        synced.append(Path(f"/proc/self/fd/{number}").readlink())
        sync(number)

    monkeypatch.setattr(os, "fsync", noted)
    root = tmp_path / "dense" / "build"
    put(DenseWriter(root, DIMENSION), make_publication(1), clustered(6))
    kind = root / KIND.value
    head = read_head(kind)
    assert head is not None and head.folder == 1
    at = len(synced) - 1 - synced[::-1].index(kind / "head.json.tmp")
    names = {path.name for path in (kind / "1").iterdir()}
    assert "basis.npz" in names and names <= {path.name.removesuffix(".tmp") for path in synced[:at]}
    assert synced[at + 1 : at + 3] == [kind / "1", kind], "the names of its columns, and its own"


def test_what_an_interrupted_build_left_behind_the_columns_is_not_seen_and_written_over(tmp_path: Path) -> None:
    root = tmp_path / "dense" / "build"
    vectors = clustered(6)
    put(DenseWriter(root, DIMENSION), make_publication(1), vectors[:2])
    head = (root / KIND.value / HEAD).read_bytes()
    put(DenseWriter(root, DIMENSION), make_publication(2), vectors[2:4])
    (root / KIND.value / HEAD).write_bytes(head)  # killed before the new head was in place
    assert DenseIndex(root).count() == 2
    third = make_publication(3)
    put(DenseWriter(root, DIMENSION), third, vectors[4:])
    assert sorted(DenseIndex(root).ids())[2:] == [f"{third.id}#v1/p0", f"{third.id}#v2/p0"]
    assert DenseIndex(root).query(vectors[4], 1, Filters())[0][0] == f"{third.id}#v1/p0"


@pytest.mark.parametrize("damage", ["no head", "half a head", "a column gone", "a column cut off"])
def test_a_damaged_index_says_the_way_out(tmp_path: Path, damage: str) -> None:
    data_dir = tmp_path / "data"
    root = data_dir / "dense" / "build"
    put(DenseWriter(root, DIMENSION), make_publication(1), clustered(4))
    folder = root / KIND.value
    if damage == "no head":
        (folder / HEAD).unlink()
    elif damage == "half a head":
        (folder / HEAD).write_bytes((folder / HEAD).read_bytes()[:40])
    elif damage == "a column gone":
        (folder / "0" / "vectors").unlink()
    else:
        (folder / "0" / "ids").write_bytes(b"")
    with pytest.raises(CorruptStoreError, match=rf"kamervragen rebuild --data-dir {data_dir}`"):
        DenseIndex(root)


def test_searching_again_and_again_takes_no_references_of_none(
    large: tuple[DenseIndex, list[Publication], NDArray[np.float32]],
) -> None:
    index, _, vectors = large
    index.query(vectors[0], 1, Filters())
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(400):
        index.query(vectors[0], 1, Filters())
    gc.collect()
    assert before - sys.getrefcount(None) < 200, "a process ends when None has none left"
