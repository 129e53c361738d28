"""One server over the sample and one Chromium for all browser tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from index.build.builder import Builder
from index.settings import load_settings
from index.values import Publication
from tests.browser.visitor import Visitor, visit
from tests.conftest import REPOSITORY
from tests.encoder import WordEncoder
from tests.factory import make_reading
from ui.app.serve import environment

SERVE = (
    "from index.settings import load_settings; from ui.app.serve import serve; serve(load_settings(), '127.0.0.1', 0)"
)
QUICK_ENCODER = (
    "import rag.assistant.compose; from tests.encoder import WordEncoder; "
    "rag.assistant.compose.make_encoder = lambda settings: WordEncoder(); "
)
expect.set_options(timeout=60_000)  # a machine that others use too is slow, not wrong
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")  # the one without a window draws less
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = os.environ.get("KAMERVRAGEN_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing: install it, or name it in KAMERVRAGEN_CHROMIUM")
        pytest.skip("chromium is missing: install it, or name it in KAMERVRAGEN_CHROMIUM")
    return path


@pytest.fixture(scope="session")
def sample_app(
    chromium_path: str, sample_corpus: Path, model_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, int]]:
    """The app over the sample, indexed with the bundled model: its address and the number of its process."""
    settings = load_settings(data_dir=sample_corpus, cache_dir=model_cache, dtype="float32")
    yield from serve_app_with_pid(environment(settings), cwd=tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(scope="session")
def sample_server(sample_app: tuple[str, int]) -> str:
    """Its address."""
    return sample_app[0]


@pytest.fixture(scope="module")
def word_server(
    chromium_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Callable[[Sequence[Publication]], None]]]:
    """The app with the quick encoder over an empty corpus, and the way to fill it."""
    data_dir = tmp_path_factory.mktemp("corpus") / "data"

    def ingest(publications: Sequence[Publication]) -> None:
        Builder(data_dir, WordEncoder()).ingest([make_reading(publication) for publication in publications])

    cwd = tmp_path_factory.mktemp("elsewhere")
    for address in serve_app({"KAMERVRAGEN_DATA": str(data_dir)}, cwd=cwd, preparation=QUICK_ENCODER):
        yield address, ingest


def serve_app(variables: dict[str, str], cwd: Path, preparation: str = "") -> Iterator[str]:
    """Starts the app in a process of its own, gives its address, ends it."""
    for address, _ in serve_app_with_pid(variables, cwd, preparation):
        yield address


def serve_app_with_pid(variables: dict[str, str], cwd: Path, preparation: str = "") -> Iterator[tuple[str, int]]:
    """The same, with the number of the process."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KAMERVRAGEN_")}
    with (cwd / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", preparation + SERVE],
            env=inherited | {"PYTHONPATH": str(REPOSITORY)} | variables,
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("Kamervragen staat op http://"), (cwd / "server.log").read_text()
            yield line.rsplit(" ", 1)[1].strip(), process.pid
        finally:
            process.terminate()
            rest, _ = process.communicate(timeout=30)
    assert rest == "", "the address is the only line on stdout"


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, sample_server: str) -> Iterator[Visitor]:
    with visit(browser, sample_server) as visiting:
        yield visiting
