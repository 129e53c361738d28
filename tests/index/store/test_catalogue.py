from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.errors import CorruptStoreError, DataDirError, EmptyCorpusError
from index.passages import make_passages
from index.settings import make_writable_dir
from index.store.catalogue import FILE_NAME, Catalogue, Change, StoredPublication
from index.store.filters import Filters
from index.store.sql.lookup import content_hash
from index.values import Publication, Soort, Vorm
from tests.conftest import REPOSITORY
from tests.encoder import BreakOffError, WordEncoder
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication

ONE = "ah-tk-20232024-101"
DIESEL = "ah-tk-20232024-103"
NOTICE = "ah-tk-20232024-105"
LATER = "ah-tk-20242025-101"


def store(publication: Publication, bron: str = "x.xml") -> StoredPublication:
    return StoredPublication(publication=publication, vorm=Vorm.XML, bron=bron)


@pytest.fixture
def catalogue(data_dir: Path) -> Iterator[Catalogue]:
    opened = Catalogue(data_dir, create=True)
    yield opened
    opened.close()


@pytest.fixture
def filled(catalogue: Catalogue, publications: list[Publication]) -> Catalogue:
    for publication in publications:
        catalogue.put(store(publication), publication.id)
    return catalogue


def test_a_publication_is_new_then_unchanged_then_changed(catalogue: Catalogue) -> None:
    publication = make_publication()
    assert catalogue.put(store(publication), "k") is Change.NEW
    assert catalogue.put(store(publication), "k") is Change.UNCHANGED
    assert catalogue.put(store(replace(publication, onderwerp="iets anders")), "k") is Change.CHANGED
    assert catalogue.ids() == [publication.id]


def test_a_publication_is_in_the_corpus_since_it_first_came_in(catalogue: Catalogue, data_dir: Path) -> None:
    publication = make_publication()
    catalogue.put(store(publication), "k")
    with closing(sqlite3.connect(data_dir / FILE_NAME)) as database, database:
        database.execute("UPDATE publications SET opgenomen = '2024-03-01 12:00:00'")
    early = Filters(opgenomen_tot=date(2024, 3, 1))
    changed = replace(publication, onderwerp="iets anders")
    assert catalogue.put(store(changed), "k") is Change.CHANGED
    assert catalogue.ids(early) == [publication.id]
    catalogue.remove([publication.id])
    catalogue.put(store(changed), "k")
    assert catalogue.ids(early) == []
    assert catalogue.ids() == [publication.id]


def test_the_same_text_from_a_richer_form_counts_as_that_form(catalogue: Catalogue) -> None:
    publication = make_publication()
    catalogue.put(StoredPublication(publication=publication, vorm=Vorm.PDF, bron="a.pdf"), "k")
    assert (
        catalogue.put(StoredPublication(publication=publication, vorm=Vorm.XML, bron="a.xml"), "k") is Change.UNCHANGED
    )
    assert catalogue.stored_by_key("k") == [StoredPublication(publication=publication, vorm=Vorm.XML, bron="a.xml")]


def test_a_publication_comes_back_as_it_was_put(filled: Catalogue, publications: list[Publication]) -> None:
    assert list(filled.publications()) == sorted(publications, key=lambda p: p.id)
    assert filled.publication(ONE) == publications[0]
    assert filled.publication("ah-tk-20232024-999") is None


def test_publications_come_in_the_order_asked_and_unknown_ones_are_left_out(filled: Catalogue) -> None:
    assert [p.id for p in filled.publications([LATER, "ah-tk-1", ONE])] == [LATER, ONE]


def test_many_ids_are_looked_up_at_once(filled: Catalogue) -> None:
    many = [f"ah-tk-{n}" for n in range(1999)] + [ONE]
    assert [p.id for p in filled.publications(many)] == [ONE]
    assert filled.matching(many, Filters(ministeries=(VWS,))) == [ONE]


def test_a_change_makes_a_publication_pending_again(catalogue: Catalogue, encoder: WordEncoder) -> None:
    publication = make_publication()
    catalogue.put(store(publication), "k")
    passages = make_passages(publication, encoder.count_tokens, encoder.max_tokens)
    catalogue.mark_indexed([publication.id], passages, encoder.fingerprint)
    assert catalogue.pending() == []
    assert list(catalogue.passage_ids()) == [passage.id for passage in passages]
    catalogue.put(store(make_publication(antwoorden=[({1: "Klopt dit bericht?"}, "Nee, dat klopt niet.")])), "k")
    assert catalogue.pending() == [publication.id]
    assert catalogue.embedded(passages, encoder.fingerprint) == []


