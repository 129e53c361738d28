"""Reads uploaded files as data that may be hostile: checked names, kinds and sizes, read in a process apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.errors import UnreadableError
from index.parse.read import read_bytes
from index.sources.apart import Apart
from index.sources.limits import LEESTIJD_S, MIB, size_text
from index.values import Reading

SUFFIXES = ("xml", "html", "htm", "xhtml", "odt", "docx", "doc", "rtf", "pdf", "txt", "md", "jsonl", "json", "zip")
MAX_FILES = 500
MAX_FILE_BYTES = 50 * MIB
MAX_TOTAL_BYTES = 200 * MIB
MAX_NAME_CHARS = 150
Read = Callable[[str, bytes], list[Reading]]
PATH_PARTS = re.compile(r"[\\/]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as the browser sent it; its name says nothing that may be relied on."""

    name: str
    data: bytes


def safe_name(name: str) -> str:
    """The last part of a name without controls or marks of direction; it is only shown and never opened as a path."""
    last = PATH_PARTS.split(name.strip())[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    return kept[-MAX_NAME_CHARS:] or "naamloos"


def check(uploads: Sequence[Upload]) -> tuple[list[Upload], list[tuple[str, str]]]:
    """The files that may be read, under safe names, and why the others are refused."""
    accepted: list[Upload] = []
    refused: list[tuple[str, str]] = []
    total = 0
    for upload in uploads:
        name = safe_name(upload.name)
        _, dot, suffix = name.rpartition(".")
        total += len(upload.data)
        if not dot or suffix.lower() not in SUFFIXES:
            refused.append((name, f"dit soort bestand wordt niet aangenomen; wel: {', '.join(SUFFIXES)}"))
        elif not upload.data:
            refused.append((name, "het bestand is leeg"))
        elif len(upload.data) > MAX_FILE_BYTES:
            refused.append(
                (name, f"het bestand is {size_text(len(upload.data))}; hoogstens {size_text(MAX_FILE_BYTES)}")
            )
        elif total > MAX_TOTAL_BYTES or len(accepted) >= MAX_FILES:
            refused.append(
                (
                    name,
                    f"per keer hoogstens {MAX_FILES} bestanden en {size_text(MAX_TOTAL_BYTES)}; voeg de rest apart toe",
                )
            )
        else:
            accepted.append(Upload(name=name, data=upload.data))
    return accepted, refused


def read_uploads(
    uploads: Sequence[Upload],
    *,
    read: Read = read_bytes,
    timeout_s: float = LEESTIJD_S,
) -> Iterator[Reading]:
    """Reads every file in a process apart; one that takes too long or brings it down is a failure of that file alone.

    Args:
        uploads: as sent; what is refused becomes a failure with its reason.
        read: reads one file; must be a function of a module, for it is sent to that process.
        timeout_s: for one file.
    """
    accepted, refused = check(uploads)
    yield from (Reading(bron=name, fout=reason) for name, reason in refused)
    with Apart(timeout_s=timeout_s) as apart:
        for upload in accepted:
            try:
                yield from apart.run(read, upload.name, upload.data)
            except UnreadableError as error:
                yield Reading(bron=upload.name, fout=str(error))
