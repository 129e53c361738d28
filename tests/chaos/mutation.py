"""`python -m tests.chaos.mutation`: changes the code in one place at a time, and sees whether the tests notice."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Annotated

import typer

REPOSITORY = Path(__file__).parents[2]
TARGETS = {
    "rag/answer/verdict.py": "tests/rag/answer/test_verdict.py",
    "rag/answer/quotes/quotable.py": "tests/rag/answer/quotes/test_quotable.py",
    "rag/answer/quotes/quote.py": "tests/rag/answer/quotes/test_quote.py",
    "index/store/filters.py": "tests/index/store/test_filters.py tests/index/store/test_filter_fields.py",
    "rag/phrase/claims.py": "tests/rag/phrase",
}
"""Verdict, citation check and filters, with the tests that should notice."""
LONGEST_S = 300
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


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the source with it, and where it is."""

    source: str
    line: int
    was: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every comparison, and/or, not, number and truth value of a source changed, one at a time."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for change in _changes(node):
            was = ast.unparse(node)
            undo = change()
            yield Mutant(ast.unparse(tree), getattr(node, "lineno", 0), was[:80])
            undo()


def _changes(node: ast.AST) -> Iterator[Callable[[], Callable[[], None]]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        yield lambda: _set(node, "ops", [COMPARED[type(node.ops[0])](), *node.ops[1:]])
    if isinstance(node, ast.BoolOp):
        yield lambda: _set(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    if isinstance(node, ast.If | ast.IfExp):
        yield lambda: _set(node, "test", ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield lambda: _set(node, "value", not node.value if isinstance(node.value, bool) else node.value + 1)


def _set(node: ast.AST, name: str, value: object) -> Callable[[], None]:
    before = getattr(node, name)
    setattr(node, name, value)
    return lambda: setattr(node, name, before)


def survives(copy: Path, target: str, mutant: Mutant) -> bool:
    """Whether the tests pass with this change in a copy of the repository."""
    path = copy / target
    before = path.read_text(encoding="utf-8")
    path.write_text(mutant.source, encoding="utf-8")
    try:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "no:cacheprovider",
            "-m",
            "not model and not browser",
        ]
        done = subprocess.run(
            [*command, *TARGETS[target].split()], cwd=copy, capture_output=True, timeout=LONGEST_S, check=False
        )
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        path.write_text(before, encoding="utf-8")


def main(
    most: Annotated[int, typer.Option(help="Changes per file, drawn at random; 0: all.")] = 0,
    only: Annotated[str, typer.Option(help="Part of the name of the files to change.")] = "",
) -> None:
    """Prints per file how many changes the tests noticed, and each that they did not."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        for name in ("index", "rag", "ui", "eval", "tests"):
            shutil.copytree(
                REPOSITORY / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "held_out", "unseen")
            )
        for name in ("pyproject.toml", "kamervragen.py"):
            shutil.copy(REPOSITORY / name, copy)
        for target in (name for name in TARGETS if only in name):
            found = list(mutants((copy / target).read_text(encoding="utf-8")))
            chosen = Random(target).sample(found, min(most or len(found), len(found)))  # noqa: S311  # repeatable
            alive = [mutant for mutant in chosen if survives(copy, target, mutant)]
            typer.echo(f"{target}: {len(chosen) - len(alive)} of {len(chosen)} noticed ({len(found)} possible)")
            for mutant in alive:
                typer.echo(f"  {target}:{mutant.line}: {mutant.was}")


if __name__ == "__main__":
    typer.run(main)
