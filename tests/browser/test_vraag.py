from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import Visitor, visit

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "welke ministeries hielden bijeenkomsten?"


def test_a_question_gives_cited_passages_that_can_be_narrowed_and_opened(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(QUESTION)

    expect(page.locator(".kv-verdict h2")).to_have_text("Beantwoord")
    citations = page.locator(".kv-statements .kv-cite").all_inner_texts()
    assert any(
        "Minister van Binnenlandse Zaken en Koninkrijksrelaties" in text and "nr. 90002" in text for text in citations
    )
    assert all("[fictief voorbeeld]" in text for text in citations)

    page.get_by_role("combobox", name="Ministerie").click()
    page.get_by_role("option", name="Defensie").click()
    page.keyboard.press("Escape")
    page.wait_for_selector(".kv-hit .kv-badge:has-text('Defensie')")
    visitor.settle()
    badges = page.locator(".kv-hit .kv-badges").all_inner_texts()
    assert badges
    assert all("Defensie" in text for text in badges)
    assert "ministerie=Defensie" in page.url

    page.get_by_role("link", name="Hele publicatie").first.click()
    page.wait_for_selector(".kv-pair")
    visitor.settle()
    assert "/publicatie?id=ah-tk-" in page.url
    expect(page.locator(".kv-doc dl").first).to_contain_text("Defensie")

    assert visitor.leaks == []
    assert visitor.errors == []


def test_the_address_opens_the_same_answer_in_another_browser(visitor: Visitor, browser: Browser) -> None:
    page = visitor.open()
    visitor.ask(QUESTION)
    page.get_by_role("button", name="Meer resultaten").click()
    page.wait_for_selector("#passage-20")
    visitor.settle()
    here = page.locator(".kv-badges").all_inner_texts()

    with visit(browser, "") as other:
        there = other.open(page.url)
        there.wait_for_selector("#passage-20")
        other.settle()
        assert there.locator(".kv-badges").all_inner_texts() == here
        expect(there.get_by_role("textbox", name="Uw vraag")).to_have_value(QUESTION)


def test_back_returns_to_the_answer(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(QUESTION)
    page.get_by_role("link", name="Hele publicatie").first.click()
    page.wait_for_selector(".kv-pair")
    visitor.settle()
    page.go_back()
    page.wait_for_selector(".kv-hit")
    visitor.settle()
    expect(page.get_by_role("textbox", name="Uw vraag")).to_have_value(QUESTION)
    assert "q=welke" in page.url


def test_back_returns_to_the_question_before(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(QUESTION)
    before = page.locator(".kv-badges").all_inner_texts()
    visitor.ask("komt er statiegeld op sapflessen?")
    assert page.locator(".kv-badges").all_inner_texts() != before
    page.go_back()
    expect(page.get_by_role("textbox", name="Uw vraag")).to_have_value(QUESTION)
    visitor.settle()
    assert page.locator(".kv-badges").all_inner_texts() == before


@pytest.mark.parametrize("path", ["/", f"/?q={QUESTION}", "/publicatie?id=ah-tk-20232024-90006&vraag=6", "/over"])
def test_a_phone_shows_every_page_without_scrolling_sideways(browser: Browser, sample_server: str, path: str) -> None:
    with visit(browser, sample_server, width=390, height=844) as visitor:
        page = visitor.open(path)
        wider = page.evaluate(
            "[...document.querySelectorAll('main *, section *')].filter(e => e.getBoundingClientRect().right > 391)"
            ".map(e => e.tagName + '.' + e.className)"
        )
        assert wider == []
        expect(page.get_by_role("link", name="Over", exact=True)).to_be_visible()
        expect(page.get_by_text("Let op: fictieve voorbeeldpublicaties.")).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == "nl"


def test_a_citation_leads_to_its_question_in_the_publication(visitor: Visitor) -> None:
    page = visitor.open()
    visitor.ask(QUESTION)
    page.locator(".kv-statements").get_by_role("link", name="in de publicatie").first.click()
    page.wait_for_selector(".kv-gezocht")
    visitor.settle()
    expect(page.locator(".kv-gezocht")).to_be_in_viewport()
