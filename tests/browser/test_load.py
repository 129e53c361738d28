from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.browser.load import QUESTIONS, run_load

pytestmark = [pytest.mark.browser, pytest.mark.model]

SESSIONS = 6
ROUNDS = 2
MAX_MEMORY_MIB = 2560


def test_sessions_that_ask_at_the_same_time_all_get_their_own_right_answer(sample_app: tuple[str, int]) -> None:
    """A small load; `python -m tests.browser.load ADDRESS --pid PID` is the whole one, with its times."""
    address, pid = sample_app
    with ThreadPoolExecutor(1) as apart:  # the thread of the tests has the event loop of the browser
        outcome = apart.submit(asyncio.run, run_load(address, SESSIONS, ROUNDS, pid)).result()
    assert outcome.wrong == []
    assert len(outcome.seconds) == SESSIONS * ROUNDS
    assert len(QUESTIONS) > SESSIONS, "no two ask the same thing at the same time"
    assert outcome.memory_mib is not None
    assert outcome.memory_mib < MAX_MEMORY_MIB, "one model for all sessions"
