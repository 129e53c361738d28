from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.errors import InputError, ModelError
from index.store.catalogue import FILE_NAME
from index.values import Publication
from tests.encoder import WordEncoder
from tests.factory import make_publication, make_reading
from tests.ui.app.screens.conftest import OpenPage, shown
from ui.app.pages import PAGES

Ingest = Callable[[Sequence[Publication]], None]
NAMES = list(PAGES)


@pytest.mark.parametrize("page", NAMES)
def test_an_empty_corpus_says_how_to_fill_it(open_page: OpenPage, data_dir: Path, page: str) -> None:
    app = open_page(page)
    assert "Er staan nog geen publicaties in het corpus" in shown(app)
    assert app.code[0].value == f"kamervragen ingest MAP --data-dir {data_dir}"


def test_an_empty_corpus_that_was_filled_opens_at_a_reload(
    open_page: OpenPage, ingest: Ingest, publications: list[Publication]
) -> None:
    assert "nog geen publicaties" in shown(open_page(q="drones"))
    ingest(publications)
    assert "zestig drones" in shown(open_page(q="drones"))


@pytest.mark.parametrize("page", NAMES)
def test_a_broken_index_says_how_to_make_it_again(
    small: object, open_page: OpenPage, data_dir: Path, page: str
) -> None:
    shutil.rmtree(data_dir / "chroma")
    app = open_page(page)
    html = shown(app)
    assert "De index is beschadigd of onvolledig" in html
    assert "Traceback" not in html
    assert app.code[0].value == f"kamervragen rebuild --data-dir {data_dir}"
    assert "chroma" in app.code[1].value, "the words of the program stand below, folded"


def test_a_broken_index_that_was_mended_opens_at_a_reload(
    small: object, open_page: OpenPage, data_dir: Path, encoder: WordEncoder
) -> None:
    shutil.rmtree(data_dir / "tantivy")
    assert "beschadigd" in shown(open_page(q="drones"))
    Builder(data_dir, encoder).rebuild()
    assert "zestig drones" in shown(open_page(q="drones"))


def test_a_broken_catalogue_has_its_message(small: object, open_page: OpenPage, data_dir: Path) -> None:
    (data_dir / FILE_NAME).write_bytes(b"dit is geen databank" * 500)
    assert "De index is beschadigd of onvolledig" in shown(open_page(q="drones"))


def test_an_index_of_another_model_is_refused(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = WordEncoder(name="ander", fingerprint="ander-1")
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: other)
    app = open_page(q="drones")
    assert "De index hoort bij een ander taalmodel" in shown(app)
    assert "woorden-1" in app.code[1].value


def test_a_model_that_cannot_be_loaded_has_its_message(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, encoder: WordEncoder
) -> None:
    def fail(text: str) -> object:
        raise ModelError("the model x cannot be loaded: no such folder")

    monkeypatch.setattr(encoder, "encode_query", fail)
    assert "Het taalmodel kan niet worden geladen" in shown(open_page(q="drones"))


def test_a_setting_that_is_not_allowed_has_its_message(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMERVRAGEN_DENSE_WEIGHT", "veel")
    app = open_page()
    assert "Dit adres of deze instelling klopt niet" in shown(app)
    assert "dense_weight" in app.code[0].value


@pytest.mark.parametrize(
    ("page", "params", "said"),
    [
        ("", {"q": "nr. 4711"}, "Geen passages gevonden"),
        ("vergelijk", {"q": "nr. 4711"}, "Geen vraag aan meer ministeries gevonden"),
        ("publicatie", {"id": "ah-tk-20232024-4711"}, "Deze publicatie staat niet in het corpus"),
        ("evaluatie", {"deel": "verslag"}, "Er is nog niets gemeten"),
        ("evaluatie", {"deel": "vergelijken"}, "Er is nog niets gemeten"),
        ("evaluatie", {"deel": "beoordelen"}, "Meet eerst met deze gouden set"),
    ],
)
def test_a_page_without_anything_to_show_says_so(
    small: object, open_page: OpenPage, page: str, params: dict[str, str], said: str
) -> None:
    assert said in shown(open_page(page, **params))


def test_the_corpus_page_says_when_it_has_nothing_to_remove(small: object, open_page: OpenPage) -> None:
    app = open_page("corpus")
    app.text_input(key="verwijder_nummer").set_value("4711 <b>")
    app.button(key="verwijder_zoek").click().run()
    assert "heeft het nummer of id «4711 &lt;b&gt;»" in shown(app)


@pytest.mark.parametrize("page", NAMES)
def test_an_unforeseen_error_shows_no_traceback_and_is_logged(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, page: str
) -> None:
    def fail(*args: object) -> object:
        raise ZeroDivisionError("geheim")

    monkeypatch.setattr("ui.app.state.resources.get_facts", fail)
    html = shown(open_page(page, q="drones"))
    assert "Er ging iets mis" in html
    assert "geheim" not in html
    assert any(record.exc_info and record.exc_info[0] is ZeroDivisionError for record in caplog.records)


def test_a_build_by_another_process_is_seen_without_a_restart(
    small: object, open_page: OpenPage, ingest: Ingest
) -> None:
    assert "8 publicaties met 10 antwoorden" in shown(open_page(unfolded=["filters"]))
    ingest([make_publication(4711, onderwerp="ruimtevaart", ministeries=("Algemene Zaken",))])
    app = open_page(unfolded=["filters"])
    assert "9 publicaties met 11 antwoorden" in shown(app)
    assert "Algemene Zaken (1)" in app.multiselect(key="filter_ministerie").options
    assert "nr. 4711" in shown(open_page(unfolded=["filters"], q="ruimtevaart"))


def test_a_data_directory_that_was_replaced_is_opened_anew(
    small: object, open_page: OpenPage, data_dir: Path, encoder: WordEncoder
) -> None:
    assert "zestig drones" in shown(open_page(q="drones"))
    shutil.rmtree(data_dir)
    assert "nog geen publicaties" in shown(open_page(q="drones"))
    Builder(data_dir, encoder).ingest([make_reading(make_publication(12, onderwerp="drones boven zee"))])
    html = shown(open_page(q="drones"))
    assert "Drones boven zee" in html
    assert "zestig" not in html


def test_the_corpus_is_opened_once_for_all_sessions(
    small: object, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    from ui.app.state import resources

    original = resources.open_assistant
    monkeypatch.setattr(
        resources, "open_assistant", lambda settings, encoder: opened.append(settings) or original(settings, encoder)
    )
    for _ in range(3):
        shown(open_page(q="drones"))
    assert len(opened) == 1


def test_the_settings_reach_the_app_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from ui.app.state import resources

    monkeypatch.setenv("KAMERVRAGEN_DATA", str(tmp_path / "elders"))
    assert resources.get_settings().data_dir == tmp_path / "elders"
    monkeypatch.setenv("KAMERVRAGEN_CANDIDATES", "0")
    with pytest.raises(InputError, match="candidates"):
        resources.get_settings()


@pytest.mark.parametrize("page", NAMES)
def test_every_page_says_in_one_line_which_parameter_it_does_not_know(
    small: object, open_page: OpenPage, page: str
) -> None:
    html = shown(open_page(page, soortt="antwoord"))
    assert html.count("Niet begrepen in het adres") == 1 and "«soortt»" in html
