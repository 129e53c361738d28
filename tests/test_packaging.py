"""The wheel: it holds every file that the code reads, and runs from where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copy2, copytree, ignore_patterns

import pytest

from tests.conftest import REPOSITORY

PACKAGES = ("eval", "index", "rag", "ui")
# what an installed copy does with its own data, in a folder without the source; the encoder is that of the tests
INSTALLED = """
import sys
from pathlib import Path
home, repository = Path(sys.argv[1]), sys.argv[2]
sys.path.append(repository)
import eval, index, rag, ui
assert all(Path(package.__file__).is_relative_to(home) for package in (eval, index, rag, ui)), index.__file__
import rag.assistant.compose
from index.build.builder import Builder
from index.parse.read import read_paths
from index.sample import sample_dir
from index.settings import load_settings
from rag.question import Question
from streamlit.testing.v1 import AppTest
from tests.encoder import WordEncoder
from ui.app.jobs import evaluations
from ui.app.serve import APP
encoder = WordEncoder()
settings = load_settings()
report = Builder(settings.data_dir, encoder).ingest(read_paths([sample_dir()]))
assert not report.failed, report.failed
assistant = rag.assistant.compose.open_assistant(settings, encoder)
answer = assistant.ask(Question("Komt er statiegeld op sapflessen?"))
(sample,) = evaluations.gold_sets(settings.data_dir)
evaluations.measure(settings.data_dir, assistant, sample, [], lambda phase, done, total: None)
(run,) = evaluations.runs(settings.data_dir)
assistant.close()
rag.assistant.compose.make_encoder = lambda settings: encoder
page = AppTest.from_file(str(APP), default_timeout=60).run()
assert not page.exception
is_start = any("Wat wilt u weten?" in str(one.proto.body) for one in page.get("html"))
print(report.new, len(answer.statements), run.record.queries, is_start, sep="|")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `pip wheel .` does, from a copy, without a network."""
    source = tmp_path_factory.mktemp("bron")
    for name in PACKAGES:
        copytree(REPOSITORY / name, source / name, ignore=ignore_patterns("__pycache__"))
    copytree(REPOSITORY / "tests" / "ui", source / "tests" / "ui", ignore=ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        copy2(REPOSITORY / name, source)
    built = source / "uit"
    command = [sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--no-index"]
    done = subprocess.run([*command, "--wheel-dir", str(built)], cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = built.glob("*.whl")
    return path


def test_the_wheel_has_every_file_of_the_packages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = (path for name in PACKAGES for path in (REPOSITORY / name).rglob("*") if path.is_file())
    own = {path.relative_to(REPOSITORY).as_posix() for path in files if "__pycache__" not in path.parts}
    assert sorted(own - packed) == [], "read by nobody who installs it: see package-data in pyproject.toml"
    assert sorted(packed - own) == []


def test_an_installed_copy_reads_its_own_data_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "geinstalleerd", tmp_path / "elders"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KAMERVRAGEN_")}
    own = {
        "PYTHONPATH": str(home),
        "KAMERVRAGEN_DATA": str(tmp_path / "data"),
        "KAMERVRAGEN_CACHE": str(tmp_path / "cache"),
    }
    command = [sys.executable, "-P", "-c", INSTALLED, str(home), str(REPOSITORY)]
    done = subprocess.run(command, cwd=elsewhere, env=inherited | own, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    added, statements, queries, is_start = done.stdout.splitlines()[-1].split("|")
    assert (int(added), int(queries), is_start) == (45, 40, "True")
    assert int(statements) > 0


def test_make_start_says_each_step_before_it_takes_it() -> None:
    make = shutil.which("make")
    assert make is not None
    command = [make, "-n", "start", "VENV=/nergens"]
    shown = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=60).stdout
    steps = [
        "3. the app on",
        "installing into",
        "pip install",
        "files of the sample",
        "kamervragen ingest",
        "starting the app on",
        "kamervragen serve",
    ]
    assert [shown.index(step) for step in steps] == sorted(shown.index(step) for step in steps)
    assert ".[dev]" not in shown, "the app needs nothing of what the tests need"


def test_uv_is_told_where_pip_looks(tmp_path: Path) -> None:
    make = shutil.which("make")
    assert make is not None
    settings = tmp_path / "pip.conf"
    settings.write_text("[global]\nno-index = true\nfind-links =\n    /een/map\n    /nog/een\n", encoding="utf-8")
    told = [make, "-s", "--eval=told: ; @echo $(SOURCES)", "told", f"BIN={Path(sys.executable).parent}"]
    env = {"PATH": os.environ["PATH"], "PIP_CONFIG_FILE": str(settings)}
    done = subprocess.run(told, cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=60, env=env)
    assert "--find-links /een/map --find-links /nog/een" in done.stdout
    assert "--no-index" in done.stdout
