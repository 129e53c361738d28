"""One kind of passage of a dense index, as far as one head says: what is there, and what a filter lets through."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import CorruptStoreError
from index.passages import PassageKind, pair_of
from index.store.dense.codes import Basis, unpack
from index.store.dense.columns import (
    BASIS,
    DAYS,
    LISTS,
    PLACES,
    REST,
    TAKEN_IN,
    Facts,
    Head,
    broken,
    check_columns,
    map_column,
    read_head,
)
from index.store.field import FieldKind, as_number
from index.store.filters import Filters
from index.store.sql.lookup import StoredPassage
from index.values import publication_of

OPENING_ATTEMPTS = 20
CHECKED_ROWS = 20_000
CLEARLY = 1.01  # of a distance: what is as far as that or less may round to either side
CACHED_ROWS = 500  # of vectors: they stay near the processor from one step to the next
CHECKED_BYTES = (
    64 << 20
)  # what is no larger is read whole at opening, some hundredths of a second; the rest by `verify`
_T = TypeVar("_T", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Kept:
    """What an index keeps of a passage beside its vector.

    Attributes:
        place: where it stands.
        question: a key of the words of its question (`words_key`); 0 without one.
    """

    place: StoredPassage
    question: int


class View:
    """The columns that a head names, mapped; it stays the same whatever a build does.

    Args:
        root: folder of the index of one kind of passage.
        head: as far as which it is read.

    Attributes:
        passages: how many are there.
        stamp: of which codes these are: another folder, or another corpus in its place, has other ones.
        rest: second codes; None where there are none to compare with.
    """

    def __init__(self, root: Path, head: Head) -> None:
        self.root = root
        self.head = head
        self.vectors = _as(np.int16, map_column(root, head, "vectors"))
        self.scales = _as(np.float32, map_column(root, head, "scales"))
        self.codes = _as(np.int8, map_column(root, head, "codes"))
        self.owners = _as(np.uint32, map_column(root, head, "owners"))
        self.firsts = _as(np.uint32, map_column(root, head, "firsts"))
        self.counts = _as(np.uint32, map_column(root, head, "counts"))
        self.strays = _as(np.uint32, map_column(root, head, "strays"))
        self._places = {name: map_column(root, head, name) for name in PLACES}
        self._id_ends = _as(np.uint64, map_column(root, head, "id_ends"))
        self._ids = _as(np.uint8, map_column(root, head, "ids"))
        self._hashes = _as(np.uint64, map_column(root, head, "hashes"))
        self._taken_in = _as(np.uint32, map_column(root, head, TAKEN_IN))
        self._days = {name: _as(np.int32, map_column(root, head, name)) for name in DAYS}
        self._lists = {name: _as(np.uint32, map_column(root, head, name)) for name in LISTS}
        self._lines = _as(np.uint8, map_column(root, head, "values"))
        names = map(json.loads, self._lines.tobytes().split(b"\n")[:-1])
        self.values = {(fact, value): number for number, (fact, value) in enumerate(names)}
        self.alive = np.ones(len(self.firsts), dtype=np.bool_)
        self.alive[_as(np.uint32, map_column(root, head, "dead"))] = False
        self.passages = int(self.counts[self.alive].sum(dtype=np.int64))
        self.basis = Basis.load(root / str(head.folder) / BASIS) if head.fitted else None
        self.stamp = _stamp(root / str(head.folder) / BASIS) if head.fitted else None
        knows_rest = self.basis is not None and self.basis.rest.shape[1] and head.length(REST) == len(self.owners)
        self.rest = _as(np.int8, map_column(root, head, REST)) if knows_rest else None

    def rows_in(self, publications: NDArray[np.bool_]) -> int:
        """How many passages these publications have."""
        if publications is self.alive:
            return self.passages
        return int(self.counts[publications].sum(dtype=np.int64))

    def allowed(self, filters: Filters) -> NDArray[np.bool_]:
        """Which publications the filters let through, by row."""
        mask = self.alive
        for field, values in filters.given():
            if field.kind is FieldKind.IDS:
                mask = mask & self._named(values)
            elif field.is_moment:
                second = field.second(values[0])
                mask = mask & (self._taken_in >= second if field.kind is FieldKind.FROM else self._taken_in < second)
            elif field.kind.is_day:
                day, days = as_number(date.fromisoformat(values[0])), self._days[field.fact or field.mapped]
                mask = mask & (days >= day if field.kind is FieldKind.FROM else (days > 0) & (days <= day))
            else:
                mask = mask & self._having(field.fact or field.mapped, values)
        return mask

    def rows_of(self, publications: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The rows of the passages of these publications, in order."""
        counts = self.counts[publications].astype(np.int64)
        starts = self.firsts[publications].astype(np.int64) - np.concatenate([[0], np.cumsum(counts)[:-1]])
        return np.repeat(starts, counts) + np.arange(counts.sum())

    def publications(self, ids: Iterable[str]) -> NDArray[np.intp]:
        """Rows of the publications with these ids that are there."""
        return np.flatnonzero(self._named(tuple(ids)) & self.alive)

    def exact(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The unit vectors of rows."""
        return unpack(np.take(self.vectors, rows, axis=0), self.scales[rows])

    def similarities(self, rows: NDArray[np.int64], unit: NDArray[np.float32]) -> NDArray[np.float32]:
        """The similarities of rows to a unit vector, right to some millionths."""
        found = np.empty(len(rows), dtype=np.float32)
        for at in range(0, len(rows), CACHED_ROWS):
            some = slice(at, at + CACHED_ROWS)
            found[some] = np.take(self.vectors, rows[some], axis=0).astype(np.float32) @ unit
        found *= self.scales[rows]
        return found

    def ids_of(self, rows: Iterable[int]) -> list[str]:
        """The passage ids of rows."""
        places = np.fromiter(rows, dtype=np.int64)
        ends = self._id_ends[places].tolist()
        starts = np.where(places > 0, self._id_ends[places - 1], 0).tolist()
        bytes_of = self._ids.data
        return [str(bytes_of[start:end], "utf-8") for start, end in zip(starts, ends, strict=True)]

    def kept(self, rows: NDArray[np.int64], ids: Sequence[str] | None = None) -> list[Kept]:
        """What is kept of rows, whose passage ids may be known."""
        kind = PassageKind(self.root.name)
        columns = (self._places[name][rows].tolist() for name in PLACES)
        return [
            Kept(
                place=StoredPassage(
                    id=passage_id,
                    pair_id=pair_of(passage_id),
                    publication_id=publication_of(passage_id),
                    kind=kind,
                    start=start,
                    end=end,
                ),
                question=question,
            )
            for passage_id, start, end, question in zip(ids or self.ids_of(rows.tolist()), *columns, strict=True)
        ]

    def ids(self) -> Iterator[str]:
        """Every passage id that is there."""
        yield from self.ids_of(self.rows_of(self.alive).tolist())

    def facts(self) -> Iterator[tuple[str, Facts]]:
        """Of every publication that is there its id, and its facts by name as filters judge it by them."""
        values = [value for _, value in self.values]
        found: list[Facts] = [{name: set() for name in LISTS} for _ in range(len(self.firsts))]
        for name, column in self._lists.items():
            for publication, value in column.tolist():
                found[publication][name].add(values[value])
        for row in np.flatnonzero(self.alive).tolist():
            days: Facts = {
                name: {int(column[row])} if column[row] else set()
                for name, column in (*self._days.items(), (TAKEN_IN, self._taken_in))
            }
            yield self.owner_ids([row])[0], {**found[row], **days}

    def owner_ids(self, publications: Iterable[int]) -> list[str]:
        """The ids of publications by their rows."""
        return [publication_of(one) for one in self.ids_of(int(self.firsts[row]) for row in publications)]

    def check(self) -> None:
        """Reads every byte, and makes the codes again; a CorruptStoreError where something is not what was written."""
        check_columns(self.root, self.head)
        if self.basis is None:
            return
        for at in range(0, len(self.owners), CHECKED_ROWS):
            rows = np.arange(at, min(at + CHECKED_ROWS, len(self.owners)))
            vectors = self.exact(rows)
            made = [(self.codes, self.basis.codes(vectors))]
            if self.rest is not None:
                made.append((self.rest, self.basis.rests(vectors)))
            if any(np.abs(codes[rows].astype(np.int16) - again).max(initial=0) > 1 for codes, again in made):
                raise broken(self.root, ValueError("codes passen niet bij de vectoren"))
            strays = rows[self.basis.left_out(vectors) > self.basis.stray * CLEARLY]
            if not np.isin(strays, self.strays).all():
                raise broken(self.root, ValueError("een vector die zijn code niet zegt, ontbreekt in strays"))

    def publication_parts(self) -> dict[str, NDArray[np.generic]]:
        """The columns of the publications that are there, numbered anew; the numbers of the values stay."""
        counts = self.counts[self.alive]
        numbers = np.cumsum(self.alive) - 1
        lists = {}
        for name, column in self._lists.items():
            kept = column[self.alive[column[:, 0]]]
            lists[name] = np.column_stack([numbers[kept[:, 0]], kept[:, 1]])
        return {
            "hashes": self._hashes[self.alive],
            "firsts": np.cumsum(counts, dtype=np.int64) - counts,
            "counts": counts,
            TAKEN_IN: self._taken_in[self.alive],
            "values": self._lines,
            **{name: column[self.alive] for name, column in self._days.items()},
            **lists,
        }

    def passage_parts(self, rows: NDArray[np.int64], ids_before: int) -> dict[str, NDArray[np.generic]]:
        """The columns of these rows but their codes, for behind so many bytes of ids and `publication_parts`."""
        ends = self._id_ends[rows].astype(np.int64)
        starts = np.where(rows > 0, self._id_ends[rows - 1].astype(np.int64), 0)
        lengths = ends - starts
        placed = np.cumsum(lengths)
        numbers = np.cumsum(self.alive) - 1
        return {
            "vectors": self.vectors[rows],
            "scales": self.scales[rows],
            "owners": numbers[self.owners[rows]],
            "ids": self._ids[np.repeat(starts - placed + lengths, lengths) + np.arange(lengths.sum())],
            "id_ends": placed + ids_before,
            **{name: column[rows] for name, column in self._places.items()},
        }

    def _having(self, fact: str, wanted: Sequence[str]) -> NDArray[np.bool_]:
        numbers = [self.values[fact, value] for value in wanted if (fact, value) in self.values]
        column = self._lists[fact]
        mask = np.zeros(len(self.firsts), dtype=np.bool_)
        mask[column[np.isin(column[:, 1], numbers), 0]] = True
        return mask

    def _named(self, ids: Sequence[str]) -> NDArray[np.bool_]:
        return np.isin(self._hashes, np.array([hash_of(one) for one in ids], dtype=np.uint64))


def open_view(root: Path) -> View:
    """Opens the index as it is now; a CorruptStoreError where it is not there, or cannot be read."""
    for _ in range(OPENING_ATTEMPTS):
        head = read_head(root)
        if head is None:
            raise broken(root, FileNotFoundError(f"er is geen {root.name}"))
        try:
            if sum(path.stat().st_size for path in (root / str(head.folder)).glob("*")) <= CHECKED_BYTES:
                check_columns(root, head)
            return View(root, head)
        except (OSError, ValueError, IndexError, KeyError, zipfile.BadZipFile) as error:
            problem = error
        if read_head(root) == head:
            raise broken(root, problem)
    raise CorruptStoreError(f"{root} verandert te snel om te openen; probeer het opnieuw")


def hash_of(publication_id: str) -> int:
    """A number of 64 bits by which a publication is looked up."""
    return int.from_bytes(hashlib.blake2b(publication_id.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_mtime_ns


def _as(kind: type[_T], array: NDArray[np.generic]) -> NDArray[_T]:
    return np.asarray(array, dtype=kind)
