from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from index.build.builder import Builder
from index.parse.read import read_paths
from index.sample import sample_dir
from tests.browser.conftest import QUICK_ENCODER, serve_app
from tests.browser.visitor import Visitor, visit, watched
from tests.encoder import WordEncoder
from tests.factory import make_publication, make_reading

pytestmark = pytest.mark.browser

SERIES = "ah-tk-20232024-90006"
DELAYED, LATER = "ah-tk-20232024-90011", "ah-tk-20232024-90040"
REAL = "ah-tk-20232024-71"


@pytest.fixture(scope="module")
def reading_server(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with the quick encoder over the sample and one publication that is not marked as fictional."""
    data_dir = tmp_path_factory.mktemp("lezen") / "data"
    Builder(data_dir, WordEncoder()).ingest([*read_paths([sample_dir()]), make_reading(make_publication(71))])
    cwd = tmp_path_factory.mktemp("elders")
    yield from serve_app({"KAMERVRAGEN_DATA": str(data_dir)}, cwd=cwd, preparation=QUICK_ENCODER)


@pytest.fixture(scope="module")
def window(browser: Browser, reading_server: str) -> Iterator[Visitor]:
    with visit(browser, reading_server) as visiting:
        yield visiting


@pytest.fixture
def visitor(window: Visitor) -> Iterator[Visitor]:
    yield from watched(window)


def numbers(page: Page) -> list[str]:
    """Question numbers of the publication, one for each answer."""
    return page.locator(".kv-pair[id]").evaluate_all("all => all.map(one => one.id.slice(1))")  # type: ignore[no-any-return]


def test_every_question_has_a_permalink_that_opens_at_it_in_another_browser(visitor: Visitor, browser: Browser) -> None:
    page = visitor.open(f"/publicatie?id={SERIES}")
    permalinks = page.locator(".kv-pair h2 a").evaluate_all("all => all.map(one => one.href)")
    assert len(permalinks) == len(numbers(page)) > 5
    with visit(browser, "") as other:
        for number, url in list(zip(numbers(page), permalinks, strict=True))[:: len(permalinks) - 1]:
            there = other.open(url)
            sought = there.locator(".kv-gezocht")
            expect(sought).to_have_attribute("id", f"v{number}")
            expect(sought.locator("h2")).to_be_in_viewport()
        assert other.errors == []


def test_a_joint_answer_opens_for_each_of_its_questions_and_an_unknown_one_opens_the_top(visitor: Visitor) -> None:
    page = visitor.open("/publicatie?id=ah-tk-20232024-90001")
    joint = page.locator(".kv-pair[id]", has=page.locator("span[id]")).first
    first = joint.get_attribute("id")
    also = joint.locator("span[id]").last.get_attribute("id")
    assert first and also and first != also
    visitor.open(f"/publicatie?id=ah-tk-20232024-90001&vraag={also[1:]}")
    expect(page.locator(".kv-gezocht")).to_have_attribute("id", first)
    visitor.open("/publicatie?id=ah-tk-20232024-90001&vraag=99")
    expect(page.locator(".kv-gezocht")).to_have_count(0)
    expect(page.locator("h1")).to_be_in_viewport()


def test_the_outline_and_references_lead_to_their_question(visitor: Visitor) -> None:
    page = visitor.open(f"/publicatie?id={SERIES}")
    last = page.locator(".kv-outline a").last
    target = last.get_attribute("href")
    assert target
    last.click()
    expect(page.locator(f".kv-pair{target}")).to_be_in_viewport()
    assert f"id={SERIES}" in page.url


def test_delay_and_later_answer_lead_to_each_other_and_back_returns(visitor: Visitor) -> None:
    page = visitor.open(f"/publicatie?id={DELAYED}")
    banner = page.locator(".kv-banner", has_text="Uitgesteld.")
    expect(banner).to_contain_text("nr. 90040")
    expect(page.locator(".kv-kop", has_text="Het latere antwoord")).to_be_visible()
    banner.get_by_role("link").click()
    page.wait_for_url(f"**id={LATER}**")
    earlier = page.locator(".kv-banner", has_text="Eerder uitgesteld")
    expect(earlier).to_contain_text("nr. 90011")
    earlier.get_by_text("Eerder uitgesteld").click()
    expect(earlier.locator("p").first).to_be_visible()
    earlier.get_by_role("link").click()
    page.wait_for_url(f"**id={DELAYED}**")
    expect(banner).to_be_visible()
    page.go_back()
    expect(earlier).to_be_visible()
    visitor.settle()


def test_see_also_opens_the_other_publication(visitor: Visitor) -> None:
    page = visitor.open("/publicatie?id=ah-tk-20232024-90020")
    title = page.locator("h1").inner_text()
    page.locator(".kv-verder").get_by_role("link", name="nr. 90021").click()
    page.wait_for_url("**id=ah-tk-20232024-90021**")
    expect(page.locator("h1")).not_to_have_text(title)


def test_footnotes_stand_under_their_answer_and_doubts_at_the_top(visitor: Visitor) -> None:
    page = visitor.open("/publicatie?id=ah-tk-20232024-90019")
    notes = page.locator(".kv-pair .kv-voetnoten li b")
    assert notes.all_inner_texts() == ["1", "2"]
    visitor.open("/publicatie?id=ah-tk-20232024-90012")
    doubts = page.get_by_role("region", name="Twijfels bij het inlezen")
    expect(doubts.locator("h2")).to_have_text("2 twijfels bij het inlezen")
    expect(doubts.locator("li")).to_have_count(2)
    assert doubts.evaluate("one => one.getBoundingClientRect().top") < page.locator(".kv-pair").first.evaluate(
        "one => one.getBoundingClientRect().top"
    )


def test_the_official_page_opens_apart_and_learns_nothing_of_this_one(visitor: Visitor) -> None:
    page = visitor.open(f"/publicatie?id={REAL}")
    official = page.get_by_role("link", name="officiële publicatie")
    expect(official).to_have_attribute("href", f"https://zoek.officielebekendmakingen.nl/{REAL}.html")
    expect(official).to_have_attribute("target", "_blank")
    expect(official).to_have_attribute("rel", "noopener noreferrer")


def test_a_fictional_publication_has_no_official_page(visitor: Visitor) -> None:
    page = visitor.open(f"/publicatie?id={SERIES}")
    expect(page.locator(".kv-doc dl")).to_contain_text("fictief voorbeeld")
    expect(page.get_by_role("link", name="officiële publicatie")).to_have_count(0)


def test_the_citation_of_a_question_is_copied_as_shown(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open(f"/publicatie?id={SERIES}&vraag=6")
    shown = page.get_by_test_id("stCode").locator("code").inner_text()
    assert "nr. 90006, antwoord op vraag 6" in shown
    page.get_by_test_id("stCode").hover()
    page.get_by_role("button", name="Kopieer").click()
    assert page.evaluate("navigator.clipboard.readText()") == shown.strip()


@pytest.mark.parametrize("typed", ["nr. 90006", SERIES.upper()])
def test_a_publication_is_found_by_its_number_or_id(visitor: Visitor, typed: str) -> None:
    page = visitor.open("/publicatie")
    page.get_by_role("textbox", name="Nummer of id").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**id={SERIES}**")
    expect(page.locator(".kv-doc dl").first).to_contain_text("90006, vergaderjaar 2023-2024")
    visitor.settle()


def test_a_number_that_nothing_has_says_so_and_can_be_corrected(visitor: Visitor) -> None:
    page = visitor.open("/publicatie?id=ah-tk-20232024-4711")
    expect(page.get_by_role("alert")).to_contain_text("staat niet in het corpus")
    field = page.get_by_role("textbox", name="Nummer of id")
    field.fill("4711")
    field.press("Enter")
    expect(page.get_by_text("Geen publicatie in dit corpus heeft het nummer of id «4711»")).to_be_visible()
    field.fill("90006")
    field.press("Enter")
    page.wait_for_url(f"**id={SERIES}**")
    visitor.settle()


def test_answers_laid_side_by_side_stand_in_the_address(visitor: Visitor, browser: Browser) -> None:
    page = visitor.open(f"/publicatie?id={SERIES}")
    page.get_by_role("combobox", name="Leg naast een ander antwoord").click()
    page.keyboard.type("Defensie")
    page.get_by_role("option", name="Defensie").click()
    page.locator(".kv-kolommen").first.wait_for()
    visitor.settle()
    assert "naast=ah-tk-20232024-90004" in page.url
    with visit(browser, "") as other:
        expect(other.open(page.url).locator(".kv-kolom h3", has_text="Defensie").first).to_be_visible()
