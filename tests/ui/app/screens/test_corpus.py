from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from index.build.builder import Builder
from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from index.harvest.official.records import Record
from index.harvest.official.sru import year_slice
from index.harvest.official.state import HarvestState, Outcome, Status
from index.harvest.tweede_kamer.odata import OpenData
from index.harvest.tweede_kamer.run import TkRun
from index.sample import sample_dir
from index.store.catalogue import Catalogue
from index.store.manifest import NEXT_FILE_NAME
from index.values import Publication
from tests.encoder import WordEncoder
from tests.factory import make_publication
from tests.index.harvest.tk_server import Kamer, actor, document, serving_kamer, zaak
from tests.ui.app.screens.conftest import OpenPage, shown
from ui.app.jobs.jobs import Lane
from ui.app.state import resources

Ingest = Callable[[Sequence[Publication]], None]
WAIT_S = 60


def publication_line(publication_id: str, answer: str = "Ja, het water is schoon.") -> bytes:
    pair = {"vragen": [{"nummer": 1, "tekst": "Is het water schoon?"}], "antwoord": answer}
    return json.dumps({"id": publication_id, "paren": [pair]}).encode()


def upload(app: AppTest, *files: tuple[str, bytes]) -> str:
    """Adds files and waits for the report."""
    field = app.get("file_uploader")[0]
    field.set_value([(name, data, "application/octet-stream") for name, data in files]).run()  # type: ignore[attr-defined]
    app.button(key="voeg_toe").click().run()
    resources.get_jobs().wait(Lane.CORPUS, WAIT_S)
    return shown(app.run())


def test_it_tells_what_is_in_the_corpus_and_until_when(small: object, open_page: OpenPage) -> None:
    app = open_page("corpus")
    assert [(one.label, one.value) for one in app.metric] == [
        ("publicaties", "8"),
        ("antwoorden", "10"),
        ("oudste antwoord", "2 oktober 2023"),
        ("nieuwste antwoord", "13 januari 2025"),
    ]
    charts = [chart.proto.alt for chart in app.get("vega_lite_chart")]
    assert any("2024-2025 3" in told for told in charts)
    assert any("Defensie 3" in told for told in charts)
    assert '<a href="ontdek?soort=mededeling">mededeling van uitstel</a> (1)' in shown(app)


def test_numbers_that_are_not_there_are_named_with_what_that_does_not_mean(ingest: Ingest, open_page: OpenPage) -> None:
    ingest([make_publication(2), make_publication(5), make_publication(6)])
    html = shown(open_page("corpus"))
    assert "3 van de nummers 1 tot en met 6" in html
    assert "3 nummers ontbreken" in html
    assert "1, 3–4." in html
    assert "of omdat het nooit is gebruikt" in html


def test_what_failed_to_read_is_listed_as_text(small: object, open_page: OpenPage, data_dir: Path) -> None:
    catalogue = Catalogue(data_dir)
    catalogue.note_failures([("<b>map</b>/leeg.xml", "het bestand is leeg & stuk")], [])
    catalogue.close()
    html = shown(open_page("corpus"))
    assert "&lt;b&gt;map&lt;/b&gt;/leeg.xml" in html
    assert "leeg &amp; stuk" in html


def test_files_are_added_and_the_report_tells_what_became_of_each(small: object, open_page: OpenPage) -> None:
    app = open_page("corpus")
    html = upload(
        app,
        ("nieuw.jsonl", publication_line("nieuw-1")),
        ("../../stuk.xml", b"<geen xml"),
    )
    assert "2 bestanden toevoegen: klaar" in html
    assert "<strong>1 nieuw</strong>, <strong>1 niet gelezen</strong>" in html
    assert "<b>stuk.xml</b>" in html
    assert app.metric[0].value == "9"
    assert "nieuw-1" in shown(open_page("publicatie", id="nieuw-1"))


def test_files_can_be_added_to_an_empty_corpus(open_page: OpenPage) -> None:
    app = open_page("corpus")
    upload(app, ("nieuw.jsonl", publication_line("nieuw-1")))
    assert (app.metric[0].label, app.metric[0].value) == ("publicatie", "1")


def test_the_first_start_loads_the_examples_with_one_click(open_page: OpenPage) -> None:
    app = open_page()
    app.button(key="voorbeelden_laden").click().run()
    assert "Voorbeelden laden …" in shown(app) or "Wat wilt u weten?" in app.title[0].value
    resources.get_jobs().wait(Lane.CORPUS, WAIT_S)
    app = open_page("corpus")
    assert "fictieve voorbeeldpublicaties" in shown(app)
    assert app.metric[0].value == str(len(list(Catalogue(resources.get_settings().data_dir).ids())))
    assert sample_dir().is_dir()


