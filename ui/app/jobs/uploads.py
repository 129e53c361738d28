"""Reads uploaded files as data that may be hostile: checked names, kinds and sizes, read in a process apart."""

from __future__ import annotations

import logging
import re
import resource
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from index.parse.read import read_bytes
from index.sources.limits import MIB, size_text
from index.values import Reading

logger = logging.getLogger(__name__)

SUFFIXES = ("xml", "html", "htm", "xhtml", "odt", "docx", "pdf", "txt", "md", "jsonl", "json", "zip")
MAX_FILES = 500
MAX_FILE_BYTES = 50 * MIB
MAX_TOTAL_BYTES = 200 * MIB
MAX_NAME_CHARS = 150
READ_TIMEOUT_S = 120.0
READ_MEMORY_BYTES = 2048 * MIB
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
    timeout_s: float = READ_TIMEOUT_S,
) -> Iterator[Reading]:
    """Reads every file in a process apart; one that takes too long or brings it down is a failure of that file alone.

    Args:
        uploads: as sent; what is refused becomes a failure with its reason.
        read: reads one file; must be a function of a module, for it is sent to that process.
        timeout_s: for one file.
    """
    accepted, refused = check(uploads)
    yield from (Reading(bron=name, fout=reason) for name, reason in refused)
    waiting = iter(accepted)
    while (first := next(waiting, None)) is not None:
        yield from _until_broken(_chain(first, waiting), read, timeout_s)


def _chain(first: Upload, rest: Iterable[Upload]) -> Iterator[Upload]:
    yield first
    yield from rest


def _until_broken(uploads: Iterable[Upload], read: Read, timeout_s: float) -> Iterator[Reading]:
    """Reads until the process has to be replaced."""
    # a fresh process: a fork of one that runs the embedding model could hang on its threads
    pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_limit_memory)
    try:
        for upload in uploads:
            try:
                yield from pool.submit(read, upload.name, upload.data).result(timeout=timeout_s)
            except TimeoutError:
                yield Reading(
                    bron=upload.name, fout=f"het lezen duurde langer dan {timeout_s:.0f} seconden; afgebroken"
                )
                return
            except (BrokenProcessPool, MemoryError):
                logger.warning("reading %s ended its process", upload.name)
                yield Reading(bron=upload.name, fout="het lezen van dit bestand vroeg te veel geheugen; afgebroken")
                return
    finally:
        for process in list((pool._processes or {}).values()):  # nothing else ends one that hangs
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (READ_MEMORY_BYTES, READ_MEMORY_BYTES))
