from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.settings import load_settings
from tests.browser.conftest import serve_app_with_pid
from tests.browser.load import QUESTIONS, run_load
from ui.app.serve import environment

pytestmark = [pytest.mark.browser, pytest.mark.model]

SESSIONS = 6
ROUNDS = 2
MAX_MEMORY_MIB = 2560


def test_sessions_that_ask_at_the_same_time_all_get_their_own_right_answer(
    sample_corpus: Path, model_cache: Path, tmp_path: Path
) -> None:
    """A small load; `python -m tests.browser.load ADDRESS --pid PID` is the whole one, with its times."""
    settings = load_settings(data_dir=sample_corpus, cache_dir=model_cache, dtype="float32")
    for address, pid in serve_app_with_pid(environment(settings), cwd=tmp_path):
        with ThreadPoolExecutor(1) as apart:  # the thread of the tests has the event loop of the browser
            outcome = apart.submit(asyncio.run, run_load(address, SESSIONS, ROUNDS, pid)).result()
    assert outcome.wrong == []
    assert len(outcome.seconds) == SESSIONS * ROUNDS
    assert len(QUESTIONS) > SESSIONS, "no two ask the same thing at the same time"
    assert outcome.memory_mib is not None
    assert outcome.memory_mib < MAX_MEMORY_MIB, "one model for all sessions"
