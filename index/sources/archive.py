"""ZIP archives: members within limits, none written to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.errors import UnreadableError
from index.sources.limits import ARCHIVE_BYTES, ARCHIVE_MEMBERS, MIB, MOST_RATIO, PDF_BYTES, size_text

_SKIPPED = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True)
class ArchiveMember:
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
        archive = zipfile.ZipFile(io.BytesIO(bron) if isinstance(bron, bytes) else bron)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(f"beschadigd ZIP-bestand ({error})") from error
    members = archive.infolist()
    if len(members) > ARCHIVE_MEMBERS:
        raise UnreadableError(
            f"het ZIP-bestand heeft {len(members)} onderdelen; hoogstens {ARCHIVE_MEMBERS} worden gelezen"
        )
    if (total := sum(member.file_size for member in members)) > ARCHIVE_BYTES:
        raise UnreadableError(
            f"het ZIP-bestand is uitgepakt {size_text(total)}; hoogstens {size_text(ARCHIVE_BYTES)} wordt gelezen"
        )
    return archive


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """Data of one member, never more than `limit` bytes.

    Raises:
        UnreadableError: locked, broken, too large, or packed suspiciously tight.
    """
    if info.flag_bits & 0x1:
        raise UnreadableError("beveiligd met een wachtwoord; sla het bestand op zonder wachtwoord")
    if info.file_size > limit:
        raise UnreadableError(f"uitgepakt {size_text(info.file_size)}; hoogstens {size_text(limit)} wordt gelezen")
    if info.file_size > MIB and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        raise UnreadableError("verdacht sterk samengeperst (ZIP-bom); niet uitgepakt")
    try:
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableError(f"beschadigd onderdeel van het ZIP-bestand ({error})") from error
    if len(data) > limit:
        raise UnreadableError(f"groter dan {size_text(limit)}; het ZIP-bestand geeft een andere grootte op")
    return data


def read_members(archive: zipfile.ZipFile) -> Iterator[ArchiveMember]:
    """Every file of an archive in the order of its name."""
    for info in sorted(archive.infolist(), key=lambda member: member.filename):
        if info.is_dir() or any(part in info.filename for part in _SKIPPED):
            continue
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            yield ArchiveMember(info.filename, fout="de naam wijst buiten het archief; niet gelezen")
            continue
        try:
            yield ArchiveMember(info.filename, read_member(archive, info, PDF_BYTES))
        except UnreadableError as error:
            yield ArchiveMember(info.filename, fout=str(error))
