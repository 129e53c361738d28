"""Writes and reads runs in the TREC format: query, Q0, pair id, rank, score, name of the run."""

from __future__ import annotations

import errno
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eval.gold.files import Problems, numbered_lines
from index.errors import InputError

Ranked = tuple[tuple[str, float], ...]
"""(pair id, score), best first."""


def ordered(scored: Sequence[tuple[str, float]]) -> Ranked:
    """By descending score, ties by id; of a pair that occurs twice the best score counts."""
    best: dict[str, float] = {}
    for pair_id, score in scored:
        best[pair_id] = max(score, best.get(pair_id, -math.inf))
    return tuple(sorted(best.items(), key=lambda item: (-item[1], item[0])))


def write_run(path: Path, ranking: Mapping[str, Ranked], name: str = "kamervragen") -> None:
    """Writes a run; reading it gives exactly the same ranking.

    Raises:
        InputError: the file cannot be written.
    """
    tag = "-".join(name.split()) or "kamervragen"
    write_lines(
        path,
        (
            f"{query_id} Q0 {pair_id} {rank} {score!r} {tag}\n"
            for query_id, ranked in ranking.items()
            for rank, (pair_id, score) in enumerate(ranked, start=1)
        ),
    )


def read_run(path: Path) -> dict[str, Ranked]:
    """Reads a run; the score decides, not the rank that is written.

    Raises:
        InputError: naming every malformed line.
    """
    problems = Problems()
    scored: dict[str, list[tuple[str, float]]] = {}
    for number, line in numbered_lines(path, problems):
        fields = line.split()
        if len(fields) != 6:
            problems.add(
                path, number, f"heeft {len(fields)} velden, moet er 6 hebben: vraag Q0 paar-id rang score naam"
            )
            continue
        query_id, _, pair_id, _, score, _ = fields
        try:
            value = float(score)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            problems.add(path, number, f"score {score!r} is geen getal")
            continue
        scored.setdefault(query_id, []).append((pair_id, value))
    if problems.found:
        raise InputError("dit is geen TREC-run:\n  " + "\n  ".join(problems.found))
    return {query_id: ordered(pairs) for query_id, pairs in scored.items()}


def write_text(path: Path, text: str) -> None:
    """Writes aside and renames, so that nobody ever sees half a file.

    Raises:
        InputError: the file cannot be written.
    """
    write_lines(path, [text])


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """The same for lines that are made while they are written.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        if path.exists() and not path.is_file():  # /dev/null, a pipe: not to be replaced by a file
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path.resolve(), lines)  # a link stays a link
    except OSError as error:
        raise InputError(f"kan {path} niet schrijven ({error.strerror or error}); kies een ander bestand") from error


def is_read_only(path: Path) -> bool:
    """Whether nobody may write an existing file or folder, whatever this process could do."""
    return path.exists() and not path.stat().st_mode & 0o222


def _replace(path: Path, lines: Iterable[str]) -> None:
    if is_read_only(path):  # renaming would take its place all the same
        raise PermissionError(errno.EACCES, "alleen-lezen", str(path))
    scratch = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with scratch.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
