from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from index.build import work
from index.build.builder import Builder
from index.build.report import Report
from index.errors import (
    BuildBusyError,
    CorruptStoreError,
    DataDirError,
    EmptyCorpusError,
    KamervragenError,
    ModelMismatchError,
)
from index.parse.facts.identity import same_publication_key
from index.parse.formats.jsonl import to_json
from index.parse.read import read_paths
from index.passages import Splitting
from index.store.catalogue import FILE_NAME as CATALOGUE
from index.store.catalogue import Catalogue, StoredPublication
from index.store.check import probe
from index.store.chroma.record import CHROMA_FILE, Record
from index.store.corpus import Corpus
from index.store.dense.writer import DenseWriter
from index.store.filters import Filters
from index.store.lexical import LexicalStore
from index.store.manifest import FILE_NAME, NEXT_FILE_NAME, read_manifest
from index.store.stores import Stores
from index.store.vectors import VectorStore, forget_clients
from index.values import Publication, Reading, Soort, Vorm
from rag.question import Question
from rag.retrieve.search import search
from rag.values import Arm
from tests.conftest import REPOSITORY
from tests.encoder import BreakOffError, TokenWordEncoder, WordEncoder
from tests.factory import make_publication, make_reading, many, small_corpus

QUERIES = ("drones van het leger", "wachttijden in verpleeghuizen", "accijns op diesel", "antwoord nummer 17")
LOOK_S = 0.02  # between what a reader asks beside a build, which would else wait for it


def ingest(data_dir: Path, encoder: WordEncoder, publications: Sequence[Publication], batch: int = 400) -> Report:
    builder = Builder(data_dir, encoder, batch_publications=batch)
    return builder.ingest([make_reading(publication) for publication in publications])


def dense_ids(vectors: VectorStore, query: str) -> list[str]:
    return [passage_id for passage_id, _ in vectors.query(WordEncoder().encode_query(query), 500, Filters())]


def state_of(data_dir: Path) -> dict[str, object]:
    """Everything that two builds of the same corpus must have alike."""
    corpus = Corpus(data_dir, WordEncoder())
    vectors, lexical = corpus.stores()
    manifest = corpus.manifest
    state: dict[str, object] = {
        "dump": [to_json(publication) for publication in corpus.catalogue.publications()],
        "dense ids": sorted(vectors.ids()),
        "lexical ids": sorted(lexical.ids()),
        "counts": corpus.catalogue.counts(),
        "manifest": (manifest.publications, manifest.pairs, manifest.passages, manifest.compound_words),
        "dense": [dense_ids(vectors, query) for query in QUERIES],
        "lexical": [[hit.passage_id for hit in lexical.search(query, 500, Filters())] for query in QUERIES],
        "differences": corpus.verify(),
    }
    assert state["differences"] == []
    corpus.close()
    return state


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    forget_clients()


# ---------------------------------------------------------------------- taking in


def test_an_ingest_reports_what_it_did(data_dir: Path, encoder: WordEncoder, publications: list[Publication]) -> None:
    report = ingest(data_dir, encoder, publications)
    assert (report.new, report.changed, report.unchanged, report.duplicate) == (8, 0, 0, 0)
    assert report.pairs == 2 + 2 + 1 + 2 + 0 + 1 + 1 + 1
    assert report.passages == report.pairs + 1  # the notice
    assert state_of(data_dir)["manifest"] == (8, 10, 11, 0)


def test_the_report_has_the_keys_of_the_contract(data_dir: Path, encoder: WordEncoder) -> None:
    report = Builder(data_dir, encoder).ingest([make_reading(make_publication()), Reading(bron="x.pdf", fout="leeg")])
    written = json.loads(json.dumps(report.to_json()))
    assert written["publications"] == {"new": 1, "changed": 0, "unchanged": 0, "duplicate": 0}
    assert written["failed"] == [{"path": "x.pdf", "error": "leeg"}]
    assert {"pairs", "passages", "seconds"} <= written.keys()


def test_a_second_run_embeds_nothing(data_dir: Path, encoder: WordEncoder, publications: list[Publication]) -> None:
    ingest(data_dir, encoder, publications)
    before, manifest = state_of(data_dir), read_manifest(data_dir)
    encoder.calls.clear()
    report = ingest(data_dir, encoder, publications)
    assert (report.unchanged, report.new, report.passages) == (8, 0, 0)
    assert encoder.calls == []
    assert state_of(data_dir) == before
    assert read_manifest(data_dir) == manifest