def test_a_publication_is_removed_only_after_confirmation(small: object, open_page: OpenPage, data_dir: Path) -> None:
    app = open_page("corpus")
    app.text_input(key="verwijder_nummer").set_value("102")
    app.button(key="verwijder_zoek").click().run()
    app.checkbox(key="kies_ah-tk-20232024-102").check().run()
    app.button(key="verwijder_knop").click().run()
    assert "Weet u het zeker?" in shown(app)
    app.button(key="verwijder_nee").click().run()
    assert "Weet u het zeker?" not in shown(app)
    app.checkbox(key="kies_ah-tk-20232024-102").check().run()
    app.button(key="verwijder_knop").click().run()
    app.button(key="verwijder_ja").click().run()
    resources.get_jobs().wait(Lane.CORPUS, WAIT_S)
    html = shown(app.run())
    assert "1 publicatie is uit het corpus gehaald: ah-tk-20232024-102." in html
    assert "ah-tk-20232024-102" not in Catalogue(data_dir).ids()


@pytest.mark.parametrize(("manage", "address"), [("no", "127.0.0.1"), ("auto", "0.0.0.0"), ("auto", None)])  # noqa: S104
def test_the_corpus_cannot_be_changed_where_others_reach_the_app(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, manage: str, address: str | None
) -> None:
    monkeypatch.setenv("KAMERVRAGEN_MANAGE", manage)
    monkeypatch.setattr("ui.app.state.resources.st.get_option", lambda name: address)
    app = open_page("corpus")
    assert "Toevoegen en verwijderen kan hier niet" in shown(app)
    assert not app.get("file_uploader")
    assert "verwijder_zoek" not in [button.key for button in app.button]


