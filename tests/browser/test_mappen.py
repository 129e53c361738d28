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


@pytest.fixture
def visitor(browser: Browser, chromium_path: str, tmp_path: Path) -> Iterator[Visitor]:
    """A window on an app without maps."""
    Builder(tmp_path / "data", WordEncoder()).ingest(read_paths([sample_dir()]))
    for address in serve_app({"KAMERVRAGEN_DATA": str(tmp_path / "data")}, cwd=tmp_path, preparation=QUICK_ENCODER):
        with visit(browser, address) as visiting:
            yield from watched(visiting)


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
    expect(page).to_have_title("Mappen – Kamervragen")
    expect(page.locator(".kv-bewaard")).to_contain_text("zonsondergang")
    expect(page.get_by_placeholder("Notitie, gaat mee in de export")).to_have_value("voor het stuk")
    page.get_by_role("button", name="Exporteren").click()
    either = (b"# vluchten", b"# Mijn map")  # both have it, and the note came to both at about the same moment
    for name, start in (("Markdown", either), ("Word", b"PK"), ("Map als bestand, om door te geven", b"{")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name, exact=True).click()
        assert Path(waiting.value.path()).read_bytes().startswith(start)


def test_two_tabs_on_one_map_lose_nothing(visitor: Visitor, browser: Browser) -> None:
    """Renamed, noted, reordered and thrown away in one tab, while the other still shows it as it was."""
    keep_two(visitor)
    page = visitor.open("/mappen")
    with visit(browser, visitor.base) as other:
        there = other.open("/mappen")
        first = there.locator(".kv-bewaard").first.inner_text()
        notes = there.get_by_placeholder("Notitie, gaat mee in de export")

        page.get_by_role("button", name="Hernoemen").click()
        page.get_by_label("Nieuwe naam").fill("vliegbasis")
        page.get_by_role("button", name="Hernoem", exact=True).click()
        visitor.settle()
        write(visitor, 0, "van hier")

        write(other, 0, "van daar")
        expect(notes.first).to_have_value("van hier\n\nvan daar")
        expect(there.get_by_role("combobox", name="Map", exact=True)).to_have_value("vliegbasis")

        there.get_by_role("button", name="Omlaag").first.click()
        expect(there.locator(".kv-bewaard").first).not_to_have_text(first)
        page.get_by_role("button", name="Weghalen").first.click()  # which now stands below, with a note not seen here
        expect(page.get_by_text("in een ander tabblad een andere notitie")).to_be_visible()
        expect(page.locator(".kv-bewaard")).to_have_count(2)

        write(other, 0, "later")
        page.get_by_role("button", name="Weggooien").click()
        page.get_by_role("button", name="Gooi deze map weg").click()
        expect(page.get_by_text("in een ander tabblad veranderd en niet weggegooid")).to_be_visible()
        page.get_by_role("button", name="Gooi deze map weg").click()
        expect(page.get_by_text("Er is nog geen map")).to_be_visible()

        write(other, 1, "te laat")
        expect(there.get_by_text("in een ander tabblad weggegooid")).to_be_visible()
        expect(there.get_by_text("Er is nog geen map")).to_be_visible()
        assert other.errors == []


def keep_two(visitor: Visitor) -> None:
    page = visitor.open("/?q=oefenvluchten+na+zonsondergang")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Bewaard in")).to_be_visible()
    page.get_by_role("button", name="Volgende").click()
    visitor.settle()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Bewaard in")).to_be_visible()


def write(visitor: Visitor, place: int, note: str) -> None:
    visitor.page.get_by_placeholder("Notitie, gaat mee in de export").nth(place).fill(note)
    visitor.page.keyboard.press("Control+Enter")
    visitor.settle()
