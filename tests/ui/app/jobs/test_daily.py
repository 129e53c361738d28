from __future__ import annotations

import json
import sys
import threading
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from index.errors import InputError
from index.settings import Settings
from rag.follow.searches import SavedSearches
from rag.question import Question
from ui.app.jobs.daily import TITLE, Daily, Update, due, parse_hour, read_update, write_update
from ui.app.jobs.jobs import Jobs, Lane
from ui.app.view.notices import update_banner

SIX = time(6)
NOON = datetime(2026, 11, 26, 12)
REPORT = json.dumps({"new": 4, "changed": 1, "listed": 5})
FAILS = "import sys; print('kamervragen: de bron antwoordt niet', file=sys.stderr); sys.exit(1)"


def notes(file: Path, end: int) -> str:
    """A command that notes what it was asked, and reports."""
    asked = f"open({str(file)!r}, 'a').write(' '.join(sys.argv[1:{end}]) + chr(10))"
    return f"import sys; {asked}; print({REPORT!r})"


def daily(data_dir: Path, script: str, now: datetime = NOON, **values: object) -> tuple[Daily, Jobs]:
    settings = Settings(data_dir=data_dir, **values)  # type: ignore[arg-type]
    jobs = Jobs()
    return Daily(settings, SIX, jobs, (sys.executable, "-c", script), lambda: now), jobs


def looked(data_dir: Path, script: str, now: datetime = NOON, **values: object) -> bool:
    looking, jobs = daily(data_dir, script, now, **values)
    begun = looking.look()
    jobs.wait(Lane.CORPUS, 30)
    return begun


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        (NOON, None, True),
        (NOON, Update(at=datetime(2026, 11, 26, 6, 1)), False),
        (NOON, Update(at=datetime(2026, 11, 26, 5, 59)), True),
        (datetime(2026, 11, 26, 5), Update(at=datetime(2026, 11, 25, 6, 1)), False),
        (datetime(2026, 11, 26, 5), Update(at=datetime(2026, 11, 24, 6, 1)), True),
        (NOON, Update(at=datetime(2026, 11, 26, 11, 30), problem="weg"), False),
        (NOON, Update(at=datetime(2026, 11, 26, 10, 59), problem="weg"), True),
        (datetime(2026, 11, 27, 6), Update(at=datetime(2026, 11, 26, 6)), True),
    ],
)
def test_it_is_time_once_a_day_and_again_an_hour_after_a_failure(
    now: datetime, last: Update | None, expected: bool
) -> None:
    assert due(now, SIX, last) is expected


def test_what_came_is_kept_and_done_once(data_dir: Path) -> None:
    data_dir.mkdir()
    script = notes(data_dir / "gevraagd", 3)
    assert looked(data_dir, script)
    assert read_update(data_dir) == Update(at=NOON, since=NOON, new=4, changed=1)
    assert not looked(data_dir, script, NOON + timedelta(hours=5))
    assert looked(data_dir, script, NOON + timedelta(hours=18))
    assert (data_dir / "gevraagd").read_text() == "harvest --sinds-laatste\n" * 2


def test_a_failure_is_kept_with_when_it_last_went_well(data_dir: Path) -> None:
    data_dir.mkdir()
    before = NOON - timedelta(days=2)
    write_update(data_dir, Update(at=before, since=before, new=3))
    assert looked(data_dir, FAILS)
    update = read_update(data_dir)
    assert update is not None and (update.at, update.since) == (NOON, before)
    assert "de bron antwoordt niet" in str(update.problem)
    assert not looked(data_dir, FAILS, NOON + timedelta(minutes=59))
    assert looked(data_dir, FAILS, NOON + timedelta(hours=1))


MAIL = {"smtp_host": "localhost", "mail_from": "a@example.org", "mail_to": "b@example.org"}
NEWS = json.dumps({"searches": [{"new": [1, 2], "changed": [], "answered": [3]}, {"new": [], "changed": [4]}]})


