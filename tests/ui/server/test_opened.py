"""The corpus of a server: a stop does not wait for who opens it, and another in its place is opened."""

from __future__ import annotations

import shutil
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from index.build.backup import make_backup, restore_backup
from index.build.builder import Builder
from index.errors import KamervragenError
from index.settings import Settings, load_settings
from rag.question import Question
from tests.encoder import WordEncoder
from tests.factory import make_publication, make_reading
from ui.server.opened import OpenedCorpus


def test_a_stop_does_not_wait_for_the_model(corpus_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slowly(settings: Settings) -> WordEncoder:
        begun.set()
        assert may_end.wait(60)
        return WordEncoder()

    monkeypatch.setattr("rag.assistant.compose.make_encoder", slowly)
    monkeypatch.setattr("ui.server.opened.CLOSE_WITHIN_S", 0.05)
    opened = OpenedCorpus(load_settings(data_dir=corpus_dir))
    reader = threading.Thread(target=opened.read, args=(lambda assistant: None,))
    reader.start()
    assert begun.wait(60)
    started = time.monotonic()
    opened.close()
    assert time.monotonic() - started < 20
    assert reader.is_alive()
    may_end.set()
    reader.join(60)
    opened.close()


def test_who_searches_while_a_backup_is_put_back_gets_answers_or_one_line(corpus_dir: Path, tmp_path: Path) -> None:
    data_dir, added = tmp_path / "data", make_publication(300)
    shutil.copytree(corpus_dir, data_dir)
    make_backup(data_dir, tmp_path / "kopie.zip")
    Builder(data_dir, WordEncoder()).ingest([make_reading(added)])
    opened = OpenedCorpus(load_settings(data_dir=data_dir), WordEncoder())
    assert opened.read(lambda assistant: assistant.search(Question(added.id))).hits
    stop, said = threading.Event(), Counter[str]()

    def ask() -> None:
        while not stop.is_set():
            try:
                found = opened.read(lambda assistant: assistant.search(Question("drones"))).hits
                said["answers" if found[0].publication.id == "ah-tk-20232024-102" else f"other: {found}"] += 1
            except KamervragenError as error:
                said["one line" if "kamervragen" in str(error) and "\n" not in str(error) else str(error)] += 1

    asking = threading.Thread(target=ask)
    asking.start()
    for _ in range(5):
        restore_backup(tmp_path / "kopie.zip", data_dir, force=True)
        Builder(data_dir, WordEncoder()).rebuild()
    stop.set()
    asking.join()
    assert said.keys() <= {"answers", "one line"}
    assert said["answers"]
    assert not opened.read(lambda assistant: assistant.search(Question(added.id))).hits
    assert opened.read(lambda assistant: assistant.corpus.verify()) == []
    opened.close()