def test_what_changed_is_read_as_the_indexes_have_it_until_they_follow(
    catalogue: Catalogue, data_dir: Path, encoder: WordEncoder
) -> None:
    old = make_publication()
    new, newest = (make_publication(antwoorden=[({1: "Klopt dit?"}, text)]) for text in ("Nee.", "Toch niet."))
    catalogue.put(store(old), "k")
    catalogue.mark_indexed([old.id], make_passages(old, encoder.count_tokens, 512), encoder.fingerprint)
    there = list(catalogue.passage_ids())
    with closing(Catalogue(data_dir, as_indexed=True)) as reader:
        for publication in (new, newest):  # the second before the indexes followed
            catalogue.put(store(publication), "k")
            assert reader.publication(old.id) == old
            assert catalogue.publication(old.id) == publication
            assert list(reader.passage_ids()) == there
        catalogue.mark_indexed([old.id], make_passages(newest, encoder.count_tokens, 512), encoder.fingerprint)
        assert reader.publication(old.id) == newest
        catalogue.put(store(new), "k")
        catalogue.remove([old.id])
        catalogue.put(store(old), "k")
        assert reader.publication(old.id) == old
        assert list(reader.passage_ids()) == []


def test_what_another_replaces_is_read_until_the_indexes_let_go_of_it(
    catalogue: Catalogue, data_dir: Path, encoder: WordEncoder
) -> None:
    old, new = make_publication(1), make_publication(2)
    catalogue.put(store(old), "k")
    catalogue.mark_indexed([old.id], make_passages(old, encoder.count_tokens, 512), encoder.fingerprint)
    there = list(catalogue.passage_ids())
    with closing(Catalogue(data_dir, as_indexed=True)) as reader:
        catalogue.remove([old.id], is_replaced=True)
        catalogue.put(store(new), "k")
        assert list(reader.publications([old.id, new.id])) == [old, new]
        assert list(catalogue.publications()) == [new]
        assert (list(reader.passage_ids()), catalogue.indexed_passages()) == (there, 0)
        catalogue.mark_removed([old.id])
        assert list(reader.publications([old.id, new.id])) == [new]
        assert list(reader.passage_ids()) == []


def test_a_change_of_facts_alone_keeps_what_is_known_of_the_passages(
    catalogue: Catalogue, encoder: WordEncoder
) -> None:
    publication = make_publication()
    catalogue.put(store(publication), "k")
    passages = make_passages(publication, encoder.count_tokens, encoder.max_tokens)
    catalogue.mark_indexed([publication.id], passages, encoder.fingerprint)
    changed = replace(publication, ingezonden=date(2024, 1, 5))
    catalogue.put(store(changed), "k")
    assert catalogue.pending() == [publication.id]
    assert catalogue.embedded(passages, encoder.fingerprint) == [passage.id for passage in passages]
    assert catalogue.embedded(passages, "another model") == []
    catalogue.put(store(replace(changed, ingezonden=date(2024, 1, 6))), "k")  # before the indexes followed
    assert catalogue.embedded(passages, encoder.fingerprint) == []


def test_what_is_put_together_is_written_whole_or_not_at_all(filled: Catalogue, data_dir: Path) -> None:
    before = filled.ids()
    with pytest.raises(BreakOffError), filled.together():
        filled.put(store(make_publication(901)), "901")
        filled.remove(before[:1])
        assert len(filled.ids()) == len(before), "one more, one less: seen by who writes"
        with closing(Catalogue(data_dir)) as reader:
            assert reader.ids() == before, "but not by others"
        raise BreakOffError
    assert filled.ids() == before
    with filled.together():
        filled.put(store(make_publication(901)), "901")
    with closing(Catalogue(data_dir)) as reader:
        assert len(reader.ids()) == len(before) + 1


def test_a_removed_publication_is_gone_and_the_indexes_hear_of_it(filled: Catalogue) -> None:
    filled.remove([ONE])
    assert filled.publication(ONE) is None
    assert filled.pair(f"{ONE}#v1") is None
    assert "Dé Bruin" in filled.values_of("indieners")  # of another publication
    assert filled.pending_removals() == [ONE]
    filled.mark_removed([ONE])
    assert filled.pending_removals() == []


def test_known_ids_are_spelled_as_the_catalogue_does_each_once(filled: Catalogue) -> None:
    assert filled.known_ids([ONE.upper(), "ah-tk-20232024-999", ONE]) == [ONE]


