"""Entry point of reading: paths or bytes in, one reading per publication or failure out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

from index.errors import UnknownFormatError
from index.parse.facts.companions import Descriptions
from index.parse.facts.metadata import Metadata
from index.parse.formats.detect import FileFormat, recognise
from index.parse.inputs import ReadOne, guarded, read_bytes, read_path
from index.sources.apart import SeparateProcess
from index.sources.files import FoundFile, find_files
from index.values import Reading

_TRUSTED = frozenset({FileFormat.XML, FileFormat.HTML, FileFormat.TEKST, FileFormat.JSONL})


def read_paths(paths: Sequence[Path], *, jobs: int = 0) -> Iterator[Reading]:
    """Read every publication behind the paths, lazily and in sorted order; a bad file gives a reading with `fout`.

    Args:
        paths: files, folders or ZIP archives, in any supported format.
        jobs: processes apart to read in, each file within limits of time and memory; 0 reads in this process. The
            order stays the same.
    """
    found_files = list(find_files([Path(path) for path in paths]))
    descriptions = Descriptions(found_files)
    tasks = [
        found_file for found_file in found_files if found_file.fout or not descriptions.is_description(found_file.path)
    ]
    named = {str(path) for path in paths}
    for reading in _read_all(tasks, descriptions, jobs):
        is_list = reading.fout is not None and reading.vorm is not None  # JSONL of something else than publications
        is_beside = is_list and len(tasks) > 1 and reading.bron not in named
        yield replace(reading, is_passed_over=True) if is_beside else reading
    yield from descriptions.without_document(is_passed_over=any(not task.fout for task in tasks))


def _read_all(tasks: Sequence[FoundFile], descriptions: Descriptions, jobs: int) -> Iterator[Reading]:
    if jobs >= 1:
        yield from _apart(iter(tasks), descriptions, jobs)
        return
    for found_file in tasks:
        yield from _read_found(found_file, descriptions.beside(found_file.path), read_bytes)


def read_fetched(name: str, data: bytes, metadata: Metadata | None = None) -> list[Reading]:
    """As `read_bytes`; PDF and office documents in a process apart, within limits of time and memory."""
    try:
        trusted = recognise(data) in _TRUSTED
    except UnknownFormatError:
        trusted = True  # refused in any process
    if trusted:
        return read_bytes(name, data, metadata)
    with closing(SeparateProcess()) as apart:
        return _read_in(apart, name, data, metadata)


def _read_found(found_file: FoundFile, metadata: Metadata | None, read_one: ReadOne) -> Iterator[Reading]:
    bron = str(found_file.path)
    if found_file.fout:
        return iter((Reading(bron=bron, fout=found_file.fout),))
    return guarded(bron, lambda: read_path(found_file.path, metadata, read_one))


def _apart(tasks: Iterator[FoundFile], descriptions: Descriptions, jobs: int) -> Iterator[Reading]:
    """Readings in order, a few files ahead of who takes them; each thread has a process of its own to read in."""
    processes = [SeparateProcess() for _ in range(jobs)]
    free: SimpleQueue[SeparateProcess] = SimpleQueue()
    for process in processes:
        free.put(process)

    def read(found_file: FoundFile, metadata: Metadata | None) -> list[Reading]:
        process = free.get()
        try:
            return list(_read_found(found_file, metadata, partial(_read_in, process)))
        finally:
            free.put(process)

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        running: deque[Future[list[Reading]]] = deque()

        def start(count: int) -> None:
            for found_file in islice(tasks, count):
                running.append(pool.submit(read, found_file, descriptions.beside(found_file.path)))

        try:
            start(8 * jobs)
            while running:
                ready = running.popleft()
                start(1)
                yield from ready.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            for process in processes:
                process.close()


def _read_in(process: SeparateProcess, bron: str, data: bytes, metadata: Metadata | None) -> list[Reading]:
    return list(guarded(bron, lambda: iter(process.run(read_bytes, bron, data, metadata))))
