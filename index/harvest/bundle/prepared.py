"""An encoder that knows the vectors of a bundle: what the bundle has with the same text is not computed again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embed.embedding import TokenEncoder
from index.embed.forward import Encoded
from index.embed.quantiser import Quantiser, one_bit
from index.errors import InputError
from index.harvest.bundle.layout import DIGEST_BYTES, QUANTISER, TEXTS, TOKEN_ENDS, TOKENS, VECTORS, BundleListing

PREFIX_BYTES = 8
UNIT_WITHIN = 0.01


class BundleVectors:
    """The vectors of an unpacked bundle, by text.

    Args:
        folder: where it is unpacked, checked against its listing.

    Raises:
        InputError: the files do not fit each other.
    """

    def __init__(self, folder: Path, listing: BundleListing) -> None:
        count, dimension = listing.passages, listing.dimension
        sizes = {TEXTS: count * DIGEST_BYTES, VECTORS: count * dimension * 4}
        if listing.token_dimension:
            sizes |= {TOKEN_ENDS: count * 8, QUANTISER: listing.token_dimension * 8}
        wrong = [name for name, size in sizes.items() if listing.files[name].bytes != size]
        if wrong:
            raise InputError(f"de bundel spreekt zichzelf tegen: {', '.join(wrong)} past niet bij {count} teksten")
        self._digests = _mapped(folder / TEXTS, np.dtype(np.uint8), (count, DIGEST_BYTES))
        prefixes = np.ascontiguousarray(self._digests[:, :PREFIX_BYTES]).view(np.uint64).reshape(count)
        self._order = np.argsort(prefixes, kind="stable")
        self._prefixes = prefixes[self._order]
        self._vectors = _mapped(folder / VECTORS, np.dtype("<f4"), (count, dimension))
        self._quantiser: Quantiser | None = None
        self._is_of_two_bits = listing.format == 1
        if listing.token_dimension:
            self._read_tokens(folder, listing, listing.token_dimension)

    @property
    def has_tokens(self) -> bool:
        """Whether there are token vectors too."""
        return self._quantiser is not None

    def row(self, text: str) -> int | None:
        """Where a text stands; None when the bundle lacks it, or has a vector that is none."""
        digest = np.frombuffer(digest_of(text), dtype=np.uint8)
        at = int(np.searchsorted(self._prefixes, digest[:PREFIX_BYTES].view(np.uint64)[0]))
        if at == len(self._order):
            return None
        row = int(self._order[at])
        if not np.array_equal(self._digests[row], digest):
            return None
        return row if abs(float(np.linalg.norm(self._vectors[row])) - 1) < UNIT_WITHIN else None

    def vectors(self, rows: Sequence[int]) -> NDArray[np.float32]:
        """The vectors at these rows of the bundle."""
        return np.array(self._vectors[list(rows)], dtype=np.float32)

    def tokens(self, row: int) -> NDArray[np.float32]:
        """The token vectors of a row, only where `has_tokens`; not of length 1: packed they are what the maker has."""
        if self._quantiser is None:
            raise ValueError("a bundle without token vectors was asked for them")
        begin = int(self._ends[row - 1]) if row else 0
        packed = self._packed[begin : int(self._ends[row])].tobytes()
        return self._quantiser.restore(one_bit(packed, len(self._quantiser.mean)) if self._is_of_two_bits else packed)

    def _read_tokens(self, folder: Path, listing: BundleListing, dimension: int) -> None:
        size = listing.files[TOKENS].bytes
        self._ends = _mapped(folder / TOKEN_ENDS, np.dtype("<u8"), (listing.passages,))
        self._packed = _mapped(folder / TOKENS, np.dtype(np.uint8), (size,))
        begins = np.concatenate([np.zeros(1, dtype=np.uint64), self._ends[:-1]]) if listing.passages else self._ends
        lengths = self._ends.astype(np.int64) - begins.astype(np.int64)
        whole = dimension // 4 if self._is_of_two_bits else -(-dimension // 8)
        if (
            (self._is_of_two_bits and dimension % 4)
            or np.any(lengths < 0)
            or np.any(lengths % whole)
            or (listing.passages and int(self._ends[-1]) != size)
        ):
            raise InputError(f"de bundel spreekt zichzelf tegen: {TOKENS} past niet bij {TOKEN_ENDS}")
        mean, spread = np.fromfile(folder / QUANTISER, dtype="<f4").reshape(2, dimension)
        if not np.all(np.isfinite(mean)) or not np.all(spread > 0) or not np.all(np.isfinite(spread)):
            raise InputError(f"de bundel spreekt zichzelf tegen: {QUANTISER} heeft geen bruikbare getallen")
        self._quantiser = Quantiser(mean=mean, spread=spread)


class BundleEncoder:
    """A `TokenEncoder` that takes from a bundle what it can, and asks the model for the rest.

    Args:
        encoder: the model; it must be the one that the bundle was made with.
    """

    def __init__(self, encoder: TokenEncoder, prepared: BundleVectors) -> None:
        self._encoder = encoder
        self._prepared = prepared
        self.taken = 0
        self.name = encoder.name
        self.fingerprint = encoder.fingerprint
        self.dimension = encoder.dimension
        self.max_tokens = encoder.max_tokens
        self.prompts = encoder.prompts
        self.count_tokens = encoder.count_tokens
        self.encode_query = encoder.encode_query
        self.encode_query_tokens = encoder.encode_query_tokens

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, from the bundle where it has them."""
        rows, absent = self._found(texts)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if absent:
            vectors[absent] = self._encoder.encode_passages([texts[n] for n in absent])
        vectors[list(rows)] = self._prepared.vectors(list(rows.values()))
        return vectors

    def encode_passage_tokens(self, texts: Sequence[str]) -> Encoded:
        """Vectors with token vectors, from the bundle where it has them."""
        rows, absent = self._found(texts) if self._prepared.has_tokens else ({}, list(range(len(texts))))
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        tokens: dict[int, NDArray[np.float32]] = {n: self._prepared.tokens(row) for n, row in rows.items()}
        vectors[list(rows)] = self._prepared.vectors(list(rows.values()))
        if absent:
            encoded = self._encoder.encode_passage_tokens([texts[n] for n in absent])
            vectors[absent] = encoded.vectors
            if encoded.tokens is None:
                return Encoded(vectors=vectors, tokens=None)
            tokens |= zip(absent, encoded.tokens, strict=True)
        return Encoded(vectors=vectors, tokens=[tokens[n] for n in range(len(texts))])

    def _found(self, texts: Sequence[str]) -> tuple[dict[int, int], list[int]]:
        """For each text that the bundle has its row, by its place in the list; and the places of the others."""
        rows = {n: row for n, text in enumerate(texts) if (row := self._prepared.row(text)) is not None}
        self.taken += len(rows)
        return rows, [n for n in range(len(texts)) if n not in rows]


def digest_of(text: str) -> bytes:
    """What a text is found by."""
    return hashlib.sha256(text.encode("utf-8")).digest()


def _mapped(path: Path, dtype: np.dtype[np.generic], shape: tuple[int, ...]) -> NDArray[np.generic]:
    """A file of numbers, read when needed."""
    if 0 in shape:
        return np.zeros(shape, dtype=dtype)
    return np.memmap(path, dtype=dtype, mode="r", shape=shape)
