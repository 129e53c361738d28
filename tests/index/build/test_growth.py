"""What SQLite does for a commit does not grow with the corpus."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from index.build import work
from index.build.builder import Builder
from tests.encoder import TokenWordEncoder
from tests.factory import make_publication, make_reading

VALUES = re.compile(r"-?'[^']*'|-?\b\d+\b")
COUNTED = re.compile(r"count\(\*\)(?: AS \w+)? FROM (?!writing)\w+\s*(?:\)|$)")
"""`count(*) FROM pairs` is one step to SQLite, however many it reads; `count(*) FROM tokens WHERE ...` is not."""


@contextmanager
def followed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """The statements that SQLite is given meanwhile, with the steps that it takes for each."""
    steps, connect = Counter[str](), sqlite3.connect

    def connected(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        db, now = connect(*args, **kwargs), [""]

        def begin(sql: str) -> None:
            now[0] = VALUES.sub("?", sql)
            steps[now[0]] += 0

        db.set_trace_callback(begin)
        db.set_progress_handler(lambda: steps.update(now), 1)
        return db

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", connected)
        yield steps


def test_a_commit_takes_as_many_steps_in_a_large_corpus_as_in_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "SETTLED_AT_ONCE", 0)  # what is small is settled by reading it whole
    encoder, steps = TokenWordEncoder(), list[Counter[str]]()
    for size in (60, 180):
        builder = Builder(tmp_path / str(size), encoder)
        builder.ingest([make_reading(make_publication(n)) for n in range(1, size + 1)])
        with followed(monkeypatch) as taken:
            assert builder.ingest([make_reading(make_publication(9999))]).new == 1
        steps.append(taken)
    small, large = steps
    assert large.total() > 1000
    assert {sql: count - small[sql] for sql, count in large.items() if count > small[sql]} == {}
    assert [sql for sql in large if COUNTED.search(sql)] == []
