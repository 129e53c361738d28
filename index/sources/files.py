"""Files behind the paths that a user names: a folder gives its files in order, anything else itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import why

_SKIPPED = frozenset({"__MACOSX", "Thumbs.db", "__pycache__"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read, or why there is none at a path."""

    path: Path
    fout: str | None = None


def find_files(paths: Sequence[Path]) -> Iterator[FoundFile]:
    """Every file behind the paths, each once, in sorted order; hidden files and links to folders are left out."""
    seen: set[Path] = set()
    for path in sorted(dict.fromkeys(paths)):
        try:
            found_files = list(_van(path))
        except OSError as error:
            found_files = [FoundFile(path, f"{path}: kan niet worden geopend ({why(error)}); controleer de rechten.")]
        for found_file in found_files:
            if found_file.path not in seen:
                seen.add(found_file.path)
                yield found_file


def sha256_of(path: Path) -> str:
    """The hash of what a file holds, as text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _van(path: Path) -> Iterator[FoundFile]:
    if not path.exists():
        yield FoundFile(path, f"{path}: bestaat niet; controleer het pad.")
    elif path.is_dir():
        found = [child for child in sorted(path.rglob("*")) if _counts(child, path)]
        if not found:
            yield FoundFile(path, f"{path}: de map bevat geen leesbare bestanden; geef een map met publicaties op.")
        yield from (FoundFile(child) for child in found)
    elif path.is_file():
        yield FoundFile(path)
    else:
        yield FoundFile(path, f"{path}: is geen gewoon bestand en wordt niet gelezen.")


def _counts(child: Path, base: Path) -> bool:
    parts = child.relative_to(base).parts
    return child.is_file() and not any(part.startswith(".") or part in _SKIPPED for part in parts)
