"""A user of the app: a browser window that notes every request it makes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, TimeoutError, WebSocket

TIMEOUT_MS = 60_000
ANSWERED = ".kv-verdict, .kv-notice"
SETTLED = """([seen, begins, timeoutMs]) => new Promise((settled, failed) => {
  const begun = performance.now();
  let quietSince = null;
  const look = () => {
    const now = performance.now();
    const isBusy = !document.querySelector('[data-test-script-state=notRunning]')
      || document.querySelector('[data-testid=stSpinner], [data-testid=stSkeleton]');
    if (isBusy) {
      seen = true;
      quietSince = null;
    } else {
      quietSince ??= now;
      if (now - quietSince >= 60 && (seen || now - begun >= begins)) return settled();
    }
    if (now - begun > timeoutMs) return failed(new Error('the page is drawn without an end'));
    setTimeout(look, 10);
  };
  look();
})"""
"""Resolves when the app has drawn, and nothing loads, for a moment; a click may take so many ms until it draws."""
CLICK_MS = 250
QUESTION_MS = 5_000  # what is asked over an answer always draws, and on a busy machine late


def wait_until(page: Page, expression: str, arg: Any = None, timeout_ms: float = TIMEOUT_MS) -> None:
    """Until this is so on the page; the browser may not ask it again and again itself, by the policy of the app."""
    until = time.monotonic() + timeout_ms / 1000
    while not page.evaluate(expression, arg):
        if time.monotonic() > until:
            raise TimeoutError(f"after {timeout_ms} ms not: {expression}")
        page.wait_for_timeout(20)


@dataclass
class Visitor:
    """A browser window on the app, with every request that it made."""

    base: str
    context: BrowserContext
    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.base + path)
        self.page.wait_for_selector("h1")
        self.settle(is_drawing=True)
        return self.page

    def settle(self, *, is_drawing: bool = False, begins_ms: int = CLICK_MS) -> None:
        """Waits until the app has drawn what was asked.

        Args:
            is_drawing: it has begun to, so that no click needs to be waited for.
            begins_ms: within which it begins, or there is nothing to draw.
        """
        while True:
            try:
                self.page.evaluate(SETTLED, [is_drawing, begins_ms, TIMEOUT_MS])
            except Error as error:
                if "context was destroyed" not in str(error):
                    raise
                self.page.wait_for_selector("h1")  # a link led to another page meanwhile
            else:
                return

    @property
    def leaks(self) -> list[str]:
        """Requests to anything but this machine."""
        own = urlsplit(self.base).hostname
        parts = [(url, urlsplit(url)) for url in self.requests]
        return [url for url, part in parts if part.scheme not in ("data", "blob") and part.hostname != own]

    def ask(self, question: str) -> None:
        field = self.page.get_by_role("textbox", name="Uw vraag")
        is_answered = self.page.locator(ANSWERED).count() > 0
        field.fill(question)
        field.press("Enter")
        if is_answered:
            self.settle(begins_ms=QUESTION_MS)
        try:
            self.page.wait_for_selector(ANSWERED)
        except TimeoutError as error:
            raise AssertionError(f"no answer; the page says: {self.page.inner_text('body')}") from error
        self.settle()


_IDLE: dict[Browser, list[Page]] = {}
"""Windows that nobody looks at, by their browser: a new one compiles all scripts of the app again, for a second."""


class visit:  # noqa: N801  # reads as a verb: `with visit(browser, address) as visitor`
    """A window as another user has it, without what an earlier one kept in it, but for the files that do not change.

    Nothing slides or turns in it, which would cost more than the page.
    """

    def __init__(self, browser: Browser, base: str, width: int = 1280, height: int = 900) -> None:
        self._idle = _IDLE.setdefault(browser, [])
        page = self._idle.pop() if self._idle else browser.new_context(reduced_motion="reduce").new_page()
        page.context.set_default_timeout(TIMEOUT_MS)
        page.set_viewport_size({"width": width, "height": height})
        self.visitor = Visitor(base=base, context=page.context, page=page)

    def __enter__(self) -> Visitor:
        self.visitor.context.on("request", self._requested)
        self.visitor.page.on("websocket", self._connected)
        self.visitor.page.on("pageerror", self._failed)
        return self.visitor

    def __exit__(self, error: object, *details: object) -> None:
        page, context = self.visitor.page, self.visitor.context
        if error or page.is_closed() or len(context.pages) > 1:
            context.close()
            return
        context.remove_listener("request", self._requested)
        page.remove_listener("websocket", self._connected)
        page.remove_listener("pageerror", self._failed)
        if page.url.startswith("http"):
            page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.goto("about:blank")
        page.emulate_media(color_scheme="light")
        context.clear_cookies()
        context.clear_permissions()
        self._idle.append(page)

    def _requested(self, request: Request) -> None:
        self.visitor.requests.append(request.url)

    def _connected(self, websocket: WebSocket) -> None:
        self.visitor.requests.append(websocket.url)

    def _failed(self, error: Error) -> None:
        self.visitor.errors.append(str(error))


def watched(window: Visitor) -> Iterator[Visitor]:
    """One window for the tests of a module, each of which opens a page anew, as a new session; checks it after each."""
    yield window
    assert window.leaks == []
    assert window.errors == []
