from __future__ import annotations

import re

from packaging.requirements import Requirement

from tests.conftest import REPOSITORY
from tests.supply.licences import licence_of, locked, table
from tests.supply.lock import GPU, GPU_LOCK, LINUX, NO_PC, split

HASHED = (REPOSITORY / "requirements.hashed.lock").read_text(encoding="utf-8")
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)
BUILD_ONLY = {"build", "colorama", "httpx2-jsfetch", "pyproject-hooks", "pywin32", "setuptools"}
"""What another platform or the making of a wheel needs."""


def plain(name: str) -> str:
    return name.lower().replace("_", "-")


def test_both_locks_name_the_same_versions() -> None:
    hashed = {plain(name): version for name, version in PINNED.findall(HASHED)}
    assert {plain(name): version for name, version in locked().items()} == {
        name: version for name, version in hashed.items() if name not in BUILD_ONLY
    }


def test_every_package_in_the_lock_has_hashes_and_torch_that_of_the_build_for_processors() -> None:
    blocks = re.split(r"\n(?=\S)", HASHED.strip())
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not [block for block in blocks if GPU.match(block)]


def test_a_lock_is_split_into_what_all_need_and_what_the_build_for_nvidia_needs() -> None:
    universal = "a==1 \\\n    --hash=sha256:1\nnvidia-x==2 \\\n    --hash=sha256:2\ntorch==3 \\\n    --hash=sha256:3\n"
    both, gpu = split(universal)
    assert gpu == f"nvidia-x==2 ; ({LINUX}) and ({NO_PC}) \\\n    --hash=sha256:2\n"
    assert both.startswith("a==1")
    assert both.count("torch==3 ; ") == 2, "the build for processors apart from the others"


def test_no_licence_asks_for_more_than_to_be_named() -> None:
    said = {name: licence_of(name) or "" for name in locked()}
    asking = re.compile(r"(?<!L)(?<!Lesser )\b(A?GPL|SSPL|BUSL|Commons Clause)")
    assert {name: licence for name, licence in said.items() if asking.search(licence)} == {}


def test_the_list_of_licences_is_that_of_the_lock() -> None:
    assert (REPOSITORY / "docs/licences.md").read_text(encoding="utf-8") == table()


def test_the_locks_together_name_all_that_a_machine_needs_and_on_that_of_the_tests_nothing_of_nvidia() -> None:
    """Read as pip reads them, for every Python and platform that the README names."""
    lines = re.findall(r"^(\S+==[^\\\n]+)", HASHED + (REPOSITORY / GPU_LOCK).read_text(encoding="utf-8"), re.MULTILINE)
    for python in ("3.11", "3.12", "3.13"):
        for system, machine in (("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"), ("win32", "AMD64")):
            here = {"python_version": python, "sys_platform": system, "platform_machine": machine}
            needed = [one for one in map(Requirement, lines) if one.marker is None or one.marker.evaluate(here)]
            names = [one.name for one in needed]
            assert names.count("torch") == 1
            is_of_processors = (python, system, machine) == ("3.11", "linux", "x86_64")
            assert any(map(GPU.match, names)) is (system == "linux" and not is_of_processors)
