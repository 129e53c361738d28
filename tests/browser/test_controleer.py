from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from index.build.builder import Builder
from index.parse.read import read_paths
from index.sample import sample_dir
from tests.browser.conftest import QUICK_ENCODER, serve_app
from tests.browser.visitor import Visitor, visit, watched
from tests.encoder import WordEncoder
from tests.rag.check.drafts import opened, word_draft

pytestmark = pytest.mark.browser

RIGHT = "Er zijn 86 oefenvluchten uitgevoerd, waarvan 19 na zonsondergang"
DRAFT = f"Defensie antwoordde: «{RIGHT}», en: «In 2023 zijn veertig claims ingediend, waarvan er drie zijn toegekend»."


@pytest.fixture(scope="module")
def window(browser: Browser, chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    data_dir = tmp_path_factory.mktemp("controleren") / "data"
    Builder(data_dir, WordEncoder()).ingest(read_paths([sample_dir()]))
    cwd = tmp_path_factory.mktemp("elders")
    for address in serve_app({"KAMERVRAGEN_DATA": str(data_dir)}, cwd=cwd, preparation=QUICK_ENCODER):
        with visit(browser, address) as visiting:
            yield visiting


@pytest.fixture
def visitor(window: Visitor) -> Iterator[Visitor]:
    yield from watched(window)


def test_a_pasted_draft_is_marked_and_its_report_can_be_kept(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("/controleer")
    page.get_by_role("textbox", name="Uw tekst").fill(DRAFT)
    page.get_by_role("button", name="Controleer", exact=True).click()
    expect(page.locator(".kv-concept mark")).to_have_count(4)  # the second quotation is cut at the word that differs
    expect(page.locator(".kv-concept .kv-anders")).to_have_text("veertig")
    page.locator(".kv-concept a", has_text="[2]").click()
    expect(page.locator("#nr-2")).to_be_in_viewport()
    expect(page.locator("#nr-2 .kv-badge")).to_have_text("Gewijzigd")
    visitor.settle()
    for name, start in (("Verslag als webpagina", b"<!doctype html>"), ("Word met opmerkingen", b"PK")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).click()
        assert Path(waiting.value.path()).read_bytes().startswith(start)
    assert "?" not in page.url, "no word of a draft stands in the address"


def test_a_word_file_comes_back_with_comments(visitor: Visitor) -> None:
    page = visitor.open("/controleer")
    page.locator("input[type=file]").set_input_files(
        {"name": "stuk.docx", "mimeType": "application/octet-stream", "buffer": word_draft(f"Zij schrijft «{RIGHT}».")}
    )
    expect(page.get_by_text("stuk.docx")).to_be_visible()
    page.get_by_role("button", name="Controleer", exact=True).click()
    expect(page.locator("#nr-1 .kv-badge")).to_have_text("Letterlijk")
    visitor.settle()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Word met opmerkingen").click()
    assert waiting.value.suggested_filename == "stuk-controle.docx"
    document = opened(Path(waiting.value.path()).read_bytes())
    assert next(comment.paragraphs[0].text for comment in document.comments) == "Letterlijk"
