"""What was fetched, kept on disk by id and modification: one file per publication, written whole or not at all."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import DataDirError, why
from index.sources.limits import PACKAGE_BYTES

FOLDER = "bronnen"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What may be the name of a file. Example: "ah-tk-20232024-1068"; not: "../catalogue"."""
_HEAD_BYTES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedDocument:
    """A document as it was fetched.

    Attributes:
        id: of the publication that it was fetched for.
        gewijzigd: the modification that the source listed then.
        vorm: the manifestation: xml, html, odt, pdf or docx.
        url: where it came from, after redirects.
        etag, last_modified: for a conditional request.
    """

    id: str
    gewijzigd: str
    vorm: str
    url: str
    body: bytes
    etag: str | None = None
    last_modified: str | None = None


class Cache:
    """The documents that were fetched, in a folder of the data directory: reading them anew costs no request."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER

    def get(self, publication_id: str) -> CachedDocument | None:
        """The document of a publication; None when there is none, or not a whole one."""
        path = self._path(publication_id)
        if path is None:
            return None
        try:
            with gzip.open(path) as file:
                head = json.loads(file.readline(_HEAD_BYTES))
                body = file.read(PACKAGE_BYTES + 1)
            return CachedDocument(**head, body=body)
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
            return None

    def put(self, cached: CachedDocument) -> None:
        """Keeps a document in the place of the one before."""
        path = self._path(cached.id)
        if path is None:
            return
        head = asdict(cached)
        del head["body"]
        half = path.with_name(f".{path.name}")
        packed = gzip.compress(json.dumps(head).encode() + b"\n" + cached.body, compresslevel=6, mtime=0)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(packed)
            half.replace(path)
        except OSError as error:
            raise DataDirError(
                f"kan {path} niet schrijven ({why(error)}): maak ruimte, of kies met --data-dir een andere map"
            ) from error

    def _path(self, publication_id: str) -> Path | None:
        if not _NAME.fullmatch(publication_id):
            return None
        first, second, *rest = [*publication_id.split("-"), ""]
        family = f"{first}-{second}-{rest[0]}" if second in ("tk", "ek") else f"{first}-{second[:3]}"
        return self._folder / family / f"{publication_id}.gz"