def test_a_publication_put_again_after_removal_is_no_longer_to_be_removed(
    filled: Catalogue, publications: list[Publication]
) -> None:
    filled.remove([ONE])
    assert filled.put(store(publications[0]), ONE) is Change.NEW
    assert filled.pending_removals() == []
    assert ONE in filled.pending()


@pytest.mark.parametrize(
    ("nummers", "vraagnummers", "ids", "expected"),
    [
        (["101"], [], [], [ONE, LATER]),
        ([], ["2024Z00103"], [], [DIESEL]),
        ([], [], [NOTICE], [NOTICE]),
        (["103"], ["2024Z00101"], [NOTICE], [ONE, DIESEL, NOTICE]),
        (["9999"], ["2024Z99999"], ["ah-tk-1"], []),
        ([], [], [], []),
    ],
)
def test_publications_are_looked_up_by_their_numbers(
    filled: Catalogue, nummers: list[str], vraagnummers: list[str], ids: list[str], expected: list[str]
) -> None:
    assert filled.lookup(nummers=nummers, vraagnummers=vraagnummers, ids=ids) == sorted(expected)


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(), {"101", "102", "103", "104", "105", "202", "203"}),
        (Filters(ministeries=(DEFENSIE,)), {"102", "103", "105"}),
        (Filters(ministeries=(DEFENSIE, FINANCIEN)), {"102", "103", "105", "202"}),
        (Filters(indieners=("Aalders",)), {"101", "103"}),
        (Filters(fracties=("KLM",)), {"202"}),
        (Filters(soorten=(Soort.MEDEDELING,)), {"105"}),
        (Filters(vergaderjaren=("2024-2025",)), {"101", "202", "203"}),
        (Filters(ontvangen_van=date(2024, 3, 1)), {"101", "104", "105", "202"}),
        (Filters(ontvangen_van=date(2024, 3, 1), ontvangen_tot=date(2024, 3, 1)), {"104"}),
        (Filters(ministeries=(DEFENSIE,), fracties=("XYZ",), soorten=(Soort.ANTWOORD,)), {"102"}),
        (Filters(ministeries=("Bestaat Niet",)), set()),
    ],
)
def test_the_filters_let_through_what_matches(filled: Catalogue, filters: Filters, numbers: set[str]) -> None:
    found = filled.matching(filled.ids(), filters)
    assert {publication_id.rsplit("-", 1)[1] for publication_id in found} == numbers


def test_matching_keeps_the_order_given(filled: Catalogue) -> None:
    assert filled.matching([LATER, DIESEL, ONE], Filters()) == [LATER, DIESEL, ONE]


def test_the_values_to_filter_by_come_most_frequent_first(filled: Catalogue) -> None:
    assert filled.values_of("ministeries") == [DEFENSIE, VWS, FINANCIEN]  # 3, 3 and 2, ties by name
    assert filled.values_of("vergaderjaren") == ["2024-2025", "2023-2024"]
    assert filled.values_of("indieners")[:3] == ["Celik", "Aalders", "Dé Bruin"]
    assert filled.values_of("fracties") == ["XYZ", "ABC", "KLM"]


@pytest.mark.parametrize("number", [2, 3])
def test_any_of_its_question_numbers_names_a_pair(filled: Catalogue, number: int) -> None:
    pair = filled.pair(f"{ONE}#v{number}")
    assert pair is not None
    assert pair.vraagnummers == (2, 3)


@pytest.mark.parametrize("pair_id", [f"{ONE}#v9", f"{ONE}#v", ONE, "ah-tk-1#v1", "", f"{ONE}#v²"])
def test_an_id_that_names_no_pair_gives_none(filled: Catalogue, pair_id: str) -> None:
    assert filled.pair(pair_id) is None


def test_failures_are_kept_until_the_input_is_read(catalogue: Catalogue) -> None:
    catalogue.note_failures([("a.pdf", "leeg"), ("b.pdf", "geen publicatie")], [])
    catalogue.note_failures([("b.pdf", "toch te groot")], ["a.pdf", "c.pdf"])
    assert catalogue.failures() == [("b.pdf", "toch te groot")]


