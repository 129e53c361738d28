"""Writes the dense index: adds the passages of publications behind what is there, and says what they replace."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.passages import PassageKind
from index.store.dense.codes import CODE_DIMENSION, SAMPLE, Basis, pack
from index.store.dense.columns import (
    BASIS,
    DAYS,
    LISTS,
    QUESTIONS,
    REST,
    TAKEN_IN,
    Facts,
    Head,
    append,
    carry_over,
    read_head,
    to_disk,
    value_lines,
    write_head,
    writing,
)
from index.store.dense.search import CANDIDATES
from index.store.dense.view import View, hash_of
from index.store.filters import MAPPED
from index.store.sql.question_key import words_key
from index.values import Publication

MAX_DEAD = 0.25  # of the passages; beyond it the files are written anew without them
REFIT = 2  # times as many passages as the codes were fitted on: then they are fitted anew
MAX_STRAYS = 0.02  # of the passages may lie mostly beside the codes; then they are fitted anew
COPY_ROWS = 50_000
CODED = frozenset({"codes", REST, "strays"})
"""The columns that say how the codes were fitted; the others stay as they are when they are fitted anew."""


class Placed(Protocol):
    """What must be known of a passage to put it in the index."""

    @property
    def id(self) -> str:
        """The id of the passage."""

    @property
    def pair_id(self) -> str:
        """The pair (or notice) that the passage is of."""

    @property
    def publication_id(self) -> str:
        """The publication that the passage is of."""

    @property
    def kind(self) -> PassageKind:
        """In which of the indexes it belongs."""

    @property
    def start(self) -> int:
        """Where it begins in its answer or notice."""

    @property
    def end(self) -> int:
        """Where it ends there."""


class DenseWriter:
    """Adds to the dense index of a build; one at a time, under the lock of the build.

    Args:
        root: folder of the build; made when absent.
    """

    def __init__(self, root: Path, dimension: int) -> None:
        self._root = root
        self._dimension = dimension
        self._code_dimension = min(CODE_DIMENSION, dimension)
        for kind in PassageKind:
            (root / kind.value).mkdir(parents=True, exist_ok=True)
            if read_head(root / kind.value) is None:
                write_head(root / kind.value, self._empty(0))

    def replace(
        self,
        publication_ids: Sequence[str],
        passages: Sequence[Placed],
        vectors: NDArray[np.float32],
        facts: Mapping[str, Facts],
        questions: Mapping[str, int],
    ) -> None:
        """Makes these the only passages of these publications; those of one publication stand together.

        Args:
            publication_ids: of which what there is goes.
            vectors: a row per passage.
            facts: of the publications that have passages, by id (`facts_of`).
            questions: keys of the questions of their pairs, by id (`questions_of`).
        """
        for kind in PassageKind:
            chosen = [n for n, passage in enumerate(passages) if passage.kind is kind]
            own = [passages[n] for n in chosen]
            self._replace(self._root / kind.value, publication_ids, own, vectors[chosen], facts, questions)

    def count(self) -> int:
        """Passages of all kinds."""
        return sum(self._view(self._root / kind.value).passages for kind in PassageKind)

    def _replace(
        self,
        root: Path,
        publication_ids: Sequence[str],
        passages: Sequence[Placed],
        vectors: NDArray[np.float32],
        facts: Mapping[str, Facts],
        questions: Mapping[str, int],
    ) -> None:
        view = self._view(root)
        gone = view.publications(publication_ids)
        if not len(gone) and not passages:
            return
        new = dict(view.values)
        parts = {**_parts(view, passages, vectors, facts, new), **_places(passages, questions)}
        parts["values"] = value_lines(list(new)[len(view.values) :])
        parts["dead"] = gone.astype(np.uint32)
        head = append(root, view.head, {**parts, **_coded(view.head, view.basis, vectors, len(view.owners))})
        rows, dead = head.length("owners"), view.rows_in(~view.alive) + int(view.counts[gone].sum())
        too_many = (
            rows > max(CANDIDATES, REFIT * head.fitted)
            or dead > max(CANDIDATES, MAX_DEAD * rows)
            or head.length("strays") > max(CANDIDATES, MAX_STRAYS * rows)
            or (view.basis is not None and not view.basis.knows_strays)
        )
        if too_many:
            head = self._rewritten(root, View(root, head))
        write_head(root, head)
        _remove_others(root, head)

    def _rewritten(self, root: Path, view: View) -> Head:
        """Everything that is there in the next folder, with codes fitted on it."""
        rows = view.rows_of(view.alive)
        head = self._empty(view.head.folder + 1)
        folder = root / str(head.folder)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        sample = view.exact(rows[:: max(1, len(rows) // SAMPLE)])
        basis = Basis.fit(sample, self._code_dimension) if len(rows) else None
        if basis is not None:
            write_basis(root, folder, basis)
        same = [name for name in view.head.lengths if name not in CODED]
        carried = carry_over(root, view.head, head, same) if view.alive.all() else None
        head = carried or append(root, head, view.publication_parts())
        for at in range(0, len(rows), COPY_ROWS):
            some = rows[at : at + COPY_ROWS]
            parts = view.passage_parts(some, head.length("ids")) if carried is None else {}
            head = append(root, head, {**parts, **_coded(head, basis, view.exact(some), at)})
        return head.model_copy(update={"fitted": len(rows)})

    def _empty(self, folder: int) -> Head:
        return Head(folder=folder, dimension=self._dimension, code_dimension=self._code_dimension)

    def _view(self, root: Path) -> View:
        head = read_head(root)
        return View(root, head if head is not None else self._empty(0))


def _coded(head: Head, basis: Basis | None, vectors: NDArray[np.float32], at: int) -> dict[str, NDArray[np.generic]]:
    """The codes of rows from a certain one on, and which of them are strays."""
    if basis is None:
        return {
            "codes": np.zeros((len(vectors), head.code_dimension), dtype=np.int8),
            "strays": np.zeros(0, dtype=np.uint32),
            **rest_of(head, basis, vectors),
        }
    return {
        "codes": basis.codes(vectors),
        **rest_of(head, basis, vectors),
        "strays": at + np.flatnonzero(basis.left_out(vectors) > basis.stray),
    }


def rest_of(head: Head, basis: Basis | None, vectors: NDArray[np.float32]) -> dict[str, NDArray[np.generic]]:
    """The second codes of rows, where codes leave something out; all zero before there is anything to make them by."""
    left_out = head.dimension - head.code_dimension
    if basis is not None and basis.rest.shape[1]:
        return {REST: basis.rests(vectors)}
    return {REST: np.zeros((len(vectors), left_out), dtype=np.int8)} if left_out else {}


def write_basis(root: Path, folder: Path, basis: Basis) -> None:
    """Puts a basis in a folder; one that is there stays whole until the new one is on disk."""
    scratch = folder / f"{BASIS}.tmp"
    with writing(root), scratch.open("wb") as file:
        basis.save(file)
        to_disk(file)
    scratch.replace(folder / BASIS)


def _parts(
    view: View,
    passages: Sequence[Placed],
    vectors: NDArray[np.float32],
    facts: Mapping[str, Facts],
    values: dict[tuple[str, str], int],
) -> dict[str, NDArray[np.generic]]:
    """The new rows of every column but codes, dead and values; `values` gets the numbers of new values."""
    packed, scales = pack(vectors)
    groups = [(key, len(list(group))) for key, group in groupby(passages, key=lambda p: p.publication_id)]
    first = len(view.firsts)
    counts = np.array([count for _, count in groups], dtype=np.int64)
    lists: dict[str, list[tuple[int, int]]] = {name: [] for name in LISTS}
    numbers: dict[str, list[int]] = {name: [] for name in (*DAYS, TAKEN_IN)}
    for row, (publication_id, _) in enumerate(groups, start=first):
        own = facts[publication_id]
        for name, column in numbers.items():
            column.append(next((int(number) for number in own[name]), 0))
        for name, pairs in lists.items():
            pairs += [(row, values.setdefault((name, value), len(values))) for value in sorted(map(str, own[name]))]
    ids = [passage.id.encode("utf-8", "surrogatepass") for passage in passages]
    return {
        "vectors": packed,
        "scales": scales,
        "owners": np.repeat(np.arange(first, first + len(groups)), counts).astype(np.uint32),
        "ids": np.frombuffer(b"".join(ids), dtype=np.uint8),
        "id_ends": (np.cumsum([len(one) for one in ids], dtype=np.int64) + view.head.length("ids")).astype(np.uint64),
        "hashes": np.array([hash_of(publication_id) for publication_id, _ in groups], dtype=np.uint64),
        "firsts": (len(view.owners) + np.cumsum(counts) - counts).astype(np.uint32),
        "counts": counts.astype(np.uint32),
        **{name: np.array(column, dtype=np.int64) for name, column in numbers.items()},
        **{name: np.array(pairs, dtype=np.uint32).reshape(-1, 2) for name, pairs in lists.items()},
    }


def _places(passages: Sequence[Placed], questions: Mapping[str, int]) -> dict[str, NDArray[np.generic]]:
    """Where passages stand, and the keys of their questions."""
    return {
        "starts": np.array([passage.start for passage in passages], dtype=np.uint32),
        "ends": np.array([passage.end for passage in passages], dtype=np.uint32),
        QUESTIONS: np.array([questions.get(passage.pair_id, 0) for passage in passages], dtype=np.uint64),
    }


def questions_of(publications: Iterable[Publication]) -> dict[str, int]:
    """Keys of the words of the question of every pair, by its id."""
    return {pair.id: words_key(pair.vraagtekst) for publication in publications for pair in publication.paren}


def facts_of(publication: Publication, taken_in: int) -> Facts:
    """What filters judge a publication by, by the name of the fact; when it came in is the catalogue's to say."""
    facts: Facts = {name: set(MAPPED[name].facts(publication)) for name in (*LISTS, *DAYS)}
    return {TAKEN_IN: {taken_in}, **facts}


def _remove_others(root: Path, head: Head) -> None:
    """Removes the files that the head does not name; who has them mapped keeps them."""
    for folder in root.iterdir():
        if folder.is_dir() and folder.name != str(head.folder):
            shutil.rmtree(folder, ignore_errors=True)
