"""Finds the metadata files that stand beside documents, and the document that each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from index.errors import UnreadableError
from index.parse.facts.ids import ID, is_official_id, norm_id
from index.parse.facts.metadata import Metadata, is_metadata, read_metadata
from index.parse.xml import parse_xml
from index.sources.files import FoundFile
from index.values import Reading

_METADATA = re.compile(rb"<(?:\w+:)?(?:metadata_gegevens|owms-metadata)\b")
_HEAD_BYTES = 4096
_METADATA_BYTES = 256 * 1024


def is_description(data: bytes) -> bool:
    """Whether bytes look like a metadata file."""
    return len(data) <= _METADATA_BYTES and _METADATA.search(data[:_HEAD_BYTES]) is not None


def read_description(data: bytes) -> Metadata | None:
    """The metadata of a file; None when it is something else after all."""
    try:
        root = parse_xml(data)
    except UnreadableError:
        return None
    return read_metadata(root) if is_metadata(root) else None


def stem_of(bron: str) -> str:
    """Stem of a file name or archive member; of an official id with an addition ("….fragmenten.xml") the id."""
    naam = PurePosixPath(bron.replace("\\", "/").rsplit("!", 1)[-1]).name
    stem = naam.rsplit(".", 1)[0] if "." in naam[1:] else naam
    found = ID.match(stem)
    return found[0] if found else stem


class Descriptions:
    """The metadata files among the found files, and the documents that they belong to."""

    def __init__(self, found_files: Sequence[FoundFile]) -> None:
        self._paths: dict[Path, Metadata] = {}
        self._per_id: dict[str, Path] = {}
        self._per_map: dict[Path, set[str]] = {}
        self._gebruikt: set[str] = set()
        for found_file in found_files:
            if found_file.fout is None:
                self._look_at(found_file.path)

    def _look_at(self, path: Path) -> None:
        try:
            if path.stat().st_size > _METADATA_BYTES:
                return
            with path.open("rb") as file:
                if not _METADATA.search(file.read(_HEAD_BYTES)):
                    return
            metadata = read_description(path.read_bytes())
        except OSError:
            return
        if metadata is None:
            return
        self._paths[path] = metadata
        if metadata.id:
            self._per_id.setdefault(metadata.id, path)
            self._per_map.setdefault(path.parent, set()).add(metadata.id)

    def is_description(self, path: Path) -> bool:
        """Whether a path is a metadata file."""
        return path in self._paths

    def beside(self, path: Path) -> Metadata | None:
        """The metadata of a document: by the id in its name, else the only one in its folder."""
        stem = norm_id(stem_of(str(path)))
        in_map = self._per_map.get(path.parent, set())
        chosen = [stem] if stem in self._per_id else [] if is_official_id(stem) else [*in_map]
        if len(chosen) != 1:
            return None
        self._gebruikt.update(chosen)
        return self._paths[self._per_id[chosen[0]]]

    def without_document(self, *, is_passed_over: bool) -> Iterator[Reading]:
        """A reading without publication for every metadata file whose document was not among the files.

        Args:
            is_passed_over: there were documents, so that what is left over beside them is no failure.
        """
        for path, metadata in self._paths.items():
            if metadata.id not in self._gebruikt:
                yield Reading(
                    bron=str(path),
                    fout=f"{path}: metadata zonder het document erbij; lees beide bestanden samen in.",
                    is_passed_over=is_passed_over,
                )
