"""Metadata files that stand beside a document, and which document they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from index.errors import UnreadableError
from index.parse.facts.ids import ID, is_officieel, norm_id
from index.parse.facts.metadata import Metadata, is_metadata, lees_metadata
from index.parse.xml import lees_xml
from index.sources.files import Vondst
from index.values import Reading

_METADATA = re.compile(rb"<(?:\w+:)?(?:metadata_gegevens|owms-metadata)\b")
_KOP_BYTES = 4096
_METADATA_BYTES = 256 * 1024


def is_beschrijving(data: bytes) -> bool:
    """Whether bytes look like a metadata file."""
    return len(data) <= _METADATA_BYTES and _METADATA.search(data[:_KOP_BYTES]) is not None


def lees_beschrijving(data: bytes) -> Metadata | None:
    """The metadata of a file; None when it is something else after all."""
    try:
        wortel = lees_xml(data)
    except UnreadableError:
        return None
    return lees_metadata(wortel) if is_metadata(wortel) else None


def stam_van(bron: str) -> str:
    """Stem of a file name or archive member; of an official id with an addition ("….fragmenten.xml") the id."""
    naam = PurePosixPath(bron.replace("\\", "/").rsplit("!", 1)[-1]).name
    stam = naam.rsplit(".", 1)[0] if "." in naam[1:] else naam
    gevonden = ID.match(stam)
    return gevonden[0] if gevonden else stam


class Beschrijvingen:
    """The metadata files among the found files, and the documents that they belong to."""

    def __init__(self, vondsten: Sequence[Vondst]) -> None:
        self._paden: dict[Path, Metadata] = {}
        self._per_id: dict[str, Path] = {}
        self._per_map: dict[Path, set[str]] = {}
        self._gebruikt: set[str] = set()
        for vondst in vondsten:
            if vondst.fout is None:
                self._bekijk(vondst.pad)

    def _bekijk(self, pad: Path) -> None:
        try:
            if pad.stat().st_size > _METADATA_BYTES:
                return
            with pad.open("rb") as bestand:
                if not _METADATA.search(bestand.read(_KOP_BYTES)):
                    return
            metadata = lees_beschrijving(pad.read_bytes())
        except OSError:
            return
        if metadata is None:
            return
        self._paden[pad] = metadata
        if metadata.id:
            self._per_id.setdefault(metadata.id, pad)
            self._per_map.setdefault(pad.parent, set()).add(metadata.id)

    def is_beschrijving(self, pad: Path) -> bool:
        """Whether a path is a metadata file."""
        return pad in self._paden

    def bij(self, pad: Path) -> Metadata | None:
        """The metadata of a document: by the id in its name, else the only one in its folder."""
        stam = norm_id(stam_van(str(pad)))
        in_map = self._per_map.get(pad.parent, set())
        gekozen = (
            stam
            if stam in self._per_id
            else next(iter(in_map))
            if len(in_map) == 1 and not is_officieel(stam)
            else None
        )
        if gekozen is None:
            return None
        self._gebruikt.add(gekozen)
        return self._paden[self._per_id[gekozen]]

    def zonder_document(self) -> Iterator[Reading]:
        """A failure for every metadata file whose document was not among the files."""
        for pad, metadata in self._paden.items():
            if metadata.id not in self._gebruikt:
                yield Reading(
                    bron=str(pad), fout=f"{pad}: metadata zonder het document erbij; lees beide bestanden samen in."
                )
