"""Makes the dense index from the catalogue and Chroma, where a corpus has none yet, lost it, or has an older one."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.passages import PassageKind
from index.steps import batched
from index.store.catalogue import Catalogue
from index.store.dense.columns import (
    ANSWERED_BY,
    PLACES,
    REST,
    SENT_IN,
    TAKEN_IN,
    Head,
    append,
    read_head,
    value_lines,
    write_head,
)
from index.store.dense.view import View, open_view
from index.store.dense.writer import COPY_ROWS, DenseWriter, facts_of, questions_of, rest_of, write_basis
from index.store.sql.question_key import words_key

BATCH_PUBLICATIONS = 1_000
BATCH_PASSAGES = 10_000


class KeepsVectors(Protocol):
    """Where the vectors of all passages are kept."""

    def get(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of passages, by id; passages without one are left out."""


def fill(root: Path, catalogue: Catalogue, vectors: KeepsVectors, dimension: int) -> DenseWriter:
    """Makes the index in the place of what the folder holds; under the lock of the build.

    What the catalogue names and Chroma lacks stays out, for `verify` to find.
    """
    shutil.rmtree(root, ignore_errors=True)
    half = root.with_name(f"{root.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    writer = DenseWriter(half, dimension)
    for batch in batched(catalogue.ids(), BATCH_PUBLICATIONS):
        taken_in = catalogue.taken_in(batch)
        publications = list(catalogue.publications(batch))
        facts = {p.id: facts_of(p, taken_in[p.id]) for p in publications}
        places = catalogue.passages_in(list(facts))
        known = vectors.get([place.id for place in places])
        found = [place for place in places if place.id in known]
        rows = np.array([known[place.id] for place in found], dtype=np.float32).reshape(-1, dimension)
        writer.replace(list(facts), found, rows, facts, questions_of(publications))
    half.rename(root)
    return DenseWriter(root, dimension)


def lacks_facts(root: Path) -> bool:
    """Whether an index is from before it knew all that it keeps of publications and passages now."""
    return any(_lacking(head) for kind in PassageKind if (head := read_head(root / kind.value)) is not None)


def fill_facts(root: Path, catalogue: Catalogue) -> None:
    """Adds the facts to an index that was made without them; call it under the lock of the build."""
    for kind in PassageKind:
        folder = root / kind.value
        head = read_head(folder)
        if head is None or not (lacking := _lacking(head)):
            continue
        view = open_view(folder)
        ids = view.owner_ids(range(head.length("counts")))
        parts: dict[str, NDArray[np.generic]] = {}
        for name, days_of in ((TAKEN_IN, catalogue.taken_in), (SENT_IN, catalogue.sent_in_on)):
            if name in lacking:
                days = days_of(ids)
                parts[name] = np.array([days.get(one, 0) for one in ids])
        if ANSWERED_BY in lacking:
            people, values = catalogue.answered_by(ids), view.values.copy()
            pairs = [
                (row, values.setdefault((ANSWERED_BY, name), len(values)))
                for row, publication_id in enumerate(ids)
                for name in people.get(publication_id, ())
            ]
            parts[ANSWERED_BY] = np.array(pairs, dtype=np.uint32).reshape(-1, 2)
            parts["values"] = value_lines(list(values)[len(view.values) :])
        if lacking & set(PLACES):
            parts |= _places(catalogue, view)
        kept = {name: length for name, length in head.lengths.items() if name not in lacking}
        checks = {name: check for name, check in head.checks.items() if name not in lacking}
        head = append(folder, head.model_copy(update={"lengths": kept, "checks": checks}), parts)
        write_head(folder, _with_rest(folder, head, view) if REST in lacking else head)


def _with_rest(folder: Path, head: Head, view: View) -> Head:
    """The head with second codes, and the basis with what they are made by, which can be told from that of codes."""
    if view.basis is not None:
        write_basis(folder, folder / str(head.folder), view.basis)
    for rows in batched(range(len(view.owners)), COPY_ROWS):
        head = append(folder, head, rest_of(head, view.basis, view.exact(np.array(rows))))
    return head


def _places(catalogue: Catalogue, view: View) -> dict[str, NDArray[np.generic]]:
    """What the catalogue says of all passages, by row; of those that it does not have any more 0."""
    found = np.zeros((len(view.owners), len(PLACES)), dtype=np.uint64)
    for rows in batched(range(len(found)), BATCH_PASSAGES):
        ids = view.ids_of(rows)
        places = catalogue.passages(ids)
        texts = catalogue.pair_questions(list({place.pair_id for place in places.values()}))
        keys = {pair_id: words_key(text) for pair_id, text in texts.items()}
        for row, passage_id in zip(rows, ids, strict=True):
            if (place := places.get(passage_id)) is not None:
                found[row] = (place.start, place.end, keys.get(place.pair_id, 0))
    return dict(zip(PLACES, found.T, strict=True))


def _lacking(head: Head) -> set[str]:
    """The columns that an older index does not have."""
    publications, passages = head.length("counts"), head.length("owners")
    lacking = {name for name in (TAKEN_IN, SENT_IN) if head.length(name) < publications}
    lacking |= {name for name in PLACES if head.length(name) < passages}
    lacking |= {REST} if head.code_dimension < head.dimension and head.length(REST) < passages else set()
    return lacking | ({ANSWERED_BY} if publications and ANSWERED_BY not in head.lengths else set())
