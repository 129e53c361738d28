"""Makes the pictures in docs/screenshots from a running app: `python -m tests.browser.screenshots ADDRESS`."""

from __future__ import annotations

import os
import shutil
import sys

from playwright.sync_api import sync_playwright

from tests.browser.visitor import visit
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "docs" / "screenshots"
QUESTION = "/?q=welke+ministeries+hielden+bijeenkomsten%3F"
PICTURES = (
    ("vraag.png", QUESTION, 1280, 800, "light"),
    ("publicatie.png", "/publicatie?id=ah-tk-20232024-90002", 1280, 800, "light"),
    ("telefoon-donker.png", QUESTION, 390, 844, "dark"),
)


def main(address: str) -> None:
    """Takes every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("KAMERVRAGEN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, page, width, height, scheme in PICTURES:
            with visit(browser, address, width=width, height=height) as visitor:
                visitor.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                visitor.open(page).screenshot(path=FOLDER / name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