def test_the_counts_add_up(filled: Catalogue, publications: list[Publication]) -> None:
    counts = filled.counts()
    assert counts.publications == len(publications) == 8
    assert counts.pairs == sum(len(p.paren) for p in publications) == 2 + 2 + 1 + 2 + 0 + 1 + 1 + 1
    assert (counts.passages, filled.indexed_passages(), counts.fictief) == (0, 0, 0)
    assert (counts.eerste, counts.laatste) == (date(2023, 10, 2), date(2025, 1, 13))
    assert counts.per_soort == {"antwoord": 7, "mededeling": 1}
    assert counts.per_vergaderjaar == {"2023-2024": 5, "2024-2025": 3}
    assert counts.per_ministerie == {DEFENSIE: 3, VWS: 3, FINANCIEN: 2}


def test_what_is_kept_of_the_counts_follows_every_change(
    filled: Catalogue, publications: list[Publication], encoder: WordEncoder
) -> None:
    def totals() -> tuple[int, int, int]:
        assert not filled.is_miscounted()
        now = filled.totals()
        return now.publications, now.pairs, now.passages

    first, second, *_ = publications
    assert totals() == (8, 10, 0)
    passages = make_passages(first, encoder.count_tokens, encoder.max_tokens)
    filled.mark_indexed([first.id], passages, encoder.fingerprint)
    assert totals() == (8, 10, len(passages))
    assert filled.indexed_passages() == len(passages)
    filled.put(store(replace(first, paren=first.paren[:1])), "k")
    assert totals() == (8, 9, len(passages))
    assert filled.indexed_passages() == 0  # the indexes follow later
    filled.remove([first.id, second.id])
    assert totals() == (6, 8 - len(second.paren), 0)
    with pytest.raises(BreakOffError), filled.together():
        filled.put(store(first), "k")
        raise BreakOffError
    assert totals() == (6, 8 - len(second.paren), 0)


@pytest.mark.parametrize(
    "damage",
    ["UPDATE aantallen SET pairs = pairs + 1", "DELETE FROM aantallen", "INSERT INTO aantallen VALUES (8, 10, 0)"],
)
def test_a_count_that_is_wrong_is_seen_and_mended(damage: str, filled: Catalogue, data_dir: Path) -> None:
    with closing(sqlite3.connect(data_dir / FILE_NAME)) as db, db:
        db.execute(damage)
    assert filled.is_miscounted()
    filled.recount()
    assert not filled.is_miscounted()
    assert filled.totals().pairs == 10


def test_an_empty_catalogue_counts_nothing(catalogue: Catalogue) -> None:
    counts = catalogue.counts()
    assert (counts.publications, counts.pairs, counts.eerste, counts.laatste) == (0, 0, None, None)


def test_every_question_and_answer_goes_to_the_dictionary(filled: Catalogue, publications: list[Publication]) -> None:
    expected = {text for p in publications for pair in p.paren for text in (pair.vraagtekst, pair.antwoord)}
    assert set(filled.texts(filled.ids())) == expected
    assert set(filled.texts([LATER])) < expected


def test_the_oldest_come_first_and_those_without_a_day_last(filled: Catalogue) -> None:
    undated = replace(make_publication(99), ontvangen=None, ingezonden=None)
    filled.put(store(undated), "k")
    by_age = [publication_id for publication_id, _ in filled.hashes_by_age()]
    days = [publication.ontvangen for publication in filled.publications(by_age[:-1])]
    assert days == sorted(days, key=str)
    assert "ah-tk-20232024-99" in by_age[-2:], "another has no day either"


def test_without_a_corpus_the_error_says_how_to_begin(data_dir: Path) -> None:
    with pytest.raises(EmptyCorpusError, match="kamervragen ingest"):
        Catalogue(data_dir)
    assert not data_dir.exists()


def test_a_newer_layout_is_refused(data_dir: Path) -> None:
    Catalogue(data_dir, create=True).close()
    with closing(sqlite3.connect(data_dir / FILE_NAME)) as db, db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(CorruptStoreError, match=r"catalogue\.sqlite.*99.*--data-dir"):
        Catalogue(data_dir)


def test_a_file_that_is_no_database_is_named(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / FILE_NAME).write_bytes(b"this is not a database, whatever it is called" * 200)
    with pytest.raises(CorruptStoreError, match=r"catalogue\.sqlite"):
        Catalogue(data_dir)


def test_a_passage_that_says_to_be_of_another_publication_is_told(data_dir: Path, encoder: WordEncoder) -> None:
    publication = make_publication()
    passages = make_passages(publication, encoder.count_tokens, encoder.max_tokens)
    with closing(Catalogue(data_dir, create=True)) as written:
        written.put(store(publication), "k")
        written.mark_indexed([publication.id], passages, encoder.fingerprint)
    with closing(sqlite3.connect(data_dir / FILE_NAME)) as db, db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE passages SET publication_id = ? WHERE id = ?", (publication.id + "0", passages[0].id))
    with (
        closing(Catalogue(data_dir)) as damaged,
        pytest.raises(CorruptStoreError, match=f"{passages[0].id} staat bij een andere publicatie"),
    ):
        damaged.passages([passage.id for passage in passages])


