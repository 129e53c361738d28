"""Chooses the publications that the compound dictionary is made from: always the same for the same corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from index.store.catalogue import Catalogue

GROWTH = 0.10  # a dictionary of fewer publications than this share below the corpus is as good


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSource:
    """The publications whose words make the dictionary.

    Attributes:
        ids: the oldest of the corpus, as many as the largest step that it has reached.
        key: changes with any of them.
    """

    ids: Sequence[str]
    key: str


def word_source(catalogue: Catalogue) -> WordSource:
    """The source for the corpus as it is now.

    What is new is mostly of today, and stands behind the others until the corpus has grown by a tenth.
    """
    by_age = catalogue.hashes_by_age()
    chosen = by_age[: largest_step(len(by_age))]
    digest = hashlib.sha256("\n".join(f"{id_} {content}" for id_, content in chosen).encode())
    return WordSource(ids=[id_ for id_, _ in chosen], key=digest.hexdigest()[:16])


def largest_step(publications: int) -> int:
    """The largest of 1, 2, ... 10, 11, 12, ... 20, 22, 24, ... that is not larger: each a tenth more than the last."""
    step = 0
    while (following := max(step + 1, int(step * (1 + GROWTH)))) <= publications:
        step = following
    return step
