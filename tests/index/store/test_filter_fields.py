"""Catalogue and both indexes let the same publications through, whichever field of the table narrows."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.errors import BuildBusyError
from index.passages import PassageKind
from index.store import corpus as corpora
from index.store.catalogue import FILE_NAME
from index.store.corpus import Corpus
from index.store.dense.columns import ANSWERED_BY, PLACES, SENT_IN, TAKEN_IN
from index.store.field import FieldKind, FilterField
from index.store.filters import FACTS, Filters, read_filters
from index.store.lock import locked
from index.values import Publication, Soort
from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.retrieve.settings import Retrieval
from tests.encoder import WordEncoder
from tests.factory import make_reading, small_corpus
from tests.index.store.before import without_columns

PUBLICATIONS = small_corpus()
LACKING = (TAKEN_IN, SENT_IN, ANSWERED_BY, *PLACES)


def lets_through(field: FilterField, value: str, publication: Publication) -> bool:
    """The same, by what the publication says itself."""
    facts = field.facts(publication)
    if not field.kind.is_day:
        return value in facts
    day = int(value.replace("-", ""))
    return any(day <= int(fact) if field.kind is FieldKind.FROM else int(fact) <= day for fact in facts)


def values() -> list[tuple[FilterField, str]]:
    """Every value of every fact that a publication has, and one that none has."""
    found = []
    for field in FACTS.values():
        facts = dict.fromkeys(str(fact) for publication in PUBLICATIONS for fact in field.facts(publication))
        if field.kind.is_day:
            days = [date(int(fact[:4]), int(fact[4:6]), int(fact[6:])).isoformat() for fact in facts]
            found += [(field, day) for day in (*days, "1999-01-01", "2031-12-31")]
        else:
            absent = [] if field.kind is FieldKind.SOORTEN else ["1999-2000"]
            found += [(field, value) for value in (*facts, *absent) if value not in ("ingetrokken", "vraag")]
    return found


def found_by_all(corpus: Corpus, filters: Filters) -> set[str]:
    """Ids of the publications that catalogue, vectors and words let through, which must be the same ones."""
    ids = corpus.catalogue.ids()
    allowed = set(corpus.catalogue.matching(ids, filters))
    vectors, lexical = corpus.stores()
    query = "sporthallen drones accijns diesel wachttijden kosten belastingvrije voet zwemles sluiten"
    dense, words = set(), set()
    by_vectors, by_words = corpus.for_vectors(filters), corpus.for_words(filters)
    for kind in PassageKind:
        found = vectors.query(corpus.encoder.encode_query(query), 500, by_vectors, kind)
        dense |= {passage_id.partition("#")[0] for passage_id, _ in found}
        words |= {hit.passage_id.partition("#")[0] for hit in lexical.search(query, 500, by_words, kind)}
    assert dense == words == allowed
    return allowed


@pytest.mark.parametrize(("field", "value"), values(), ids=lambda value: getattr(value, "name", value))
def test_a_field_lets_the_same_through_everywhere(corpus: Corpus, field: FilterField, value: str) -> None:
    expected = {publication.id for publication in PUBLICATIONS if lets_through(field, value, publication)}
    assert found_by_all(corpus, read_filters({field.name: [value]})) == expected


def test_any_value_of_a_field_and_every_field_must_match(corpus: Corpus) -> None:
    filters = read_filters(
        {
            "ministeries": ["Defensie", "Financiën"],
            "vergaderjaren": ["2023-2024"],
            "fracties": ["ABC", "XYZ"],
            "ontvangen_van": ["2023-11-15"],
            "ontvangen_tot": ["2024-02-16"],
        }
    )
    assert found_by_all(corpus, filters) == {"ah-tk-20232024-102", "ah-tk-20232024-103"}


def test_no_ids_at_all_lets_nothing_through(corpus: Corpus) -> None:
    assert found_by_all(corpus, Filters(publication_ids=())) == set()
    assert len(found_by_all(corpus, Filters())) == len(PUBLICATIONS)


@pytest.fixture(scope="module")
def taken_in_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same publications, taken in at noon of the first days of March 2024, one a day."""
    folder = tmp_path_factory.mktemp("taken-in")
    builder = Builder(folder, WordEncoder())
    builder.ingest([make_reading(publication) for publication in PUBLICATIONS])
    with closing(sqlite3.connect(folder / FILE_NAME)) as database, database:
        for day, publication in enumerate(PUBLICATIONS, start=1):
            values = (f"2024-03-{day:02} 12:00:00", publication.id)
            database.execute("UPDATE publications SET opgenomen = ? WHERE id = ?", values)
    builder.rebuild()
    return folder


@pytest.fixture
def taken_in(taken_in_dir: Path, data_dir: Path, encoder: WordEncoder) -> Iterator[Corpus]:
    """A copy of it, to change."""
    with closing(Corpus(Path(shutil.copytree(taken_in_dir, data_dir)), encoder)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"opgenomen_van": ["2024-03-03"]}, PUBLICATIONS[2:]),
        ({"opgenomen_tot": ["2024-03-03"]}, PUBLICATIONS[:3]),
        ({"opgenomen_van": ["2024-03-02"], "opgenomen_tot": ["2024-03-02"]}, PUBLICATIONS[1:2]),
        ({"opgenomen_van": ["2024-03-02"], "ministeries": ["Defensie"]}, [PUBLICATIONS[n] for n in (1, 2, 4)]),
        ({"opgenomen_van": ["2024-03-02"], "publication_ids": [PUBLICATIONS[n].id for n in (0, 5)]}, [PUBLICATIONS[5]]),
        ({"opgenomen_van": ["2024-04-01"]}, []),
        ({"opgenomen_van": ["2020-01-01"]}, PUBLICATIONS),
        ({"bewindspersonen": ["Minister van Defensie"]}, [PUBLICATIONS[n] for n in (1, 2, 4)]),
        ({"bewindspersonen": ["Minister Niemand (Defensie)"]}, []),
        ({"ingezonden_van": ["2024-02-28"]}, [PUBLICATIONS[n] for n in (4, 5, 6)]),  # one has no day
        ({"ingezonden_van": ["1990-01-01"]}, PUBLICATIONS[:7]),
        ({"ingezonden_tot": ["2023-09-11"]}, PUBLICATIONS[:1]),
    ],
)
def test_what_only_the_catalogue_knows_narrows_the_indexes_too(
    taken_in: Corpus, given: dict[str, list[str]], expected: list[Publication]
) -> None:
    assert found_by_all(taken_in, read_filters(given)) == {publication.id for publication in expected}


