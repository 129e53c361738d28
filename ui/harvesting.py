"""Runs the command `kamervragen harvest` beside the app and tells how far it is, from the account that it keeps."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from index.errors import KamervragenError, SourceError
from index.harvest.completeness import HarvestReport, harvest_report
from ui.jobs import Tell

LOOK_EVERY_S = 2.0
COMMAND = (sys.executable, "-m", "ui.cli", "harvest")
ROOT = Path(__file__).resolve().parents[1]
FAILED_SOME = 1  # the command ends with it when a publication failed; the account says which
STOPPED = 130


class Harvest:
    """One harvest of parliamentary years.

    Args:
        data_dir: of the corpus; the other settings reach the command by the environment.
        vergaderjaren: which years; none: what the source changed since the last time.
        limit: at most so many publications.
        command: how the command is called.
    """

    def __init__(
        self,
        data_dir: Path,
        vergaderjaren: Sequence[str],
        limit: int | None = None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        which = [part for jaar in vergaderjaren for part in ("--vergaderjaar", jaar)] or ["--sinds-laatste"]
        most = ["--limit", str(limit)] if limit else []
        self._data_dir = data_dir
        self._command = [*command, *which, *most, "--json", "--data-dir", str(data_dir)]
        self._process: subprocess.Popen[str] | None = None

    def run(self, tell: Tell) -> HarvestReport:
        """Harvests until the command ends; gives the account.

        Raises:
            SourceError: it could not; with the words of the command.
        """
        tell("De officiële bron opvragen", 0, None)
        before = _handled(self._data_dir)
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            self._process = subprocess.Popen(  # noqa: S603  # our own command, without a shell
                self._command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=said, text=True
            )
            while self._process.poll() is None:
                try:
                    self._process.wait(LOOK_EVERY_S)
                except subprocess.TimeoutExpired:
                    tell(f"{max(0, _handled(self._data_dir) - before)} publicaties verwerkt", 0, None)
            said.seek(0)
            lines = [line.strip() for line in said if line.strip()]
        code = self._process.returncode
        account = harvest_report(self._data_dir)
        if code not in (0, STOPPED) and not (code == FAILED_SOME and account.jaren):
            last = lines[-1] if lines else f"code {code}"
            raise SourceError(f"het ophalen is niet gelukt: {last.removeprefix('kamervragen: ')}")
        return account

    def stop(self) -> None:
        """Asks the command to end; what it has is kept, and the next time goes on from there."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)


def _handled(data_dir: Path) -> int:
    """How many listed publications something became of, in all years."""
    try:
        return sum(jaar.afgehandeld for jaar in harvest_report(data_dir).jaren)
    except KamervragenError:  # the first harvest has not made the catalogue yet
        return 0
