"""Comparing ministries in a browser: from the list of what was put to several, to every answer in full."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import Visitor, visit, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.model]

WHOLE = "/vergelijk?q=welke+ministeries+hielden+bijeenkomsten%3F&beeld=antwoorden"


def test_a_series_is_chosen_compared_and_another_question_of_it_too(visitor: Visitor) -> None:
    page = visitor.open("/vergelijk")
    page.locator(".kv-reeksen a").first.click()
    page.wait_for_selector(".kv-vergelijking")
    visitor.settle()
    standpunten = page.locator(".kv-vergelijking .kv-standpunt").all_inner_texts()
    assert Counter(standpunten) == {"Nee": 7, "Ja": 2, "Deels": 1, "Geen antwoord": 1, "Uitgesteld": 1}
    expect(page.locator(".kv-telling")).to_contain_text("12 ministeries bevraagd, 11 antwoorden in het corpus")
    first = page.locator(".kv-meant .kv-asked").inner_text()
    page.locator(".kv-opties summary").click()
    page.locator(".kv-opties a").first.click()
    wait_until(page, "first => document.querySelector('.kv-meant .kv-asked')?.innerText !== first", first)
    visitor.settle()
    assert "bedoeld=" in page.url
    page.go_back()
    expect(page.locator(".kv-meant .kv-asked")).to_have_text(first)
    assert visitor.errors == []


def test_twelve_answers_in_full_scroll_within_their_own_frame_and_keep_their_heads(visitor: Visitor) -> None:
    page = visitor.open(WHOLE)
    columns = page.locator(".kv-kolommen")
    expect(columns.locator(".kv-kolom")).to_have_count(11)
    widths = columns.locator(".kv-kolom").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert min(widths) > 250, "readable"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    reference = columns.locator(".kv-ijk h3")
    columns.evaluate("frame => frame.scrollLeft = frame.scrollWidth")
    expect(reference).to_be_in_viewport()
    expect(columns.get_by_role("heading", name="Justitie en Veiligheid")).to_be_in_viewport()
    page.get_by_role("combobox", name="Vergeleken met").click()
    page.get_by_role("option", name="Defensie").click()
    expect(reference).to_have_text("Defensie")
    assert visitor.errors == []


def test_on_a_phone_the_answers_stand_below_each_other(browser: Browser, sample_server: str) -> None:
    with visit(browser, sample_server, width=390, height=844) as visitor:
        page = visitor.open(WHOLE)
        lefts = page.locator(".kv-kolom").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
        assert len(lefts) == 11 and len(set(lefts)) == 1
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