def test_damage_inside_the_file_is_named_by_every_reading(data_dir: Path) -> None:
    catalogue = Catalogue(data_dir, create=True)
    for n in range(1, 400):
        catalogue.put(store(make_publication(n)), str(n))
    catalogue.close()
    path = data_dir / FILE_NAME
    with closing(sqlite3.connect(path)) as db:  # the schema stays whole: every table is damaged from its root on
        roots = [row[0] for row in db.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")]
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    cells = [int.from_bytes(data[112 + 2 * n :][:2], "big") for n in range(int.from_bytes(data[103:105], "big"))]
    schema = {int.from_bytes(data[at : at + 4], "big") for at in (108, *cells)}  # below the first page
    for page in {*roots, *range(max(roots) + 1, len(data) // size + 1)} - schema:
        data[(page - 1) * size : page * size] = b"\xa5" * size
    path.write_bytes(data)
    damaged = Catalogue(data_dir)
    for reading in (
        lambda: list(damaged.publications()),
        lambda: list(damaged.texts(["ah-tk-20232024-101"])),
        lambda: list(damaged.passage_ids()),
        lambda: damaged.counts(),
        lambda: damaged.put(store(make_publication(7)), "7"),
    ):
        with pytest.raises(CorruptStoreError, match=r"catalogue\.sqlite.*kamervragen ingest"):
            reading()
    damaged.close()


def test_a_data_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataDirError, match=r"file/data.*--data-dir"):
        Catalogue(tmp_path / "file" / "data", create=True)


@pytest.mark.parametrize("folder", ["/proc/kamervragen", "/dev/null/data"])
def test_a_data_directory_that_may_not_be_written_is_named(folder: str) -> None:
    with pytest.raises(DataDirError, match=f"{folder}.*--data-dir"):
        make_writable_dir(Path(folder))


def test_a_reader_sees_whole_publications_while_another_process_writes(data_dir: Path) -> None:
    Catalogue(data_dir, create=True).close()
    writer = subprocess.Popen(  # a second process, as `ingest` is beside `serve`
        [sys.executable, "-c", _WRITER, str(data_dir)], cwd=REPOSITORY, stdout=subprocess.PIPE
    )
    reader = Catalogue(data_dir)
    seen = [0]
    while writer.poll() is None:
        for publication in reader.publications():
            assert len(publication.paren) == 1
        seen.append(len(reader.ids()))
    assert writer.stdout is not None
    writer.stdout.close()
    assert writer.returncode == 0
    assert seen == sorted(seen)
    assert len(reader.ids()) == 200
    reader.close()


_WRITER = """
import sys
from pathlib import Path
from index.store.catalogue import Catalogue, StoredPublication
from index.values import Vorm
from tests.factory import make_publication
catalogue = Catalogue(Path(sys.argv[1]), create=True)
for n in range(1, 201):
    catalogue.put(StoredPublication(publication=make_publication(n), vorm=Vorm.XML, bron="x"), str(n))
catalogue.close()
"""


def test_several_may_open_a_new_catalogue_at_the_same_moment(data_dir: Path) -> None:
    data_dir.mkdir()
    start = threading.Barrier(6)
    failures: list[BaseException] = []

    def open_it() -> None:
        start.wait()
        try:
            Catalogue(data_dir, create=True).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_one_catalogue_serves_several_threads(filled: Catalogue, publications: list[Publication]) -> None:
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(50):
                assert len(list(filled.publications())) == len(publications)
                assert filled.counts().publications == len(publications)
                assert len(list(filled.texts(filled.ids()))) == 2 * 10
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_publication_that_another_version_wrote_is_named(filled: Catalogue, data_dir: Path) -> None:
    text = json.dumps({"id": ONE, "soort": "brief", "paren": []})
    with closing(sqlite3.connect(data_dir / FILE_NAME)) as db, db:
        db.execute("UPDATE publications SET json = ?, content_hash = ? WHERE id = ?", (text, content_hash(text), ONE))
    with pytest.raises(CorruptStoreError, match=f"{ONE} is anders dan deze versie schrijft"):
        list(filled.publications([ONE]))
