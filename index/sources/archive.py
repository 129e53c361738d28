"""ZIP archives: members within limits, none written to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.errors import UnreadableError
from index.sources.limits import ARCHIEF_BYTES, ARCHIEF_LEDEN, MIB, PDF_BYTES, VERHOUDING, grootte

_OVERSLAAN = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True)
class Lid:
    """A member of an archive: its data, or why it was not read."""

    naam: str
    data: bytes = b""
    fout: str | None = None


def open_zip(bron: bytes | Path) -> zipfile.ZipFile:
    """Open a ZIP from bytes or a path.

    Raises:
        UnreadableError: broken, or with more members or more data than is ever read.
    """
    try:
        archief = zipfile.ZipFile(io.BytesIO(bron) if isinstance(bron, bytes) else bron)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fout:
        raise UnreadableError(f"beschadigd ZIP-bestand ({fout})") from fout
    leden = archief.infolist()
    if len(leden) > ARCHIEF_LEDEN:
        raise UnreadableError(
            f"het ZIP-bestand heeft {len(leden)} onderdelen; hoogstens {ARCHIEF_LEDEN} worden gelezen"
        )
    if (totaal := sum(lid.file_size for lid in leden)) > ARCHIEF_BYTES:
        raise UnreadableError(
            f"het ZIP-bestand is uitgepakt {grootte(totaal)}; hoogstens {grootte(ARCHIEF_BYTES)} wordt gelezen"
        )
    return archief


def lees_lid(archief: zipfile.ZipFile, info: zipfile.ZipInfo, limiet: int) -> bytes:
    """Data of one member, never more than `limiet` bytes.

    Raises:
        UnreadableError: locked, broken, too large, or packed suspiciously tight.
    """
    if info.flag_bits & 0x1:
        raise UnreadableError("beveiligd met een wachtwoord; sla het bestand op zonder wachtwoord")
    if info.file_size > limiet:
        raise UnreadableError(f"uitgepakt {grootte(info.file_size)}; hoogstens {grootte(limiet)} wordt gelezen")
    if info.file_size > MIB and info.file_size > VERHOUDING * max(info.compress_size, 1):
        raise UnreadableError("verdacht sterk samengeperst (ZIP-bom); niet uitgepakt")
    try:
        with archief.open(info) as stroom:
            data = stroom.read(limiet + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as fout:
        raise UnreadableError(f"beschadigd onderdeel van het ZIP-bestand ({fout})") from fout
    if len(data) > limiet:
        raise UnreadableError(f"groter dan {grootte(limiet)}; het ZIP-bestand geeft een andere grootte op")
    return data


def lees_leden(archief: zipfile.ZipFile) -> Iterator[Lid]:
    """Every file of an archive in the order of its name."""
    for info in sorted(archief.infolist(), key=lambda lid: lid.filename):
        if info.is_dir() or any(deel in info.filename for deel in _OVERSLAAN):
            continue
        pad = PurePosixPath(info.filename.replace("\\", "/"))
        if pad.is_absolute() or ".." in pad.parts or ":" in pad.parts[0]:
            yield Lid(info.filename, fout="de naam wijst buiten het archief; niet gelezen")
            continue
        try:
            yield Lid(info.filename, lees_lid(archief, info, PDF_BYTES))
        except UnreadableError as fout:
            yield Lid(info.filename, fout=str(fout))
