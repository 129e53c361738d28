"""Keeps the corpus current while the app is served: once a day what the source changed, then mail to who follows."""

from __future__ import annotations

import json
import logging
import subprocess
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from index.errors import InputError, SourceError
from index.settings import Settings
from ui.app.jobs.harvesting import COMMAND, SAYS, Harvest, Order
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
        problem: why it failed; None when it did not.
        since: when it last succeeded.
    """

    at: datetime
    problem: str | None = None
    since: datetime | None = None
    new: int = 0
    changed: int = 0


def read_update(data_dir: Path) -> Update | None:
    """The last update of a corpus; None when the app never brought it up to date."""
    try:
        read = json.loads((data_dir / FILE_NAME).read_text(encoding="utf-8"))
        since = read["since"]
        return Update(
            at=datetime.fromisoformat(read["at"]),
            problem=read["problem"],
            since=datetime.fromisoformat(since) if since else None,
            new=int(read["new"]),
            changed=int(read["changed"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("%s: %s", data_dir / FILE_NAME, error)
        return None


def write_update(data_dir: Path, update: Update) -> None:
    """Keeps what a daily update came to; written aside and renamed, so that no reader sees half of it."""
    values = asdict(update) | {"at": update.at.isoformat(), "since": update.since and update.since.isoformat()}
    scratch = data_dir / f"{FILE_NAME}.tmp"
    scratch.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    scratch.replace(data_dir / FILE_NAME)


def parse_hour(text: str) -> time:
    """The time of day that a text like `06:00` names.

    Raises:
        InputError: it is none.
    """
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
        harvest = Harvest(self._settings.data_dir, Order(), (*self._command, "harvest"))
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
        since = before.since if before else None
        try:
            harvested = harvest.run(tell)
            if harvested.is_stopped:
                return harvested
            self._mail()
        except SourceError as error:
            write_update(data_dir, Update(at=begun, problem=str(error), since=since))
            raise
        report = harvested.report
        update = Update(at=begun, since=begun, new=int(report.get("new", 0)), changed=int(report.get("changed", 0)))
        write_update(data_dir, update)
        return harvested

    def _mail(self) -> None:
        """Tells who follows by mail, where that is set up; in the app the news is seen by looking."""
        if self._settings.smtp_host is None or self._settings.mail_to is None:
            return
        arguments = [*self._command, "volg", "run", "--mail", "--data-dir", str(self._settings.data_dir)]
        ended = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
        if ended.returncode:
            said = next((line for line in ended.stderr.splitlines() if line.startswith(SAYS)), ended.stderr[-200:])
            raise SourceError(f"bijgewerkt, maar de mail is niet verstuurd: {said.removeprefix(SAYS).strip()}")
