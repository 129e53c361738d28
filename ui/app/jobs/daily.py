"""Keeps the corpus current while the app is served: once a day what the source changed, then what is followed."""

from __future__ import annotations

import json
import logging
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from pydantic import TypeAdapter

from index.errors import InputError, SourceError
from index.settings import Settings
from rag.follow.searches import FILE_NAME as FOLLOWED
from rag.follow.searches import SavedSearches
from ui.app.jobs.harvesting import COMMAND, SAYS, Harvest, HarvestOrder
from ui.app.jobs.jobs import Jobs, Lane, Tell

logger = logging.getLogger(__name__)

FILE_NAME = "bijwerken.json"
TITLE = "Dagelijks bijwerken"
AGAIN_AFTER = timedelta(hours=1)
LOOK_EVERY_S = 30.0
"""A computer that slept must notice that the hour has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """The last time that the corpus was brought up to date, or that it was tried.

    Attributes:
        at: when it began, local time.
        problem: why it failed; None when it did not. With `since` at this very time only telling who follows failed.
        since: when it last succeeded.
        new, changed, failed: publications of that time.
        news: what it brought of what is followed: answers that came in or changed.
        is_mailed: whether that was told by mail.
    """

    at: datetime
    problem: str | None = None
    since: datetime | None = None
    new: int = 0
    changed: int = 0
    failed: int = 0
    news: int = 0
    is_mailed: bool = False


_UPDATE = TypeAdapter(Update)


def read_update(data_dir: Path) -> Update | None:
    """The last update of a corpus; None when the app never brought it up to date."""
    try:
        return _UPDATE.validate_json((data_dir / FILE_NAME).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        logger.warning("%s: %s", data_dir / FILE_NAME, error)
        return None


def write_update(data_dir: Path, update: Update) -> None:
    """Keeps what a daily update came to; written aside and renamed, so that no reader sees half of it."""
    scratch = data_dir / f"{FILE_NAME}.tmp"
    scratch.write_bytes(_UPDATE.dump_json(update))
    scratch.replace(data_dir / FILE_NAME)


def parse_hour(text: str) -> time:
    """The time of day that a text like `06:00` names; an InputError where it is none."""
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()  # local time, by the clock of the user
    except ValueError as error:
        raise InputError(f"--bijwerken {text!r}: schrijf een tijd als 06:00") from error


def due(now: datetime, hour: time, last: Update | None) -> bool:
    """Whether it is time: the hour has passed since the last success, and a failure is an hour ago.

    What was missed while the app or the computer was off is made up for at once.
    """
    today = datetime.combine(now.date(), hour)
    planned = today if now >= today else today - timedelta(days=1)
    if last is None or last.at < planned:
        return True
    return last.problem is not None and now - last.at >= AGAIN_AFTER


class Daily:
    """Runs the update at its hour, as a job that the page Corpus shows."""

    def __init__(
        self,
        settings: Settings,
        hour: time,
        jobs: Jobs,
        command: tuple[str, ...] = COMMAND[:-1],
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._settings = settings
        self._hour = hour
        self._jobs = jobs
        self._command = command
        self._now = now
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="bijwerken", daemon=True)

    def start(self) -> None:
        """Begins to watch the clock."""
        self._thread.start()

    def close(self) -> None:
        """Ends it; an update that is going on is asked to end, and goes on the next time."""
        self._stopped.set()
        self._jobs.stop(Lane.CORPUS)

    def look(self) -> bool:
        """Starts the update if it is time and nothing else changes the corpus; whether it did."""
        if not due(self._now(), self._hour, read_update(self._settings.data_dir)):
            return False
        harvest = Harvest(self._settings.data_dir, HarvestOrder(), (*self._command, "harvest"))
        try:
            self._jobs.start(Lane.CORPUS, TITLE, lambda tell: self._update(harvest, tell), harvest.stop)
        except InputError:  # another job is at work: at the next look
            return False
        return True

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_EVERY_S):
            self.look()

    def _update(self, harvest: Harvest, tell: Tell) -> object:
        """The work of the job; what came of it is kept, also when it failed."""
        data_dir, begun = self._settings.data_dir, self._now()
        before = read_update(data_dir)
        try:
            harvested = harvest.run(tell)
        except SourceError as error:
            write_update(data_dir, Update(at=begun, problem=str(error), since=before.since if before else None))
            raise
        if harvested.is_stopped:
            return harvested
        report = harvested.report
        update = Update(
            at=begun,
            since=begun,
            new=int(report.get("new", 0)),
            changed=int(report.get("changed", 0)),
            failed=len(report.get("failed", ())),
        )
        write_update(data_dir, update)
        try:
            update = replace(update, news=self._run_followed(), is_mailed=self._mails)
        except SourceError as error:
            write_update(data_dir, replace(update, problem=str(error)))
            raise
        write_update(data_dir, update)
        return harvested

    @property
    def _mails(self) -> bool:
        return self._settings.smtp_host is not None and self._settings.mail_to is not None

    def _run_followed(self) -> int:
        """Runs what is followed: how much it has to tell; by mail where that is set up, else it waits to be seen."""
        if not _is_followed(self._settings.data_dir):
            return 0
        how = "--mail" if self._mails else "--dry-run"
        arguments = [*self._command, "volg", "run", how, "--json", "--data-dir", str(self._settings.data_dir)]
        ended = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
        try:
            if ended.returncode == 0:
                told = json.loads(ended.stdout)["searches"]
                return sum(len(one[kind]) for one in told for kind in ("new", "changed", "answered"))
        except (ValueError, KeyError, TypeError) as error:
            logger.warning("volg run --json: %s", error)
        said = next((line for line in ended.stderr.splitlines() if line.startswith(SAYS)), ended.stderr[-200:])
        what = "de mail is niet verstuurd" if self._mails else "wat u volgt is niet nagekeken"
        raise SourceError(f"bijgewerkt, maar {what}: {said.removeprefix(SAYS).strip() or f'code {ended.returncode}'}")


def _is_followed(data_dir: Path) -> bool:
    if not (data_dir / FOLLOWED).is_file():
        return False
    with closing(SavedSearches(data_dir)) as searches:
        return bool(searches.all())
