"""Reads the embedded Chroma in a process of its own: a damaged segment may end the process that reads it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.errors import KamervragenError
from index.passages import PassageKind
from index.steps import batched
from index.store.filters import Filters
from index.store.manifest import FILE_NAME, NEXT_FILE_NAME, read_manifest
from index.store.stores import Stores
from index.store.vectors import VectorStore

SAMPLE = 50
BATCH = 1_000
NEAREST = 10
WHOLE_MINUTES = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What reading came to.

    Attributes:
        problem: why it could not be read; None when it could.
        lost: passages without a vector.
    """

    problem: str | None
    lost: tuple[str, ...] = ()


def probe_chroma(data_dir: Path, *, deep: bool = False, is_next: bool = False) -> Probed:
    """Reads every part in a child process, and asks for a sample of the vectors.

    Args:
        data_dir: whose embedded Chroma; the caller holds the lock and has it not open.
        deep: every vector is read, and all that it is kept with must be as it was written.
        is_next: of the indexes under construction beside the present ones.
    """
    name = NEXT_FILE_NAME if is_next else FILE_NAME
    command = [sys.executable, "-m", "index.store.check.probe", str(data_dir), name, *(["--deep"] if deep else [])]
    done = _done(command)
    if done.returncode < 0:
        return Probed(problem=f"wie hem leest, wordt afgebroken (signaal {-done.returncode})")
    if done.returncode > 0:
        return Probed(problem=(done.stderr.strip().splitlines() or ["onleesbaar"])[-1])
    return Probed(problem=None, lost=tuple(json.loads(done.stdout)))


def _done(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=WHOLE_MINUTES * 60, check=False)  # noqa: S603  # our own module


def lost_vectors(vectors: VectorStore, *, step: int) -> list[str]:
    """Looks among every so many passages for those without a vector; some are asked for, which reads every part whole.

    Whether a passage is found by its own vector says nothing: in a year of 28,000 passages the cheap graph, which
    nobody searches (docs/adr/0021), misses one in a hundred, half of those even among the thousand nearest.
    """
    wanted = [passage_id for n, passage_id in enumerate(vectors.ids()) if n % step == 0]
    asked = set(wanted[:: max(1, len(wanted) // SAMPLE)])
    lost: list[str] = []
    for batch in batched(wanted, BATCH):
        rows = vectors.get(batch)
        lost += [passage_id for passage_id in batch if passage_id not in rows]
        for passage_id in asked & rows.keys():
            for kind in PassageKind:
                vectors.query(rows[passage_id], NEAREST, Filters(), kind)
    return lost


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the passages that are lost, as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("manifest")
    parser.add_argument("--deep", action="store_true")
    args = parser.parse_args(arguments)
    try:
        manifest = read_manifest(args.data_dir, args.manifest)
        lost: list[str] = []
        if manifest is not None:
            stores = Stores(data_dir=args.data_dir)
            if args.deep and (problem := stores.record().problem()):
                sys.exit(problem)
            with closing(stores.vectors(manifest)) as vectors:
                lost = lost_vectors(vectors, step=1 if args.deep else max(1, vectors.count() // SAMPLE))
    except KamervragenError as error:
        sys.exit(str(error))
    sys.stdout.write(json.dumps(lost))


if __name__ == "__main__":
    main()
