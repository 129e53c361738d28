"""`python -m tests.chaos.mutation`: changes the code in one place at a time, and sees whether the tests notice."""

from __future__ import annotations

import ast
import time
from collections.abc import Sequence
from random import Random
from typing import Annotated

import typer

from tests.chaos.mutation.mutants import Mutant, mutants
from tests.chaos.mutation.tried import REPOSITORY, passes, seconds

CHECK = ("tests/rag/phrase/test_check.py", "tests/rag/phrase/test_claims.py")
DRAFT = ("tests/rag/check/test_check.py", "tests/rag/check/test_figures.py", "tests/rag/check/claims")
QUOTES = ("tests/rag/answer/quotes",)
FILTERS = ("tests/index/store/test_filters.py", "tests/index/store/test_filter_fields.py")
TARGETS: dict[str, Sequence[str]] = {
    "rag/answer/verdict.py": ("tests/rag/answer/test_verdict.py", "tests/rag/answer/test_quoted.py"),
    "rag/answer/quotes/quote.py": QUOTES,
    "rag/phrase/check.py": CHECK,
    "rag/phrase/claims.py": CHECK,
    "rag/phrase/numbers.py": ("tests/rag/phrase/test_numbers.py", *CHECK),
    "rag/phrase/structure.py": CHECK,
    "rag/check/judge.py": DRAFT,
    "index/store/field.py": FILTERS,
    "index/store/filters.py": FILTERS,
    "index/store/sql/filter_sql.py": ("tests/index/store/test_catalogue.py", *FILTERS),
}
"""Verdict, citation check and filters, with the tests that should notice."""
TIMES = 4  # as long as the tests take unchanged, and as many seconds more, before a mutant counts as noticed


def main(
    most: Annotated[int, typer.Option(min=0, help="Changes per file, drawn at random; 0: all.")] = 40,
    seed: Annotated[int, typer.Option(help="Of the draw.")] = 1,
    minutes: Annotated[float, typer.Option(min=0, help="For all files together; then it stops; 0: no limit.")] = 40.0,
    only: Annotated[str, typer.Option(help="Part of the name of the files to change.")] = "",
) -> None:
    """Prints per file how many changes the tests noticed, and each that they did not.

    Every file has an equal part of the time that is left; what one does not need the others have.

    Example: python -m tests.chaos.mutation --most 0 --only verdict
    """
    targets = [name for name in TARGETS if only in name]
    end = time.monotonic() + (60 * minutes or float("inf"))
    noticed = tried = 0
    for n, target in enumerate(targets):
        now = time.monotonic()
        alive, done, drawn, possible = _over(target, most, seed, now + (end - now) / (len(targets) - n))
        said = f"{done} of {drawn} drawn in the time" if done < drawn else f"{possible} possible"
        typer.echo(f"{target}: {done - len(alive)} of {done} noticed ({said})")
        for mutant in alive:
            typer.echo(f"  {target}:{mutant.line}: {mutant.was[:90]}\n      -> {mutant.now[:90]}")
        noticed, tried = noticed + done - len(alive), tried + done
    typer.echo(f"together: {noticed} of {tried} noticed ({noticed / max(tried, 1):.0%}), seed {seed}")


def _over(target: str, most: int, seed: int, end: float) -> tuple[list[Mutant], int, int, int]:
    """The mutants of a file that its tests let pass; how many were tried, drawn and possible."""
    source = (REPOSITORY / target).read_text(encoding="utf-8")
    found = list(mutants(source))
    drawn = Random(f"{target}/{seed}").sample(found, min(most or len(found), len(found)))  # noqa: S311  # repeatable
    needed = seconds(target, ast.unparse(ast.parse(source)), TARGETS[target])
    alive, tried = [], 0
    for mutant in drawn:
        if time.monotonic() > end:
            break
        if passes(target, mutant.source, TARGETS[target], TIMES * (needed + 1)):
            alive.append(mutant)
        tried += 1
    return alive, tried, len(drawn), len(found)


if __name__ == "__main__":
    typer.run(main)
