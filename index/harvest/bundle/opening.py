"""Opens a bundle: everything in it is checked, then taken in as any other publication is, without embedding again."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.build.builder import Builder
from index.build.report import Report
from index.embed.embedding import Encoder, TokenEncoder
from index.errors import InputError
from index.harvest.bundle.layout import HARVEST, PUBLICATIONS, BundleListing, opened, unpack
from index.harvest.bundle.prepared import BundleEncoder, BundleVectors
from index.harvest.official.ledger import take_over
from index.parse.inputs import read_jsonl
from index.settings import make_writable_dir
from index.sources.limits import JSONL_LINE_BYTES
from index.steps import Progress
from index.values import Reading

SAMPLE_PUBLICATIONS = 40
SAMPLE_TEXTS = 8
NEAR = 0.995
"""Cosine between a vector of the bundle and our own of the same text; number formats differ by less than 0.001."""
FOLDER = "bundel-"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedBundle:
    """What came of opening a bundle.

    Attributes:
        taken: passages whose vectors came from the bundle.
        computed: passages that the model had to embed.
        notes: why vectors were not used, in sentences.
    """

    listing: BundleListing
    report: Report
    taken: int
    computed: int
    notes: tuple[str, ...]


def open_bundle(
    source: Path,
    data_dir: Path,
    encoder: Encoder,
    builder_with: Callable[[Encoder, bool], Builder],
    progress: Progress | None = None,
) -> OpenedBundle:
    """Takes a bundle into a data directory; interrupted, the same call goes on.

    Vectors of another model, or that do not belong to their texts, are left aside: then the model embeds.

    Args:
        data_dir: made when absent; what it has already stays.
        builder_with: makes the builder of the data directory, given an encoder and whether token vectors are kept.
        progress: called with (publications indexed, publications known to be pending).

    Raises:
        InputError: no bundle, damaged, of a newer version, or too large for the disk; nothing is changed.
    """
    make_writable_dir(data_dir)
    with opened(source) as (archive, listing), tempfile.TemporaryDirectory(prefix=FOLDER, dir=data_dir) as name:
        folder = Path(name)
        _check_room(source, listing, data_dir)
        unpack(source, archive, listing, folder)
        prepared, notes = _vectors(folder, listing, encoder, builder_with)
        keeps_tokens = prepared is None or prepared.has_tokens
        if not keeps_tokens:
            notes = (
                *notes,
                "De bundel heeft geen tokenvectoren: de volgorde van de antwoorden is daardoor iets minder goed. "
                "`kamervragen rebuild` maakt ze alsnog; dat duurt zo lang als een eerste opbouw.",
            )
        used = BundleEncoder(encoder, prepared) if prepared and isinstance(encoder, TokenEncoder) else None
        report = builder_with(used or encoder, keeps_tokens).ingest(_readings(source, folder), progress)
        take_over(data_dir, _ledger(folder))  # the next harvest here goes on from that of the maker
    taken = min(used.taken, report.passages) if used else 0
    return OpenedBundle(listing=listing, report=report, taken=taken, computed=report.passages - taken, notes=notes)


def _check_room(source: Path, listing: BundleListing, data_dir: Path) -> None:
    needed = 2 * sum(file.bytes for file in listing.files.values())  # unpacked, and as stores
    free = shutil.disk_usage(data_dir).free
    if needed > free:
        raise InputError(
            f"{source} vraagt ongeveer {needed >> 20} MiB en op de schijf van {data_dir} is {free >> 20} MiB vrij: "
            "maak ruimte, of kies een andere map met --data-dir"
        )


def _vectors(
    folder: Path, listing: BundleListing, encoder: Encoder, builder_with: Callable[[Encoder, bool], Builder]
) -> tuple[BundleVectors | None, tuple[str, ...]]:
    """The vectors of the bundle if they are of this model and belong to their texts; else why not."""
    if listing.model_fingerprint != encoder.fingerprint:
        return None, (
            f"De vectoren zijn van een ander model ({listing.model_name}) dan hier is ingesteld ({encoder.name}): "
            "alles wordt opnieuw berekend.",
        )
    prepared = BundleVectors(folder, listing)
    builder = builder_with(encoder, False)
    head = [line for _, line in zip(range(SAMPLE_PUBLICATIONS), _readings(folder, folder), strict=False)]
    texts = [p.text for reading in head if reading.publicatie for p in builder.passages(reading.publicatie)]
    known = [(text, row) for text in dict.fromkeys(texts) if (row := prepared.row(text)) is not None]
    chosen = random.Random(len(known)).sample(known, min(SAMPLE_TEXTS, len(known)))  # noqa: S311  # not a secret
    if chosen:
        own = encoder.encode_passages([text for text, _ in chosen])
        if float(np.min(np.sum(own * prepared.vectors([row for _, row in chosen]), axis=1))) < NEAR:
            return None, (
                "De vectoren in de bundel horen niet bij de teksten (een steekproef week af): alles wordt opnieuw "
                "berekend.",
            )
    elif texts:
        return None, ("De passages zijn in de bundel anders gesneden dan hier: alles wordt opnieuw berekend.",)
    return prepared, ()


def _readings(source: Path, folder: Path) -> Iterator[Reading]:
    """The publications of the bundle, each named by its line."""
    with (folder / PUBLICATIONS).open("rb") as stream:
        yield from read_jsonl(source.name, iter(lambda: stream.readline(JSONL_LINE_BYTES + 1), b""))


def _ledger(folder: Path) -> Iterable[dict[str, Any]]:
    with (folder / HARVEST).open("rb") as stream:
        for line in iter(lambda: stream.readline(JSONL_LINE_BYTES + 1), b""):
            try:
                read = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise InputError("de bundel is beschadigd: het oogstverslag is onleesbaar") from error
            if not isinstance(read, dict):
                raise InputError("de bundel is beschadigd: het oogstverslag heeft een regel die geen object is")
            yield read
