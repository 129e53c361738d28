"""The layers: index <- rag <- eval, ui; each third party behind its own modules; nothing heavy before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

MAY_IMPORT = {
    "index": {"index"},
    "rag": {"rag", "index"},
    "eval": {"eval", "rag", "index"},
    "ui": {"ui", "eval", "rag", "index"},
}
LIVES_IN = {
    "chromadb": {"index/store/vectors.py"},
    "tantivy": {"index/store/lexical.py"},
    "simsimd": {"index/store/dense/reader.py"},
    "sqlite3": {"index/store/database.py"},
    "langchain_text_splitters": {"index/passages.py"},
    "sentence_transformers": {"index/embed/embedding.py", "index/embed/forward.py"},
    "lxml": {"index/parse/", "index/sources/", "index/harvest/official/records.py"},
    "streamlit": {"ui/"},
    "typer": {"ui/", "eval/"},
    "fastapi": {"ui/api/"},
    "mcp": {"ui/mcp/"},
    "uvicorn": {"ui/server/run.py"},
    "httpx": {"rag/phrase/endpoint.py", "index/harvest/http/client.py"},
    "ir_measures": {"eval/"},
    "jinja2": {"rag/templates.py"},
    "rapidfuzz": {"rag/understand/spelling.py"},
}
HEAVY = (
    "torch",
    "chromadb",
    "tantivy",
    "streamlit",
    "sentence_transformers",
    "transformers",
    "pypdf",
    "docx",
    "httpx",
    "fastapi",
    "mcp",
)


def modules() -> list[Path]:
    return sorted(path for package in MAY_IMPORT for path in (REPOSITORY / package).rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    """Full names of what a module imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    package = name_of(path).split("/")[0]
    own = {name.split(".")[0] for name in imports_of(path)} & (MAY_IMPORT.keys() | {"tests"})
    assert own <= MAY_IMPORT[package]


@pytest.mark.parametrize("third_party", LIVES_IN)
def test_a_third_party_lives_behind_its_own_modules(third_party: str) -> None:
    users = {name_of(path) for path in modules() if third_party in {name.split(".")[0] for name in imports_of(path)}}
    assert users, "the table above names something that is used"
    assert {user for user in users if not any(user.startswith(home) for home in LIVES_IN[third_party])} == set()


def loaded_after(statement: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize("module", ["ui.cli.main", "rag.compose", "index.build.builder", "index.store.corpus"])
def test_nothing_heavy_is_loaded_before_it_is_needed(module: str) -> None:
    assert loaded_after(f"import {module}") & set(HEAVY) == set()


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_says_first_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, "no docstring"
    assert len(docstring.splitlines()[0]) <= 120
