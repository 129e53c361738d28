"""Eight tasks of a new user, each done in a fresh window over the sample: `python -m tests.browser.tasks ADDRESS`.

Counted are clicks, fields typed in, and seconds from the first act until what was wanted is in sight.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.visitor import Visitor, visit

WORD_TEXT = re.compile(r"<w:t[^>]*>([^<]*)</w:t>")


@dataclass
class User:
    """Somebody at work in a window: what they do is counted."""

    visitor: Visitor
    browser: Browser
    clicks: int = 0
    fields: int = 0
    began: float = field(default=0.0)

    def ask(self, question: str) -> None:
        """Types in the field where the cursor stands when the page opens, and presses Enter."""
        page = self.visitor.page
        expect(page.get_by_role("textbox", name="Uw vraag")).to_be_focused()
        self.began = self.began or time.perf_counter()
        page.keyboard.type(question)
        page.keyboard.press("Enter")
        self.fields += 1
        page.wait_for_selector(".kv-verdict")

    def click(self, what: Locator) -> None:
        """One click."""
        self.began = self.began or time.perf_counter()
        what.click()
        self.clicks += 1

    def sees(self, what: Locator, text: str | re.Pattern[str]) -> None:
        """What was wanted is in sight without scrolling."""
        expect(what.first).to_contain_text(text)
        expect(what.first).to_be_in_viewport()


@dataclass(frozen=True)
class Task:
    """What a user wants, and how many clicks it may take."""

    wanted: str
    most_clicks: int
    do: Callable[[User], None]


@dataclass(frozen=True)
class Done:
    """What a task took."""

    task: Task
    clicks: int
    fields: int
    seconds: float


def who_promised(user: User) -> None:
    user.ask("wie zegde statiegeld op sapflessen toe en wanneer?")
    page = user.visitor.page
    user.sees(page.locator(".kv-verdict"), "1 januari 2026")
    user.sees(page.locator(".kv-statements .kv-cite", has_text="nr. 90130"), "I&W, 5 november 2024")


def who_said_no(user: User) -> None:
    user.ask("welke ministeries zeiden nee op bijeenkomsten?")
    user.sees(user.visitor.page.locator(".kv-verdict"), "Nee: AZ, BZ, Defensie, VWS, SZW, Financiën en I&W.")


def what_changed(user: User) -> None:
    user.ask("wat is er sinds 2022 veranderd aan statiegeld op sapflessen?")
    page = user.visitor.page
    line = page.locator(".kv-tijdlijn li")
    expect(line).to_have_count(3)
    line.first.scroll_into_view_if_needed()
    user.sees(line.nth(0), re.compile("5 november 2024.*Ja", re.DOTALL))
    user.sees(line.nth(2), re.compile("2 november 2021.*Nee", re.DOTALL))


def how_often(user: User) -> None:
    user.ask("hoe vaak stelde de VDP vragen aan Defensie?")
    page = user.visitor.page
    user.sees(page.locator(".kv-verdict"), "2 Kamervragen")
    expect(page.locator("details[open] .kv-doc li")).to_have_count(2)


def five_quotes(user: User) -> None:
    user.ask("statiegeld op sapflessen")
    page = user.visitor.page
    user.click(page.get_by_role("button", name="Exporteren"))
    with page.expect_download() as waiting:
        user.click(page.get_by_role("button", name="Word", exact=True))
    with zipfile.ZipFile(Path(waiting.value.path())) as word:
        texts = " ".join(WORD_TEXT.findall(word.read("word/document.xml").decode()))
    cited = re.findall(r"Aanhangsel Handelingen 20\d\d-20\d\d, nr\. \d+, antwoord op vraag \d", texts)
    assert len(cited) >= 5, "five quotes, each with where it stands"


def follow(user: User) -> None:
    user.ask("statiegeld op sapflessen")
    page = user.visitor.page
    user.click(page.get_by_role("button", name="Volg deze vraag"))
    user.click(page.get_by_role("button", name="Volg", exact=True))
    expect(page.get_by_text("Gevolgd als")).to_be_visible()


def check_quote(user: User) -> None:
    user.ask("statiegeld op sapflessen")
    page = user.visitor.page
    quote = page.locator(".kv-statements blockquote bdi").nth(1).inner_text()
    user.click(page.locator(".kv-statements .kv-cite a").nth(1))
    user.sees(page.locator(".kv-bron .kv-passage"), quote.split(". ")[0])
    expect(page.locator(".kv-bron").get_by_text("Vraag 2", exact=True)).to_be_visible()


def hand_over(user: User) -> None:
    user.ask("statiegeld op sapflessen")
    page = user.visitor.page
    user.click(page.locator(".kv-statements .kv-cite a").nth(1))
    page.wait_for_url("**bron=**")
    shown = page.locator(".kv-bron .kv-passage").first
    expect(shown).to_be_visible()
    with visit(user.browser, "") as colleague:
        there = colleague.open(page.url)
        expect(there.locator(".kv-bron .kv-passage").first).to_have_text(shown.inner_text())


TASKS = (
    Task("wie zegde iets toe, en wanneer", 0, who_promised),
    Task("welke ministeries zeiden nee", 0, who_said_no),
    Task("wat veranderde er sinds 2022", 0, what_changed),
    Task("hoe vaak vroeg een fractie iets aan een ministerie", 0, how_often),
    Task("vijf citaten over een onderwerp in een Word-bestand", 2, five_quotes),
    Task("een vraag volgen", 2, follow),
    Task("een citaat nakijken bij de bron", 1, check_quote),
    Task("een collega een link geven", 1, hand_over),
)


def perform(browser: Browser, address: str, task: Task) -> Done:
    """One task in a window of its own."""
    with visit(browser, address, width=1440) as visitor:
        visitor.open()
        user = User(visitor=visitor, browser=browser)
        task.do(user)
        seconds = time.perf_counter() - user.began
        assert visitor.errors == []
        assert visitor.leaks == []
        return Done(task=task, clicks=user.clicks, fields=user.fields, seconds=seconds)


def table(done: list[Done]) -> str:
    """The account as a table of Markdown."""
    rows = [f"| {one.task.wanted} | {one.clicks} | {one.fields} | {one.seconds:.1f} |" for one in done]
    return "\n".join(["| taak | klikken | velden | seconden |", "|---|---|---|---|", *rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    given = parser.parse_args()
    path = os.environ.get("KAMERVRAGEN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        done = [perform(browser, given.address.rstrip("/"), task) for task in TASKS]
        browser.close()
    print(table(done))  # noqa: T201  # the report of this command


if __name__ == "__main__":
    main()
