from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from index.build.builder import Builder
from index.errors import HarvestError, InputError, KamervragenError
from index.harvest.official.harvester import harvest_lock
from index.harvest.official.plan import HarvestStep
from index.settings import Settings
from index.store.vectors import forget_clients
from tests.encoder import WordEncoder
from tests.index.harvest.documents import stuk
from tests.index.harvest.server import Bron, serving
from ui.app.view.corpus.harvest import account_html
from ui.cli.harvesting import progress_text, with_contact
from ui.cli.main import app
from ui.terminal.harvest import account_lines, gaps_text, year_line


@pytest.fixture
def bron(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Bron]:
    """A source that the settings name, and a quick model; what is kept for a report is kept aside."""
    monkeypatch.chdir(tmp_path)
    bron = Bron()
    with serving(bron) as server:
        monkeypatch.setenv("KAMERVRAGEN_SRU_URL", f"{server.url}/sru")
        monkeypatch.setenv("KAMERVRAGEN_DOCUMENTS_URL", server.url)
        monkeypatch.setenv("KAMERVRAGEN_HARVEST_REQUESTS", "5000")
        monkeypatch.setenv("KAMERVRAGEN_HARVEST_WINDOW_S", "1")
        monkeypatch.setattr("rag.assistant.compose.make_builder", quick_builder)
        yield bron
    forget_clients()


def quick_builder(settings: Settings) -> Builder:
    return Builder(settings.data_dir, WordEncoder())


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, ["harvest", *arguments])
    if isinstance(result.exception, KamervragenError):
        raise result.exception
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_year_is_harvested_and_the_account_shown(bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 31) if n not in (7, 8, 20)))
    bron.listed_too["ah-tk-20232024-20"] = stuk(20)
    result = run("--vergaderjaar", "2023-2024")
    assert result.exit_code == 1  # one failed
    assert "2023-2024: 28 van 28, 1 mislukt" in result.stdout
    assert "niet in de lijst van de bron: nr. 7-8" in result.stdout
    assert "ah-tk-20232024-20: xml: niet gevonden (HTTP 404)" in result.stdout
    status = CliRunner().invoke(app, ["status"]).stdout
    assert "2023-2024: 28 van 28, 1 mislukt" in status
    state = json.loads(CliRunner().invoke(app, ["status", "--json"]).stdout)["harvest"]
    (year,) = state["vergaderjaren"]
    assert year["gelijst"] == year["gehaald"] + year["mislukt"] + year["overgeslagen"] == 28
    assert [item["id"] for item in state["mislukt"]] == ["ah-tk-20232024-20"]


def test_the_json_is_whole(bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 6)))
    report = json.loads(run("--vergaderjaar", "2023-2024", "--json").stdout)
    assert (report["listed"], report["fetched"], report["new"], report["failed"]) == (5, 5, 5, [])
    assert report["harvest"]["vergaderjaren"][0]["gehaald"] == 5


def test_a_dry_run_counts_and_estimates_and_fetches_nothing(
    bron: Bron, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    monkeypatch.setenv("KAMERVRAGEN_HARVEST_REQUESTS", "10")
    monkeypatch.setenv("KAMERVRAGEN_HARVEST_WINDOW_S", "30")
    bron.put(*(stuk(n) for n in range(1, 1301)))
    result = run("--vergaderjaar", "2023-2024", "--dry-run")
    assert "2023-2024: naar schatting 1.300" in result.stdout
    assert "op te halen: 1.300 publicaties, ongeveer 65 min" in result.stdout  # (1300 + 3 lists) * 3 s
    assert len(bron.seen) == 1
    planned = json.loads(run("--vergaderjaar", "2023-2024", "--dry-run", "--limit", "100", "--json").stdout)
    assert (planned["te_doen"], planned["seconds"]) == (100, (100 + 3) * 3)
    assert not (data_dir / "catalogue.sqlite").exists()


def test_repair_and_since_the_last_time(bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 6)))
    bron.listed_too["ah-tk-20232024-9"] = stuk(9)
    assert run("--van", "2023-09-01", "--tot", "2024-12-31").exit_code == 1
    bron.put(stuk(9))
    assert "1 opgehaald" in run("--herstel").stdout
    bron.put(stuk(10, gewijzigd="2999-01-01T00:00:00+01:00"))
    assert json.loads(run("--sinds-laatste", "--json").stdout)["new"] == 1
    assert json.loads(run("--id", "ah-tk-20232024-1", "--json").stdout)["fetched"] == 0


