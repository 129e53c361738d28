"""Defines what a document layout with a reader of its own must give, and lists the layouts in this folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from lxml import etree

from index.parse.content import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout of documents that has a reader of its own, declared as `LAYOUT` in a module of this folder.

    Attributes:
        fits: whether a text lies in it.
        read: reads one publication from such a text.
        several: reads every publication of a text that holds more than one; nothing of any other.
        page: the texts in it of a web page, one for each publication; none of any other page.
        described: what it is called, `held` what it holds, `years` and `verified` on what, for `docs/reading.md`.
    """

    fits: Callable[[str], bool]
    read: Callable[[str], Content]
    several: Callable[[str], list[Content]] = lambda text: []
    page: Callable[[etree._Element], list[str]] = lambda root: []
    described: str
    held: str
    years: str
    verified: str


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout, in the order in which they are tried: that of the names of their modules."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    modules = [import_module(f"{__package__}.{name}") for name in names]
    return tuple(module.LAYOUT for module in modules if hasattr(module, "LAYOUT"))
