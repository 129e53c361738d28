"""Makes the pictures in docs/screenshots of every page over the sample: `python -m tests.browser.screenshots DATA_DIR`.

Only the sample is shown, which is fictional. Every page comes at 1440 and 390 pixels wide, light and dark.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from index.settings import load_settings
from rag.assistant.compose import open_assistant
from tests.browser.conftest import ARGUMENTS, CHROMIUMS, serve_app
from tests.browser.visitor import visit
from tests.conftest import REPOSITORY
from ui.app.jobs import evaluations
from ui.app.serve import environment

FOLDER = REPOSITORY / "docs" / "screenshots"
QUESTION = "q=welke+ministeries+hielden+bijeenkomsten%3F"
PAGES = {
    "start": "/",
    "vraag": "/?q=komt+er+statiegeld+op+sapflessen%3F",
    "ontdek": "/ontdek",
    "vergelijk": f"/vergelijk?{QUESTION}",
    "controleer": "/controleer",
    "termijnen": "/termijnen",
    "publicatie": "/publicatie?id=ah-tk-20232024-90040",
    "corpus": "/corpus",
    "evaluatie": "/evaluatie?deel=verslag",
    "over": "/over",
}
SAMPLE_MARK = "text=Let op: fictieve voorbeeldpublicaties."
SIZES = {1440: 900, 390: 844}
SCHEMES = {"light": "licht", "dark": "donker"}


def main(data_dir: Path) -> None:
    """Takes every picture.

    Raises:
        ValueError: the app shows another corpus than the sample.
    """
    data_dir = data_dir.resolve()  # the app runs elsewhere
    settings = load_settings(data_dir=data_dir)
    if not evaluations.runs(data_dir):
        assistant = open_assistant(settings)
        sample = next(entry for entry in evaluations.gold_sets(data_dir) if not entry.is_own)
        evaluations.measure(data_dir, assistant, sample, [], lambda phase, done, total: None)
        assistant.close()
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = os.environ.get("KAMERVRAGEN_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with tempfile.TemporaryDirectory() as elsewhere, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for address in serve_app(environment(settings), cwd=Path(elsewhere)):
            for scheme, word in SCHEMES.items():
                for width, height in SIZES.items():
                    with visit(browser, address, width=width, height=height) as visitor:
                        visitor.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                        for name, page in PAGES.items():
                            opened = visitor.open(page)
                            if opened.locator(SAMPLE_MARK).count() != 1:
                                raise ValueError(f"{page} does not show the sample in {data_dir}")
                            opened.screenshot(path=FOLDER / f"{name}-{width}-{word}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