def test_what_stands_there_twice_is_embedded_once(data_dir: Path) -> None:
    encoder = TokenWordEncoder()
    again = [({n: "Wanneer?"}, "Dat is nog niet bekend.") for n in (1, 3)]
    ingest(data_dir, encoder, [make_publication(101, antwoorden=[again[0], ({2: "Hoe?"}, "Per trein."), again[1]])])
    assert encoder.calls[0] == 2
    with closing(Corpus(data_dir, encoder)) as corpus:
        ids = list(corpus.catalogue.passage_ids())
        vectors, tokens = corpus.stores()[0].get(ids), corpus.packed_tokens(ids)
        assert len(vectors) == len(tokens) == 3
        assert (vectors[ids[0]] == vectors[ids[2]]).all() and tokens[ids[0]] == tokens[ids[2]]
        assert tokens[ids[0]] != tokens[ids[1]]


def test_a_changed_publication_is_replaced_in_all_three_stores(
    data_dir: Path, encoder: WordEncoder, publications: list[Publication]
) -> None:
    ingest(data_dir, encoder, publications)
    encoder.calls.clear()
    changed = make_publication(102, antwoorden=[({1: "Wat nu?"}, "Alleen nog zeppelins.")])
    report = ingest(data_dir, encoder, [changed])
    assert (report.changed, report.new, report.pairs, report.passages) == (1, 0, 1, 1)
    assert encoder.calls == [1]
    corpus = Corpus(data_dir, encoder)
    vectors, lexical = corpus.stores()
    assert corpus.catalogue.publication(changed.id) == changed
    assert [i for i in vectors.ids() if i.startswith(changed.id)] == [f"{changed.id}#v1/p0"]
    assert [i for i in lexical.ids() if i.startswith(changed.id)] == [f"{changed.id}#v1/p0"]
    assert vectors.query(encoder.encode_query("zeppelins"), 1, Filters())[0][0] == f"{changed.id}#v1/p0"
    assert lexical.search("drones leger levering", 5, Filters()) == []
    assert corpus.verify() == []
    corpus.close()


def test_removing_takes_a_publication_out_of_all_three_stores(
    data_dir: Path, encoder: WordEncoder, publications: list[Publication]
) -> None:
    ingest(data_dir, encoder, publications)
    gone = publications[1].id
    Builder(data_dir, encoder).remove([gone])
    state = state_of(data_dir)
    assert gone not in str(state)
    ingest(data_dir, encoder, publications)
    assert state_of(data_dir)["dense ids"] == state_after_one_ingest(data_dir.parent / "other", publications)


def state_after_one_ingest(folder: Path, publications: Sequence[Publication]) -> object:
    ingest(folder, WordEncoder(), publications)
    return state_of(folder)["dense ids"]


def test_removing_what_is_gone_already_is_no_error(
    data_dir: Path, encoder: WordEncoder, publications: list[Publication]
) -> None:
    ingest(data_dir, encoder, publications)
    gone = publications[0].id
    assert Builder(data_dir, encoder).remove(["ah-tk-1", gone.upper(), gone]) == [gone]
    before = state_of(data_dir)
    assert Builder(data_dir, encoder).remove([gone]) == []
    assert state_of(data_dir) == before


def test_removing_everything_leaves_an_empty_corpus_that_can_be_filled_again(
    data_dir: Path, encoder: WordEncoder, publications: list[Publication]
) -> None:
    ingest(data_dir, encoder, publications)
    filled = state_of(data_dir)
    Builder(data_dir, encoder).remove([publication.id for publication in publications])
    with pytest.raises(EmptyCorpusError, match="kamervragen ingest"):
        Corpus(data_dir, encoder)
    ingest(data_dir, encoder, publications)
    assert state_of(data_dir) == filled


def test_nothing_to_read_makes_an_empty_corpus(data_dir: Path, encoder: WordEncoder) -> None:
    assert ingest(data_dir, encoder, []).new == 0
    with pytest.raises(EmptyCorpusError, match="kamervragen ingest"):
        Corpus(data_dir, encoder)


def test_failures_are_noted_and_the_rest_is_taken_in(data_dir: Path, encoder: WordEncoder) -> None:
    publication = make_publication()
    readings = [Reading(bron="a.pdf", fout="leeg"), make_reading(publication), Reading(bron="b.pdf", fout="stuk")]
    report = Builder(data_dir, encoder).ingest(readings)
    assert report.failed == [("a.pdf", "leeg"), ("b.pdf", "stuk")]
    corpus = Corpus(data_dir, encoder)
    assert corpus.catalogue.failures() == report.failed
    assert corpus.catalogue.ids() == [publication.id]
    corpus.close()


