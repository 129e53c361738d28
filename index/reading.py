"""Entry point of reading: paths or bytes in, one reading per publication or failure out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from index.parse.facts.companions import Beschrijvingen
from index.parse.facts.ids import ontleed_aanhangsel
from index.parse.facts.metadata import Metadata
from index.parse.reader import lees_bytes, lees_pad, veilig
from index.sources.files import Vondst, vind_bestanden
from index.values import Publication, Reading, Vorm

_ONOPGEMAAKT = re.compile(r"ah-\d{6,8}")


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


def same_publication_key(publication: Publication) -> str:
    """What makes two publications one: chamber, parliamentary year and number; without these the id."""
    if delen := ontleed_aanhangsel(publication.id):
        return f"{delen[0]}-{delen[1]}-{delen[2]}"
    if publication.vergaderjaar and publication.nummer and not publication.id.startswith("kv-"):
        kamer = "ek" if publication.id.startswith("ah-ek") else "tk"
        return f"{kamer}-{publication.vergaderjaar}-{publication.nummer.lstrip('0')}"
    return publication.id


def supersedes(new: Publication, new_vorm: Vorm, old: Publication, old_vorm: Vorm) -> bool:
    """Whether a newly read publication takes the place of the one stored under the same key.

    Typeset replaces un-typeset, a reprint or correction its base, then the richer form the poorer; of two readings that
    are alike in this the new one wins, so that a changed file takes effect.
    """
    return _waardering(new, new_vorm) >= _waardering(old, old_vorm)


def _waardering(publication: Publication, vorm: Vorm) -> tuple[bool, int, int]:
    onopgemaakt = (
        _ONOPGEMAAKT.fullmatch(publication.id) is not None or dict(publication.herkomst).get("opmaak") == "onopgemaakt"
    )
    delen = ontleed_aanhangsel(publication.id)
    versie = delen[3] if delen else ""
    herdruk = int(versie[2:]) + (100 if versie[1] == "n" else 0) if versie else 0
    return not onopgemaakt, herdruk, -vorm.rang
