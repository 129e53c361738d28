from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.conftest import QUICK_ENCODER, serve_app
from tests.browser.visitor import Visitor, visit

pytestmark = pytest.mark.browser

METADATA = b'<metadata_gegevens><metadata name="DC.identifier" content="ah-tk-20232024-7"/></metadata_gegevens>'
HOSTILE = '<img src=x onerror="window.hit=1"> :smile: $x$ **vet**'


@pytest.fixture(scope="module")
def empty_server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over nothing at all, with the quick encoder."""
    data_dir = tmp_path_factory.mktemp("leeg") / "data"
    cwd = tmp_path_factory.mktemp("elders")
    yield from serve_app({"KAMERVRAGEN_DATA": str(data_dir)}, cwd=cwd, preparation=QUICK_ENCODER)


@pytest.fixture
def visitor(browser: Browser, empty_server: str) -> Iterator[Visitor]:
    with visit(browser, empty_server) as visiting:
        yield visiting
        assert visiting.leaks == []
        assert visiting.errors == []


def line(publication_id: str, subject: str) -> bytes:
    pair = {"vragen": [{"nummer": 1, "tekst": f"Is {subject} schoon?"}], "antwoord": f"Ja, {subject} is schoon."}
    return json.dumps({"id": publication_id, "onderwerp": subject, "paren": [pair]}).encode()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom.xml", b"\0" * 20_000_000)
    return buffer.getvalue()


def add(visitor: Visitor, *files: tuple[str, bytes]) -> None:
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files
    ]
    visitor.page.locator("input[type=file]").set_input_files(payloads)
    button = visitor.page.get_by_role("button", name="Voeg toe")
    expect(button).to_be_enabled()
    button.click()
    visitor.page.wait_for_selector("text=: klaar")
    visitor.settle()


def test_the_first_start_offers_the_examples_and_loads_them_with_one_click(visitor: Visitor) -> None:
    page = visitor.open()
    expect(page.get_by_role("button", name="Haal de laatste drie maanden op")).to_be_visible()
    load = page.get_by_role("button", name="Laad de voorbeelden")
    load.click()
    load.wait_for(state="detached")
    visitor.ask("nr. 90024")
    expect(page.locator(".kv-hit a").first).to_have_attribute("href", "publicatie?id=ah-tk-20232024-90024&vraag=1")


def test_good_and_hostile_files_are_added_while_the_app_goes_on(visitor: Visitor) -> None:
    page = visitor.open("/corpus")
    if page.get_by_role("button", name="Sluit dit bericht").count():
        page.get_by_role("button", name="Sluit dit bericht").click()
        visitor.settle()
    add(
        visitor,
        ("goed.jsonl", line("nieuw-1", f"het water {HOSTILE}")),
        ("bom.zip", bomb()),
        ("metadata.xml", METADATA),
        (f"{HOSTILE.replace('/', '')}.xml", b"<geen xml"),
    )
    report = page.locator(".kv-notice").first
    expect(report).to_contain_text("1 nieuw")
    expect(report).to_contain_text("samengeperst")
    expect(report).to_contain_text("metadata zonder het document erbij")
    expect(report).to_contain_text("1 overgeslagen, 2 niet gelezen")
    expect(report).to_contain_text("<img src=x onerror=")
    assert page.evaluate("window.hit") is None
    assert page.locator("[data-testid=stMainBlockContainer] img").count() == 0
    visitor.open("/publicatie?id=nieuw-1")
    expect(page.locator("h1")).to_contain_text(HOSTILE)
    assert page.evaluate("window.hit") is None


def test_a_kind_of_file_that_is_not_taken_is_refused_by_the_page(visitor: Visitor) -> None:
    page = visitor.open("/corpus")
    page.locator("input[type=file]").set_input_files(
        [{"name": "virus.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}]
    )
    visitor.settle()
    expect(page.get_by_role("button", name="Voeg toe")).to_be_disabled()


def test_a_publication_is_removed_after_confirmation(visitor: Visitor) -> None:
    page = visitor.open("/corpus")
    page.get_by_role("textbox", name="Publicatie verwijderen").fill("nieuw-1")
    page.keyboard.press("Enter")
    page.get_by_text("(nieuw-1)").click()
    page.get_by_role("button", name="Verwijder 1 publicatie").click()
    page.get_by_role("button", name="Ja, verwijder").click()
    page.wait_for_selector("text=uit het corpus gehaald")
    visitor.open("/publicatie?id=nieuw-1")
    expect(page.get_by_role("alert")).to_contain_text("staat niet in het corpus")