def test_a_line_with_an_impossible_question_number_is_told_and_the_rest_is_taken_in(
    data_dir: Path, encoder: WordEncoder, tmp_path: Path
) -> None:
    pair = {"vragen": [{"nummer": 2**63, "tekst": "Waarom?"}], "antwoord": "Daarom."}
    lines = [to_json(make_publication(1)), {"id": "ah-tk-20232024-2", "paren": [pair]}, to_json(make_publication(3))]
    path = tmp_path / "import.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    report = Builder(data_dir, encoder).ingest(read_paths([path]))
    assert report.new == 2
    ((where, why),) = report.failed
    assert where.endswith("regel 2")
    assert "nummer: moet hoogstens 999999 zijn" in why


def test_progress_ends_at_all_that_was_pending(data_dir: Path, encoder: WordEncoder) -> None:
    told: list[tuple[int, int]] = []
    builder = Builder(data_dir, encoder, batch_publications=2)
    readings = [make_reading(publication) for publication in many(5)]
    builder.ingest(readings, lambda done, total: told.append((done, total)))
    assert sum(done for done, _ in told) == 5
    told.clear()
    builder.rebuild(lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]


# ---------------------------------------------------------------------- two forms of one publication


@pytest.mark.parametrize(
    ("first", "second", "kept", "duplicates"),
    [
        (Vorm.PDF, Vorm.XML, "second", 0),
        (Vorm.XML, Vorm.PDF, "first", 1),
        (Vorm.TEKST, Vorm.HTML, "second", 0),
        (Vorm.XML, Vorm.XML, "second", 0),
    ],
)
def test_the_richer_form_of_a_publication_stays(
    first: Vorm, second: Vorm, kept: str, duplicates: int, data_dir: Path, encoder: WordEncoder
) -> None:
    one = make_publication(antwoorden=[({1: "Klopt dit?"}, "Het eerste antwoord.")])
    two = make_publication(antwoorden=[({1: "Klopt dit?"}, "Het tweede antwoord.")])
    builder = Builder(data_dir, encoder)
    builder.ingest([make_reading(one, vorm=first, bron="een")])
    report = builder.ingest([make_reading(two, vorm=second, bron="twee")])
    assert report.duplicate == duplicates
    corpus = Corpus(data_dir, encoder)
    assert list(corpus.catalogue.publications()) == [{"first": one, "second": two}[kept]]
    corpus.close()


def test_a_large_build_lets_go_of_the_vectors_that_chroma_holds_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(tmp_path / "kept", WordEncoder(), many(12), batch=3)
    let_go, times = VectorStore.let_go, list[VectorStore]()

    def counted(vectors: VectorStore) -> None:
        times.append(vectors)
        let_go(vectors)

    monkeypatch.setattr(VectorStore, "let_go", counted)
    monkeypatch.setattr(work, "LET_GO_AFTER", 10)
    ingest(tmp_path / "let go", WordEncoder(), many(12), batch=3)
    assert len(times) == 2, "after 12 of the 24 passages, and after 24"
    assert state_of(tmp_path / "let go") == state_of(tmp_path / "kept")


def test_equal_forms_from_two_files_do_not_take_turns(data_dir: Path, encoder: WordEncoder) -> None:
    one = make_publication(antwoorden=[({1: "Klopt dit?"}, "Het eerste antwoord.")])
    two = make_publication(antwoorden=[({1: "Klopt dit?"}, "Het tweede antwoord.")])
    builder = Builder(data_dir, encoder)
    readings = [make_reading(one, bron="een"), make_reading(two, bron="twee")]
    assert (builder.ingest(readings).new, len(encoder.calls)) == (1, 1)
    again = builder.ingest(readings)
    assert (again.unchanged, again.duplicate, len(encoder.calls)) == (1, 1, 1)


def test_another_id_for_the_same_publication_does_not_stay_beside_it(data_dir: Path, encoder: WordEncoder) -> None:
    official = make_publication(1068)
    unset = replace(
        official, id="ah-1151601", paren=tuple(replace(pair, id="ah-1151601#v1") for pair in official.paren)
    )
    builder = Builder(data_dir, encoder)
    builder.ingest([make_reading(unset, vorm=Vorm.PDF)])
    report = builder.ingest([make_reading(official)])
    assert (report.new, len(report.dropped)) == (1, 1)
    assert state_of(data_dir)["dense ids"] == ["ah-tk-20232024-1068#v1/p0"]
    assert builder.ingest([make_reading(unset, vorm=Vorm.PDF)]).duplicate == 1
    assert state_of(data_dir)["lexical ids"] == ["ah-tk-20232024-1068#v1/p0"]


