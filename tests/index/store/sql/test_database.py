"""The SQLite files: brought to their layout once and whole, shared with other processes, their errors in our words."""

from __future__ import annotations

import gc
import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from index.errors import CorruptStoreError, DataDirError
from index.store.sql import database
from index.store.sql.database import ANY_OF, Database, Migration, Transaction, is_whole, iso, listed, script

FIRST = script("CREATE TABLE words (word TEXT PRIMARY KEY); INSERT INTO words VALUES ('een')")
SECOND = script("INSERT INTO words SELECT twice(word) FROM words")


def opened(path: Path, migrations: Sequence[Migration] = (FIRST,)) -> Database:
    return Database(
        path,
        name="de woorden",
        way_out="tel opnieuw",
        migrations=migrations,
        functions={"twice": lambda text: len(text)},
    )


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(opened(tmp_path / "words.sqlite")) as made:
        yield made


def test_the_steps_run_once_and_in_order(tmp_path: Path) -> None:
    path = tmp_path / "words.sqlite"
    opened(path).close()
    for _ in range(2):
        with closing(opened(path, (FIRST, SECOND))) as later:
            assert later.column("SELECT word FROM words ORDER BY rowid") == ["een", "3"]


def test_a_file_that_nobody_holds_any_more_is_closed(tmp_path: Path) -> None:
    held = opened(tmp_path / "words.sqlite")
    connection = held._db
    assert connection.execute("SELECT word FROM words").fetchone()["word"] == "een"
    del held
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT word FROM words")


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "words.sqlite"
    opened(path).close()
    with pytest.raises(CorruptStoreError, match=r"words\.sqlite.*no such table: letters"):
        opened(path, (FIRST, script("DELETE FROM words; DELETE FROM letters")))
    with closing(opened(path)) as still:
        assert still.column("SELECT word FROM words") == ["een"]


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.sqlite"
    opened(path, (FIRST, SECOND)).close()
    with pytest.raises(CorruptStoreError, match=r"nieuwere versie.*indeling 2.*--data-dir"):
        opened(path)


def test_several_that_open_a_new_file_at_once_all_find_it_whole(tmp_path: Path) -> None:
    found: list[list[str]] = []

    def look() -> None:
        with closing(opened(tmp_path / "words.sqlite", (FIRST, SECOND))) as mine:
            found.append(mine.column("SELECT word FROM words ORDER BY rowid"))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["een", "3"]] * 8


def test_a_transaction_is_written_whole_or_not_at_all(db: Database) -> None:
    def write(tx: Transaction) -> None:
        tx.execute("INSERT INTO words VALUES ('twee')")
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError), db.transaction() as tx:
        write(tx)
    assert db.count("SELECT count(*) FROM words") == 1


def test_any_number_of_values_is_one_parameter(db: Database) -> None:
    with db.transaction() as tx:
        tx.executemany("INSERT INTO words VALUES (?)", [(f"w{n}",) for n in range(3000)])
    wanted = [f"w{n}" for n in range(0, 70_000, 2)]
    sql = f"SELECT word FROM words WHERE word {ANY_OF}"  # noqa: S608  # of this test
    assert len(db.rows(sql, [listed(wanted)])) == 1500
    assert db.rows(sql, [listed([])]) == []


def test_threads_that_ask_the_same_at_once_each_get_their_own_rows(
    db: Database,
) -> None:
    words = [f"{n} {'woord ' * 40}" for n in range(300)]
    with db.transaction() as connection:
        connection.executemany("INSERT INTO words VALUES (?)", [(word,) for word in words])

    def ask(first: int) -> bool:
        asked = [words[(first + n) % 300 : (first + n) % 300 + 20] for n in range(300)]
        sql = "SELECT word FROM words WHERE word IN (SELECT value FROM json_each(?)) ORDER BY word"
        return all(db.column(sql, [listed(few)]) == sorted(few) for few in asked)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(6) as pool:
            assert all(pool.map(ask, range(0, 300, 15)))
    finally:
        sys.setswitchinterval(before)


def test_the_version_changes_with_every_writing_of_ours_and_of_others(db: Database) -> None:
    first = db.version()
    assert db.version() == first
    with db.transaction() as tx:
        tx.execute("INSERT INTO words VALUES ('twee')")
    second = db.version()
    with closing(sqlite3.connect(db.path)) as other, other:
        other.execute("INSERT INTO words VALUES ('drie')")
    assert len({first, second, db.version()}) == 3


def test_a_file_that_another_keeps_is_told(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)
    with closing(sqlite3.connect(db.path, isolation_level=None)) as other, closing(opened(db.path)) as ours:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DataDirError, match=r"words\.sqlite is in gebruik"), ours.transaction():
            pass


@pytest.mark.parametrize(
    ("raised", "error", "says"),
    [
        (sqlite3.OperationalError("database or disk is full"), DataDirError, "maak ruimte"),
        (sqlite3.OperationalError("attempt to write a readonly database"), DataDirError, "map waarin u mag schrijven"),
        (sqlite3.OperationalError("unable to open database file"), DataDirError, "--data-dir"),
        (sqlite3.OperationalError("database is locked"), DataDirError, "wacht tot dat klaar is"),
        (sqlite3.DatabaseError("database disk image is malformed"), CorruptStoreError, "kan de woorden .* tel opnieuw"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), CorruptStoreError, "tel opnieuw"),
    ],
)
def test_what_sqlite_raises_becomes_an_error_with_the_way_out(
    raised: Exception, error: type[Exception], says: str, db: Database
) -> None:
    with pytest.raises(error, match=says), db.errors():
        raise raised


def test_a_text_that_is_no_text_any_more_is_damage(db: Database) -> None:
    with db.transaction() as tx:
        tx.execute("INSERT INTO words VALUES (CAST(X'FFFE41' AS TEXT))")
    with pytest.raises(CorruptStoreError, match="tel opnieuw"):
        db.rows("SELECT word FROM words")


def test_moments_are_kept_so_that_texts_sort_as_they_do() -> None:
    summer = datetime(2024, 7, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert iso(summer) == "2024-06-30T23:30:00+00:00"
    assert iso(summer) < iso(summer + timedelta(hours=1))


def test_text_that_is_no_text_is_told_as_damage(db: Database) -> None:
    with db.transaction() as writing:
        writing.execute("INSERT INTO words VALUES (CAST(x'ff41' AS TEXT))")
    with pytest.raises(CorruptStoreError, match=r"^kan de woorden .*niet lezen .*: tel opnieuw$"):
        db.column("SELECT word FROM words")


def test_a_damaged_file_whose_own_names_are_no_text_is_not_whole(tmp_path: Path) -> None:
    path = tmp_path / "words.sqlite"
    opened(path).close()
    assert is_whole(path)
    path.write_bytes(path.read_bytes().replace(b"words", b"w\xe1rds", 1))  # named in what SQLite says of it
    assert not is_whole(path)
