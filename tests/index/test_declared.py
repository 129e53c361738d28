"""What modules say of themselves is read without importing them, and is what they say when they are imported."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from index.declared import declared
from rag.export import formats


@dataclass(frozen=True)
class Tool:
    name: str
    sharp: bool = False


def test_a_module_is_read_and_not_run(tmp_path: Path) -> None:
    (tmp_path / "saw.py").write_text('raise SystemExit\nTOOL = Tool(name="zaag", sharp=True)\n', encoding="utf-8")
    (tmp_path / "bare.py").write_text('OTHER = Thing(name="x")\n', encoding="utf-8")
    assert declared(Tool, tmp_path) == {"saw": Tool("zaag", sharp=True)}


def test_a_format_is_what_its_module_holds() -> None:
    read = declared(formats.Format, Path(formats.__file__).with_name("write"))
    assert {module: import_module(f"rag.export.write.{module}").FORMAT for module in read} == read
