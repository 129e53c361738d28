"""Saves an export under a name that every system accepts, whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from datetime import datetime
from pathlib import Path

from index.errors import OutputError, why
from rag.export.formats import Format

MAX_STEM_CHARS = 60
UNSAFE = re.compile(r"[^a-z0-9]+")


def file_name(query: str, format_: Format, made: datetime) -> str:
    """`kamervragen-wachttijden-jeugdzorg-2024-03-01.xlsx`: letters, digits and dashes only."""
    folded = unicodedata.normalize("NFKD", query).encode("ascii", "ignore").decode("ascii").lower()
    words = UNSAFE.sub("-", folded).strip("-")
    if len(words) > MAX_STEM_CHARS:
        words = words[: MAX_STEM_CHARS + 1].rpartition("-")[0] or words[:MAX_STEM_CHARS]
    stem = "-".join(part for part in ("kamervragen", words, f"{made:%Y-%m-%d}") if part)
    return f"{stem}{format_.suffix}"


def check_target(path: Path, *, force: bool) -> None:
    """Refuses a place where nothing can be saved, before the work is done.

    Raises:
        OutputError: it is a folder, its folder is not there, or it exists and `force` is not given.
    """
    if path.is_dir():
        raise OutputError(f"{path} is een map: noem met --out een bestand daarin")
    if path.is_file() and not force:
        raise OutputError(f"{path} bestaat al: kies een andere naam, of overschrijf het met --force")
    if not path.parent.is_dir():
        raise OutputError(f"de map {path.parent} is er niet: maak die eerst, of kies een andere plaats")


def save(data: bytes, path: Path, *, force: bool = False) -> None:
    """Writes beside the target and renames: a reader finds the old file or the new one, never half of it.

    A link is followed. What is no ordinary file (`/dev/stdout`) is written to as it is.

    Raises:
        OutputError: it exists and `force` is not given, or it cannot be written; nothing is left behind.
    """
    check_target(path, force=force)
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(data, target, force=force)
    except FileExistsError as error:
        raise OutputError(f"{path} bestaat al: kies een andere naam, of overschrijf het met --force") from error
    except OSError as error:
        raise OutputError(
            f"kan {path} niet schrijven ({why(error)}): maak ruimte of kies met --out een andere plaats; "
            "er is niets achtergebleven"
        ) from error


def _replace(data: bytes, target: Path, *, force: bool) -> None:
    aside = target.with_name(f".kamervragen-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if force:
            if target.exists():
                aside.chmod(target.stat().st_mode)
            aside.replace(target)
        else:
            _put_where_nothing_is(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def _put_where_nothing_is(aside: Path, target: Path) -> None:
    """Renames without replacing a file that came there meanwhile."""
    try:
        target.hardlink_to(aside)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(target) from None
        aside.replace(target)
