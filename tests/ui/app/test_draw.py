"""Only markup reaches a page, and text becomes markup in one place."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import get_type_hints

import pytest
from markupsafe import Markup

import ui
from ui.app import view
from ui.app.draw import draw_html
from ui.app.view.markup import enumerated, html, joined

UI = Path(ui.__file__).parent


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))


def test_html_is_put_on_a_page_in_one_place() -> None:
    users = {
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("html", "markdown")
    }
    assert users == {"app/draw.py"}
    assert get_type_hints(draw_html)["markup"] is Markup


def view_functions() -> list[FunctionType]:
    names = [info.name for info in pkgutil.walk_packages(view.__path__, f"{view.__name__}.") if not info.ispkg]
    return [
        function
        for name in names
        for _, function in inspect.getmembers(importlib.import_module(name), inspect.isfunction)
        if function.__module__ == name and function.__name__.rstrip("s").endswith(("_html", "banner", "badge", "link"))
    ]


@pytest.mark.parametrize("function", view_functions(), ids=lambda function: str(function.__qualname__))
def test_what_a_view_writes_is_markup(function: FunctionType) -> None:
    assert get_type_hints(function)["return"] is Markup


def test_what_fills_a_template_is_escaped_once() -> None:
    assert html("<b>{}</b>", "<i>") == "<b>&lt;i&gt;</b>"
    assert html("<p>{}</p>", html("<b>{}</b>", "a & b")) == "<p><b>a &amp; b</b></p>"
    assert html('<a title="{name}">{name}</a>', name='"') == '<a title="&quot;">&quot;</a>'
    assert html("{}", "nr. \u202e8601") == "nr. \ufffd8601", "what turns the line around is replaced"


def test_pieces_are_put_together_as_markup() -> None:
    pieces = [html("<b>{}</b>", n) for n in range(1, 4)]
    assert joined(pieces, " & ") == "<b>1</b> &amp; <b>2</b> &amp; <b>3</b>"
    assert [enumerated(pieces[:n]) for n in range(4)] == [
        "",
        "<b>1</b>",
        "<b>1</b> en <b>2</b>",
        "<b>1</b>, <b>2</b> en <b>3</b>",
    ]
