"""Runs the command `kamervragen harvest` beside the app, and tells how far it is as that command tells it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import SourceError
from ui.app.jobs.jobs import Tell
from ui.terminal.harvest import pace_text

ROOT = Path(__file__).resolve().parents[3]
_CALL = f"import sys; sys.path.append({str(ROOT)!r}); from ui.cli.main import main; main()"
COMMAND = (sys.executable, "-P", "-c", _CALL, "harvest")
"""Also without an installation; in the folder of the app, against which its settings may be relative."""
FAILED_SOME = 1  # the command ends with it when a publication failed; the account says which
STOPPED = 130
MOST_SAID = 40
SAYS = "kamervragen: "
PHASES = {"lijst": "Lijst opvragen", "ophalen": "Documenten ophalen", "opnemen": "Doorzoekbaar maken"}
JOINING = "Aanvullen en doorzoekbaar maken"
CONTACT = "KAMERVRAGEN_HARVEST_CONTACT"


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestOrder:
    """What is asked of the command.

    Attributes:
        vergaderjaren: which years; none: what the source changed since the last time.
        recent: instead, the last time, the newest first: `3m`.
        is_retry: instead, fetch again what failed and what was left.
        is_join: instead, join Tweede Kamer Open Data to the corpus, or to these years of it.
        contact: mail or web address that the source gets to see; None: that of the settings.
    """

    vergaderjaren: tuple[str, ...] = ()
    recent: str | None = None
    limit: int | None = None
    is_retry: bool = False
    is_join: bool = False
    contact: str | None = None

    def options(self) -> list[str]:
        """The options of the command."""
        years = [part for jaar in self.vergaderjaren for part in ("--vergaderjaar", jaar)]
        if self.is_join:
            return ["--verrijk", *years]
        recent = ["--recent", self.recent] if self.recent else []
        which = ["--herstel"] if self.is_retry else recent or years or ["--sinds-laatste"]
        return [*which, *(["--limit", str(self.limit)] if self.limit else [])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvested:
    """What a run of the command came to.

    Attributes:
        report: as the command prints it with --json; empty when it was stopped before there was anything to say.
    """

    order: HarvestOrder
    report: Mapping[str, Any] = field(default_factory=dict)
    is_stopped: bool = False


class Harvest:
    """One run of the command.

    Args:
        data_dir: of the corpus; the other settings reach the command by the environment.
        command: how the command is called; None: as `COMMAND`.
    """

    def __init__(self, data_dir: Path, order: HarvestOrder, command: Sequence[str] | None = None) -> None:
        self._order = order
        self._command = [
            *(command or COMMAND),
            *order.options(),
            "--json",
            "--voortgang-json",
            "--data-dir",
            str(data_dir),
        ]
        self._process: subprocess.Popen[str] | None = None
        self._is_stopped = False

    def run(self, tell: Tell) -> Harvested:
        """Harvests until the command ends; gives what it came to, or a SourceError with the words of the command."""
        tell("De bron opvragen", 0, None)
        contact = {CONTACT: self._order.contact} if self._order.contact else {}
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as printed:
            self._process = subprocess.Popen(  # noqa: S603  # our own command, without a shell
                self._command,
                env=os.environ | contact,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
            if self._is_stopped:  # asked before there was anything to stop
                self.stop()
            said = self._listen(self._process, tell)
            code = self._process.wait()
            printed.seek(0)
            report = _object(printed.read())
        is_stopped = code == STOPPED or (self._is_stopped and not report)
        if not is_stopped and (not report or code not in (0, FAILED_SOME)):
            raise SourceError(f"het ophalen is niet gelukt: {_words(said) or f'code {code}'}")
        return Harvested(order=self._order, report=report, is_stopped=is_stopped)

    def stop(self) -> None:
        """Asks the command to end; what it has is kept, and the next time goes on from there."""
        self._is_stopped = True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()  # not an interrupt: who starts the app in the background has those ignored

    def _listen(self, process: subprocess.Popen[str], tell: Tell) -> list[str]:
        """Tells each step until the command falls silent; gives the last of what else it said."""
        said: list[str] = []
        assert process.stderr is not None  # noqa: S101  # it was asked for
        with process.stderr as lines:
            for line in lines:
                step = _object(line)
                if "phase" not in step:
                    said = [*said, line.rstrip()][-MOST_SAID:]
                    continue
                tell(self._phase(step), step["done"], step["total"] or None, pace_text(step))
        return said

    def _phase(self, step: Mapping[str, Any]) -> str:
        phase = PHASES.get(step["phase"], step["phase"])
        if step["phase"] == "lijst":
            return f"{phase}: {step['current']}"
        return JOINING if self._order.is_join else phase


def _object(text: str) -> dict[str, Any]:
    """A JSON object; empty for anything else that the command says."""
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _words(said: Sequence[str]) -> str:
    """The message of the command, all its lines; else the last line that it said."""
    starts = [n for n, line in enumerate(said) if line.startswith(SAYS)]
    if starts:
        return "\n".join(said[starts[-1] :]).removeprefix(SAYS).strip()
    return next((line.strip() for line in reversed(said) if line.strip()), "")
