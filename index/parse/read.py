"""Entry point of reading: paths or bytes in, one reading per publication or failure out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from index.parse.facts.companions import Beschrijvingen
from index.parse.facts.metadata import Metadata
from index.parse.inputs import lees_bytes, lees_pad, veilig
from index.sources.files import Vondst, vind_bestanden
from index.values import Reading


def read_paths(paths: Sequence[Path], *, jobs: int = 1) -> Iterator[Reading]:
    """Read every publication behind the paths, lazily and in sorted order; a bad file gives a reading with `fout`.

    Args:
        paths: files, folders or ZIP archives, in any supported format.
        jobs: processes to read with; the order stays the same.
    """
    vondsten = list(vind_bestanden([Path(pad) for pad in paths]))
    beschrijvingen = Beschrijvingen(vondsten)
    taken = (vondst for vondst in vondsten if vondst.fout or not beschrijvingen.is_beschrijving(vondst.pad))
    if jobs <= 1:
        for vondst in taken:
            yield from _lees_vondst(vondst, beschrijvingen.bij(vondst.pad))
    else:
        yield from _parallel(taken, beschrijvingen, jobs)
    yield from beschrijvingen.zonder_document()


def read_bytes(name: str, data: bytes, metadata: Metadata | None = None) -> list[Reading]:
    """Read an upload; `name` is used for messages, and for the id when neither content nor metadata gives one."""
    return list(veilig(name, lambda: lees_bytes(name, data, metadata)))


def _lees_vondst(vondst: Vondst, metadata: Metadata | None) -> Iterator[Reading]:
    bron = str(vondst.pad)
    if vondst.fout:
        return iter((Reading(bron=bron, fout=vondst.fout),))
    return veilig(bron, lambda: lees_pad(vondst.pad, metadata))


def _parallel(taken: Iterator[Vondst], beschrijvingen: Beschrijvingen, jobs: int) -> Iterator[Reading]:
    # A fresh process each: a fork of one that runs the embedding model could hang on its threads.
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn")) as pool:
        lopend: deque[Future[list[Reading]]] = deque()

        def start(aantal: int) -> None:
            for vondst in islice(taken, aantal):
                lopend.append(pool.submit(_lees_taak, vondst, beschrijvingen.bij(vondst.pad)))

        start(8 * jobs)
        while lopend:
            klaar = lopend.popleft()
            start(1)
            yield from klaar.result()


def _lees_taak(vondst: Vondst, metadata: Metadata | None) -> list[Reading]:
    return list(_lees_vondst(vondst, metadata))
