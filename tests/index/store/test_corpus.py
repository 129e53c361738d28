from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.build.builder import Builder
from index.errors import BuildBusyError, CorruptStoreError, EmptyCorpusError, ModelMismatchError
from index.passages import make_passages
from index.store import catalogue
from index.store.catalogue import FILE_NAME as CATALOGUE
from index.store.check.differences import StoreDifference
from index.store.chroma.record import CHROMA_FILE
from index.store.chroma.server import ChromaServer
from index.store.corpus import Corpus
from index.store.dense.writer import DenseWriter, facts_of, questions_of
from index.store.filters import Filters
from index.store.lexical import ANALYSER, WORDS_FILE
from index.store.lock import locked
from index.store.manifest import read_manifest, write_manifest
from index.store.stores import Stores
from index.store.vectors import VectorStore, forget_clients
from index.values import Publication
from rag.question import Question
from rag.retrieve.search import search
from tests.conftest import REPOSITORY
from tests.encoder import BreakOffError, TokenWordEncoder, WordEncoder
from tests.factory import make_publication, make_reading, small_corpus

DRONES = "ah-tk-20232024-102"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    forget_clients()


def test_a_whole_corpus_has_no_differences(corpus: Corpus) -> None:
    assert corpus.verify() == []


def chroma_of(data_dir: Path) -> VectorStore:
    manifest = read_manifest(data_dir)
    assert manifest is not None
    return Stores(data_dir=data_dir).vectors(manifest, create=True)


def dense_of(data_dir: Path) -> DenseWriter:
    manifest = read_manifest(data_dir)
    assert manifest is not None
    return DenseWriter(data_dir / "dense" / manifest.collection, manifest.dimension)


def test_verify_tells_what_each_index_lacks_and_has_too_much(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
    publications: list[Publication],
    data_dir: Path,
    encoder: WordEncoder,
) -> None:
    _, lexical = make_corpus(publications).stores()
    chroma = chroma_of(data_dir)
    chroma.delete_publications([DRONES])
    chroma.close()
    lexical.replace(["ah-tk-20232024-103"], [], {})
    dense_of(data_dir).replace(["ah-tk-20242025-202"], [], np.empty((0, encoder.dimension), dtype=np.float32), {}, {})
    corpus = Corpus(data_dir, encoder)
    corpus.catalogue.remove(["ah-tk-20232024-104"])
    corpus.catalogue.mark_removed(["ah-tk-20232024-104"])
    assert corpus.verify() == [
        StoreDifference(
            index="Chroma",
            missing=(f"{DRONES}#v1/p0", f"{DRONES}#v2/p0"),
            surplus=("ah-tk-20232024-104#v1/p0", "ah-tk-20232024-104#v2/p0"),
        ),
        StoreDifference(
            index="Tantivy",
            missing=("ah-tk-20232024-103#v1/p0",),
            surplus=("ah-tk-20232024-104#v1/p0", "ah-tk-20232024-104#v2/p0"),
        ),
        StoreDifference(
            index="zoekbestand",
            missing=("ah-tk-20242025-202#v1/p0",),
            surplus=("ah-tk-20232024-104#v1/p0", "ah-tk-20232024-104#v2/p0"),
        ),
    ]
    corpus.close()