def test_a_trial_of_the_source_leaves_no_trace(bron: Bron, data_dir: Path) -> None:
    bron.put(*(stuk(n) for n in range(1, 31)), stuk(1, jaar="1998-1999"))
    result = run("--check", "--vergaderjaar", "2023-2024")
    assert result.exit_code == 0
    assert "geen afwijkingen" in result.stdout
    assert not (data_dir / "catalogue.sqlite").exists()
    bron.put(replace(stuk(3), id="ah-tk-20232024-999"))
    result = run("--check", "--vergaderjaar", "2023-2024", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["ok"] is False


def test_an_interrupt_ends_cleanly_and_the_next_run_goes_on(bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 31)))
    interrupted: list[str] = []

    def interrupt(path: str) -> None:
        if path.endswith("-20.xml") and not interrupted:
            interrupted.append(path)
            os.kill(os.getpid(), signal.SIGINT)

    bron.on_request = interrupt
    result = run("--vergaderjaar", "2023-2024")
    assert result.exit_code == 130
    assert "stopt na dit verzoek" in result.stderr
    assert result.stdout.startswith("gestopt: 30 gelijst, 11 opgehaald")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert "19 opgehaald" in run("--vergaderjaar", "2023-2024").stdout


def test_a_second_harvest_is_refused(bron: Bron, data_dir: Path) -> None:
    with harvest_lock(data_dir), pytest.raises(KamervragenError, match="loopt al een oogst"):
        run("--vergaderjaar", "2023-2024")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "zeg wat u wilt oogsten"),
        (["--vergaderjaar", "2023"], "2023-2024"),
        (["--vergaderjaar", "2023-2024", "--sinds-laatste"], "gaan niet samen"),
        (["--van", "2025-02-30"], "bestaat niet"),
        (["--van", "2025-02-03", "--tot", "2025-02-01"], "later dan"),
        (["--tot", "2025-02-01"], "zonder --van"),
        (["--sinds-laatste"], "nog niets geoogst"),
        (["--id", "kst-1"], "geen id"),
        (["--vergaderjaar", "2023-2024", "--kamer", "derde"], "tk, ek of beide"),
    ],
)
def test_what_cannot_be_harvested_is_refused_before_anything_is_asked(
    arguments: list[str], says: str, bron: Bron, data_dir: Path
) -> None:
    with pytest.raises(InputError, match=says):
        run(*arguments)
    assert bron.seen == []
    assert not data_dir.exists()


def test_without_a_contact_the_official_source_is_not_asked() -> None:
    with pytest.raises(InputError, match="KAMERVRAGEN_HARVEST_CONTACT"):
        run("--vergaderjaar", "2023-2024")


# ---------------------------------------------------------------------- texts


def test_the_progress_is_one_line() -> None:
    shown = HarvestStep(
        phase="ophalen", done=120, total=2574, current="ah-tk-20232024-9", per_minute=19.84, left_s=7380.0
    )
    assert progress_text(shown) == "ophalen 120 van 2.574, 19,8 per minuut, nog 2 uur 3 min: ah-tk-20232024-9"