def following(data_dir: Path) -> None:
    data_dir.mkdir()
    with closing(SavedSearches(data_dir)) as searches:
        searches.add("vlaggen", Question(text="Hangt de vlag uit?"), NOON.date())


def tells(data_dir: Path, news: str) -> str:
    """A command that harvests, and tells this of what is followed."""
    asked = f"open({str(data_dir / 'gevraagd')!r}, 'a').write(' '.join(sys.argv[1:5]) + chr(10))"
    return f"import sys; {asked}; print({REPORT!r} if sys.argv[1] == 'harvest' else {news!r})"


@pytest.mark.parametrize(("mail", "how"), [(MAIL, "--mail"), ({}, "--dry-run")])
def test_what_is_followed_is_run_after_it(data_dir: Path, mail: dict[str, str], how: str) -> None:
    following(data_dir)
    told = NEWS.replace('"changed": [4]', '"changed": [4], "answered": []')
    assert looked(data_dir, tells(data_dir, told), **mail)
    assert (data_dir / "gevraagd").read_text().splitlines()[1] == f"volg run {how} --json"
    update = read_update(data_dir)
    assert update == Update(at=NOON, since=NOON, new=4, changed=1, news=4, is_mailed=bool(mail))
    banner = update_banner(update, is_own=True)
    assert "4 berichten bij wat u volgt" in banner
    assert ("gemaild" in banner) is bool(mail)
    assert "volgt" not in update_banner(update)


@pytest.mark.parametrize("mail", [MAIL, {}])
def test_following_that_fails_is_told_and_the_corpus_is_current(data_dir: Path, mail: dict[str, str]) -> None:
    following(data_dir)
    assert looked(data_dir, tells(data_dir, NEWS), **mail)  # a second search without its answers: not as agreed
    update = read_update(data_dir)
    assert update is not None and (update.at, update.since, update.new) == (NOON, NOON, 4)
    banner = update_banner(update, is_own=True)
    assert "Bijgewerkt tot 26 november 2026" in banner and "Let op: bijgewerkt, maar" in banner
    assert due(NOON + timedelta(hours=1), SIX, update)


def test_it_waits_for_other_work_on_the_corpus(data_dir: Path) -> None:
    data_dir.mkdir()
    release = threading.Event()
    looking, jobs = daily(data_dir, f"print({REPORT!r})")
    jobs.start(Lane.CORPUS, "Bestanden toevoegen", lambda tell: release.wait(20))
    assert not looking.look()
    release.set()
    jobs.wait(Lane.CORPUS, 20)
    assert looking.look()
    job = jobs.last(Lane.CORPUS)
    assert job is not None and job.title == TITLE
    jobs.wait(Lane.CORPUS, 30)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"at": "gisteren", "problem": null, "since": null}'])
def test_a_damaged_note_is_none(data_dir: Path, content: str) -> None:
    data_dir.mkdir()
    (data_dir / "bijwerken.json").write_text(content)
    assert read_update(data_dir) is None


def test_an_hour_is_read() -> None:
    assert parse_hour("06:00") == SIX
    for wrong in ("6 uur", "25:00", ""):
        with pytest.raises(InputError, match="06:00"):
            parse_hour(wrong)


def test_every_page_says_when_and_what_went_wrong() -> None:
    assert update_banner(None) == ""
    good = update_banner(Update(at=NOON, since=NOON, new=1, changed=2))
    assert "26 november 2026 om 12.00 uur" in good and "1 publicatie nieuw, 2 gewijzigd" in good
    bad = update_banner(Update(at=NOON, problem="<b>weg</b>", since=None))
    assert "niet gelukt" in bad and "nog nooit" in bad and "&lt;b&gt;weg" in bad
    some = update_banner(Update(at=NOON, since=NOON, new=1, failed=3))
    assert '3 mislukt: waarom staat op de pagina <a href="corpus">Corpus</a>' in some
    long = Update(at=NOON, problem="http://bron.nl/sru?query=a%20b&x=1: geen SRU-antwoord; kent u dat?")
    assert "http://bron.nl/sru: geen SRU-antwoord; kent u dat?" in update_banner(long)
