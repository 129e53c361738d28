"""The corpus of a server: a stop does not wait for who opens it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from index.settings import Settings, load_settings
from tests.encoder import WordEncoder
from ui.server.opened import Opened


def test_a_stop_does_not_wait_for_the_model(corpus_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slowly(settings: Settings) -> WordEncoder:
        begun.set()
        assert may_end.wait(60)
        return WordEncoder()

    monkeypatch.setattr("rag.assistant.compose.make_encoder", slowly)
    monkeypatch.setattr("ui.server.opened.CLOSE_WITHIN_S", 0.05)
    opened = Opened(load_settings(data_dir=corpus_dir))
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
