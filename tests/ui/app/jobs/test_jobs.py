from __future__ import annotations

import threading

import pytest

from index.errors import DataDirError, InputError
from ui.app.jobs.jobs import Jobs, Lane, Tell

WAIT_S = 10


def test_a_job_tells_how_far_it_is_and_keeps_its_result() -> None:
    jobs, go = Jobs(), threading.Event()
    told = threading.Event()

    def work(tell: Tell) -> str:
        tell("Lezen", 3, 7)
        told.set()
        go.wait(WAIT_S)
        return "klaar"

    assert jobs.last(Lane.CORPUS) is None
    jobs.start(Lane.CORPUS, "Bestanden toevoegen", work)
    assert told.wait(WAIT_S)
    job = jobs.last(Lane.CORPUS)
    assert job is not None
    assert (job.is_running, job.phase, job.done, job.total) == (True, "Lezen", 3, 7)
    go.set()
    jobs.wait(Lane.CORPUS, WAIT_S)
    job = jobs.last(Lane.CORPUS)
    assert job is not None
    assert (job.is_running, job.result, job.error) == (False, "klaar", None)
    jobs.put_away(Lane.CORPUS)
    assert jobs.last(Lane.CORPUS) is None


def test_of_each_lane_one_job_at_a_time() -> None:
    jobs, go = Jobs(), threading.Event()
    jobs.start(Lane.CORPUS, "Toevoegen", lambda tell: go.wait(WAIT_S))
    with pytest.raises(InputError, match=r"Toevoegen.*nog bezig"):
        jobs.start(Lane.CORPUS, "Verwijderen", lambda tell: None)
    jobs.start(Lane.MEASURE, "Meten", lambda tell: None)
    jobs.put_away(Lane.CORPUS)
    assert jobs.is_busy(Lane.CORPUS), "what still runs is not put away"
    go.set()
    jobs.wait(Lane.CORPUS, WAIT_S)
    jobs.start(Lane.CORPUS, "Verwijderen", lambda tell: None)
    jobs.wait(Lane.CORPUS, WAIT_S)


def test_a_job_that_fails_keeps_its_error(caplog: pytest.LogCaptureFixture) -> None:
    jobs = Jobs()

    def work(tell: Tell) -> None:
        raise DataDirError("de map is vol")

    jobs.start(Lane.CORPUS, "Toevoegen", work)
    jobs.wait(Lane.CORPUS, WAIT_S)
    job = jobs.last(Lane.CORPUS)
    assert job is not None
    assert isinstance(job.error, DataDirError)
    assert not job.is_running
    assert "de map is vol" in caplog.text
