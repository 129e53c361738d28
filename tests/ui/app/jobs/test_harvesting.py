from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from index.errors import SourceError
from ui.app.jobs.harvesting import Harvest, HarvestOrder
from ui.app.view.corpus.harvest import GOES_ON, harvested_html

SLEEPER = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *a: sys.exit(130)); time.sleep(60)"
YEAR = HarvestOrder(vergaderjaren=("2023-2024",))
RUN = {
    "listed": 12,
    "fetched": 10,
    "new": 9,
    "changed": 0,
    "unchanged": 1,
    "replaced": 0,
    "skipped": 0,
    "failed": [],
    "left": 0,
    "notices": [],
    "stopped": False,
    "seconds": 30.0,
}


def script(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def prints(value: object) -> str:
    return f"print({json.dumps(value)!r})"


def ignore(phase: str, done: int, total: int | None, detail: str = "") -> None:
    """Nobody watches."""


@pytest.mark.parametrize(
    ("order", "options"),
    [
        (HarvestOrder(vergaderjaren=("2023-2024",), limit=50), "--vergaderjaar|2023-2024|--limit|50"),
        (HarvestOrder(limit=50), "--sinds-laatste|--limit|50"),
        (HarvestOrder(recent="3m"), "--recent|3m"),
        (HarvestOrder(is_retry=True), "--herstel"),
        (HarvestOrder(is_join=True), "--verrijk"),
        (HarvestOrder(is_join=True, vergaderjaren=("2023-2024",)), "--verrijk|--vergaderjaar|2023-2024"),
    ],
)
def test_the_command_gets_what_was_asked(tmp_path: Path, order: HarvestOrder, options: str) -> None:
    noted = tmp_path / "gegeven"
    command = script(f"import sys; open({str(noted)!r}, 'w').write('|'.join(sys.argv[1:])); {prints(RUN)}")
    result = Harvest(tmp_path / "data", order, command).run(ignore)
    assert noted.read_text() == f"{options}|--json|--voortgang-json|--data-dir|{tmp_path / 'data'}"
    assert (result.order, result.report, result.is_stopped) == (order, RUN, False)


def test_the_source_gets_the_contact_that_was_typed(tmp_path: Path) -> None:
    command = script("import json, os; print(json.dumps({'contact': os.environ['KAMERVRAGEN_HARVEST_CONTACT']}))")
    result = Harvest(tmp_path, HarvestOrder(contact="naam@example.org"), command).run(ignore)
    assert result.report == {"contact": "naam@example.org"}


def test_each_phase_is_told_with_a_total_and_pace_and_time_left_once_they_are_known(tmp_path: Path) -> None:
    steps = [
        {"phase": "lijst", "done": 500, "total": 2574, "current": "2023-2024", "per_minute": None, "left_s": None},
        {"phase": "ophalen", "done": 3, "total": 50, "current": "x", "per_minute": 300.0, "left_s": 140.0},
        {"phase": "ophalen", "done": 20, "total": 50, "current": "x", "per_minute": 19.84, "left_s": 7200.0},
        {"phase": "opnemen", "done": 50, "total": 50, "current": "x", "per_minute": 19.84, "left_s": 0.0},
    ]
    lines = [*map(json.dumps, steps), "let op: de bron schat er 3"]
    command = script(f"import sys; sys.stderr.write({chr(10).join(lines)!r}); {prints(RUN)}")
    told: list[tuple[object, ...]] = []
    Harvest(tmp_path, YEAR, command).run(lambda *step: told.append(step))
    assert told == [
        ("De bron opvragen", 0, None),
        ("Lijst opvragen: 2023-2024", 500, 2574, ""),
        ("Documenten ophalen", 3, 50, ""),
        ("Documenten ophalen", 20, 50, "19,8 per minuut, nog ongeveer 2 uur"),
        ("Doorzoekbaar maken", 50, 50, "19,8 per minuut"),
    ]


@pytest.mark.parametrize("code", [1, 2])
def test_a_harvest_that_fails_tells_in_the_words_of_the_command(tmp_path: Path, code: int) -> None:
    said = "let op: iets\\nkamervragen: de bron antwoordt niet\\nprobeer later"
    command = script(f"import sys; print('{said}', file=sys.stderr); sys.exit({code})")
    with pytest.raises(SourceError, match="niet gelukt: de bron antwoordt niet\nprobeer later"):
        Harvest(tmp_path / "data", YEAR, command).run(ignore)


def test_publications_that_failed_are_no_failure_of_the_harvest(tmp_path: Path) -> None:
    report = {**RUN, "failed": [{"id": "ah-1", "error": "<b>HTTP 404</b>"}], "left": 3}
    result = Harvest(tmp_path, YEAR, script(f"{prints(report)}; raise SystemExit(1)")).run(ignore)
    html = harvested_html(result)
    assert "Ophalen: klaar" in html
    assert "<strong>10 publicaties opgehaald</strong> (9 nieuw, 1 ongewijzigd), <strong>1 mislukt</strong>" in html
    assert "<b>ah-1</b>: &lt;b&gt;HTTP 404" in html
    assert "Nog 3 publicaties staan klaar om op te halen" in html


@pytest.mark.parametrize("when", ["before it began", "while it runs"])
def test_a_harvest_can_be_stopped_and_the_page_says_what_is_kept(tmp_path: Path, when: str) -> None:
    step = json.dumps({"phase": "lijst", "done": 0, "total": 9, "current": "", "per_minute": None, "left_s": None})
    harvest = Harvest(tmp_path / "data", YEAR, script(f"import sys; print({step!r}, file=sys.stderr); {SLEEPER}"))
    told: list[str] = []

    def tell(phase: str, done: int, total: int | None, detail: str = "") -> None:
        told.append(phase)
        if len(told) == (1 if when == "before it began" else 2):
            harvest.stop()

    result = harvest.run(tell)
    assert result.is_stopped
    assert "Ophalen: gestopt" in harvested_html(result)
    assert GOES_ON in harvested_html(result)


def test_what_joining_came_to_is_told(tmp_path: Path) -> None:
    run = {
        "joined": 40,
        "filled": 12,
        "different": 3,
        "not_found": 2,
        "left_alone": 5,
        "seconds": 9.0,
        "notices": ["a"],
    }
    result = Harvest(tmp_path, HarvestOrder(is_join=True), script(prints({"join": run, "tweede_kamer": []}))).run(
        ignore
    )
    html = harvested_html(result)
    assert "Aanvullen: klaar" in html
    assert "<strong>40 publicaties gevonden</strong> bij de Tweede Kamer, 12 aangevuld, 3 met verschillen" in html
    assert "<li>a</li>" in html
