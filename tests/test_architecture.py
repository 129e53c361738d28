"""The layers and their rooms: imports go one way, each third party has its place, nothing heavy is loaded early."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

MAY_IMPORT = {
    "index": {"index"},
    "rag": {"rag", "index"},
    "eval": {"eval", "rag", "index"},
    "ui": {"ui", "eval", "rag", "index"},
}
ORDER = {
    "index": (
        "declared errors values steps sample",
        "names settings sources embed passages",
        "parse",
        "store",
        "supplement",
        "build",
        "harvest",
    ),
    "index/parse": (
        "content",
        "marks",
        "lines",
        "xml",
        "facts",
        "body",
        "layouts",
        "assemble formats",
        "inputs",
        "read",
    ),
    "index/harvest": ("http", "official", "tweede_kamer bundle", "compose"),
    "rag": (
        "values",
        "dutch question",
        "understand standpunt phrase",
        "retrieve overview",
        "answer",
        "compare",
        "forms",
        "export",
        "check",
        "assistant",
        "follow",
    ),
    "rag/check": (
        "draft ministries words",
        "claims",
        "lookup",
        "values",
        "notes",
        "candidates",
        "judge",
        "check",
        "write",
    ),
    "rag/assistant": ("focused", "assistant", "asked compose examples"),
    "eval": ("gold", "measure", "compare calibrate standpunt", "report", "cli"),
    "ui": ("terminal", "server", "app api mcp", "cli"),
    "ui/app": ("pages draw widgets jobs web", "state", "view", "frame serve", "parts", "screens app"),
}
"""Per folder its rooms and modules, the lowest first: each imports only those of the lines before its own."""
ENTRIES = 15
HIDDEN = ("__init__.py", "__pycache__", "py.typed")
LIVES_IN = {
    "chromadb": {"index/store/vectors.py", "index/store/chroma/client.py"},
    "tantivy": {"index/store/lexical.py"},
    "simsimd": {"index/store/dense/codes.py"},
    "faiss": {"index/store/dense/coarse.py"},
    "sqlite3": {"index/store/sql/database.py"},
    "langchain_text_splitters": {"index/passages.py"},
    "sentence_transformers": {"index/embed/hub.py"},
    "safetensors": {"index/embed/bert.py", "index/embed/bundled_model.py"},
    "lxml": {"index/parse/", "index/sources/", "index/harvest/official/records.py"},
    "streamlit": {"ui/"},
    "typer": {"ui/", "eval/"},
    "fastapi": {"ui/api/"},
    "mcp": {"ui/mcp/"},
    "uvicorn": {"ui/server/run.py"},
    "httpx": {"rag/phrase/endpoint.py", "index/harvest/http/client.py", "index/store/chroma/client.py"},
    "ir_measures": {"eval/"},
    "jinja2": {"rag/forms/templates.py"},
    "pypdfium2": {"index/parse/formats/pdf.py"},
    "rapidfuzz": {"rag/dutch/spelling.py"},
}
HEAVY = (
    "torch",
    "chromadb",
    "tantivy",
    "streamlit",
    "sentence_transformers",
    "transformers",
    "pypdfium2",
    "docx",
    "httpx",
    "fastapi",
    "mcp",
)


@cache
def modules() -> Mapping[str, ast.Module]:
    """Every module of the four folders, by its path."""
    paths = sorted(path for package in MAY_IMPORT for path in (REPOSITORY / package).rglob("*.py"))
    return {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def imports_of(name: str) -> Iterator[str]:
    """Full names of what a module imports, wherever in the file; of `from a import b` both `a` and `a.b`."""
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def own_imports() -> Mapping[str, frozenset[str]]:
    """Per module the other modules of the project that it imports, all by their paths."""
    by_name = {name.removesuffix(".py").replace("/", "."): name for name in modules()}
    found = {name: {by_name[given] for given in imports_of(name) if given in by_name} for name in modules()}
    return {name: frozenset(imported - {name}) for name, imported in found.items()}


def test_imports_go_one_way() -> None:
    wrong = {
        name: sorted(upward)
        for name in modules()
        if (
            upward := {given.split(".")[0] for given in imports_of(name)}
            & (MAY_IMPORT.keys() | {"tests"}) - MAY_IMPORT[name.split("/")[0]]
        )
    }
    assert wrong == {}


@pytest.mark.parametrize("folder", ORDER)
def test_a_room_imports_only_from_rooms_below_it(folder: str) -> None:
    level = {entry: n for n, line in enumerate(ORDER[folder]) for entry in line.split()}
    present = {entry_of(name, folder) for name in modules() if name.startswith(f"{folder}/")} - {"__init__"}
    assert present == set(level), "the order above names every room of the folder, and no other"
    wrong = {
        (name, imported)
        for name, others in own_imports().items()
        for imported in others
        if name.startswith(f"{folder}/") and imported.startswith(f"{folder}/")
        if (mine := entry_of(name, folder)) != (other := entry_of(imported, folder))
        if level[other] >= level[mine]
    }
    assert wrong == set()


def test_no_two_rooms_of_a_folder_import_each_other_round_about() -> None:
    folders = {parent.as_posix() for name in modules() for parent in Path(name).parents} - {"."}
    circles = {}
    for folder in folders:
        left: dict[str, set[str]] = {
            entry_of(name, folder): set() for name in modules() if name.startswith(f"{folder}/")
        }
        for name, imported in ((name, one) for name, others in own_imports().items() for one in others):
            if name.startswith(f"{folder}/") and imported.startswith(f"{folder}/"):
                left[entry_of(name, folder)].add(entry_of(imported, folder))
        while done := [entry for entry, others in left.items() if not (others - {entry}) & left.keys()]:
            for entry in done:
                del left[entry]
        if left:
            circles[folder] = sorted(left)
    assert circles == {}


def entry_of(name: str, folder: str) -> str:
    """The room or module of a folder that a path lies in."""
    return name.removeprefix(f"{folder}/").split("/")[0].removesuffix(".py")


def test_no_two_modules_import_each_other_round_about() -> None:
    left = {name: set(imported) for name, imported in own_imports().items()}
    while done := [name for name, imported in left.items() if not imported & left.keys()]:
        for name in done:
            del left[name]
    assert sorted(left) == [], "these import each other in a circle, or are imported by those that do"


def test_no_folder_shows_more_than_a_reader_takes_in() -> None:
    shown: dict[str, set[str]] = defaultdict(set)
    for name in modules():
        folder = Path(name).parent
        shown[folder.as_posix()] |= {path.name for path in (REPOSITORY / folder).iterdir() if path.name not in HIDDEN}
    assert {f: len(n) for f, n in shown.items() if len(n) > ENTRIES} == {}


def test_a_third_party_lives_behind_its_own_modules() -> None:
    users: dict[str, set[str]] = {third_party: set() for third_party in LIVES_IN}
    for name in modules():
        for third_party in LIVES_IN.keys() & {given.split(".")[0] for given in imports_of(name)}:
            users[third_party].add(name)
    astray = {
        third_party: {name for name in names if not name.startswith(tuple(LIVES_IN[third_party]))}
        for third_party, names in users.items()
    }
    assert {third_party: names for third_party, names in astray.items() if names} == {}
    assert [third_party for third_party, names in users.items() if not names] == [], "the table names what is used"


def loaded_after(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    front_doors = "ui.cli.main, rag.assistant.compose, index.build.builder, index.store.corpus"
    assert loaded_after(f"import {front_doors}") & set(HEAVY) == set()


def test_a_module_says_first_what_it_is_for() -> None:
    first_lines = {name: (ast.get_docstring(tree) or "").partition("\n")[0] for name, tree in modules().items()}
    assert {name: line for name, line in first_lines.items() if not 0 < len(line) <= 120} == {}
