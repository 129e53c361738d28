from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.settings import load_settings
from tests.conftest import REPOSITORY
from ui.app.serve import environment

pytestmark = [pytest.mark.browser, pytest.mark.model]

APART = ["unshare", "--map-root-user", "--net"]


def can_cut_the_network() -> bool:
    return shutil.which("unshare") is not None and subprocess.run([*APART, "true"], check=False).returncode == 0


@pytest.mark.skipif(not can_cut_the_network(), reason="this machine may not make a network namespace")
def test_with_the_network_cut_the_app_answers_as_ever(
    chromium_path: str, sample_corpus: Path, model_cache: Path
) -> None:
    settings = load_settings(data_dir=sample_corpus, cache_dir=model_cache, dtype="float32")
    done = subprocess.run(
        [*APART, sys.executable, "-m", "tests.browser.offline", "komt er statiegeld op sapflessen?"],
        env=os.environ | environment(settings) | {"KAMERVRAGEN_CHROMIUM": chromium_path},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    verdict, _, quotes = done.stdout.strip().rpartition(": ")
    assert verdict == "Beantwoord"
    assert int(quotes) > 0
