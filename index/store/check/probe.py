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

import numpy as np

from index.errors import KamervragenError
from index.passages import PassageKind
from index.store.filters import Filters
from index.store.manifest import FILE_NAME, NEXT_FILE_NAME, read_manifest
from index.store.stores import Stores
from index.store.vectors import VectorStore

SAMPLE = 50
BATCH = 1_000
NEAREST = 10
NEAR = 1e-3  # of a similarity: as near as this is the same vector
WHOLE_MINUTES = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What reading came to.

    Attributes:
        problem: why it could not be read; None when it could.
        lost: passages without a vector, and when all were asked, those that are not found by their own.
    """

    problem: str | None
    lost: tuple[str, ...] = ()


def probe_chroma(data_dir: Path, *, deep: bool = False, is_next: bool = False) -> Probed:
    """Reads every part in a child process, and asks a sample of the vectors for itself.

    Args:
        data_dir: whose embedded Chroma; the caller holds the lock and has it not open.
        deep: every vector is asked for itself.
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
    """Looks in a sample for passages that have no vector; of all passages, also for those not found by their own.

    Asking one reads every part whole. The cheap graph of a large part misses one in some hundreds: nobody searches it
    (docs/adr/0021), so in a sample that is no damage.
    """
    asked = [passage_id for n, passage_id in enumerate(vectors.ids()) if n % step == 0]
    lost: list[str] = []
    for at in range(0, len(asked), BATCH):
        rows = vectors.get(asked[at : at + BATCH])
        lost += [
            passage_id
            for passage_id in asked[at : at + BATCH]
            if (vector := rows.get(passage_id)) is None or (not _finds(vectors, passage_id, vector) and step == 1)
        ]
    return lost


def _finds(vectors: VectorStore, passage_id: str, vector: np.ndarray[tuple[int], np.dtype[np.float32]]) -> bool:
    for kind in PassageKind:
        found = vectors.query(vector, NEAREST, Filters(), kind)
        if passage_id in dict(found) or (len(found) == NEAREST and found[-1][1] > 1 - NEAR):  # among many alike
            return True
    return False


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the passages that are lost, as JSON.

    Args:
        arguments: instead of those of the process.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("manifest")
    parser.add_argument("--deep", action="store_true")
    args = parser.parse_args(arguments)
    try:
        manifest = read_manifest(args.data_dir, args.manifest)
        lost: list[str] = []
        if manifest is not None:
            with closing(Stores(data_dir=args.data_dir).vectors(manifest)) as vectors:
                lost = lost_vectors(vectors, step=1 if args.deep else max(1, vectors.count() // SAMPLE))
    except KamervragenError as error:
        sys.exit(str(error))
    sys.stdout.write(json.dumps(lost))


if __name__ == "__main__":
    main()
