"""Compares the indexes with the catalogue, passage by passage, and with each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.steps import batched
from index.store.catalogue import Catalogue
from index.store.dense.codes import EXACT_LEVELS
from index.store.dense.reader import DenseIndex
from index.store.dense.view import Kept
from index.store.dense.writer import facts_of
from index.store.lexical import LexicalStore
from index.store.sql.question_key import words_key
from index.store.vectors import VectorStore
from index.values import publication_of

BATCH = 5_000
ROUNDED = 3e-7  # of a number of a unit vector: Chroma makes vectors unit ones once more


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreDifference:
    """What should not be: passages that an index lacks (or has otherwise than the others), or has too many of.

    Attributes:
        problem: what else is wrong with it.
    """

    index: str
    missing: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    problem: str | None = None


def differences(
    catalogue: Catalogue, lexical: LexicalStore, vectors: VectorStore, dense: DenseIndex | None
) -> list[StoreDifference]:
    """What is wrong with each index, in the order of their names; empty when all is well.

    What an interrupted build took in already is not too much, and what it replaces may be gone.

    Args:
        dense: what queries are answered from, where that is not Chroma itself.
    """
    wanted, pending = list(catalogue.passage_ids()), {*catalogue.pending(), *catalogue.pending_removals()}
    in_vectors: set[str] = set()
    in_dense: set[str] = set()
    for batch in batched(wanted, BATCH):
        stored = vectors.get(batch)
        in_vectors |= stored.keys()
        packed = dense.get(batch) if dense is not None else {}
        in_dense |= {i for i, row in packed.items() if i not in stored or _is_packed(row, stored[i])}
        in_dense -= _elsewhere(catalogue, dense, batch, pending) if dense is not None else set()
    going = set(catalogue.going())
    found = [_difference("Chroma", wanted, in_vectors, vectors, pending, going)]
    found.append(_difference("Tantivy", wanted, set(lexical.ids()), lexical, pending, going))
    if dense is not None:
        in_dense -= _with_other_facts(catalogue, dense, pending)
        found.append(_difference("zoekbestand", wanted, in_dense, dense, pending, going))
    if catalogue.is_miscounted():
        found.append(StoreDifference(index="aantallen", problem="anders dan er in de catalogus staat"))
    return [difference for difference in found if difference.missing or difference.surplus or difference.problem]


def _is_packed(row: NDArray[np.float32], stored: NDArray[np.float32]) -> bool:
    """Whether a mapped vector is what packing makes of the one in Chroma: half a level beside it at most."""
    level = float(np.abs(row).max()) / EXACT_LEVELS
    return bool((np.abs(row - stored) <= level / 2 + ROUNDED).all())


def _difference(
    name: str,
    wanted: list[str],
    found: set[str],
    index: VectorStore | LexicalStore | DenseIndex,
    pending: Collection[str],
    going: Collection[str],
) -> StoreDifference:
    known = set(wanted)
    surplus = set(index.ids()) - known if index.count() != len(found & known) else found - known
    return StoreDifference(
        index=name,
        missing=tuple(sorted(one for one in known - found if publication_of(one) not in going)),
        surplus=tuple(sorted(one for one in surplus if publication_of(one) not in pending)),
    )


def _elsewhere(
    catalogue: Catalogue, dense: DenseIndex, passage_ids: Sequence[str], pending: Collection[str]
) -> set[str]:
    """Those of the passages that are said to stand elsewhere, or to answer another question, than in the catalogue."""
    passage_ids = [one for one in passage_ids if publication_of(one) not in pending]
    places, kept = catalogue.passages(passage_ids), dense.kept(passage_ids)
    texts = catalogue.pair_questions(list({place.pair_id for place in places.values()}))
    keys = {pair_id: words_key(text) for pair_id, text in texts.items()}
    right = {i: Kept(place=place, question=keys.get(place.pair_id, 0)) for i, place in places.items()}
    return {i for i, one in kept.items() if one != right.get(i)}


def _with_other_facts(catalogue: Catalogue, dense: DenseIndex, pending: Collection[str]) -> set[str]:
    """Passages of the publications that filters would judge by other facts than the catalogue has."""
    deviating: list[str] = []
    for batch in batched(dense.facts(), BATCH):
        facts = {one: own for one, own in batch if one not in pending}
        taken_in = catalogue.taken_in(list(facts))
        known = catalogue.publications(list(facts))
        deviating += [one.id for one in known if facts[one.id] != facts_of(one, taken_in[one.id])]
    return {place.id for place in catalogue.passages_in(deviating)}
