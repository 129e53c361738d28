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

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def window(browser: Browser, chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    data_dir = tmp_path_factory.mktemp("mappen") / "data"
    Builder(data_dir, WordEncoder()).ingest(read_paths([sample_dir()]))
    cwd = tmp_path_factory.mktemp("elders")
    for address in serve_app({"KAMERVRAGEN_DATA": str(data_dir)}, cwd=cwd, preparation=QUICK_ENCODER):
        with visit(browser, address) as visiting:
            yield visiting


@pytest.fixture
def visitor(window: Visitor) -> Iterator[Visitor]:
    yield from watched(window)


def test_a_passage_is_kept_the_page_stays_and_the_map_leaves_as_a_file(visitor: Visitor) -> None:
    page = visitor.open("/?q=oefenvluchten+na+zonsondergang")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("button", name="Bewaard in «Mijn map»").click()
    maps = page.get_by_role("combobox", name="In de mappen")
    maps.fill("vluchten")
    maps.press("Enter")
    expect(page.get_by_text("Bewaard in 2 mappen")).to_be_visible()
    page.get_by_label("Notitie, gaat mee in de export").fill("voor het stuk")
    page.keyboard.press("Control+Enter")
    visitor.settle()
    expect(page.locator(".kv-bron h2")).to_be_visible()
    styled = page.locator(".kv-bron").evaluate("one => getComputedStyle(one.querySelector('.kv-facts')).fontSize")
    assert styled != page.locator("body").evaluate("one => getComputedStyle(one).fontSize"), "the style sheet is there"
    page = visitor.open("/mappen")
    expect(page.locator(".kv-bewaard")).to_contain_text("zonsondergang")
    expect(page.get_by_placeholder("Notitie, gaat mee in de export")).to_have_value("voor het stuk")
    page.get_by_role("button", name="Exporteren").click()
    for name, start in (("Markdown", b"# vluchten"), ("Word", b"PK"), ("Map als bestand, om door te geven", b"{")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name, exact=True).click()
        assert Path(waiting.value.path()).read_bytes().startswith(start)
