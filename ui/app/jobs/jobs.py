"""Work that goes on beside the pages: one thread per job, with progress that every session can see."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from index.errors import InputError, KamervragenError

logger = logging.getLogger(__name__)


class Tell(Protocol):
    """Called by a job to tell how far it is."""

    def __call__(self, phase: str, done: int, total: int | None, detail: str = "", /) -> None:
        """Takes what it is doing, how much is done, of how much when that is known, and what more there is to say."""
        ...


class Lane(StrEnum):
    """What a job works on; of each lane one job at a time."""

    CORPUS = "corpus"
    MEASURE = "meting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stood when it was looked at.

    Attributes:
        number: counts up from 1.
        title: for the user, in Dutch: "Bestanden toevoegen".
        phase: what it is doing now, in Dutch.
        total: None while unknown.
        detail: what more there is to say of the phase, in Dutch: how fast it goes.
        result: what the work gave; None while it runs or when it failed.
        can_stop: whether `Jobs.stop` ends it early.
    """

    number: int
    lane: Lane
    title: str
    phase: str = "Voorbereiden"
    done: int = 0
    total: int | None = None
    detail: str = ""
    seconds: float = 0.0
    is_running: bool = True
    result: object = None
    error: Exception | None = None
    can_stop: bool = False
    is_stopping: bool = False


class Jobs:
    """Starts jobs and remembers the last one of each lane."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: dict[Lane, Job] = {}
        self._started: dict[Lane, float] = {}
        self._threads: dict[Lane, threading.Thread] = {}
        self._stops: dict[Lane, Callable[[], None]] = {}
        self._count = 0

    def start(
        self, lane: Lane, title: str, work: Callable[[Tell], object], stop: Callable[[], None] | None = None
    ) -> Job:
        """Starts work in a thread of its own.

        Args:
            work: called with the function to tell how far it is.
            stop: asks the work to end early.

        Raises:
            InputError: another job of this lane is still running.
        """
        with self._lock:
            before = self._last.get(lane)
            if before is not None and before.is_running:
                raise InputError(f"«{before.title}» is nog bezig: wacht tot dat klaar is en doe het dan opnieuw")
            self._count += 1
            job = Job(number=self._count, lane=lane, title=title, can_stop=stop is not None)
            if stop is not None:
                self._stops[lane] = stop
            self._last[lane] = job
            self._started[lane] = time.monotonic()
            # a daemon: who stops the app does not wait for it; a build can be interrupted at every point
            thread = threading.Thread(target=self._run, args=(job, work), name=f"job-{job.number}", daemon=True)
            self._threads[lane] = thread
            thread.start()
        return job

    def last(self, lane: Lane) -> Job | None:
        """The job that is running, else the last one that ended; None when there was none or it was put away."""
        with self._lock:
            job = self._last.get(lane)
            if job is None or not job.is_running:
                return job
            return replace(job, seconds=time.monotonic() - self._started[lane])

    def is_busy(self, lane: Lane) -> bool:
        """Whether a job of this lane is running."""
        job = self.last(lane)
        return job is not None and job.is_running

    def put_away(self, lane: Lane) -> None:
        """Forgets a job that ended: its report was read."""
        with self._lock:
            job = self._last.get(lane)
            if job is not None and not job.is_running:
                del self._last[lane]

    def stop(self, lane: Lane) -> None:
        """Asks the job of this lane to end early."""
        with self._lock:
            job = self._last.get(lane)
            if job is None or not job.is_running or not job.can_stop:
                return
            self._last[lane] = replace(job, is_stopping=True)
            stop = self._stops[lane]
        stop()

    def wait(self, lane: Lane, timeout_s: float) -> None:
        """Waits until the job of this lane ended."""
        thread = self._threads.get(lane)
        if thread is not None:
            thread.join(timeout_s)

    def _run(self, job: Job, work: Callable[[Tell], object]) -> None:
        def tell(phase: str, done: int, total: int | None, detail: str = "", /) -> None:
            self._update(job, phase=phase, done=done, total=total, detail=detail)

        try:
            result = work(tell)
        except KamervragenError as error:
            logger.warning("job %s: %s", job.number, str(error).partition("\n")[0])
            self._update(job, is_running=False, error=error)
        except Exception as error:
            logger.exception("job %s failed", job.number)
            self._update(job, is_running=False, error=error)
        else:
            self._update(job, is_running=False, result=result)

    def _update(self, job: Job, **changes: object) -> None:
        with self._lock:
            seconds = time.monotonic() - self._started[job.lane]
            self._last[job.lane] = replace(self._last[job.lane], seconds=seconds, **changes)  # type: ignore[arg-type]
