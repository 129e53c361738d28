from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visitor import Visitor, visit

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "welke ministeries hielden bijeenkomsten?"


def leaks(visitor: Visitor) -> list[str]:
    """Requests to anything but this machine."""
    return [
        url
        for url in visitor.requests
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"
    ]


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

    assert leaks(visitor) == []
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