@pytest.mark.parametrize("damage", ["UPDATE aantallen SET passages = passages + 1", "DELETE FROM aantallen"])
def test_verify_sees_counts_that_are_wrong_and_a_rebuild_mends_them(
    damage: str,
    make_corpus: Callable[[Sequence[Publication]], Corpus],
    publications: list[Publication],
    data_dir: Path,
    encoder: WordEncoder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = make_corpus(publications)
    with closing(sqlite3.connect(data_dir / CATALOGUE)) as db, db:
        db.execute(damage)
    assert [difference.index for difference in corpus.verify()] == ["aantallen"]
    monkeypatch.delattr(Stores, "drop_all")  # nothing is wrong with the indexes: they stay until others are there
    Builder(data_dir, encoder).rebuild()
    assert corpus.verify() == []


def test_verify_sees_vectors_facts_and_places_that_are_not_those_of_the_corpus(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
    publications: list[Publication],
    data_dir: Path,
    encoder: WordEncoder,
) -> None:
    taken_in = make_corpus(publications).catalogue.taken_in([publication.id for publication in publications])
    by_id = {publication.id: publication for publication in publications}
    other_facts = replace(by_id[DRONES], ministeries=("Defensie", "Financiën"))
    turned, moved = by_id["ah-tk-20242025-101"], by_id["ah-tk-20232024-103"]
    silent, shifted = by_id["ah-tk-20242025-202"], by_id["ah-tk-20232024-104"]
    for publication in (other_facts, turned, replace(moved, ontvangen=None), silent, shifted):
        passages = make_passages(publication, encoder.count_tokens, encoder.max_tokens)
        vectors = encoder.encode_passages([passage.text for passage in passages])
        vectors = vectors[:, ::-1] if publication is turned else vectors
        facts = {publication.id: facts_of(publication, taken_in[publication.id])}
        questions = questions_of([publication] if publication is not silent else [])
        passages = [replace(one, end=one.end + 1) if publication is shifted else one for one in passages]
        dense_of(data_dir).replace([publication.id], passages, vectors, facts, questions)
    corpus = Corpus(data_dir, encoder)
    assert corpus.verify() == [
        StoreDifference(
            index="zoekbestand",
            missing=(
                f"{DRONES}#v1/p0",
                f"{DRONES}#v2/p0",
                f"{moved.id}#v1/p0",
                f"{shifted.id}#v1/p0",
                f"{shifted.id}#v2/p0",
                f"{turned.id}#v1/p0",
                f"{silent.id}#v1/p0",
            ),
            surplus=(),
        )
    ]
    corpus.close()


def test_verify_sees_a_vector_in_chroma_that_differs_by_less_than_a_similarity_shows(
    make_corpus: Callable[[Sequence[Publication]], Corpus], publications: list[Publication], data_dir: Path
) -> None:
    corpus = make_corpus(publications)
    with closing(sqlite3.connect(data_dir / "chroma" / CHROMA_FILE)) as db, db:
        row, id_, blob = db.execute("SELECT rowid, id, vector FROM embeddings_queue WHERE vector NOT NULL").fetchone()
        vector = np.frombuffer(blob, dtype=np.float32).copy()
        vector[np.abs(vector).argmax()] += 5e-5
        db.execute("UPDATE embeddings_queue SET vector = ? WHERE rowid = ?", (vector.tobytes(), row))
    forget_clients()  # the build read it before
    assert corpus.verify() == [StoreDifference(index="zoekbestand", missing=(id_,))]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (
            "UPDATE embedding_metadata SET string_value = 'ah-tk-1' WHERE id = 1 AND key = 'publication_id'",
            "anders dan geschreven: 1 passages",
        ),
        (
            "PRAGMA writable_schema = 1; DELETE FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL",
            "is beschadigd",
        ),
    ],
)
def test_deep_verify_sees_what_chroma_keeps_beside_the_vectors(
    damage: str,
    problem: str,
    make_corpus: Callable[[Sequence[Publication]], Corpus],
    publications: list[Publication],
    data_dir: Path,
) -> None:
    corpus = make_corpus(publications)
    with closing(sqlite3.connect(data_dir / "chroma" / CHROMA_FILE)) as db, db:
        for statement in damage.split("; "):
            db.execute(statement)
    assert [problem in str(one.problem) for one in corpus.verify(deep=True)] == [True]


