"""Entry point of reading: paths or bytes in, one reading per publication or failure out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from index.parse.facts.companions import Descriptions
from index.parse.facts.metadata import Metadata
from index.parse.inputs import guarded, read_input, read_path
from index.sources.files import FoundFile, find_files
from index.values import Reading


def read_paths(paths: Sequence[Path], *, jobs: int = 1) -> Iterator[Reading]:
    """Read every publication behind the paths, lazily and in sorted order; a bad file gives a reading with `fout`.

    Args:
        paths: files, folders or ZIP archives, in any supported format.
        jobs: processes to read with; the order stays the same.
    """
    found_files = list(find_files([Path(path) for path in paths]))
    descriptions = Descriptions(found_files)
    tasks = (
        found_file for found_file in found_files if found_file.fout or not descriptions.is_description(found_file.path)
    )
    if jobs <= 1:
        for found_file in tasks:
            yield from _read_found(found_file, descriptions.beside(found_file.path))
    else:
        yield from _parallel(tasks, descriptions, jobs)
    yield from descriptions.without_document()


def read_bytes(name: str, data: bytes, metadata: Metadata | None = None) -> list[Reading]:
    """Read an upload; `name` is used for messages, and for the id when neither content nor metadata gives one."""
    return list(guarded(name, lambda: read_input(name, data, metadata)))


def _read_found(found_file: FoundFile, metadata: Metadata | None) -> Iterator[Reading]:
    bron = str(found_file.path)
    if found_file.fout:
        return iter((Reading(bron=bron, fout=found_file.fout),))
    return guarded(bron, lambda: read_path(found_file.path, metadata))


def _parallel(tasks: Iterator[FoundFile], descriptions: Descriptions, jobs: int) -> Iterator[Reading]:
    # A fresh process each: a fork of one that runs the embedding model could hang on its threads.
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn")) as pool:
        running: deque[Future[list[Reading]]] = deque()

        def start(count: int) -> None:
            for found_file in islice(tasks, count):
                running.append(pool.submit(_read_task, found_file, descriptions.beside(found_file.path)))

        start(8 * jobs)
        while running:
            ready = running.popleft()
            start(1)
            yield from ready.result()


def _read_task(found_file: FoundFile, metadata: Metadata | None) -> list[Reading]:
    return list(_read_found(found_file, metadata))
