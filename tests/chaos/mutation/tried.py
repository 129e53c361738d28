"""Runs tests over a module that is changed in memory, in a process of its own: nothing is written, nothing copied."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import multiprocessing
import os
import sys
import time
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import CodeType, ModuleType

import pytest

REPOSITORY = Path(__file__).parents[3]
WARM = ("pytest", "hypothesis", "numpy", "pydantic_settings", "chromadb", "tantivy", "lxml.etree", "filelock")
"""Imported once, before a process is made for every mutant; nothing of the project is."""
PROJECT = {"index", "rag", "eval", "ui", "tests"}
PASSED = 0


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: Path, source: str) -> None:
        super().__init__(name, str(path))
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Gives one module another source."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name, self.path, self.source = name, path, source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_loader(fullname, _Loader(fullname, self.path, self.source))


def passes(target: str, source: str, tests: Sequence[str], longest_s: float) -> bool:
    """Whether the tests pass with a source in the place of that of a module; they do not when they take too long.

    Args:
        target: the module, as a path from the repository.
        source: what it holds instead.
        tests: paths from the repository.
        longest_s: seconds.
    """
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(list(WARM))
    process = processes.Process(target=_run, args=(target, source, list(tests)))
    process.start()
    process.join(longest_s)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode == PASSED


def seconds(target: str, source: str, tests: Sequence[str]) -> float:
    """How long the tests take over the module as it is.

    Raises:
        RuntimeError: they do not pass: nothing can be told by them.
    """
    begun = time.monotonic()
    if not passes(target, source, tests, longest_s=1800):
        raise RuntimeError(f"{' '.join(tests)}: these fail without a change of {target}")
    return time.monotonic() - begun


def _run(target: str, source: str, tests: Sequence[str]) -> None:
    os.chdir(REPOSITORY)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # importing them takes longer than many tests
    for loaded in [one for one in sys.modules if one.partition(".")[0] in PROJECT]:
        del sys.modules[loaded]  # where other tests started the server, it has them
    name = target.removesuffix(".py").replace("/", ".")
    sys.meta_path.insert(0, _Finder(name, REPOSITORY / target, source))
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    marks = "not model and not browser and not llm"
    sys.exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-m", marks, *tests]))
