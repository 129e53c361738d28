"""Makes the dense index from the catalogue and Chroma, where a corpus has none yet, lost it, or has an older one."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from index.passages import PassageKind
from index.store.catalogue import Catalogue
from index.store.dense.columns import SENT_IN, TAKEN_IN, append, read_head, write_head
from index.store.dense.view import View
from index.store.dense.writer import DenseWriter, facts_of
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
        batch = ids[at : at + BATCH_PUBLICATIONS]
        taken_in = catalogue.taken_in(batch)
        facts = {p.id: facts_of(p, taken_in[p.id]) for p in catalogue.publications(batch)}
        places = catalogue.passages_in(list(facts))
        known = vectors.get([place.id for place in places])
        found = [place for place in places if place.id in known]
        rows = np.array([known[place.id] for place in found], dtype=np.float32).reshape(-1, dimension)
        writer.replace(list(facts), found, rows, facts)
    half.rename(root)
    return DenseWriter(root, dimension)


def lacks_moments(root: Path) -> bool:
    """Whether an index is from before it knew when publications came in, or were sent in."""
    heads = [read_head(root / kind.value) for kind in PassageKind]
    return any(
        head is not None and min(head.length(TAKEN_IN), head.length(SENT_IN)) < head.length("counts") for head in heads
    )


def fill_moments(root: Path, catalogue: Catalogue) -> None:
    """Adds that to such an index; under the lock of the build."""
    for kind in PassageKind:
        folder = root / kind.value
        head = read_head(folder)
        if head is not None:
            ids = View(folder, head).owner_ids(range(head.length("counts")))
            checks = {name: check for name, check in head.checks.items() if name not in (TAKEN_IN, SENT_IN)}
            bare = head.model_copy(update={"lengths": {**head.lengths, TAKEN_IN: 0, SENT_IN: 0}, "checks": checks})
            known = {TAKEN_IN: catalogue.taken_in(ids), SENT_IN: catalogue.sent_in_on(ids)}
            columns = {name: np.array([found.get(one, 0) for one in ids]) for name, found in known.items()}
            write_head(folder, append(folder, bare, columns))
