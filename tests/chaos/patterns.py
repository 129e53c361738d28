"""What each regular expression of the project reads slowest: its own pieces, repeated."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, is_dataclass
from re import _constants as op  # type: ignore[attr-defined]  # how Python itself reads a pattern
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

from tests.conftest import REPOSITORY
from tests.growth import repeated, seconds, usual_s, why_slow

SHORT, FIRST, LENGTH = 400, 2_000, 50_000
MOST = 150.0
"""So often what is usual: a pattern that grows with the length of the text alone may still take long for each place."""
SUSPECT, COSTLY, GROWN = 0.125, 4.0, 10.0
"""How often what is usual the first text takes, and how often a fifth of it, for the long one to be read."""
MAX_UNIT, MAX_PREFIX, MAX_TIMES, MAX_ATTACKS = 300, 200, 40, 100
LONG = 10
"""So often a repetition may go on at least, to be tried for long."""
PROBE = "a A1 .,-\n\t(:«»\"'?[]é/_;@<|"
PLAIN = (" ", "a", "A", "1", "\n", "\t", "-", ".", "(", "a ", "A ", "1 ", ", ", "a-", "a.", "\n ")
AT_ONE_PLACE = {"match", "fullmatch"}
ANYWHERE = {"search", "finditer", "findall", "sub", "subn", "split"}


@dataclass(slots=True)
class Found:
    """A pattern, where it is, and by which methods it is used; none known: by any."""

    pattern: re.Pattern[str]
    where: str
    methods: set[str] = field(default_factory=set)

    def read(self, text: str) -> None:
        """As the project reads a text with it."""
        if self.methods and self.methods <= AT_ONE_PLACE:
            for method in self.methods:
                getattr(self.pattern, method)(text)
        else:
            for _ in self.pattern.finditer(text):
                pass


def patterns_of(package: ModuleType) -> list[Found]:
    """Every pattern that a package makes when it is imported, and those that stand in its functions."""
    found: dict[tuple[str, int], Found] = {}
    for module in _modules(package):
        source = (REPOSITORY / module.__name__.replace(".", "/")).with_suffix(".py")
        for name, value in vars(module).items():
            for pattern in _within(value):
                where = f"{module.__name__}.{name}"
                found.setdefault((pattern.pattern, pattern.flags), Found(pattern, where, _methods(name)))
        if source.is_file():
            for pattern, line, method in _inline(source.read_text(encoding="utf-8")):
                where = f"{module.__name__}:{line}"
                found.setdefault((pattern.pattern, pattern.flags), Found(pattern, where, {method}))
    return list(found.values())


def slow_on(found: Found) -> tuple[str, str, str] | None:
    """The beginning and the piece that it reads slowly, with the times that it took; None when there is none."""
    usual = usual_s()
    for prefix, unit in attacks(found.pattern):

        def text(length: int, prefix: str = prefix, unit: str = unit) -> str:
            return prefix + repeated(unit, length) + "\x01"

        first = seconds(found.read, text(FIRST), MOST * usual)
        if first < SUSPECT * usual:
            continue
        if first < COSTLY * usual and first < GROWN * min(seconds(found.read, text(SHORT)) for _ in range(3)):
            continue
        if why := why_slow(found.read, text, (FIRST, LENGTH), MOST):
            return prefix, unit, why
    return None


def attacks(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Beginnings with a piece to repeat after them."""
    tree, given = _parser.parse(pattern.pattern, pattern.flags), set[tuple[str, str]]()
    pieces = [*(("", unit) for unit in PLAIN), *(("", _sample(tree, k)) for k in range(3))]
    for prefix, body in _repeats(tree, ""):
        units = {_sample(body, k) for k in range(4)}
        if len(body) == 1 and body[0][0] is op.IN:
            units |= set(_characters(body[0][1])[:8])
        pieces += [(begin, unit) for unit in sorted(units) for begin in ("", prefix)]
        pieces += [("", prefix[-60:] + _sample(body, k)) for k in range(2)]
    for prefix, unit in pieces:
        piece = (prefix[:MAX_PREFIX], unit)
        if 0 < len(unit) <= MAX_UNIT and piece not in given:
            given.add(piece)
            yield piece
        if len(given) == MAX_ATTACKS:
            return


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".screens." not in info.name and not info.name.endswith(("__main__", "app.app")):  # they draw when imported
            yield importlib.import_module(info.name)


