"""Reads what the modules of a folder declare (`FORMAT = Format(...)`) without importing them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def declared(kind: type[T], folder: Path) -> dict[str, T]:
    """Per module of a folder the value that it makes of a kind at its outermost level, in the order of the file names.

    Its arguments are named and plain: `FORMAT = Format(name="ris", suffix=".ris")`. A module without one is left out.
    """
    found: dict[str, T] = {}
    for path in sorted(folder.glob("*.py")):
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            match statement:
                case ast.Assign(value=ast.Call(func=ast.Name(id=name), keywords=given)) if name == kind.__name__:
                    found[path.stem] = kind(**{word.arg or "": ast.literal_eval(word.value) for word in given})
    return found
