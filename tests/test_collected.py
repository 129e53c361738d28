from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


class Passed:
    """Notes every file that pytest takes for one of tests, and reads none of them."""

    def __init__(self) -> None:
        self.files: set[Path] = set()

    def pytest_pycollect_makemodule(self, module_path: Path, parent: pytest.Collector) -> pytest.Module:
        self.files.add(module_path)
        return Unread.from_parent(parent, path=module_path)  # type: ignore[no-any-return]


class Unread(pytest.Module):
    def collect(self) -> list[pytest.Item | pytest.Collector]:
        return []


def test_pytest_finds_every_file_of_tests_whatever_its_folder_is_called() -> None:
    passed = Passed()
    options = ["--collect-only", "--quiet", "--no-header", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
    code = pytest.main([f"--rootdir={REPOSITORY}", *options, str(REPOSITORY / "tests")], plugins=[passed])
    assert code == pytest.ExitCode.NO_TESTS_COLLECTED
    assert passed.files == set((REPOSITORY / "tests").rglob("test_*.py"))
    assert len(passed.files) > 250
