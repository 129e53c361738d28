"""Writes and reads runs in the TREC format: query, Q0, pair id, rank, score, name of the run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from eval.gold.files import Problems, numbered_lines, write_lines
from eval.gold.ranked import Ranked, ordered
from index.errors import InputError


def write_run(path: Path, ranking: Mapping[str, Ranked], name: str = "kamervragen") -> None:
    """Writes a run; reading it gives exactly the same ranking. An InputError where the file cannot be written."""
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
    """Reads a run; the score decides, not the rank that is written. An InputError names every malformed line."""
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
