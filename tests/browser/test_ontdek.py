"""What the catalogue knows is browsed: the start page, all publications, counts, profiles, terms, what is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from index.settings import load_settings
from tests.browser.conftest import serve_app
from tests.browser.visitor import Visitor, visit, watched
from ui.app.serve import environment

pytestmark = [pytest.mark.browser, pytest.mark.model]

FIRST_RESULT_PIXELS = 250


@pytest.fixture(scope="module")
def window(
    browser: Browser, sample_corpus: Path, model_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitor]:
    """A window on a sample of its own: what is asked and followed in it stays here."""
    settings = load_settings(data_dir=sample_corpus, cache_dir=model_cache, dtype="float32")
    for address in serve_app(environment(settings), cwd=tmp_path_factory.mktemp("elsewhere")):
        with visit(browser, address, width=1440) as opened:
            yield opened


@pytest.fixture
def visitor(window: Visitor) -> Iterator[Visitor]:
    yield from watched(window)


def test_the_start_page_leads_to_the_newest_a_series_and_an_example_that_is_answered(visitor: Visitor) -> None:
    page = visitor.open()
    expect(page.get_by_text("Nieuwste antwoorden")).to_be_visible()
    expect(page.get_by_text("Aan meer ministeries gevraagd")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Doorzoek \d+ publicaties"))).to_be_visible()
    page.locator(".st-key-voorbeeld_0 button").click()
    page.wait_for_selector(".kv-verdict")
    visitor.settle()
    row, first = page.locator(".st-key-vraag_rij").bounding_box(), page.locator(".kv-verdict").bounding_box()
    assert row and first and first["y"] - row["y"] - row["height"] < FIRST_RESULT_PIXELS
    page = visitor.open()
    expect(page.get_by_text("Eerder gevraagd")).to_be_visible()
    page.get_by_role("button", name="Wissen").click()
    page.get_by_role("button", name="Wis alle").click()
    expect(page.get_by_text("Eerder gevraagd")).to_have_count(0)


def test_all_publications_are_narrowed_by_facets_with_counts_and_widened_by_their_chips(visitor: Visitor) -> None:
    page = visitor.open("/ontdek")
    amount = page.get_by_text(re.compile(r"^\d+ publicaties"))
    whole = amount.first.inner_text()
    page.get_by_role("combobox", name=re.compile("^Ministerie")).first.click()
    option = page.get_by_role("option", name=re.compile(r"^Defensie \(\d+\)"))
    found = re.search(r"\d+", option.inner_text())
    option.click()
    page.wait_for_url("**ministerie=Defensie**")
    visitor.settle()
    page.keyboard.press("Escape")
    assert found
    expect(page.get_by_text(re.compile(rf"^{found[0]} publicaties van de"))).to_be_visible()
    page.locator("[class*=st-key-chip_ministeries_Defensie] button").click()
    visitor.settle()
    assert "ministerie" not in page.url
    expect(amount.first).to_have_text(whole)


def test_a_count_has_a_chart_numbers_that_lead_to_what_they_count_and_a_word_file_with_citations(
    visitor: Visitor, tmp_path: Path
) -> None:
    page = visitor.open()
    visitor.ask("hoeveel Kamervragen zijn er per ministerie gesteld?")
    expect(page.locator(".st-key-telling [data-testid=stVegaLiteChart]")).to_be_visible()
    row = page.locator(".kv-telling tbody tr").first
    counted = row.locator("a").inner_text()
    page.get_by_role("button", name="Exporteren").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Word", exact=True).click()
    waiting.value.save_as(tmp_path / "telling.docx")
    written = Document(str(tmp_path / "telling.docx"))
    assert written.tables[0].cell(1, 2).text == counted
    assert any("Aanhangsel Handelingen" in paragraph.text for paragraph in written.paragraphs)
    page.keyboard.press("Escape")
    row.locator("a").click()
    expect(page.locator(".kv-verdict")).to_contain_text(f"{counted} Kamervragen")


def test_a_name_leads_to_its_profile_and_from_there_to_its_publications_and_terms(visitor: Visitor) -> None:
    page = visitor.open("/publicatie?id=ah-tk-20232024-90040")
    page.locator("a[href*='profiel?ministerie']").first.click()
    page.wait_for_url("**/profiel?ministerie=**")
    visitor.settle()
    name = page.locator("h1").inner_text()
    expect(page.get_by_text(re.compile(r"^\d+ publicaties?$"))).to_be_visible()
    page.get_by_role("link", name="Termijnen").last.click()
    page.wait_for_url("**/termijnen?ministerie=**")
    visitor.settle()
    expect(page.locator(".kv-termijnen tbody th").first).to_have_text(name)


def test_what_is_followed_stands_on_its_page_until_it_is_not(visitor: Visitor) -> None:
    page = visitor.open("/volgen")
    no_longer = page.get_by_role("button", name="Volg niet langer")
    while no_longer.count():  # what another test follows on the same server
        no_longer.first.click()
        visitor.settle()
    page = visitor.open()
    visitor.ask("komt er statiegeld op sapflessen?")
    page.get_by_role("button", name="Volg deze vraag").click()
    page.get_by_role("button", name="Volg", exact=True).click()
    expect(page.get_by_text("Gevolgd als")).to_be_visible()
    page = visitor.open("/volgen")
    expect(page.get_by_role("heading", name="komt er statiegeld op sapflessen?")).to_be_visible()
    no_longer.click()
    expect(page.get_by_text("U volgt nog niets")).to_be_visible()