def test_an_index_is_never_asked_what_it_does_not_know(taken_in: Corpus) -> None:
    filters = Filters(opgenomen_van=date(2024, 3, 3))
    _, lexical = taken_in.stores()
    with pytest.raises(LookupError, match="opgenomen_van"):
        lexical.search("drones", 5, filters)


def test_the_mapped_files_of_before_learn_what_they_did_not_keep(taken_in: Corpus) -> None:
    without_columns(taken_in.data_dir, LACKING)
    opened = Corpus(taken_in.data_dir, taken_in.encoder)
    expected = {publication.id for publication in PUBLICATIONS[3:]}
    assert found_by_all(opened, Filters(opgenomen_van=date(2024, 3, 4))) == expected
    assert found_by_all(opened, Filters(ingezonden_tot=date(2023, 9, 11))) == {PUBLICATIONS[0].id}
    defensie = {PUBLICATIONS[n].id for n in (1, 2, 4)}
    assert found_by_all(opened, Filters(bewindspersonen=("Minister van Defensie",))) == defensie
    assert opened.verify() == []
    opened.close()


def test_two_readers_of_mapped_files_of_before_wait_for_each_other(
    taken_in: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_columns(taken_in.data_dir, LACKING)
    with ThreadPoolExecutor(1) as other:
        with locked(taken_in.data_dir):
            opening = other.submit(Corpus, taken_in.data_dir, taken_in.encoder)
            with pytest.raises(TimeoutError):
                opening.result(timeout=0.2)
        opening.result().close()
    without_columns(taken_in.data_dir, LACKING)
    monkeypatch.setattr(corpora, "OTHER_READER_S", 0.0)
    with locked(taken_in.data_dir), pytest.raises(BuildBusyError, match=r"eerdere versie.*wacht tot"):
        Corpus(taken_in.data_dir, taken_in.encoder)


def test_a_corpus_of_before_is_opened_while_it_is_rebuilt(taken_in: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    without_columns(taken_in.data_dir, LACKING)
    monkeypatch.setattr(corpora, "OTHER_READER_S", 0.0)
    opened: list[int] = []

    def open_it(_done: int, _total: int) -> None:
        with closing(Corpus(taken_in.data_dir, taken_in.encoder)) as corpus:
            opened.append(corpus.manifest.publications)

    Builder(taken_in.data_dir, taken_in.encoder, batch_publications=4).rebuild(open_it)
    assert set(opened) == {len(PUBLICATIONS)}


def test_verify_sees_another_moment_than_that_of_the_catalogue(taken_in: Corpus) -> None:
    with closing(sqlite3.connect(taken_in.data_dir / FILE_NAME)) as database, database:
        database.execute("UPDATE publications SET opgenomen = '2020-01-01' WHERE id = ?", (PUBLICATIONS[0].id,))
    (difference,) = taken_in.verify()
    assert difference.index == "zoekbestand"
    assert {passage.partition("#")[0] for passage in difference.missing} == {PUBLICATIONS[0].id}


@pytest.mark.parametrize("day", [date.min, date.max])
def test_any_day_can_be_compared_with_a_moment(taken_in: Corpus, day: date) -> None:
    since = found_by_all(taken_in, Filters(opgenomen_van=day))
    until = found_by_all(taken_in, Filters(opgenomen_tot=day))
    assert (len(since), len(until)) == ((0, len(PUBLICATIONS)) if day == date.max else (len(PUBLICATIONS), 0))


@pytest.fixture
def in_amsterdam() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/Amsterdam")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_amsterdam")
@pytest.mark.parametrize(
    ("name", "day", "is_found"),
    [
        ("opgenomen_van", "2024-03-03", True),
        ("opgenomen_van", "2024-03-04", False),
        ("opgenomen_tot", "2024-03-02", False),
        ("opgenomen_tot", "2024-03-03", True),
    ],
)
def test_a_moment_falls_on_the_day_that_it_is_here(taken_in: Corpus, name: str, day: str, is_found: bool) -> None:
    first = PUBLICATIONS[0].id
    with closing(sqlite3.connect(taken_in.data_dir / FILE_NAME)) as database, database:
        database.execute("UPDATE publications SET opgenomen = '2024-03-02 23:30:00' WHERE id = ?", (first,))
    assert (first in taken_in.catalogue.ids(read_filters({name: [day]}))) is is_found


def test_an_answer_keeps_to_what_was_taken_in_since(taken_in: Corpus) -> None:
    question = Question("wachttijden en drones", filters=Filters(opgenomen_van=date(2024, 3, 4)))
    found = Assistant(taken_in, Retrieval()).ask(question)
    assert {hit.publication.id for hit in found.search.hits} <= {one.id for one in PUBLICATIONS[3:]}
    assert found.search.filters.to_json() == {"opgenomen_van": "2024-03-04"}
    assert {hit.publication.soort for hit in found.search.hits} == {Soort.ANTWOORD}