def year(**values: object) -> dict[str, object]:
    known: dict[str, object] = {"kamer": "tk", "vergaderjaar": "2023-2024", "gelijst": 2574, "gehaald": 2571}
    known |= {"mislukt": 3, "overgeslagen": 0, "te_doen": 0, "verdwenen": 0, "volledig_gelijst": True}
    known |= {"schatting_bron": 2574, "genoemd_door_bron": 2574, "ontbrekende_nummers": [], "melding": None}
    return known | values


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, "2023-2024: 2.574 van 2.574, 3 mislukt"),
        ({"gehaald": 2574, "mislukt": 0}, "2023-2024: 2.574 van 2.574"),
        ({"gehaald": 71, "te_doen": 2500}, "2023-2024: 74 van 2.574, 3 mislukt, 2.500 nog op te halen"),
        (
            {"mislukt": 0, "overgeslagen": 3, "verdwenen": 2},
            "2023-2024: 2.574 van 2.574, 3 overgeslagen, 2 verdwenen uit de bron",
        ),
        ({"volledig_gelijst": False}, "2023-2024: 2.574 van 2.574, 3 mislukt, maar een deel van het jaar is gelijst"),
        (
            {"schatting_bron": 2580},
            "2023-2024: 2.574 van 2.574, 3 mislukt, de bron schat er 2.580 en noemt er 2.574",
        ),
        ({"kamer": "ek"}, "2023-2024 (Eerste Kamer): 2.574 van 2.574, 3 mislukt"),
    ],
)
def test_a_year_is_one_line(values: dict[str, object], line: str) -> None:
    assert year_line(year(**values)) == line


def test_long_lists_say_how_much_they_leave_out() -> None:
    assert gaps_text([(1, 1), (4, 6)]) == "1, 4-6"
    assert gaps_text([(n, n) for n in range(1, 40, 2)]).endswith("en nog 8 reeksen")
    account = {
        "vergaderjaren": [year(melding="record 3: weg")],
        "mislukt": [{"id": f"ah-tk-20232024-{n}", "reden": "leeg"} for n in range(30)],
        "overgeslagen": {"van de Eerste Kamer": 1200},
        "verdwenen": [f"ah-{n}" for n in range(1_000_000, 1_000_022)],
    }
    lines = account_lines(account)
    assert any("let op: record 3: weg" in line for line in lines)
    assert any("en nog 10; alle met --json" in line for line in lines)
    assert any("overgeslagen: 1.200 van de Eerste Kamer" in line for line in lines)
    assert lines[-1].endswith("en nog 2")


def test_the_app_shows_the_account_and_escapes_what_the_source_said() -> None:
    account = {
        "vergaderjaren": [year(ontbrekende_nummers=[[7, 8]], melding="record <3>")],
        "mislukt": [{"id": "ah-tk-20232024-9", "reden": "<script>alert(1)</script>"}],
        "overgeslagen": {},
        "verdwenen": ["ah-1151601"],
    }
    html = account_html(account)
    assert "<b>2023-2024</b>" in html
    assert "2.574 van 2.574, 3 mislukt." in html
    assert "nr. 7-8" in html
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert "1 publicatie staat niet meer in de bron" in html
    assert "<li>ah-1151601</li>" in html
    assert account_html({"vergaderjaren": []}) == ""


