"""The body of an answer: unpacked a bounded piece at a time, and checked to be complete."""

from __future__ import annotations

import logging
import zlib
from collections.abc import AsyncIterator, Mapping

from index.errors import ResponseError, TooLargeError
from index.sources.limits import size_text

logger = logging.getLogger(__name__)

REFUSAL_BYTES = 16 * 1024
"""So much of what is said with a refusal is kept."""


class CutOffError(Exception):
    """A body that ended too early."""


async def begin_of(url: str, headers: Mapping[str, str], pieces: AsyncIterator[bytes]) -> bytes:
    """The begin of what a source says with a refusal; nothing of what is packed or cannot be read."""
    said = bytearray()
    try:
        if "content-encoding" not in headers:
            async for piece in pieces:
                said += piece
                if len(said) > REFUSAL_BYTES:
                    break
    except Exception as error:
        logger.debug("%s: geen toelichting bij de weigering (%s)", url, error)
    return bytes(said[:REFUSAL_BYTES])


async def read_body(url: str, headers: Mapping[str, str], pieces: AsyncIterator[bytes], max_bytes: int) -> bytes:
    """The whole body of an answer.

    Raises:
        CutOffError: it ended too early, or is damaged.
        ResponseError: an unknown packing.
        TooLargeError: more than `max_bytes` unpacked.
    """
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise ResponseError(f"{url}: het antwoord is ingepakt als {packing}, gevraagd is gzip")
    unpacker = _Unpacker(url, max_bytes, is_packed="gzip" in packing)
    async for piece in pieces:
        unpacker.feed(piece)
    return unpacker.finish()


class _Unpacker:
    """Gathers a body, gzipped or not, and refuses what is too large or cut off."""

    def __init__(self, url: str, max_bytes: int, *, is_packed: bool) -> None:
        self._url = url
        self._max_bytes = max_bytes
        self._gzip = zlib.decompressobj(31) if is_packed else None
        self._body = bytearray()
        self._fed = 0

    def feed(self, piece: bytes) -> None:
        self._fed += len(piece)
        if self._gzip is None:
            self._add(piece)
            return
        try:
            while piece:
                if self._gzip.eof:
                    self._gzip = zlib.decompressobj(31)  # gzip may have several members
                self._add(self._gzip.decompress(piece, self._max_bytes - len(self._body) + 1))
                piece = self._gzip.unconsumed_tail or self._gzip.unused_data
        except zlib.error as error:
            raise CutOffError(f"het antwoord is beschadigd ({error})") from error

    def finish(self) -> bytes:
        if self._gzip is not None and self._fed and not self._gzip.eof:
            raise CutOffError("het antwoord is afgebroken (gzip houdt halverwege op)")
        return bytes(self._body)

    def _add(self, data: bytes) -> None:
        self._body += data
        if len(self._body) > self._max_bytes:
            raise TooLargeError(f"{self._url}: groter dan {size_text(self._max_bytes)}, dat is geen publicatie")
