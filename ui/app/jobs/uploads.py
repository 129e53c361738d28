"""Reads uploaded files as data that may be hostile: checked names, kinds and sizes, read in a process apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from index.errors import UnreadableError
from index.parse.facts.companions import is_description, read_description, stem_of
from index.parse.facts.ids import is_official_id, norm_id
from index.parse.facts.metadata import Metadata
from index.parse.inputs import read_bytes
from index.sources.apart import SeparateProcess
from index.sources.limits import MIB, READING_TIME_S, size_text
from index.values import Reading

SUFFIXES = ("xml", "html", "htm", "xhtml", "odt", "docx", "doc", "rtf", "pdf", "txt", "md", "jsonl", "json", "zip")
CONTAINERS = (".zip", ".jsonl", ".json")
"""Files that hold who knows how many publications."""
MAX_FILES = 500
MAX_FILE_BYTES = 50 * MIB
MAX_TOTAL_BYTES = 200 * MIB
MAX_NAME_CHARS = 150
ReadFile = Callable[..., list[Reading]]
"""Reads the bytes of one file under its name, with its metadata where there are."""

WITHOUT_DOCUMENT = "metadata zonder het document erbij; voeg beide bestanden samen toe"
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
    read: ReadFile = read_bytes,
    timeout_s: float = READING_TIME_S,
) -> Iterator[Reading]:
    """Reads every file in a process apart; one that takes too long or brings it down is a failure of that file alone.

    Args:
        uploads: as sent; what is refused becomes a failure with its reason.
        read: reads one file; must be a function of a module, for it is sent to that process.
    """
    accepted, refused = check(uploads)
    yield from (Reading(bron=name, fout=reason) for name, reason in refused)
    with closing(SeparateProcess(timeout_s=timeout_s)) as apart:
        described = {upload.name: found for upload in accepted if (found := _described(apart, upload)) is not None}
        documents = [upload for upload in accepted if upload.name not in described]
        used: set[str | None] = set()
        for upload in documents:
            metadata = _fitting(upload.name, described.values(), is_only=len(documents) == 1)
            used.add(metadata.id if metadata else None)
            try:
                yield from apart.run(read, upload.name, upload.data, *([metadata] if metadata else []))
            except UnreadableError as error:
                yield Reading(bron=upload.name, fout=str(error))
    for name, metadata in described.items():
        if metadata.id not in used or metadata.id is None:
            yield Reading(bron=name, fout=WITHOUT_DOCUMENT, is_passed_over=bool(documents))


def _described(apart: SeparateProcess, upload: Upload) -> Metadata | None:
    """What an official metadata file says; None of any other file."""
    if not is_description(upload.data):
        return None
    try:
        return apart.run(read_description, upload.data)
    except UnreadableError:
        return None  # it is read as a document, and says itself what is wrong with it


def _fitting(name: str, described: Iterable[Metadata], *, is_only: bool) -> Metadata | None:
    """The metadata of a document: by the id in its name, else the only ones there are beside the only document."""
    if name.lower().endswith(CONTAINERS):
        return None
    by_id = {metadata.id: metadata for metadata in described if metadata.id}
    stem = norm_id(stem_of(name))
    if stem in by_id or is_official_id(stem) or not is_only or len(by_id) != 1:
        return by_id.get(stem)
    return next(iter(by_id.values()))
