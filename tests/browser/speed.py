"""Times what one user waits for in Chromium: `python -m tests.browser.speed ADDRESS`.

A page counts as there when the app has drawn all of it: seconds from pressing Enter or clicking, painting included.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import time
from collections.abc import Callable
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.load import QUESTIONS, cpu_seconds
from tests.browser.visitor import visit

HEADINGS = {
    "Vergelijk": "Wat antwoordde elk ministerie?",
    "Publicatie": "Publicatie openen",
    "Corpus": "Het corpus",
    "Evaluatie": "Evaluatie",
    "Over": "Over Kamervragen",
    "Vraag": "Wat wilt u weten?",
}
DRAWN = """([heading, title]) => document.querySelector('[data-test-script-state=notRunning]')
  && (!heading || [...document.querySelectorAll('h1')].some(h => h.innerText.trim() === heading))
  && (!title || document.title.startsWith(title))
  && !document.querySelector('[data-stale=true], [data-testid=stSpinner], [data-testid=stSkeleton]')"""
WATCH = """source => { window.kvRead = new Promise(done => addEventListener('click', () => {
  const began = performance.now();
  const look = () => [...document.querySelectorAll('.kv-bron')].some(one => one.dataset.van === source)
    ? setTimeout(() => done((performance.now() - began) / 1000)) : requestAnimationFrame(look);
  requestAnimationFrame(look);
}, { once: true, capture: true })); }"""
"""Tells when the source that is clicked has been painted, by the clock of the page: to point at it takes time too."""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def wait_until_drawn(page: Page, heading: str = "", title: str = "") -> None:
    """Until the page with this heading, or this start of its title, stands still."""
    page.wait_for_function(DRAWN, arg=[heading, title], polling="raf")
    page.evaluate(PAINTED)


def timed(act: Callable[[], None], wait: Callable[[], None]) -> float:
    """Seconds from acting until what was waited for."""
    started = time.perf_counter()
    act()
    wait()
    return time.perf_counter() - started


def time_answers(page: Page, questions: list[str], opened: list[float] | None = None) -> list[float]:
    """Seconds for each question, typed on the start page; `opened` takes those for the next source beside each."""
    seconds = []
    for question in questions:
        field = page.get_by_role("textbox", name="Uw vraag")
        field.fill(question)
        seconds.append(timed(lambda: field.press("Enter"), lambda: wait_until_drawn(page, title=question)))  # noqa: B023
        page.wait_for_selector(".kv-hit")
        if opened is not None:
            opened.append(time_source(page))
    return seconds


def time_source(page: Page) -> float:
    """Seconds from the click on the last passage in sight until its source is painted beside the answer."""
    way = page.locator(".kv-passages > li > a[data-bron]:visible").last
    page.evaluate(WATCH, way.get_attribute("data-bron"))
    way.click()
    seconds: float = page.evaluate("() => window.kvRead")
    wait_until_drawn(page)
    return seconds


def time_switches(page: Page, rounds: int) -> dict[str, list[float]]:
    """Seconds for each page, opened from the navigation."""
    seconds: dict[str, list[float]] = {name: [] for name in HEADINGS}
    for _ in range(rounds):
        for name, heading in HEADINGS.items():
            opened = page.locator(".st-key-navigatie").get_by_role("link", name=name, exact=True)
            seconds[name].append(timed(opened.click, lambda: wait_until_drawn(page, heading)))  # noqa: B023
    return seconds


def time_reading(page: Page, rounds: int) -> dict[str, list[float]]:
    """Seconds for opening the publications of an answer, and for returning to it."""
    seconds: dict[str, list[float]] = {"publication opened": [], "back to the answers": []}
    for number in range(rounds):
        page.locator(".kv-passages > li > a:visible").nth(number).click()
        opened = page.get_by_role("link", name="Hele publicatie")
        seconds["publication opened"].append(timed(opened.click, lambda: _wait_for(page, ".kv-pair, .kv-doc")))
        back = page.get_by_role("link", name="Terug naar de antwoorden")
        seconds["back to the answers"].append(timed(back.click, lambda: _wait_for(page, ".kv-hit")))
    return seconds


def _wait_for(page: Page, selector: str) -> None:
    page.wait_for_selector(selector)
    wait_until_drawn(page)


def report(seconds: list[float]) -> dict[str, float]:
    """The measures of a list of waits."""
    ordered = sorted(seconds)
    return {
        "n": len(ordered),
        "p50_s": round(median(ordered), 3),
        "p95_s": round(ordered[max(0, math.ceil(0.95 * len(ordered)) - 1)], 3),
        "max_s": round(ordered[-1], 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--pid", type=int, default=None, help="process of the app, to report its processor time")
    given = parser.parse_args()
    chromium = os.environ.get("KAMERVRAGEN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        with visit(browser, given.address.rstrip("/")) as visitor:
            page = visitor.open()
            time_answers(page, list(QUESTIONS[:2]))  # the first answers load the model
            sources: list[float] = []
            before = cpu_seconds(given.pid) if given.pid else 0.0
            answers = [second for _ in range(given.rounds) for second in time_answers(page, list(QUESTIONS), sources)]
            used = cpu_seconds(given.pid) - before if given.pid else None
            reading = time_reading(page, given.rounds)
            visitor.open()
            time_switches(page, 1)
            switches = time_switches(page, given.rounds)
        browser.close()
    told = {
        "answer": report(answers),
        "processor time of an answer and a source": used and round(used / len(answers), 3),
        "source beside it": report(sources),
        "page switch": report([second for each in switches.values() for second in each]),
        **{what: report(each) for what, each in reading.items()},
        **{f"page switch to {name}": report(each) for name, each in switches.items()},
    }
    print(json.dumps(told, ensure_ascii=False, indent=2))  # noqa: T201  # the report of this command


if __name__ == "__main__":
    main()
