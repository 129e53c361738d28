"""Makes the dense index from the catalogue and Chroma, where a corpus has none yet or lost it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from index.store.catalogue import Catalogue
from index.store.dense.writer import DenseWriter
from index.store.vectors import VectorStore

BATCH_PUBLICATIONS = 1_000


def fill(root: Path, catalogue: Catalogue, vectors: VectorStore, dimension: int) -> DenseWriter:
    """Makes the index in the place of what the folder holds; under the lock of the build.

    What the catalogue names and Chroma lacks stays out, for `verify` to find.
    """
    shutil.rmtree(root, ignore_errors=True)
    half = root.with_name(f"{root.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    writer = DenseWriter(half, dimension)
    ids = catalogue.ids()
    for at in range(0, len(ids), BATCH_PUBLICATIONS):
        publications = {p.id: p for p in catalogue.publications(ids[at : at + BATCH_PUBLICATIONS])}
        places = catalogue.passages_in(list(publications))
        known = vectors.get([place.id for place in places])
        found = [place for place in places if place.id in known]
        rows = np.array([known[place.id] for place in found], dtype=np.float32).reshape(-1, dimension)
        writer.replace(list(publications), found, rows, publications)
    half.rename(root)
    return DenseWriter(root, dimension)
