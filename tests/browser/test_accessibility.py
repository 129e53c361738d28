"""Checks every page with axe-core: no serious violation, light and dark; nothing to scroll sideways when enlarged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.visitor import Visitor, visit

pytestmark = [pytest.mark.browser, pytest.mark.model]

QUESTION = "q=welke+ministeries+hielden+bijeenkomsten%3F"
PAGES = (
    "/",
    f"/?{QUESTION}",
    f"/vergelijk?{QUESTION}",
    "/publicatie",
    "/publicatie?id=ah-tk-20232024-90006&vraag=6",
    "/publicatie?id=ah-tk-20232024-90011",
    "/corpus",
    "/evaluatie",
    "/over",
)
SERIOUS = {"serious", "critical"}
ENLARGED = (640, 320)
"""Width in pixels of a window of 1280 enlarged to 200 and to 400 percent."""


@pytest.fixture(scope="module", params=["light", "dark"])
def window(request: pytest.FixtureRequest, browser: Browser, sample_server: str) -> Iterator[Visitor]:
    with visit(browser, sample_server) as visitor:
        visitor.page.emulate_media(color_scheme=request.param)
        yield visitor


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_serious_violation(window: Visitor, path: str) -> None:
    page = window.open(path)
    found = Axe().run(page).response["violations"]
    told = [
        f"{item['id']} ({item['impact']}): {node['target']} {node['html'][:200]}"
        for item in found
        if item["impact"] in SERIOUS
        for node in item["nodes"]
    ]
    assert told == []
    assert page.evaluate("document.documentElement.lang") == "nl"


def test_no_page_scrolls_sideways_when_enlarged(browser: Browser, sample_server: str) -> None:
    with visit(browser, sample_server) as visitor:
        for path in PAGES:
            page = visitor.open(path)
            for width in ENLARGED:
                page.set_viewport_size({"width": width, "height": 900})
                page.wait_for_timeout(150)
                wider = page.evaluate(
                    "w => [...document.querySelectorAll('main *, section *')].filter(e => !e.closest('.table') && "
                    "e.getBoundingClientRect().right > w + 1).map(e => e.tagName + '.' + e.className)",
                    width,
                )
                assert wider == [], f"{path} at {width} pixels"
            page.set_viewport_size({"width": 1280, "height": 900})


def test_the_keyboard_reaches_the_field_and_asks_with_enter(browser: Browser, sample_server: str) -> None:
    with visit(browser, sample_server) as visitor:
        page = visitor.open()
        order = []
        for _ in range(14):
            page.keyboard.press("Tab")
            order.append(
                page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText")
            )
            if order[-1] == "Uw vraag":
                break
        assert order[-1] == "Uw vraag", order
        assert order.index("Vraag") < order.index("Over") < order.index("Uw vraag")
        page.keyboard.type("komt er statiegeld op sapflessen?")
        page.keyboard.press("Enter")
        page.wait_for_selector(".kv-verdict")
