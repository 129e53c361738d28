from __future__ import annotations

import sys
from pathlib import Path

import pytest

from index.errors import SourceError
from ui.harvesting import Harvest

SLEEPER = "import signal, sys, time; signal.signal(signal.SIGINT, lambda *a: sys.exit(130)); time.sleep(60)"


def script(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def test_the_command_gets_the_years_the_limit_and_the_data_directory(tmp_path: Path) -> None:
    noted = tmp_path / "gegeven"
    command = script(f"import sys; open({str(noted)!r}, 'w').write('|'.join(sys.argv[1:]))")
    told: list[str] = []
    account = Harvest(tmp_path / "data", ["2023-2024"], 50, command).run(lambda phase, done, total: told.append(phase))
    assert noted.read_text() == f"--vergaderjaar|2023-2024|--limit|50|--json|--data-dir|{tmp_path / 'data'}"
    assert account.jaren == ()
    assert told


def test_without_years_only_what_is_new_is_asked_for(tmp_path: Path) -> None:
    noted = tmp_path / "gegeven"
    command = script(f"import sys; open({str(noted)!r}, 'w').write(sys.argv[1])")
    Harvest(tmp_path / "data", [], command=command).run(lambda phase, done, total: None)
    assert noted.read_text() == "--sinds-laatste"


@pytest.mark.parametrize("code", [1, 2])
def test_a_harvest_that_fails_tells_in_the_words_of_the_command(tmp_path: Path, code: int) -> None:
    command = script(f"import sys; print('kamervragen: de bron antwoordt niet', file=sys.stderr); sys.exit({code})")
    with pytest.raises(SourceError, match="niet gelukt: de bron antwoordt niet"):
        Harvest(tmp_path / "data", ["2023-2024"], command=command).run(lambda phase, done, total: None)


def test_a_harvest_can_be_stopped_and_keeps_what_it_has(tmp_path: Path) -> None:
    harvest = Harvest(tmp_path / "data", ["2023-2024"], command=script(SLEEPER))
    told: list[str] = []

    def tell(phase: str, done: int, total: int | None) -> None:
        told.append(phase)
        if len(told) > 1:  # it has run for a while
            harvest.stop()

    assert harvest.run(tell).jaren == ()
