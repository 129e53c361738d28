"""The documents for those who carry on say what is so: every path that they name is there, every room is named."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from tests.conftest import REPOSITORY
from tests.tables import TABLES, stored
from ui.cli.main import app

DOCUMENTS = sorted(
    path.relative_to(REPOSITORY).as_posix()
    for path in (REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *(REPOSITORY / "docs").rglob("*.md"))
)
COMMAND = re.compile(r"^\s*(?:\$ )?kamervragen (?P<line>.*)$|`kamervragen (?P<inline>[^`]+)`", re.MULTILINE)
"""A line of a listing, or a command within a sentence; what stands behind ` # ` explains it."""
PATH = re.compile(r"`((?:index|rag|ui|eval|tests|docs)/[\w./-]*)`")
ROOM = re.compile(r"^\| `([\w/]+)/` \|", re.MULTILINE)


def rooms() -> set[str]:
    packages = (
        path.parent for top in ("index", "rag", "ui", "eval") for path in (REPOSITORY / top).rglob("__init__.py")
    )
    return {path.relative_to(REPOSITORY).as_posix() for path in packages}


def unknown_in(line: str) -> list[str]:
    """The commands and options of a command line that the product does not have."""
    command, words = get_command(app), shlex.split(line.replace("...", ""))
    while isinstance(command, TyperGroup) and words and not words[0].startswith("-"):
        name = words.pop(0).partition("|")[0]
        if name not in command.commands:
            return [name]
        command = command.commands[name]
    options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    given = (word.partition("=")[0].rstrip(",.") for word in words if word.startswith("--"))
    return [option for option in given if option not in {*options, "--help"}]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_that_a_document_names_is_there(name: str) -> None:
    named = PATH.findall((REPOSITORY / name).read_text(encoding="utf-8"))
    assert [path for path in named if not (REPOSITORY / path).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_and_option_that_a_document_names_is_there(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    named = [(match["line"] or match["inline"]).split(" # ")[0].split(" & ")[0] for match in COMMAND.finditer(text)]
    assert [(line, lacking) for line in named if (lacking := unknown_in(line))] == []


def test_the_map_names_every_room_once() -> None:
    named = ROOM.findall((REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8"))
    assert sorted(named) == sorted(rooms())


@pytest.mark.parametrize("link", sorted((REPOSITORY / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(link: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", link.read_text(encoding="utf-8"))
    assert [target for target in targets if not (link.parent / target).exists()] == []


@pytest.mark.parametrize("document", TABLES)
def test_what_the_code_says_of_itself_stands_in_the_documents(document: str) -> None:
    assert stored(document) == TABLES[document], "write it with: python -m tests.tables"
