"""Builds a synthetic corpus with the product's own builder; an interrupted one goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from index.build.builder import Builder
from index.build.report import Report
from index.embed.embedding import Encoder
from index.store.catalogue import FILE_NAME, Catalogue
from index.values import Reading, Vorm
from tests.scale.publications import blocks, make_block

BATCH_PUBLICATIONS = 2_000
GROWING_BATCH = 25
RECORD = 90_000


def build(
    total: int,
    data_dir: Path,
    encoder: Encoder,
    *,
    keep_tokens: bool,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Makes the publications that the corpus lacks and takes them in.

    Args:
        total: publications of the whole corpus; the same at every call for one data directory.
        data_dir: where the corpus stands or will stand.
        encoder: the stand-in.
        keep_tokens: keep token vectors, 8 kB a passage.
        progress: called with the number of publications made.
    """
    builder = Builder(data_dir, encoder, batch_publications=BATCH_PUBLICATIONS, keep_tokens=keep_tokens)
    return builder.ingest(_readings(total, _known(data_dir), progress))


def grow(
    data_dir: Path, encoder: Encoder, count: int, *, keep_tokens: bool, batch_publications: int = GROWING_BATCH
) -> Report:
    """Adds the last blocks of the record that a smaller corpus lacks, a few publications per commit.

    Args:
        data_dir: of the corpus.
        encoder: the stand-in.
        count: blocks in all (`BLOCK` publications each); those of before are there already.
        keep_tokens: keep token vectors.
        batch_publications: publications per commit.
    """
    known = _known(data_dir)
    last = blocks(RECORD)
    readings = (
        Reading(bron=f"synthetisch/{publication.id}", vorm=Vorm.JSONL, publicatie=publication)
        for number in range(last - count, last)
        for publication in make_block(number, RECORD)
        if publication.id not in known
    )
    return Builder(data_dir, encoder, batch_publications=batch_publications, keep_tokens=keep_tokens).ingest(readings)


def _known(data_dir: Path) -> frozenset[str]:
    if not (data_dir / FILE_NAME).exists():
        return frozenset()
    with closing(Catalogue(data_dir)) as catalogue:
        return frozenset(catalogue.ids())


def _readings(total: int, known: frozenset[str], progress: Callable[[int], None] | None) -> Iterator[Reading]:
    for number in range(blocks(total)):
        made = make_block(number, total)
        for publication in made:
            if publication.id not in known:
                yield Reading(bron=f"synthetisch/{publication.id}", vorm=Vorm.JSONL, publicatie=publication)
        if progress:
            progress(len(made))
