"""What a new user wants is done in few clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from index.settings import load_settings
from tests.browser.conftest import serve_app
from tests.browser.tasks import TASKS, Task, perform
from ui.app.serve import environment

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(scope="module")
def address(
    chromium_path: str, sample_corpus: Path, model_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The app over a sample of its own: what is followed in it stays here."""
    settings = load_settings(data_dir=sample_corpus, cache_dir=model_cache, dtype="float32")
    yield from serve_app(environment(settings), cwd=tmp_path_factory.mktemp("elsewhere"))


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.wanted)
def test_a_task_takes_no_more_clicks_than_it_needs(browser: Browser, address: str, task: Task) -> None:
    done = perform(browser, address, task)
    assert done.clicks <= task.most_clicks and done.fields == 1
