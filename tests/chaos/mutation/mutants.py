"""Makes mutants: a source with one comparison, condition, operator, number or truth value changed."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
CALLED = {"any": "all", "all": "any", "min": "max", "max": "min"}
Undo = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the whole source with it, and what stood where, for printing."""

    source: str
    line: int
    was: str
    now: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every change of a source, one at a time; decorators and annotations stay as they are."""
    tree = ast.parse(source)
    for node in _code(tree):
        for change in _changes(node):
            was = ast.unparse(node)
            undo = change()
            yield Mutant(ast.unparse(tree), getattr(node, "lineno", 0), was, ast.unparse(node))
            undo()


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of what runs; an f-string's text and width are none."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("decorator_list", "annotation", "returns", "format_spec"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _code(child)


def _changes(node: ast.AST) -> Iterator[Callable[[], Undo]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        yield lambda: _set(node, "ops", [COMPARED[type(node.ops[0])](), *node.ops[1:]])
    if isinstance(node, ast.BoolOp):
        yield lambda: _set(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    if isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.Compare):
        yield lambda: _set(node, "test", ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
        yield lambda: _set(node, "op", COUNTED[type(node.op)]())
    if isinstance(node, ast.Name) and node.id in CALLED:
        yield lambda: _set(node, "id", CALLED[node.id])
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield lambda: _set(node, "value", not node.value if isinstance(node.value, bool) else node.value + 1)


def _set(node: ast.AST, name: str, value: object) -> Undo:
    before = getattr(node, name)
    setattr(node, name, value)
    return lambda: setattr(node, name, before)
