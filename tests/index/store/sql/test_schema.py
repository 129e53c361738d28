"""The layout of the catalogue: a file of every earlier layout opens, with all that it held."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from index.parse.facts.identity import same_publication_key
from index.passages import make_passages
from index.store.catalogue import FILE_NAME, Catalogue, StoredPublication
from index.store.sql.question_key import question_key
from index.store.sql.schema import MIGRATIONS
from index.values import Publication, Soort, Vorm
from tests.encoder import WordEncoder
from tests.factory import make_publication

ENCODER = WordEncoder()
OF_LAYOUT = {1: ("failures", "passages", "pairs"), 3: ("harvest_items",), 4: ("tk_zaken", "tk_koppelingen")}
"""The first layout that has each of some tables."""


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A data directory with a catalogue of the present layout, something in every kind of table."""
    answer = make_publication(
        1, antwoorden=[({1: "Klopt het dat er te weinig sluizen zijn?", 2: "Waarom?"}, "Dat klopt niet.")]
    )
    first, *others = answer.paren
    answer = replace(answer, paren=(replace(first, verwijst_naar=("ah-tk-20232024-3#v1", first.id)), *others))
    seen = Publication(id="ah-tk-20232024-3", soort=Soort.ANTWOORD, paren=(), zie_ook=(answer.id,))
    notice = make_publication(
        2, soort=Soort.MEDEDELING, mededeling="Later.", open_vragen=["Wanneer komt het antwoord?"]
    )
    folder = tmp_path / "now"
    with closing(Catalogue(folder, create=True)) as catalogue:
        for publication in (answer, notice, seen):
            stored = StoredPublication(publication=publication, vorm=Vorm.XML, bron="x.xml")
            catalogue.put(stored, same_publication_key(publication))
        passages = make_passages(answer, ENCODER.count_tokens, ENCODER.max_tokens)
        catalogue.mark_indexed([answer.id], passages, ENCODER.fingerprint)
        catalogue.note_failures([("stuk.pdf", "geen tekstlaag")], [])
    with closing(sqlite3.connect(folder / FILE_NAME)) as db, db:
        db.execute("INSERT INTO harvest_items VALUES ('ah-tk-20232024-1','tk','2023-2024',1,'{}','x','klaar',1,2,3,4)")
        db.execute("INSERT INTO tk_zaken VALUES ('2024Z00001','{}')")
        db.execute("INSERT INTO tk_koppelingen VALUES ('ah-tk-20232024-1',1,2,3)")
    return folder


def tables_of(db: sqlite3.Connection) -> Iterator[str]:
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        yield str(name)


def content_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as db:
        return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in tables_of(db)}  # noqa: S608


def make_old(path: Path, layout: int, now: Path) -> None:
    """A file of an earlier layout with the rows that it would have had."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.create_function("question_key", 1, question_key, deterministic=True)
        for step in MIGRATIONS[:layout]:
            step(old)
        old.execute(f"PRAGMA user_version = {layout}")
        old.execute("ATTACH ? AS now", (str(now),))
        for table in set(tables_of(old)) - {"aantallen"}:  # which follow the others by themselves
            columns = [row[1] for row in old.execute(f"PRAGMA now.table_info({table})")]
            names = ", ".join(columns)
            old.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM now.{table}")  # noqa: S608
        old.commit()


@pytest.mark.parametrize("layout", range(1, len(MIGRATIONS) + 1))
def test_a_catalogue_of_an_earlier_layout_opens_with_all_that_it_held(
    layout: int, filled: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old" / FILE_NAME
    make_old(old, layout, filled / FILE_NAME)
    with closing(Catalogue(old.parent)) as catalogue, closing(Catalogue(filled)) as present:
        assert list(catalogue.publications()) == list(present.publications())
        assert catalogue.failures() == [("stuk.pdf", "geen tekstlaag")]
        assert catalogue.counts() == present.counts()
        assert catalogue.pending() == present.pending()
        assert catalogue.referring(["ah-tk-20232024-1"]) == ["ah-tk-20232024-3"]
        assert catalogue.references_elsewhere(["ah-tk-20232024-1"]) == {"ah-tk-20232024-1#v1": ("ah-tk-20232024-3#v1",)}
    now, migrated = content_of(filled / FILE_NAME), content_of(old)
    later = {table for first, tables in OF_LAYOUT.items() if first > layout for table in tables}
    assert {table: rows for table, rows in migrated.items() if table not in later} == {
        table: rows for table, rows in now.items() if table not in later
    }
    assert all(now[table] and not migrated[table] for table in later)
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_when_an_input_failed_is_no_longer_kept(filled: Path) -> None:
    with closing(sqlite3.connect(filled / FILE_NAME)) as db:
        assert [row[1] for row in db.execute("PRAGMA table_info(failures)")] == ["bron", "fout"]
