"""The documents for those who carry on say what is so: every path that they name is there, every room is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eval.measure.measures import MEASURES
from rag.export.formats import Format
from tests.conftest import REPOSITORY

DOCUMENTS = ("CONTRIBUTING.md", "docs/architecture.md")
PATH = re.compile(r"`((?:index|rag|ui|eval|tests|docs)/[\w./-]*)`")
ROOM = re.compile(r"^\| `([\w/]+)/` \|", re.MULTILINE)


def rooms() -> set[str]:
    packages = (
        path.parent for top in ("index", "rag", "ui", "eval") for path in (REPOSITORY / top).rglob("__init__.py")
    )
    return {path.relative_to(REPOSITORY).as_posix() for path in packages}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_that_a_document_names_is_there(name: str) -> None:
    named = PATH.findall((REPOSITORY / name).read_text(encoding="utf-8"))
    assert len(named) > 20
    assert [path for path in named if not (REPOSITORY / path).exists()] == []


def test_the_map_names_every_room_once() -> None:
    named = ROOM.findall((REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8"))
    assert sorted(named) == sorted(rooms())


@pytest.mark.parametrize("link", sorted((REPOSITORY / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(link: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", link.read_text(encoding="utf-8"))
    assert [target for target in targets if not (link.parent / target).exists()] == []


def test_every_format_and_every_measure_is_explained() -> None:
    export, evaluation = (
        (REPOSITORY / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("export", "evaluation")
    )
    assert [format_ for format_ in Format if f"| `{format_}`" not in export] == []
    assert [measure for measure in MEASURES if measure not in evaluation] == []
