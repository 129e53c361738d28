"""Checks, by the checksum at the end of each, that the files of a lexical index are still what was written."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

FOOTER_END = struct.Struct("<II")
MAGIC = 1337


def changed_files(folder: Path, at_most: int | None = None) -> list[str]:
    """Names of the files of an index that are not what was written.

    Source: `tantivy/src/directory/footer.rs`: the bytes, JSON with their CRC-32, its length, and a magic number.

    Args:
        at_most: bytes; of a larger index nothing is read.
    """
    named = json.loads((folder / "meta.json").read_bytes())
    prefixes = {segment["segment_id"].replace("-", "") for segment in named["segments"]}
    files = [path for path in sorted(folder.iterdir()) if path.name.split(".")[0] in prefixes]
    try:
        if at_most is not None and sum(path.stat().st_size for path in files) > at_most:
            return []
        return [path.name for path in files if not _is_whole(path.read_bytes())]
    except FileNotFoundError:
        if at_most is None:
            raise
        return []  # a build merged them a moment ago: what it wrote is read at the next opening


def _is_whole(data: bytes) -> bool:
    try:
        length, magic = FOOTER_END.unpack(data[-FOOTER_END.size :])
        footer = json.loads(data[-FOOTER_END.size - length : -FOOTER_END.size])
        body = data[: -FOOTER_END.size - length]
    except (struct.error, ValueError):
        return False
    return magic == MAGIC and isinstance(footer, dict) and footer.get("crc") == zlib.crc32(body)
