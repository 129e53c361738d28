"""The token vectors of passages, a bit a dimension: what late interaction reads at query time.

Corpora of before have a file of two bits. Of what stands in it the higher bit is read; the next build moves it over.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed.quantiser import Quantiser, one_bit
from index.store.sql.token_file import Packed, TokenFile

FILE_NAME = "tokenbits.sqlite"
BEFORE_NAME = "tokens.sqlite"
FILE_NAMES = (FILE_NAME, BEFORE_NAME)
MOVED_AT_ONCE = 500  # some 4 MB written
COUNTED_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTokens:
    """Token vectors of passages as they are kept.

    Attributes:
        packed: by passage id.
        quantiser: how they are packed.
    """

    packed: Mapping[str, bytes]
    quantiser: Quantiser

    def similarities(self, query: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """Similarity of every token of each passage to every token of a query (`Quantiser.similarities`)."""
        found = self.quantiser.similarities(list(self.packed.values()), query)
        return dict(zip(self.packed, found, strict=True))

    def vectors(self, passage_id: str, start: int, end: int) -> NDArray[np.float32]:
        """The unit vectors of tokens of one of the passages, from one and until another."""
        size = self.quantiser.token_bytes
        return self.quantiser.unpack([self.packed[passage_id][start * size : end * size]])[0]


def remove_tokens(data_dir: Path) -> None:
    """Removes the files, whatever state they are in."""
    for name in FILE_NAMES:
        _remove(data_dir / name)


class TokenStore:
    """Packed token vectors by passage, those of one build beside those of another that replaces it.

    The catalogue is the truth here too: vectors of a passage that it no longer has are never asked for.

    Args:
        build: which build; the name of its Chroma collections.
    """

    def __init__(self, data_dir: Path, build: str) -> None:
        self._build = build
        self._path_before = data_dir / BEFORE_NAME
        self._file = TokenFile(data_dir / FILE_NAME, build)
        self._opened: TokenFile | None = None
        self._lock = threading.Lock()

    def quantiser(self) -> Quantiser | None:
        """How the vectors of this build are packed; None when it has none."""
        kept = self._file.quantiser()
        before = self._before() if kept is None else None
        return before.quantiser() if before is not None else kept

    def set_quantiser(self, quantiser: Quantiser) -> None:
        """Keeps how the vectors of this build are packed."""
        self._file.set_quantiser(quantiser)

    def replace(self, publication_ids: Sequence[str], rows: Iterable[Packed]) -> None:
        """Removes what these publications had and adds (passage id, publication id, packed vectors)."""
        self._file.replace(publication_ids, rows)
        if before := self._before():  # afterwards: what stands in both is read from the other
            before.replace(publication_ids, [])

    def get(self, passage_ids: Sequence[str]) -> dict[str, bytes]:
        """Packed vectors by passage; those without any are left out. A CorruptStoreError: some are wrong."""
        found = {passage_id: vectors for passage_id, _, vectors in self._file.rows(passage_ids)}
        missing = [passage_id for passage_id in passage_ids if passage_id not in found]
        before = self._before() if missing else None
        if before is not None:
            found |= {passage_id: vectors for passage_id, _, vectors in _as_one_bit(before, missing)}
        return found

    def count(self) -> int:
        """Passages with token vectors in this build."""
        return self._file.count() + sum(len(ids) for ids in self._left_behind(COUNTED_AT_ONCE))

    def has_any(self) -> bool:
        """Whether this build has token vectors; without counting them."""
        before = self._before()
        return self._file.has_any() or (before is not None and before.has_any())

    def check(self) -> None:
        """Reads everything, to find damage: a CorruptStoreError."""
        self._file.check()
        if before := self._before():
            before.check()

    def move_in(self) -> bool:
        """Takes over what the file of before has of this build; interrupted, the next call goes on with the rest.

        Returns:
            Whether there is such a file.
        """
        before = self._before()
        if before is None:
            return False
        quantiser = before.quantiser()
        if quantiser is not None and self._file.quantiser() is None:
            self._file.set_quantiser(quantiser)
        for ids in self._left_behind(MOVED_AT_ONCE):
            self._file.replace([], _as_one_bit(before, ids))
        return True

    def drop_others(self) -> None:
        """Removes the vectors of every other build, and the file of before: only after `move_in`."""
        self._file.drop_others()
        self.let_go()
        _remove(self._path_before)

    def let_go(self) -> None:
        """Closes the file of before as soon as nobody reads from it; it is opened again when something lacks."""
        with self._lock:
            self._opened = None

    def close(self) -> None:
        """Closes the files."""
        self._file.close()
        self.let_go()

    # ------------------------------------------------------------------ inside

    def _before(self) -> TokenFile | None:
        """The file of two bits; None where there is none any more."""
        with self._lock:
            if self._opened is None and self._path_before.exists():
                self._opened = TokenFile(self._path_before, self._build)
            return self._opened

    def _left_behind(self, size: int) -> Iterator[list[str]]:
        """The passages that only the file of before has, so many at a time."""
        before = self._before()
        for ids in before.ids(size) if before is not None else ():
            known = self._file.known(ids)
            if left := [passage_id for passage_id in ids if passage_id not in known]:
                yield left


def _as_one_bit(before: TokenFile, passage_ids: Sequence[str]) -> list[Packed]:
    rows, quantiser = before.rows(passage_ids), before.quantiser()
    if quantiser is None:
        return []
    dimension = len(quantiser.mean)
    return [(passage_id, publication_id, one_bit(vectors, dimension)) for passage_id, publication_id, vectors in rows]


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
    for beside in path.parent.glob(f"{path.stem}-*.bin"):
        beside.unlink(missing_ok=True)