@pytest.mark.parametrize("arm", Arm)
@pytest.mark.parametrize("encoder", [WordEncoder(), TokenWordEncoder()], ids=["vectors", "tokens"])
def test_what_another_id_replaces_is_found_until_the_other_is(
    arm: Arm, data_dir: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    official = make_publication(1068, antwoorden=[({1: "Wat nu?"}, "Alleen nog zeppelins.")])
    unset = replace(
        official, id="ah-1151601", paren=tuple(replace(pair, id="ah-1151601#v1") for pair in official.paren)
    )
    others = [make_publication(n, antwoorden=[({1: "Wat nu?"}, f"Over {n} treinen.")]) for n in range(1, 12)]
    builder = Builder(data_dir, encoder)
    builder.ingest([make_reading(unset, vorm=Vorm.PDF), *map(make_reading, others)])
    seen: list[list[str]] = []
    with closing(Corpus(data_dir, encoder)) as corpus, monkeypatch.context() as context:

        def looked_after(work: Callable[..., object]) -> Callable[..., object]:
            def done(*args: object, **kwargs: object) -> object:
                found = work(*args, **kwargs)
                result = search(corpus, Question("zeppelins", arm=arm, top=3))
                seen.append(
                    [hit.publication.id for hit in result.hits if hit.publication.id in (unset.id, official.id)]
                )
                return found

            return done

        moments = [(store, "replace") for store in (VectorStore, DenseWriter, LexicalStore)]
        moments += [(Catalogue, "put"), (VectorStore, "delete_publications"), (Catalogue, "mark_removed")]
        for place, name in (*moments, (work, "write_manifest")):
            context.setattr(place, name, looked_after(getattr(place, name)))
        builder.ingest([make_reading(official)])
        assert corpus.verify() == []
    turn = seen.index([official.id])
    assert turn >= len(moments)
    assert seen == [[unset.id]] * turn + [[official.id]] * (len(seen) - turn)


@pytest.mark.parametrize("store", [VectorStore, DenseWriter, LexicalStore])
def test_what_an_interrupted_build_left_is_no_difference(
    store: type, data_dir: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after, official = (
        make_publication(number, antwoorden=[({1: "Wat nu?"}, text)])
        for number, text in ((1, "Alleen ballonnen."), (1, "Toch geen ballonnen."), (1068, "Alleen zeppelins."))
    )
    other = replace(
        official, id="ah-1151601", paren=tuple(replace(pair, id="ah-1151601#v1") for pair in official.paren)
    )
    builder = Builder(data_dir, encoder)
    builder.ingest([make_reading(before), make_reading(other, vorm=Vorm.PDF)])
    put = store.replace

    def broken_off(*args: object) -> None:
        put(*args)
        raise BreakOffError

    with monkeypatch.context() as context, pytest.raises(BreakOffError):
        context.setattr(store, "replace", broken_off)
        builder.ingest([make_reading(after), make_reading(official), make_reading(make_publication(3))])
    with closing(Corpus(data_dir, encoder)) as corpus:
        assert corpus.verify() == []
    builder.ingest([])
    with closing(Corpus(data_dir, encoder)) as corpus:
        assert (corpus.verify(), corpus.catalogue.going()) == ([], [])


def test_what_another_id_replaces_is_found_while_a_rebuild_goes_on(
    data_dir: Path, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    official = make_publication(1068, antwoorden=[({1: "Wat nu?"}, "Alleen nog zeppelins.")])
    unset = replace(
        official, id="ah-1151601", paren=tuple(replace(pair, id="ah-1151601#v1") for pair in official.paren)
    )
    builder = Builder(data_dir, encoder)
    builder.ingest([make_reading(unset, vorm=Vorm.PDF)])
    with monkeypatch.context() as context, pytest.raises(BreakOffError):
        context.setattr(VectorStore, "replace", Mock(side_effect=BreakOffError))
        builder.ingest([make_reading(official)])
    found: list[list[str]] = []
    with closing(Corpus(data_dir, encoder)) as corpus, monkeypatch.context() as context:
        put = LexicalStore.replace

        def looked_after(*args: object) -> None:
            put(*args)  # type: ignore[arg-type]
            found.append([hit.publication.id for hit in search(corpus, Question("zeppelins")).hits])

        context.setattr(LexicalStore, "replace", looked_after)
        builder.rebuild()
        assert found[0] == [unset.id]
        assert [hit.publication.id for hit in search(corpus, Question("zeppelins")).hits] == [official.id]
        assert (corpus.verify(), corpus.catalogue.totals().passages) == ([], 1)


# ---------------------------------------------------------------------- interruptions


def test_after_a_killed_build_chroma_is_first_read_by_a_process_that_it_may_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(tmp_path, WordEncoder(), many(4))
    ended = subprocess.CompletedProcess[str]([], -signal.SIGSEGV, "", "")
    with monkeypatch.context() as context:
        context.setattr(probe, "_done", lambda _: ended)
        ingest(tmp_path, WordEncoder(), [])  # nobody was killed: it is not read
        (tmp_path / "build.lock").write_text("1")
        with pytest.raises(CorruptStoreError, match=r"signaal 11.*kamervragen rebuild"):
            ingest(tmp_path, WordEncoder(), [])
    ingest(tmp_path, WordEncoder(), [])


def test_a_rebuild_begins_anew_where_chroma_holds_other_than_was_written(tmp_path: Path) -> None:
    ingest(tmp_path, WordEncoder(), many(4))
    before = state_of(tmp_path)
    with closing(sqlite3.connect(tmp_path / "chroma" / CHROMA_FILE)) as db, db:
        db.execute("UPDATE tenants SET id = id || 'x'")
    assert Record(tmp_path / "chroma").problem() == "anders dan geschreven: tenants"
    Builder(tmp_path, WordEncoder()).rebuild()
    assert Record(tmp_path / "chroma").problem() is None
    assert state_of(tmp_path) == before


@pytest.mark.parametrize("store", [VectorStore, LexicalStore, DenseWriter], ids=lambda store: store.__name__)
def test_a_removal_that_is_broken_off_took_all_out_and_can_be_repeated(
    store: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publications = many(8)
    ingest(tmp_path / "whole", WordEncoder(), publications[4:])
    ingest(tmp_path / "broken", WordEncoder(), publications)
    gone = [publication.id for publication in publications[:4]]
    work = "delete_publications" if store is VectorStore else "replace"
    with monkeypatch.context() as context:
        context.setattr(store, work, Mock(side_effect=BreakOffError))
        with pytest.raises(BreakOffError):
            Builder(tmp_path / "broken", WordEncoder()).remove(gone)
    Builder(tmp_path / "broken", WordEncoder()).remove(gone)
    assert state_of(tmp_path / "broken") == state_of(tmp_path / "whole")


@pytest.mark.parametrize("fail_at", [1, 2, 4])
def test_an_interrupted_ingest_resumes_and_ends_equal(fail_at: int, tmp_path: Path) -> None:
    publications = many(22)
    ingest(tmp_path / "whole", WordEncoder(), publications, batch=6)
    with pytest.raises(BreakOffError):
        ingest(tmp_path / "broken", WordEncoder(fail_at=fail_at), publications, batch=6)
    resumed = WordEncoder()
    ingest(tmp_path / "broken", resumed, publications, batch=6)
    assert sum(resumed.calls) == 2 * (22 - 6 * (fail_at - 1)), "what was indexed before is not embedded again"
    assert state_of(tmp_path / "broken") == state_of(tmp_path / "whole")


def test_what_an_interrupted_ingest_left_is_done_by_any_next_build(tmp_path: Path) -> None:
    publications = many(12)
    ingest(tmp_path / "whole", WordEncoder(), publications)
    with pytest.raises(BreakOffError):
        ingest(tmp_path / "broken", WordEncoder(fail_at=1), publications)
    ingest(tmp_path / "broken", WordEncoder(), [])
    assert state_of(tmp_path / "broken") == state_of(tmp_path / "whole")


@pytest.mark.parametrize("is_tokens", [False, True])
def test_passages_that_a_kill_left_out_of_the_vectors_are_added_by_the_next_build(
    is_tokens: bool, tmp_path: Path
) -> None:
    """The state between taking changed passages out and putting them in again."""
    encoder = TokenWordEncoder if is_tokens else WordEncoder
    publications = many(12)
    changed = [replace(publication, onderwerp="het overleg") for publication in publications[:4]]
    ingest(tmp_path / "whole", encoder(), publications)
    ingest(tmp_path / "whole", encoder(), changed)
    broken = tmp_path / "broken"
    ingest(broken, encoder(), publications)
    with closing(Catalogue(broken)) as catalogue:
        for publication in changed:
            reading = make_reading(publication)
            assert reading.vorm is not None
            stored = StoredPublication(publication=publication, vorm=reading.vorm, bron=reading.bron)
            catalogue.put(stored, same_publication_key(publication))
    manifest = read_manifest(broken)
    assert manifest is not None
    vectors = Stores(data_dir=broken).vectors(manifest, create=True)
    vectors.delete_publications([publication.id for publication in changed])
    ingest(broken, encoder(), [])
    assert state_of(broken) == state_of(tmp_path / "whole")


def test_an_interrupted_first_build_leaves_a_clear_state_for_readers(data_dir: Path) -> None:
    with pytest.raises(BreakOffError):
        ingest(data_dir, WordEncoder(fail_at=1), many(5))
    with pytest.raises(EmptyCorpusError, match="kamervragen ingest"):
        Corpus(data_dir, WordEncoder())


_BUILDER = """
import sys
from pathlib import Path
from index.build.builder import Builder
from index.build.report import Report
from tests.encoder import WordEncoder
from tests.factory import make_reading, many
class Telling(WordEncoder):
    def encode_passages(self, texts):
        print("embedding", flush=True)
        return super().encode_passages(texts)
data_dir, first, count, batch = Path(sys.argv[1]), *map(int, sys.argv[2:5])
builder = Builder(data_dir, Telling(), batch_publications=batch)
print("begin", flush=True)
if count:
    builder.ingest([make_reading(publication) for publication in many(count, first)])
else:
    builder.rebuild()
print("done", flush=True)
"""


def start_build(data_dir: Path, first: int, count: int, batch: int) -> subprocess.Popen[str]:
    """A build in another process; without a count a rebuild. It says so on every batch that it embeds."""
    command = [sys.executable, "-c", _BUILDER, str(data_dir), str(first), str(count), str(batch)]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)


def kill_after(process: subprocess.Popen[str], batches: int, wait_s: float) -> None:
    """Kills a build some time after it began to embed its n-th batch."""
    assert process.stdout is not None
    for _ in range(batches + 1):
        assert process.stdout.readline()
    time.sleep(wait_s)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def test_a_build_killed_three_times_ends_equal(tmp_path: Path) -> None:
    ingest(tmp_path / "whole", WordEncoder(), many(60), batch=10)
    broken = tmp_path / "broken"
    for batches, wait_s in ((1, 0.02), (2, 0.05), (1, 0.0)):
        process = start_build(broken, 300, 60, 10)
        kill_after(process, batches, wait_s)
        assert process.returncode == -signal.SIGKILL
    process = start_build(broken, 300, 60, 10)
    assert process.communicate()[0].endswith("done\n")
    assert state_of(broken) == state_of(tmp_path / "whole")


def test_a_killed_rebuild_goes_on_where_it_was(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    ingest(data_dir, WordEncoder(), many(60), batch=10)
    before = state_of(data_dir)
    forget_clients()
    kill_after(start_build(data_dir, 0, 0, 10), 3, 0.02)
    assert state_of(data_dir)["dense"] == before["dense"], "readers keep the old indexes"
    forget_clients()
    encoder = WordEncoder()
    Builder(data_dir, encoder, batch_publications=10).rebuild()
    assert 0 < sum(encoder.calls) < 2 * 60
    assert state_of(data_dir) == before
    assert not (data_dir / NEXT_FILE_NAME).exists()


# ---------------------------------------------------------------------- rebuilding


def garble(*paths: Path) -> None:
    assert paths
    for path in paths:
        path.write_bytes(b"\xa5" * max(64, path.stat().st_size))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


DAMAGE: dict[str, Callable[[Path], object]] = {
    "healthy": lambda data_dir: data_dir,
    "chroma garbled": lambda data_dir: garble(*files(data_dir / "chroma")),
    "chroma database garbled": lambda data_dir: garble(data_dir / "chroma" / "chroma.sqlite3"),
    "chroma deleted": lambda data_dir: shutil.rmtree(data_dir / "chroma"),
    "tantivy garbled": lambda data_dir: garble(*files(data_dir / "tantivy")),
    "tantivy deleted": lambda data_dir: shutil.rmtree(data_dir / "tantivy"),
    "both deleted": lambda data_dir: [shutil.rmtree(data_dir / name) for name in ("chroma", "tantivy")],
    "manifest garbled": lambda data_dir: garble(data_dir / FILE_NAME),
    "manifest deleted": lambda data_dir: (data_dir / FILE_NAME).unlink(),
    "manifest and chroma database deleted": lambda data_dir: [
        (data_dir / name).unlink() for name in (FILE_NAME, f"chroma/{CHROMA_FILE}")
    ],
    "all but the catalogue deleted": lambda data_dir: [
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path in data_dir.iterdir()
        if not path.name.startswith(CATALOGUE)
    ],
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_rebuild_mends_whatever_happened_to_the_indexes(name: str, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    publications = many(12)
    ingest(data_dir, WordEncoder(), publications)
    before = state_of(data_dir)
    forget_clients()
    DAMAGE[name](data_dir)
    if name != "healthy":
        with pytest.raises(CorruptStoreError, match=rf"kamervragen rebuild --data-dir {data_dir}`"):
            search_both(data_dir)
        forget_clients()
        with pytest.raises(CorruptStoreError, match=rf"kamervragen rebuild --data-dir {data_dir}`"):
            ingest(data_dir, WordEncoder(), many(1, 900))
    forget_clients()
    encoder = WordEncoder()
    report = Builder(data_dir, encoder).rebuild()
    assert report.passages == sum(encoder.calls) == 2 * 12
    assert state_of(data_dir) == before
    assert len(list((data_dir / "tantivy").iterdir())) == 1, "no index is left behind"
    assert ingest(data_dir, WordEncoder(), publications).unchanged == 12


def search_both(data_dir: Path) -> None:
    corpus = Corpus(data_dir, WordEncoder())
    vectors, lexical = corpus.stores()
    vectors.query(WordEncoder().encode_query("drones"), 5, Filters())
    lexical.search("drones", 5, Filters())


@pytest.mark.parametrize("name", ["healthy", "chroma deleted", "manifest deleted"])
def test_an_interrupted_rebuild_ends_equal(name: str, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    ingest(data_dir, WordEncoder(), many(12))
    before = state_of(data_dir)
    forget_clients()
    DAMAGE[name](data_dir)
    with pytest.raises(BreakOffError):
        Builder(data_dir, WordEncoder(fail_at=2), batch_publications=5).rebuild()
    encoder = WordEncoder()
    Builder(data_dir, encoder, batch_publications=5).rebuild()
    assert sum(encoder.calls) == 2 * (12 - 5)
    assert state_of(data_dir) == before


def test_an_ingest_finishes_an_interrupted_rebuild(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    ingest(data_dir, WordEncoder(), many(12))
    with pytest.raises(BreakOffError):
        Builder(data_dir, WordEncoder(fail_at=2), batch_publications=5).rebuild()
    ingest(data_dir, WordEncoder(), many(3, 900))
    ingest(tmp_path / "whole", WordEncoder(), [*many(12), *many(3, 900)])
    assert state_of(data_dir) == state_of(tmp_path / "whole")


def test_readers_keep_the_old_indexes_until_a_rebuild_is_complete(data_dir: Path) -> None:
    ingest(data_dir, WordEncoder(), many(12))
    before = state_of(data_dir)
    for fail_at in (1, 2, 3):
        with pytest.raises(BreakOffError):
            Builder(data_dir, WordEncoder(fail_at=fail_at), batch_publications=2).rebuild()
        forget_clients()
        after = state_of_reader(data_dir)
        assert after == {key: before[key] for key in after}


def state_of_reader(data_dir: Path) -> dict[str, object]:
    corpus = Corpus(data_dir, WordEncoder())
    vectors, lexical = corpus.stores()
    ids = [hit.passage_id for hit in lexical.search("overleg gemeenten", 100, Filters())]
    assert len(corpus.catalogue.passages(ids)) == len(ids), "hits can be shown"
    state: dict[str, object] = {
        "dense": [dense_ids(vectors, query) for query in QUERIES],
        "lexical": [[hit.passage_id for hit in lexical.search(query, 500, Filters())] for query in QUERIES],
    }
    corpus.close()
    return state


def test_rebuilding_without_a_corpus_says_how_to_begin(data_dir: Path, encoder: WordEncoder) -> None:
    with pytest.raises(EmptyCorpusError, match="kamervragen ingest"):
        Builder(data_dir, encoder).rebuild()


# ---------------------------------------------------------------------- other models, other builders


def test_another_model_is_refused_until_a_rebuild(data_dir: Path) -> None:
    ingest(data_dir, WordEncoder(), many(5))
    other = WordEncoder(name="ander", fingerprint="ander-1", dimension=128)
    for refused in (lambda: Corpus(data_dir, other), lambda: ingest(data_dir, other, many(1, 900))):
        with pytest.raises(ModelMismatchError, match=r"woorden-1.*ander-1.*kamervragen rebuild"):
            refused()
    forget_clients()
    Builder(data_dir, other).rebuild()
    corpus = Corpus(data_dir, other)
    assert corpus.manifest.dimension == 128
    assert corpus.verify() == []
    corpus.close()
    with pytest.raises(ModelMismatchError, match=r"ander-1.*woorden-1"):
        Corpus(data_dir, WordEncoder())


def test_a_rebuild_for_another_model_can_be_given_up(data_dir: Path) -> None:
    ingest(data_dir, WordEncoder(), many(8))
    before = state_of(data_dir)
    with pytest.raises(BreakOffError):
        other = WordEncoder(name="ander", fingerprint="ander-1", dimension=128, fail_at=2)
        Builder(data_dir, other, batch_publications=3).rebuild()
    assert state_of_reader(data_dir)["dense"] == before["dense"]
    with pytest.raises(ModelMismatchError, match="kamervragen rebuild"):
        ingest(data_dir, WordEncoder(), [])
    Builder(data_dir, WordEncoder()).rebuild()
    assert state_of(data_dir) == before


def test_other_lengths_of_passages_take_effect_at_a_rebuild(data_dir: Path, encoder: WordEncoder) -> None:
    long = make_publication(antwoorden=[({1: "Waarom?"}, "Dit is een zin van het antwoord. " * 40)])
    ingest(data_dir, encoder, [long])
    shorter = Builder(data_dir, encoder, splitting=Splitting(answer_chars=200, question_chars=100))
    passages = shorter.rebuild().passages
    assert passages > 5
    assert len(state_ids(data_dir)) == passages


def test_two_builders_at_once_are_one_too_many(data_dir: Path, encoder: WordEncoder) -> None:
    tried: list[type[KamervragenError]] = []

    def readings() -> Iterator[Reading]:
        yield make_reading(make_publication(1))
        for attempt in (lambda: ingest(data_dir, WordEncoder(), many(1)), Builder(data_dir, WordEncoder()).rebuild):
            try:
                attempt()
            except KamervragenError as error:
                tried.append(type(error))

    Builder(data_dir, encoder).ingest(readings())
    assert tried == [BuildBusyError, BuildBusyError]
    assert state_of(data_dir)["dense ids"] == ["ah-tk-20232024-1#v1/p0"]


def test_readers_go_on_while_another_process_builds_and_see_its_publications(data_dir: Path) -> None:
    ingest(
        data_dir, WordEncoder(), [make_publication(1, antwoorden=[({1: "Wat vliegt er?"}, "Er vliegen zeppelins.")])]
    )
    forget_clients()
    corpus, encoder = Corpus(data_dir, WordEncoder()), WordEncoder()
    process = start_build(data_dir, 300, 60, 10)
    seen, looks = set(), 0
    while process.poll() is None:
        vectors, lexical = corpus.stores()
        assert lexical.search("zeppelins", 5, Filters())[0].passage_id == "ah-tk-20232024-1#v1/p0"
        assert vectors.query(encoder.encode_query("zeppelins"), 1, Filters())[0][0] == "ah-tk-20232024-1#v1/p0"
        seen.add(corpus.manifest.passages)
        looks += 1
        time.sleep(LOOK_S)
    assert process.communicate()[0].endswith("done\n")
    assert looks > 5
    assert len(seen) > 1, "the reader followed the build"
    vectors, lexical = corpus.stores()
    assert corpus.manifest.passages == vectors.count() == lexical.count() == 1 + 2 * 60
    assert corpus.verify() == []
    corpus.close()


def test_readers_go_on_while_another_process_rebuilds(data_dir: Path) -> None:
    from rag.question import Question
    from rag.retrieve.search import search

    ingest(data_dir, WordEncoder(), many(40))
    forget_clients()
    corpus = Corpus(data_dir, WordEncoder())
    expected = [hit.pair_id for hit in search(corpus, Question(QUERIES[0], top=10)).hits]
    process = start_build(data_dir, 0, 0, 10)
    looks = 0
    while process.poll() is None:
        assert [hit.pair_id for hit in search(corpus, Question(QUERIES[0], top=10)).hits] == expected
        looks += 1
        time.sleep(LOOK_S)
    assert process.communicate()[0].endswith("done\n")
    assert looks > 5
    assert [hit.pair_id for hit in search(corpus, Question(QUERIES[0], top=10)).hits] == expected
    assert corpus.verify() == []
    corpus.close()


@pytest.mark.parametrize("path", ["/proc/kamervragen", "/dev/null/data"])
def test_a_data_directory_that_cannot_be_written_is_named(path: str, encoder: WordEncoder) -> None:
    with pytest.raises(DataDirError, match=rf"{path}.*--data-dir"):
        ingest(Path(path), encoder, many(1))


def test_notices_are_indexed_apart(data_dir: Path, encoder: WordEncoder, publications: list[Publication]) -> None:
    ingest(data_dir, encoder, publications)
    notices = [publication.id for publication in publications if publication.soort is not Soort.ANTWOORD]
    found = [str(i) for i in state_ids(data_dir) if "#bericht/" in str(i)]
    assert found == [f"{publication_id}#bericht/p0" for publication_id in notices]


def state_ids(data_dir: Path) -> list[object]:
    ids = state_of(data_dir)["dense ids"]
    assert isinstance(ids, list)
    return ids


def test_a_large_corpus_waits_for_its_dictionary_before_its_words_are_made_anew(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = Builder(data_dir, WordEncoder())
    builder.ingest([make_reading(publication) for publication in small_corpus()])
    made = read_manifest(data_dir)
    assert made is not None
    monkeypatch.setattr("index.build.work.SETTLED_AT_ONCE", 0)
    builder.ingest([make_reading(make_publication(101, onderwerp="een andere sporthal"))])
    worn = read_manifest(data_dir)
    assert worn is not None and worn.is_lexical_worn and worn.lexical == made.lexical
    monkeypatch.undo()
    builder.ingest([])
    settled = read_manifest(data_dir)
    assert settled is not None and not settled.is_lexical_worn and settled.lexical != made.lexical