def test_a_list_of_compounds_that_lost_words_is_told_at_opening(
    make_corpus: Callable[[Sequence[Publication]], Corpus], publications: list[Publication], data_dir: Path
) -> None:
    make_corpus(publications).close()
    (words,) = data_dir.glob(f"tantivy/*/{WORDS_FILE}")
    words.write_text(words.read_text(encoding="utf-8")[:-2] + "x", encoding="utf-8")
    with pytest.raises(CorruptStoreError, match=r"de woordenlijst in .* is veranderd; .*kamervragen rebuild"):
        Corpus(data_dir, WordEncoder())


def test_what_an_interrupted_build_left_to_the_next_is_no_difference(
    make_corpus: Callable[[Sequence[Publication]], Corpus], data_dir: Path
) -> None:
    publication = make_publication()
    corpus = make_corpus([publication, make_publication(7)])
    changed = make_publication(antwoorden=[({1: "Klopt een ander bericht?"}, "Nee.")], ministeries=["Defensie"])
    with pytest.raises(BreakOffError):
        Builder(data_dir, WordEncoder(fail_at=1)).ingest([make_reading(changed)])
    assert corpus.catalogue.publication(publication.id) == publication
    assert corpus.verify(deep=True) == []
    corpus.close()
    forget_clients()
    assert make_corpus([]).catalogue.publication(publication.id) == changed


def test_verify_waits_for_no_build(corpus_dir: Path, encoder: WordEncoder) -> None:
    corpus = Corpus(corpus_dir, encoder)
    with locked(corpus_dir), pytest.raises(BuildBusyError, match="andere opbouw"):
        corpus.verify()
    corpus.close()


def test_a_corpus_without_the_files_that_are_searched_gets_them_from_chroma(
    make_corpus: Callable[[Sequence[Publication]], Corpus],
    publications: list[Publication],
    data_dir: Path,
    encoder: WordEncoder,
) -> None:
    vector = encoder.encode_query("drones")
    before = make_corpus(publications).stores()[0].query(vector, 20, Filters())
    shutil.rmtree(data_dir / "dense")
    again = Corpus(data_dir, encoder)
    assert again.stores()[0].query(vector, 20, Filters()) == before
    assert again.verify() == []
    again.close()
    shutil.rmtree(data_dir / "dense")
    Builder(data_dir, encoder).ingest([])
    assert Corpus(data_dir, encoder).stores()[0].query(vector, 20, Filters()) == before


