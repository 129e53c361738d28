from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.errors import CorruptStoreError, EmptyCorpusError, ModelMismatchError
from index.store.corpus import Corpus, Difference
from index.store.filters import Filters
from index.store.lexical import ANALYSER
from index.store.manifest import read_manifest, write_manifest
from index.store.vectors import VectorStore, forget_clients
from index.values import Publication
from rag.retrieve.search import search
from tests.encoder import WordEncoder
from tests.factory import make_publication, make_reading, small_corpus

DRONES = "ah-tk-20232024-102"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    forget_clients()


def test_a_whole_corpus_has_no_differences(corpus: Corpus) -> None:
    assert corpus.verify() == []


def test_verify_tells_what_each_index_lacks_and_has_too_much(
    make_corpus: Callable[[Sequence[Publication]], Corpus], publications: list[Publication]
) -> None:
    corpus = make_corpus(publications)
    vectors, lexical = corpus.stores()
    vectors.delete_publications([DRONES])
    lexical.replace(["ah-tk-20232024-103"], [], {})
    corpus.catalogue.remove("ah-tk-20232024-104")
    assert corpus.verify() == [
        Difference(
            index="Chroma",
            missing=(f"{DRONES}#v1/p0", f"{DRONES}#v2/p0"),
            surplus=("ah-tk-20232024-104#v1/p0", "ah-tk-20232024-104#v2/p0"),
        ),
        Difference(
            index="Tantivy",
            missing=("ah-tk-20232024-103#v1/p0",),
            surplus=("ah-tk-20232024-104#v1/p0", "ah-tk-20232024-104#v2/p0"),
        ),
    ]


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
    manifest = read_manifest(data_dir)
    assert manifest is not None
    vectors = VectorStore(folder=data_dir / "chroma", url=None, collection=manifest.collection)
    vectors.delete_publications([publication.id for publication in small_corpus()])
    with pytest.raises(CorruptStoreError, match=rf"vectorindex.*kamervragen rebuild --data-dir {data_dir}`"):
        Corpus(data_dir, encoder)


def test_an_open_corpus_follows_what_is_ingested(
    make_corpus: Callable[[Sequence[Publication]], Corpus], data_dir: Path, encoder: WordEncoder
) -> None:
    corpus = make_corpus(small_corpus())
    before = corpus.manifest
    zeppelins = make_publication(7, antwoorden=[({1: "Wat vliegt er?"}, "Er vliegen zeppelins.")])
    Builder(data_dir, encoder).ingest([make_reading(zeppelins)])
    assert search(corpus, "zeppelins", Filters(), top=1).hits[0].publication == zeppelins
    assert corpus.manifest.generation > before.generation
    assert corpus.manifest.fingerprint != before.fingerprint


def test_an_open_corpus_opens_nothing_anew_while_nothing_changes(corpus: Corpus) -> None:
    assert corpus.stores() == corpus.stores()
    assert not corpus.has_changed()


def test_several_threads_may_search_while_a_build_goes_on(data_dir: Path) -> None:
    Builder(data_dir, WordEncoder()).ingest([make_reading(publication) for publication in small_corpus()])
    corpus = Corpus(data_dir, WordEncoder())
    failures: list[BaseException] = []
    stop = threading.Event()

    def look() -> None:
        try:
            while not stop.is_set():
                found = search(corpus, "hoeveel drones koopt het leger", Filters(), top=1).hits
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
        Builder(folder, WordEncoder(), chroma_url=chroma_url).ingest(readings)
    Builder(one, WordEncoder(), chroma_url=chroma_url).rebuild()
    for folder, count in ((one, 3), (two, 5)):
        corpus = Corpus(folder, WordEncoder(), chroma_url=chroma_url)
        vectors, _ = corpus.stores()
        assert vectors.count() == count
        assert corpus.verify() == []
        assert len(search(corpus, "klopt dit bericht", Filters(), top=50).hits) == count
        corpus.close()
        assert not (folder / "chroma").exists()


def test_a_server_that_does_not_have_the_index_is_an_error(tmp_path: Path, chroma_url: str) -> None:
    Builder(tmp_path, WordEncoder()).ingest([make_reading(make_publication())])
    with pytest.raises(CorruptStoreError, match=chroma_url):
        Corpus(tmp_path, WordEncoder(), chroma_url=chroma_url).stores()
    Builder(tmp_path, WordEncoder(), chroma_url=chroma_url).rebuild()
    corpus = Corpus(tmp_path, WordEncoder(), chroma_url=chroma_url)
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