def test_it_may_be_changed_anywhere_when_the_setting_says_so(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMERVRAGEN_MANAGE", "yes")
    monkeypatch.setattr("ui.app.state.resources.st.get_option", lambda name: "0.0.0.0")  # noqa: S104
    assert open_page("corpus").get("file_uploader")


def test_an_index_that_is_being_renewed_is_said_and_answers_go_on(
    small: object, open_page: OpenPage, data_dir: Path
) -> None:
    (data_dir / NEXT_FILE_NAME).write_text("{}", encoding="utf-8")
    html = shown(open_page(q="drones"))
    assert "Er wordt een nieuwe index gemaakt." in html
    assert "zestig drones" in html


def test_what_is_not_known_of_publications_is_counted_beside_the_figures(ingest: Ingest, open_page: OpenPage) -> None:
    known = make_publication(1)
    ingest([known, replace(make_publication(2), ontvangen=None, ministeries=(), beantwoord_door=())])
    html = shown(open_page("corpus"))
    assert "Van 1 publicatie is niet bekend wanneer het antwoord kwam." in html
    assert "Van 1 publicatie is niet bekend welk ministerie antwoordde." in html
    assert "welk vergaderjaar" not in html


def join(data_dir: Path) -> None:
    """Joins a source that knows the first of the publications as another's, lacks the second, and has a third."""
    kamer = Kamer(
        zaken=[other := zaak(1, actor("Ander, B.", ActorFractie="XYZ"))], documents=[document(1, other), document(3)]
    )
    limits = Limits(connect_s=2, read_s=2, total_s=5, attempts=1, backoff_s=0.01, longest_backoff_s=0.01)
    with serving_kamer(kamer) as server:
        pace = Pace(data_dir / "pace", rate=Rate(requests=5000, window_s=1))
        with closing(Client(addresses=[server.url], pace=pace, user_agent="proef", limits=limits)) as client:
            source = OpenData(client, server.url)
            TkRun(data_dir, source=source, intake=Builder(data_dir, WordEncoder()), many=1).enrich()


def test_what_the_tweede_kamer_says_is_accounted_for(ingest: Ingest, open_page: OpenPage, data_dir: Path) -> None:
    ingest([make_publication(1), make_publication(2)])
    assert "Aangevuld uit Tweede Kamer Open Data" not in shown(open_page("corpus")), "it never ran"
    join(data_dir)
    html = shown(open_page("corpus"))
    assert "Aangevuld uit Tweede Kamer Open Data" in html
    account = html.partition("Tweede Kamer Open Data is een tweede")[2]
    assert "1 van 2 publicaties gevonden" in account
    assert "De Tweede Kamer heeft 1 nummer dat dit corpus niet heeft." in account
    assert "Wat verschilt: 1 publicatie" in account
    assert 'href="publicatie?id=ah-tk-20232024-1"' in account
    assert "ook ingediend door Ander (XYZ), niet in het document" in account
    assert "Niet gevonden bij de Tweede Kamer: 1 publicatie" in account
    assert 'href="publicatie?id=ah-tk-20232024-2"' in account


STEPS = """
import json, sys, time
step = {"phase": "ophalen", "done": 20, "total": 50, "current": "x", "per_minute": 19.84, "left_s": 90.0}
print(json.dumps(step), file=sys.stderr, flush=True)
import pathlib
while not pathlib.Path("verder").exists():
    time.sleep(0.02)
run = dict.fromkeys(("fetched", "new", "changed", "unchanged", "replaced", "skipped", "left", "seconds"), 0)
run |= {"fetched": 2, "new": 2, "failed": [], "notices": [], "stopped": False}
pathlib.Path("gegeven").write_text(" ".join(sys.argv[1:]))
print(json.dumps(run))
"""


@pytest.mark.parametrize(
    ("button", "options"),
    [("haal_op", "--vergaderjaar 2023-2024 --limit 500"), ("herstel", "--herstel"), ("vul_aan", "--verrijk")],
)
def test_a_harvest_is_started_and_watched(
    ingest: Ingest,
    open_page: OpenPage,
    data_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    button: str,
    options: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ui.app.jobs.harvesting.COMMAND", (sys.executable, "-c", STEPS))
    ingest([make_publication(1)])
    state = HarvestState(data_dir)
    part = year_slice("2023-2024")
    failed = Outcome(record=Record(id="ah-tk-20232024-9"), status=Status.MISLUKT, reden="HTTP <404>")
    state.note_records(part, state.begin_listing(part, datetime.now(UTC)), [failed])
    state.close()
    app = open_page("corpus")
    assert "<b>ah-tk-20232024-9</b>: HTTP &lt;404&gt;" in shown(app)
    assert "Van eerdere keren: 1 publicatie mislukt." in shown(app)
    app.text_input(key="ophalen_contact").set_value("beheer@example.org")
    app.selectbox(key="ophalen_jaar").set_value("2023-2024")
    app.button(key=button).click().run()
    for _ in range(100):
        if "19,8 per minuut" in (html := shown(app.run())):
            break
        time.sleep(0.05)
    assert "20 van 50 · 19,8 per minuut, nog ongeveer 2 min" in html
    assert app.button(key="stop_corpus")
    assert "haal_op" not in [item.key for item in app.button]
    (tmp_path / "verder").touch()
    resources.get_jobs().wait(Lane.CORPUS, WAIT_S)
    html = shown(app.run())
    assert ("Aanvullen: klaar" if button == "vul_aan" else "<strong>2 publicaties opgehaald</strong> (2 nieuw)") in html
    assert (tmp_path / "gegeven").read_text().startswith(options)


def test_why_a_harvest_failed_is_in_sight(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    says = "import sys; sys.exit('kamervragen: de bron wil weten <wie> er ophaalt')"
    monkeypatch.setattr("ui.app.jobs.harvesting.COMMAND", (sys.executable, "-c", says))
    app = open_page("corpus")
    app.text_input(key="ophalen_contact").set_value("beheer@example.org")
    app.button(key="haal_op").click().run()
    resources.get_jobs().wait(Lane.CORPUS, WAIT_S)
    html = shown(app.run())
    assert "Publicaties ophalen: niet gelukt" in html
    assert "Het ophalen is niet gelukt: de bron wil weten &lt;wie&gt; er ophaalt." in html
    assert app.button(key="haal_op"), "it can be tried again"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "vul eerst uw e-mailadres of webadres in"), ("<Jan>", "«&lt;Jan&gt;» is geen e-mailadres of webadres")],
)
def test_a_harvest_does_not_start_without_a_good_address(
    typed: str, told: str, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.app.jobs.harvesting.COMMAND", (sys.executable, "-c", "raise AssertionError"))
    app = open_page("corpus")
    app.text_input(key="ophalen_contact").set_value(typed)
    app.button(key="haal_recent").click().run()
    assert f"Nog niet begonnen: {told}" in shown(app)
    assert resources.get_jobs().last(Lane.CORPUS) is None
    assert app.button(key="haal_recent"), "it can be tried again"


@pytest.mark.parametrize("page", [None, "corpus"])
def test_an_empty_corpus_gets_the_last_three_months_with_one_click(
    page: str | None, open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "verder").touch()
    monkeypatch.setattr("ui.app.jobs.harvesting.COMMAND", (sys.executable, "-c", STEPS))
    app = open_page(*([page] if page else []))
    assert any("ongeveer 1.000 publicaties" in one.value and "50 minuten" in one.value for one in app.caption)
    app.text_input(key="ophalen_contact").set_value("https://example.org/over")
    app.button(key="haal_recent").click().run()
    resources.get_jobs().wait(Lane.CORPUS, WAIT_S)
    assert (tmp_path / "gegeven").read_text().startswith("--recent 3m --json")


def test_only_a_corpus_without_real_publications_offers_the_last_months(ingest: Ingest, open_page: OpenPage) -> None:
    ingest([replace(make_publication(1), fictief=True)])
    assert "haal_recent" in [item.key for item in open_page("corpus").button]
    ingest([make_publication(2)])
    app = open_page("corpus")
    assert "haal_recent" not in [item.key for item in app.button]
    assert app.text_input(key="ophalen_contact")
