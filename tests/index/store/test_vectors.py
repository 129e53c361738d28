from __future__ import annotations

import random
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import CorruptStoreError
from index.passages import Passage, PassageKind
from index.store.chroma.server import ChromaServer
from index.store.filters import Filters
from index.store.vectors import VectorStore, forget_clients, part_of
from index.values import Publication, Soort
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_passage, make_publication

DIMENSION = 32
PASSAGES = 300
K = 10
JAREN = ("2022-2023", "2023-2024", "2024-2025")
MEMBERS = (("Aalders", "ABC"), ("Celik", "XYZ"), ("Dobber", None), ("Evers", "KLM"))
MINISTERIES = ((FINANCIEN,), (DEFENSIE,), (VWS,), (FINANCIEN, VWS), ())


@dataclass(frozen=True, kw_only=True)
class Material:
    """Passages with vectors, and the publications that they are from."""

    publications: dict[str, Publication]
    passages: list[Passage]
    vectors: NDArray[np.float32]


def make_material() -> Material:
    choose = random.Random(20240216)  # noqa: S311  # values, not secrets
    publications = []
    for n in range(60):
        publications.append(
            make_publication(
                1000 + n,
                jaar=JAREN[n % 3],
                ministeries=MINISTERIES[n % 5],
                indieners=choose.sample(MEMBERS, k=1 + n % 2),
                ontvangen=date(2023, 1, 1) + timedelta(days=10 * n) if n % 10 else None,
                soort=Soort.MEDEDELING if n % 6 == 0 else Soort.ANTWOORD,
                mededeling="later",
            )
        )
    numbers = range(PASSAGES // len(publications))
    passages = [make_passage(publication.id, question=n) for n in numbers for publication in publications]
    vectors = np.random.default_rng(1068).normal(size=(len(passages), DIMENSION)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Material(publications={p.id: p for p in publications}, passages=passages, vectors=vectors)


MATERIAL = make_material()
QUERIES = np.random.default_rng(1067).normal(size=(20, DIMENSION)).astype(np.float32)

FILTERS = {
    "none": Filters(),
    "ministerie": Filters(ministeries=(DEFENSIE,)),
    "any of two ministeries": Filters(ministeries=(FINANCIEN, VWS)),
    "vergaderjaar": Filters(vergaderjaren=("2023-2024",)),
    "two vergaderjaren": Filters(vergaderjaren=("2023-2024", "2024-2025")),
    "indiener": Filters(indieners=("Dobber",)),
    "fractie": Filters(fracties=("ABC", "KLM")),
    "soort": Filters(soorten=(Soort.MEDEDELING,)),
    "from": Filters(ontvangen_van=date(2024, 3, 1)),
    "until": Filters(ontvangen_tot=date(2023, 6, 30)),
    "period": Filters(ontvangen_van=date(2023, 6, 1), ontvangen_tot=date(2023, 12, 31)),
    "publications": Filters(publication_ids=("ah-tk-20232024-1001", "ah-tk-20242025-1002", "ah-tk-unknown")),
    "combined": Filters(
        ministeries=(FINANCIEN, DEFENSIE),
        vergaderjaren=("2023-2024",),
        soorten=(Soort.ANTWOORD,),
        ontvangen_van=date(2023, 2, 1),
    ),
}


def lets_through(filters: Filters, publication: Publication) -> bool:
    """The filters by brute force."""
    day = publication.ontvangen
    return all(
        [
            not filters.ministeries or bool(set(filters.ministeries) & set(publication.ministeries)),
            not filters.vergaderjaren or publication.vergaderjaar in filters.vergaderjaren,
            not filters.indieners or any(i.naam in filters.indieners for i in publication.indieners),
            not filters.fracties or any(i.fractie in filters.fracties for i in publication.indieners),
            not filters.soorten or publication.soort in filters.soorten,
            filters.ontvangen_van is None or (day is not None and day >= filters.ontvangen_van),
            filters.ontvangen_tot is None or (day is not None and day <= filters.ontvangen_tot),
            filters.publication_ids is None or publication.id in filters.publication_ids,
        ]
    )


def brute_force(query: NDArray[np.float32], filters: Filters, k: int = K) -> list[tuple[str, float]]:
    cosines = MATERIAL.vectors @ (query / np.linalg.norm(query))
    hits = [
        (passage.id, float(cosine))
        for passage, cosine in zip(MATERIAL.passages, cosines, strict=True)
        if lets_through(filters, MATERIAL.publications[passage.publication_id])
    ]
    return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]


@pytest.fixture(params=["embedded", "in parts", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorStore]:
    """An empty store, in a folder and on a server."""
    server = ChromaServer(url=request.getfixturevalue("chroma_url")) if request.param == "server" else None
    opened = VectorStore(
        folder=tmp_path / "chroma",
        server=server,
        collection=f"test-{uuid.uuid4().hex[:12]}",
        in_parts=request.param == "in parts",
    )
    yield opened
    opened.drop()
    opened.close()


@pytest.fixture(scope="module", params=["embedded", "in parts", "server"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorStore]:
    """A store with the material, for reading only."""
    server = ChromaServer(url=request.getfixturevalue("chroma_url")) if request.param == "server" else None
    opened = VectorStore(
        folder=tmp_path_factory.mktemp("filled"),
        server=server,
        collection="test-filled",
        in_parts=request.param == "in parts",
    )
    opened.add(MATERIAL.passages, MATERIAL.vectors, MATERIAL.publications)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", FILTERS)
def test_the_nearest_are_those_of_brute_force(filled: VectorStore, name: str) -> None:
    filters = FILTERS[name]
    found = expected = common = 0
    for query in QUERIES:
        hits = filled.query(query, K, filters)
        wanted = dict(brute_force(query, filters))
        found, expected = found + len(hits), expected + len(wanted)
        common += len(wanted.keys() & dict(hits).keys())
        for passage_id, score in hits:
            assert score == pytest.approx(wanted.get(passage_id, score), abs=1e-4)
        assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
    assert expected > 0
    assert found == expected
    assert common >= 0.95 * expected


@pytest.mark.parametrize(
    "filters",
    [
        Filters(ministeries=("Bestaat Niet",)),
        Filters(vergaderjaren=("1999-2000",)),
        Filters(soorten=(Soort.INGETROKKEN,)),
        Filters(publication_ids=()),
        Filters(publication_ids=("ah-tk-unknown",)),
        Filters(ontvangen_van=date(2031, 1, 1)),
        Filters(ministeries=(DEFENSIE,), vergaderjaren=("1999-2000",)),
    ],
)
def test_filters_that_match_nothing_give_nothing(filled: VectorStore, filters: Filters) -> None:
    assert filled.query(QUERIES[0], K, filters) == []


@pytest.mark.parametrize(("k", "expected"), [(1, 1), (PASSAGES, PASSAGES), (PASSAGES * 10, PASSAGES), (0, 1)])
def test_k_is_clamped_to_what_there_is(filled: VectorStore, k: int, expected: int) -> None:
    assert len(filled.query(QUERIES[0], k, Filters())) == expected


def test_all_ids_come_back(filled: VectorStore) -> None:
    assert filled.count() == PASSAGES
    assert sorted(filled.ids()) == sorted(passage.id for passage in MATERIAL.passages)


def test_an_empty_store_finds_nothing(store: VectorStore) -> None:
    assert store.query(QUERIES[0], K, Filters()) == []
    assert store.count() == 0
    assert list(store.ids()) == []
    store.delete_publications(["ah-tk-20232024-1"])


def test_replacing_keeps_what_is_the_same_and_removes_what_is_gone(store: VectorStore) -> None:
    passages, vectors = MATERIAL.passages[:20], MATERIAL.vectors[:20]
    ids = sorted({passage.publication_id for passage in passages})
    store.add(passages, vectors, MATERIAL.publications)
    changed = np.concatenate([-vectors[:1], vectors[1:19]])
    store.replace(ids, passages[:19], changed, MATERIAL.publications)
    assert sorted(store.ids()) == sorted(passage.id for passage in passages[:19])
    for passage, vector in zip(passages[:19], changed, strict=True):
        assert store.query(vector, 1, Filters())[0] == (passage.id, pytest.approx(1.0, abs=1e-5))


def test_deleting_publications_takes_all_their_passages(store: VectorStore) -> None:
    store.add(MATERIAL.passages, MATERIAL.vectors, MATERIAL.publications)
    gone = sorted(MATERIAL.publications)[:50]
    store.delete_publications(gone)
    left = [passage.id for passage in MATERIAL.passages if passage.publication_id not in gone]
    assert sorted(store.ids()) == sorted(left)
    assert {passage_id for passage_id, _ in store.query(QUERIES[0], PASSAGES, Filters())} == set(left)


def test_kinds_are_kept_apart(store: VectorStore) -> None:
    notice = Passage(
        id="ah-tk-20222023-1000#bericht/p0",
        pair_id="ah-tk-20222023-1000#bericht",
        publication_id="ah-tk-20222023-1000",
        kind=PassageKind.BERICHT,
        start=0,
        end=1,
        context="",
        vraag="",
        deel="x",
    )
    both = [MATERIAL.passages[1], notice]
    store.add(both, MATERIAL.vectors[:2], MATERIAL.publications)
    assert [hit[0] for hit in store.query(QUERIES[0], K, Filters())] == [MATERIAL.passages[1].id]
    assert [hit[0] for hit in store.query(QUERIES[0], K, Filters(), PassageKind.BERICHT)] == [notice.id]
    assert store.count() == 2
    store.delete_publications([notice.publication_id])
    assert list(store.ids()) == [MATERIAL.passages[1].id]


def test_collections_of_other_builds_are_left_alone(store: VectorStore, tmp_path: Path) -> None:
    store.add(MATERIAL.passages[:5], MATERIAL.vectors[:5], MATERIAL.publications)
    other = VectorStore(folder=store.folder, server=store._server, collection=f"other-{uuid.uuid4().hex[:12]}")
    other.add(MATERIAL.passages[:3], MATERIAL.vectors[:3], MATERIAL.publications)
    other.drop()
    assert store.count() == 5


@pytest.mark.parametrize(
    ("publication_id", "part"),
    [
        ("ah-tk-20232024-1068", "2023"),
        ("kv-tk-2024Z01234", "2024"),
        ("h-ek-19941995-12-13", "1994"),
        ("brief-van-de-minister", "rd"),
        ("besluit-1812-3", "rd"),
    ],
)
def test_a_publication_stands_in_the_part_of_its_year(publication_id: str, part: str) -> None:
    assert part_of(publication_id) == part


def test_what_is_asked_of_one_year_reads_no_other(tmp_path: Path) -> None:
    store = VectorStore(folder=tmp_path / "chroma", server=None, collection="test", in_parts=True)
    store.add(MATERIAL.passages, MATERIAL.vectors, MATERIAL.publications)
    store.close()
    again = VectorStore(folder=tmp_path / "chroma", server=None, collection="test", create=False, in_parts=True)
    assert again.is_there()
    assert len(again.get([MATERIAL.passages[0].id, "ah-tk-19992000-1#v1/p0"])) == 1
    assert [name.rpartition("-")[2] for name in again._collections] == [part_of(MATERIAL.passages[0].publication_id)]
    again.close()


def test_what_is_only_kept_has_no_facts_and_is_found_by_its_publication(tmp_path: Path) -> None:
    kept = VectorStore(folder=tmp_path, server=None, collection="bewaard", is_searched=False, in_parts=True)
    kept.add(MATERIAL.passages, MATERIAL.vectors, MATERIAL.publications)
    passage = MATERIAL.passages[0]
    other_facts = {passage.publication_id: make_publication(1000, ministeries=(VWS,))}
    rows = [n for n, one in enumerate(MATERIAL.passages) if one.publication_id == passage.publication_id]
    own = [MATERIAL.passages[n] for n in rows]
    kept.replace([passage.publication_id], own[1:], MATERIAL.vectors[rows[1:]], other_facts)
    assert set(kept.get([one.id for one in own])) == {one.id for one in own[1:]}
    with closing(sqlite3.connect(tmp_path / "chroma.sqlite3")) as db, db:
        assert db.execute("SELECT DISTINCT key FROM embedding_metadata").fetchall() == [("publication_id",)]
        assert db.execute("SELECT count(*) FROM embedding_metadata_array").fetchone() == (0,)
    kept.delete_publications([passage.publication_id])
    assert kept.count() == PASSAGES - len(own)


def test_what_is_dropped_leaves_no_facts_to_what_comes_after(store: VectorStore) -> None:
    store.add(MATERIAL.passages, MATERIAL.vectors, MATERIAL.publications)
    store.drop()
    later = VectorStore(folder=store.folder, server=store._server, collection=f"later-{uuid.uuid4().hex[:12]}")
    later.add(MATERIAL.passages[::-1], MATERIAL.vectors[::-1], MATERIAL.publications)
    for name in ("any of two ministeries", "fractie"):
        found = {passage_id for passage_id, _ in later.query(QUERIES[0], PASSAGES, FILTERS[name])}
        assert found == {passage_id for passage_id, _ in brute_force(QUERIES[0], FILTERS[name], PASSAGES)}
    later.drop()


def test_a_reader_of_an_index_that_is_not_there_gets_an_error(store: VectorStore) -> None:
    reader = VectorStore(folder=store.folder, server=store._server, collection="never-made", create=False)
    with pytest.raises(CorruptStoreError):
        reader.query(QUERIES[0], K, Filters())
    with pytest.raises(CorruptStoreError):
        reader.count()


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    first = VectorStore(folder=tmp_path / "chroma", server=None, collection="test")
    first.add(MATERIAL.passages, MATERIAL.vectors, MATERIAL.publications)
    before = first.query(QUERIES[0], K, Filters())
    first.close()
    second = VectorStore(folder=tmp_path / "chroma", server=None, collection="test", create=False)
    assert second.query(QUERIES[0], K, Filters()) == before
    second.close()


def test_a_folder_that_was_taken_away_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    gone = VectorStore(folder=folder, server=None, collection="test")
    gone.add(MATERIAL.passages, MATERIAL.vectors, MATERIAL.publications)
    shutil.rmtree(folder)
    fresh = VectorStore(folder=folder, server=None, collection="test")
    assert fresh.count() == 0
    fresh.add(MATERIAL.passages, MATERIAL.vectors, MATERIAL.publications)
    assert fresh.count() == len(MATERIAL.passages)
    fresh.close()


def garble(folder: Path, pattern: str, keep: int = 0) -> None:
    """Overwrites the files of an index."""
    paths = [path for path in folder.rglob(pattern) if path.is_file()]
    assert paths
    for path in paths:
        data = path.read_bytes()
        path.write_bytes(data[:keep] + b"\xa5" * max(200, len(data) - keep))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: garble(folder, "chroma.sqlite3"), id="garbled database"),
        pytest.param(lambda folder: garble(folder, "chroma.sqlite3", keep=8192), id="half garbled database"),
        pytest.param(lambda folder: (folder / "chroma.sqlite3").write_bytes(b""), id="emptied database"),
    ],
)
def test_a_corrupt_folder_names_the_mending_command(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    folder = tmp_path / "chroma"
    store = VectorStore(folder=folder, server=None, collection="test")
    store.add(MATERIAL.passages, MATERIAL.vectors, MATERIAL.publications)
    store.close()
    damage(folder)
    with pytest.raises(CorruptStoreError, match=r"chroma.*kamervragen rebuild --data-dir"):
        broken = VectorStore(folder=folder, server=None, collection="test", create=False)
        broken.query(QUERIES[0], K, Filters())
    forget_clients()


def test_a_file_in_the_place_of_the_folder_names_the_mending_command(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("in the way")
    with pytest.raises(CorruptStoreError, match=r"chroma.*kamervragen rebuild"):
        VectorStore(folder=tmp_path / "chroma", server=None, collection="test")


def test_vectors_of_another_length_are_refused(store: VectorStore) -> None:
    store.add(MATERIAL.passages[:5], MATERIAL.vectors[:5], MATERIAL.publications)
    with pytest.raises(CorruptStoreError):
        store.query(np.ones(DIMENSION + 1, dtype=np.float32), K, Filters())