def test_a_reader_never_opens_the_embedded_chroma(corpus_dir: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.store.corpus import Corpus; from index.store.filters import "
        "Filters; from tests.encoder import WordEncoder; e = WordEncoder(); c = Corpus(Path(sys.argv[1]), e); "
        "assert c.stores()[0].query(e.encode_query('drones'), 5, Filters()); assert 'chromadb' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(corpus_dir)], cwd=REPOSITORY, check=True)


def test_an_absent_or_empty_data_directory_says_how_to_begin(data_dir: Path, encoder: WordEncoder) -> None:
    with pytest.raises(EmptyCorpusError, match=rf"{data_dir}.*kamervragen ingest"):
        Corpus(data_dir, encoder)
    data_dir.mkdir()
    with pytest.raises(EmptyCorpusError, match=rf"{data_dir}.*kamervragen ingest"):
        Corpus(data_dir, encoder)


def test_an_index_of_another_analyser_is_made_again(
    make_corpus: Callable[[Sequence[Publication]], Corpus], data_dir: Path, encoder: WordEncoder
) -> None:
    make_corpus(small_corpus())
    manifest = read_manifest(data_dir)
    assert manifest is not None
    write_manifest(data_dir, manifest.model_copy(update={"analyser": "nl-0"}))
    with pytest.raises(ModelMismatchError, match=rf"nl-0.*{ANALYSER}.*kamervragen rebuild"):
        Corpus(data_dir, encoder)
    Builder(data_dir, encoder).rebuild()
    again = Corpus(data_dir, encoder)
    assert again.verify() == []
    again.close()


def test_an_index_that_lost_everything_is_an_error(data_dir: Path, encoder: WordEncoder) -> None:
    Builder(data_dir, encoder).ingest([make_reading(publication) for publication in small_corpus()])
    ids = [publication.id for publication in small_corpus()]
    dense_of(data_dir).replace(ids, [], np.empty((0, encoder.dimension), dtype=np.float32), {}, {})
    with pytest.raises(CorruptStoreError, match=rf"vectorindex.*kamervragen rebuild --data-dir {data_dir}`"):
        Corpus(data_dir, encoder)
    forget_clients()
    shutil.rmtree(data_dir / "chroma")
    with pytest.raises(CorruptStoreError, match=rf"kamervragen rebuild --data-dir {data_dir}`"):
        Builder(data_dir, encoder).ingest([])


def test_an_open_corpus_follows_what_is_ingested(
    make_corpus: Callable[[Sequence[Publication]], Corpus], data_dir: Path, encoder: WordEncoder
) -> None:
    corpus = make_corpus(small_corpus())
    before = corpus.manifest
    zeppelins = make_publication(7, antwoorden=[({1: "Wat vliegt er?"}, "Er vliegen zeppelins.")])
    Builder(data_dir, encoder).ingest([make_reading(zeppelins)])
    assert search(corpus, Question("zeppelins", top=1)).hits[0].publication == zeppelins
    assert corpus.manifest.generation > before.generation
    assert corpus.manifest.fingerprint != before.fingerprint


def test_an_open_corpus_opens_nothing_anew_while_nothing_changes(corpus: Corpus) -> None:
    assert corpus.stores() == corpus.stores()


def test_reading_begins_again_only_when_a_rebuild_swapped_the_indexes(
    make_corpus: Callable[[Sequence[Publication]], Corpus], data_dir: Path, encoder: WordEncoder
) -> None:
    corpus = make_corpus(small_corpus())
    rebuilds = [Builder(data_dir, encoder).rebuild]

    def read() -> int:
        count = corpus.stores()[1].count()
        if rebuilds:
            rebuilds.pop()()
            raise CorruptStoreError("the file is gone")
        return count

    assert corpus.retrying(read) == corpus.manifest.passages

    def fail() -> int:
        raise CorruptStoreError("broken for good")

    with pytest.raises(CorruptStoreError, match="broken for good"):
        corpus.retrying(fail)


def damage_index(data_dir: Path, index: str, right: bytes, wrong: bytes) -> None:
    path = data_dir / CATALOGUE
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = path.read_bytes()
    at = data.index(right, (page - 1) * size)
    path.write_bytes(data[:at] + wrong + data[at + len(wrong) :])


@pytest.mark.parametrize("wrong", [b"ah-tk-20232024-102#w1", b"zz-tk-20232024-102#v1"])
def test_a_damaged_index_of_a_large_catalogue_is_told_by_a_search(
    data_dir: Path, wrong: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "CHECKED_BYTES", 0)
    encoder = TokenWordEncoder()
    Builder(data_dir, encoder).ingest([make_reading(publication) for publication in small_corpus()])
    damage_index(data_dir, "passages_pair", b"ah-tk-20232024-102#v1", wrong)
    with closing(Corpus(data_dir, encoder)) as damaged, pytest.raises(CorruptStoreError, match="catalogus"):
        search(damaged, Question("hoeveel drones koopt het leger"))


def test_a_damaged_index_that_no_search_can_contradict_is_told_at_opening(data_dir: Path, encoder: WordEncoder) -> None:
    Builder(data_dir, encoder).ingest([make_reading(publication) for publication in small_corpus()])
    damage_index(data_dir, "ministeries_naam", b"Defensie", b"Defensia")
    with pytest.raises(CorruptStoreError, match=r"missing from index ministeries_naam.*zet een kopie terug"):
        Corpus(data_dir, encoder)


def test_what_fails_over_a_sound_catalogue_is_no_damage(corpus: Corpus) -> None:
    def fail() -> int:
        raise KeyError("ah-tk-2024")

    with pytest.raises(KeyError, match="ah-tk-2024"):
        corpus.retrying(fail)


def test_several_threads_may_search_while_a_build_goes_on(data_dir: Path) -> None:
    Builder(data_dir, WordEncoder()).ingest([make_reading(publication) for publication in small_corpus()])
    corpus = Corpus(data_dir, WordEncoder())
    failures: list[BaseException] = []
    stop = threading.Event()

    def look() -> None:
        try:
            while not stop.is_set():
                found = search(corpus, Question("hoeveel drones koopt het leger", top=1)).hits
                assert found[0].pair_id == f"{DRONES}#v1"
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    builder = Builder(data_dir, WordEncoder(), batch_publications=2)
    builder.ingest([make_reading(make_publication(n)) for n in range(300, 310)])
    builder.rebuild()
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    corpus.close()


def test_two_corpora_share_a_chroma_server_without_mixing(tmp_path: Path, chroma_url: str) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, numbers in ((one, range(1, 4)), (two, range(7, 12))):
        answers = {n: [({1: "Klopt dit bericht?"}, f"Ja, bericht {n} klopt.")] for n in numbers}
        readings = [make_reading(make_publication(n, antwoorden=answers[n])) for n in numbers]
        Builder(folder, WordEncoder(), chroma=ChromaServer(url=chroma_url)).ingest(readings)
    Builder(one, WordEncoder(), chroma=ChromaServer(url=chroma_url)).rebuild()
    for folder, count in ((one, 3), (two, 5)):
        corpus = Corpus(folder, WordEncoder(), chroma=ChromaServer(url=chroma_url))
        vectors, _ = corpus.stores()
        assert vectors.count() == count
        assert corpus.verify() == []
        assert len(search(corpus, Question("klopt dit bericht", top=50)).hits) == count
        corpus.close()
        assert not (folder / "chroma").exists()


def test_a_server_that_does_not_have_the_index_is_an_error(tmp_path: Path, chroma_url: str) -> None:
    Builder(tmp_path, WordEncoder()).ingest([make_reading(make_publication())])
    with pytest.raises(CorruptStoreError, match=chroma_url):
        Corpus(tmp_path, WordEncoder(), chroma=ChromaServer(url=chroma_url)).stores()
    Builder(tmp_path, WordEncoder(), chroma=ChromaServer(url=chroma_url)).rebuild()
    corpus = Corpus(tmp_path, WordEncoder(), chroma=ChromaServer(url=chroma_url))
    assert corpus.verify() == []
    corpus.close()


def test_a_failed_opening_leaves_no_file_open(data_dir: Path, encoder: WordEncoder) -> None:
    Builder(data_dir, encoder).ingest([make_reading(make_publication())])
    forget_clients()
    (data_dir / "manifest.json").write_text("{}")
    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    for _ in range(5):
        with pytest.raises(CorruptStoreError):
            Corpus(data_dir, encoder)
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) <= before


def test_a_reader_that_follows_a_build_reads_no_dictionary_again_until_there_is_another(
    make_corpus: Callable[[Sequence[Publication]], Corpus], data_dir: Path, encoder: WordEncoder
) -> None:
    many = [make_publication(n, antwoorden=[({1: f"Vraag {n}?"}, f"Antwoord {n}.")]) for n in range(1, 31)]
    corpus = make_corpus(many)
    _, lexical = corpus.stores()
    zeppelins = make_publication(900, antwoorden=[({1: "Wat vliegt er?"}, "Er vliegen zeppelins.")])
    Builder(data_dir, encoder).ingest([make_reading(zeppelins)])
    assert corpus.stores()[1] is lexical
    assert [hit.passage_id for hit in lexical.search("zeppelins", 5, Filters())] == [f"{zeppelins.id}#v1/p0"]
    Builder(data_dir, encoder).rebuild()
    assert corpus.stores()[1] is not lexical
    assert [hit.passage_id for hit in corpus.stores()[1].search("zeppelins", 5, Filters())] == [f"{zeppelins.id}#v1/p0"]