def test_the_last_months_come_newest_first_and_it_says_what_to_do_next(
    bron: Bron, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.cli.harvest._today", lambda tape: date(2024, 3, 1))
    bron.put(*(stuk(n) for n in (5, 120, 150, 160)))  # of 25 September, 18 January, 17 and 27 February
    done = run("--recent", "1m", "--json")
    assert json.loads(done.stdout)["new"] == 2
    paths = [path for path in bron.paths() if not path.startswith("/sru")]
    assert paths == ["/ah-tk-20232024-160.xml", "/ah-tk-20232024-150.xml"]
    told = run("--recent", "2m")
    assert (
        "2 nieuw" not in told.stdout and "--vergaderjaar 2023-2024" in told.stderr and "--sinds-laatste" in told.stderr
    )
    for wrong in ("drie maanden", "0m", "500j", "3"):
        with pytest.raises(InputError, match="--recent"):
            run("--recent", wrong)


def test_a_recorded_harvest_is_played_back_without_the_source(bron: Bron, tmp_path: Path) -> None:
    bron.put(*(stuk(n) for n in (1, 2, 3)))
    tape = tmp_path / "opname"
    first = json.loads(run("--vergaderjaar", "2023-2024", "--record", str(tape), "--json").stdout)
    bron.items.clear()
    bron.seen.clear()
    elsewhere = ["--data-dir", str(tmp_path / "elders")]
    again = json.loads(run("--vergaderjaar", "2023-2024", "--replay", str(tape), *elsewhere, "--json").stdout)
    assert (again["new"], again["listed"]) == (first["new"], first["listed"]) == (3, 3)
    assert bron.paths() == []
    assert "proef" not in (tape / "0001.json").read_text() and "contact" not in (tape / "0001.json").read_text()


def test_a_recording_goes_wrong_with_a_reason(bron: Bron, tmp_path: Path) -> None:
    tape = tmp_path / "opname"
    year = ["--vergaderjaar", "2023-2024"]
    run(*year, "--record", str(tape))
    with pytest.raises(KamervragenError, match="is niet leeg"):
        run(*year, "--record", str(tape))
    with pytest.raises(InputError, match="gaan niet samen"):
        run(*year, "--record", str(tape), "--replay", str(tape))
    with pytest.raises(InputError, match="is geen opname"):
        run(*year, "--replay", str(tmp_path))
    with pytest.raises(KamervragenError, match="staat niet in de opname"):
        run("--vergaderjaar", "2022-2023", "--replay", str(tape), "--data-dir", str(tmp_path / "elders"))


def test_what_a_deviating_source_said_is_kept_for_a_report(bron: Bron, tmp_path: Path) -> None:
    bron.put(*(stuk(n) for n in range(1, 8)), stuk(1, jaar="1998-1999"))
    good = run("--check", "--vergaderjaar", "2023-2024")
    assert good.exit_code == 0 and "hierna: kamervragen harvest --recent 3m" in good.stderr
    assert not list(tmp_path.glob("kamervragen-proef-*"))
    bron.put(stuk(3, extra={"xml": b"<html><body>Reactie</body></html>"}))
    told = run("--check", "--vergaderjaar", "2023-2024")
    assert told.exit_code == 1 and "stuur die map mee" in told.stderr
    (kept,) = tmp_path.glob("kamervragen-proef-*")
    again = run("--check", "--vergaderjaar", "2023-2024", "--replay", str(kept))
    assert again.exit_code == 1 and "html in plaats van xml" in again.stdout


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, b"<antwoord/>", "geen SRU-antwoord maar <antwoord>"),
        (404, b"weg", "de bron weigert het verzoek|antwoordt 404"),
    ],
)
def test_a_source_that_changed_is_told_with_what_shows_how(bron: Bron, status: int, body: bytes, said: str) -> None:
    bron.replies["/sru"] = (status, {"Content-Type": "application/xml"}, body)
    with pytest.raises(HarvestError, match=said) as told:
        run("--vergaderjaar", "2023-2024")
    assert "kamervragen harvest --check" in str(told.value)


def test_nothing_to_go_on_from_says_how_to_begin(bron: Bron) -> None:
    with pytest.raises(InputError, match="begin met --recent 3m"):
        run("--sinds-laatste")


def test_a_person_at_the_terminal_is_asked_for_a_contact_until_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["geen adres", "", "beheer@example.org"])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(typed))
    official = Settings(harvest_contact=None)
    assert with_contact(official).harvest_contact is None  # nobody is there
    monkeypatch.setattr("ui.cli.harvesting.is_person", lambda: True)
    assert with_contact(official).harvest_contact == "beheer@example.org"
    known = Settings(harvest_contact="https://example.org")
    assert with_contact(known) is known
