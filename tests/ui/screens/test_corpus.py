from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from index.catalogue import Catalogue
from index.manifest import NEXT_FILE_NAME
from index.sample import sample_dir
from index.values import Publication
from tests.factory import make_publication
from tests.ui.screens.conftest import OpenPage, shown
from ui import resources
from ui.jobs import Lane

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
    html = shown(open_page("corpus"))
    assert "<dd>8</dd><dt>publicaties</dt>" in html
    assert "<dd>13 januari 2025</dd><dt>nieuwste antwoord</dt>" in html
    for name, amount in (("2024-2025", 3), ("Defensie", 3), ("Mededeling van uitstel", 1)):
        assert f'<th scope="row">{name}</th>' in html
        row = html.partition(f'<th scope="row">{name}</th>')[2].partition("</tr>")[0]
        assert row.endswith(f"<td>{amount}</td>")


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
    html = upload(
        open_page("corpus"),
        ("nieuw.jsonl", publication_line("nieuw-1")),
        ("../../stuk.xml", b"<geen xml"),
    )
    assert "2 bestanden toevoegen: klaar" in html
    assert "<strong>1 nieuw</strong>, <strong>1 niet gelezen</strong>" in html
    assert "<b>stuk.xml</b>" in html
    assert "<dd>9</dd><dt>publicaties</dt>" in html
    assert "nieuw-1" in shown(open_page("publicatie", id="nieuw-1"))


def test_files_can_be_added_to_an_empty_corpus(open_page: OpenPage) -> None:
    html = upload(open_page("corpus"), ("nieuw.jsonl", publication_line("nieuw-1")))
    assert "<dd>1</dd><dt>publicatie</dt>" in html


def test_the_first_start_loads_the_examples_with_one_click(open_page: OpenPage) -> None:
    app = open_page()
    app.button(key="voorbeelden_laden").click().run()
    assert "Voorbeelden laden …" in shown(app) or "Wat wilt u weten?" in app.title[0].value
    resources.get_jobs().wait(Lane.CORPUS, WAIT_S)
    html = shown(open_page("corpus"))
    assert "fictieve voorbeeldpublicaties" in html
    assert f"<dd>{len(list(Catalogue(resources.get_settings().data_dir).ids()))}</dd>" in html
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
    monkeypatch.setattr("ui.resources.st.get_option", lambda name: address)
    app = open_page("corpus")
    assert "Toevoegen en verwijderen kan hier niet" in shown(app)
    assert not app.get("file_uploader")
    assert "verwijder_zoek" not in [button.key for button in app.button]


def test_it_may_be_changed_anywhere_when_the_setting_says_so(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMERVRAGEN_MANAGE", "yes")
    monkeypatch.setattr("ui.resources.st.get_option", lambda name: "0.0.0.0")  # noqa: S104
    assert open_page("corpus").get("file_uploader")


def test_an_index_that_is_being_renewed_is_said_and_answers_go_on(
    small: object, open_page: OpenPage, data_dir: Path
) -> None:
    (data_dir / NEXT_FILE_NAME).write_text("{}", encoding="utf-8")
    html = shown(open_page(q="drones"))
    assert "Er wordt een nieuwe index gemaakt." in html
    assert "zestig drones" in html