def _within(value: Any, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from _within(one, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _within(one, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from _within(getattr(value, name, None), depth - 1)


def _inline(source: str) -> Iterator[tuple[re.Pattern[str], int, str]]:
    """The patterns of `re.sub("...", ...)` and the like."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and getattr(node.func.value, "id", "") == "re"
            and node.func.attr in AT_ONE_PLACE | ANYWHERE
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            named = [part.attr for given in (*node.args[1:], *node.keywords) for part in _attributes(given)]
            flags = sum({int(getattr(re, name)) for name in named if name.isupper() and hasattr(re, name)})
            yield re.compile(node.args[0].value, flags), node.lineno, node.func.attr


def _attributes(node: ast.AST) -> list[ast.Attribute]:
    return [part for part in ast.walk(node) if isinstance(part, ast.Attribute)]


_USES: dict[str, set[str]] = {}


def _methods(name: str) -> set[str]:
    """By which methods something of this name is used, anywhere in the project."""
    if not _USES:
        use = re.compile(rf"\b(_?[A-Z][A-Z0-9_]*)(?:\[[^\]\n]*\])?\.({'|'.join(AT_ONE_PLACE | ANYWHERE)})\(")
        for package in ("index", "rag", "eval", "ui"):
            for path in (REPOSITORY / package).rglob("*.py"):
                for match in use.finditer(path.read_text(encoding="utf-8")):
                    _USES.setdefault(match[1], set()).add(match[2])
    return _USES.get(name, set())


# ---------------------------------------------------------------------- what a pattern is made of


def _characters(members: list[Any]) -> list[str]:
    """Some characters that a class has."""
    source = re.compile("".join(_class_source(members)))
    found = [char for char in PROBE if source.fullmatch(char)]
    return found or [chr(value) for kind, value in members if kind is op.LITERAL][:1] or ["a"]


def _class_source(members: list[Any]) -> Iterator[str]:
    categories = {
        op.CATEGORY_SPACE: r"\s",
        op.CATEGORY_NOT_SPACE: r"\S",
        op.CATEGORY_DIGIT: r"\d",
        op.CATEGORY_NOT_DIGIT: r"\D",
        op.CATEGORY_WORD: r"\w",
        op.CATEGORY_NOT_WORD: r"\W",
    }
    yield "["
    for kind, value in members:
        if kind is op.NEGATE:
            yield "^"
        elif kind is op.LITERAL:
            yield re.escape(chr(value))
        elif kind is op.RANGE:
            yield f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        elif kind is op.CATEGORY:
            yield categories[value]
    yield "]"


REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def _sample(tree: Any, k: int) -> str:
    """A text that a part of a pattern may read; another one for another `k`."""
    return "".join(_sample_of(kind, value, k) for kind, value in tree)


def _sample_of(kind: Any, value: Any, k: int) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.NOT_LITERAL:
        return "b" if value == ord("a") else "a"
    if kind is op.ANY:
        return "a"
    if kind is op.IN:
        characters = _characters(value)
        return characters[k % len(characters)]
    if kind is op.BRANCH:
        return _sample(value[1][k % len(value[1])], k)
    if kind is op.SUBPATTERN:
        return _sample(value[3], k)
    if kind is op.ATOMIC_GROUP:
        return _sample(value, k)
    if kind in REPEATS:
        least, most, body = value
        return _sample(body, k) * min(max(least, 1 if most and k % 2 == 0 else 0), MAX_TIMES)
    return ""


def _repeats(tree: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """What stands before each repetition that may go on for long, with what is repeated."""
    for kind, value in tree:
        if kind in REPEATS:
            _, most, body = value
            if most >= LONG:
                yield prefix, body
            yield from _repeats(body, prefix)
        elif kind is op.SUBPATTERN:
            yield from _repeats(value[3], prefix)
        elif kind is op.ATOMIC_GROUP:
            yield from _repeats(value, prefix)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, prefix)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _repeats(value[1], prefix)
        prefix += _sample_of(kind, value, 0)
