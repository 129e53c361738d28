"""Makes a bundle of a corpus: its publications, the ledger of its harvest, and the vectors of its passages."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

import numpy as np

from index.build.builder import Builder
from index.build.whole import made_whole
from index.harvest.bundle import layout
from index.harvest.bundle.prepared import digest_of
from index.harvest.official.completeness import harvest_report
from index.harvest.official.ledger import ledger_of
from index.parse.formats.jsonl import to_json
from index.sources.files import sha256_of
from index.steps import Progress
from index.store.corpus import Corpus
from index.store.lock import locked
from index.store.vectors import VectorStore
from index.values import Publication

BATCH_PUBLICATIONS = 200
LICENCE = (
    "Kamervragen en hun antwoorden zijn officiële publicaties van de overheid; daarop rust geen auteursrecht "
    "(artikel 11 Auteurswet) en hergebruik is vrij."
)


def make_bundle(
    corpus: Corpus,
    builder: Builder,
    target: Path,
    *,
    tokens: bool = True,
    force: bool = False,
    progress: Progress | None = None,
) -> layout.BundleListing:
    """Writes a bundle, and reads it back before it takes its name.

    Args:
        corpus: of which it is made; nobody may build in it meanwhile.
        builder: cuts publications as the corpus was cut.
        tokens: whether token vectors go along, most of the size of a bundle.
        progress: called with (publications done, publications).

    Raises:
        BuildBusyError: a build is writing.
        OutputError: the target is there already, or cannot be written.
    """
    with made_whole(target, force=force) as making:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder, locked(corpus.data_dir):
            corpus.stores()  # as the last build left them
            with closing(corpus.chroma()) as vectors:
                listing = _Making(corpus, builder, vectors, Path(folder), is_with_tokens=tokens).write(progress)
            with zipfile.ZipFile(making, "w", zipfile.ZIP_STORED) as archive:
                archive.writestr(layout.LISTING, listing.model_dump_json(indent=1))
                for name in listing.files:  # numbers hardly shrink
                    is_text = name in (layout.NOTE, layout.PUBLICATIONS, layout.HARVEST)
                    archive.write(Path(folder) / name, name, zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED)
        with layout.opened(making) as (archive, read), tempfile.TemporaryDirectory(dir=target.parent) as folder:
            layout.unpack(making, archive, read, Path(folder))
    return listing


class _Making:
    """The files of a bundle under way, in a folder."""

    def __init__(
        self, corpus: Corpus, builder: Builder, vectors: VectorStore, folder: Path, *, is_with_tokens: bool
    ) -> None:
        self._corpus = corpus
        self._builder = builder
        self._folder = folder
        self._vectors = vectors
        self._quantiser = corpus.quantiser if is_with_tokens else None
        self._texts: set[bytes] = set()
        self._token_bytes = 0

    def write(self, progress: Progress | None) -> layout.BundleListing:
        catalogue = self._corpus.catalogue
        counts, manifest = catalogue.counts(), self._corpus.manifest
        names = [
            layout.PUBLICATIONS,
            layout.TEXTS,
            layout.VECTORS,
            *([layout.TOKENS, layout.TOKEN_ENDS] if self._quantiser else []),
        ]
        batch: list[Publication] = []
        with ExitStack() as stack:
            files = {name: stack.enter_context((self._folder / name).open("wb")) for name in names}
            for done, publication in enumerate(catalogue.publications(), start=1):
                line = json.dumps(to_json(publication), ensure_ascii=False)
                files[layout.PUBLICATIONS].write(line.encode("utf-8") + b"\n")
                batch.append(publication)
                if len(batch) == BATCH_PUBLICATIONS:
                    self._add(batch, files)
                    batch.clear()
                    if progress:
                        progress(done, counts.publications)
            self._add(batch, files)
        if self._quantiser:
            np.stack([self._quantiser.mean, self._quantiser.spread]).astype("<f4").tofile(
                self._folder / layout.QUANTISER
            )
            names.append(layout.QUANTISER)
        self._write_ledger()
        self._write_note(counts.publications)
        return layout.BundleListing(
            made_at=datetime.now(UTC).replace(microsecond=0),
            kamervragen=version("kamervragen"),
            model_name=manifest.model_name,
            model_fingerprint=manifest.model_fingerprint,
            dimension=manifest.dimension,
            token_dimension=len(self._quantiser.mean) if self._quantiser else None,
            publications=counts.publications,
            passages=len(self._texts),
            van=counts.eerste,
            tot=counts.laatste,
            files={
                name: layout.BundleFile(
                    bytes=(self._folder / name).stat().st_size, sha256=sha256_of(self._folder / name)
                )
                for name in (layout.NOTE, layout.HARVEST, *names)
            },
        )

    def _add(self, publications: list[Publication], files: Mapping[str, IO[bytes]]) -> None:
        """The vectors of the passages of these; a text that stands more than once goes in once."""
        passages = {passage.id: passage.text for given in publications for passage in self._builder.passages(given)}
        vectors = self._vectors.get(list(passages))
        packed = self._corpus.packed_tokens(list(passages)) if self._quantiser else {}
        for passage_id, vector in vectors.items():
            digest = digest_of(passages[passage_id])
            if digest in self._texts or (self._quantiser and passage_id not in packed):
                continue
            self._texts.add(digest)
            files[layout.TEXTS].write(digest)
            files[layout.VECTORS].write(vector.astype("<f4").tobytes())
            if self._quantiser:
                self._token_bytes += files[layout.TOKENS].write(packed[passage_id])
                files[layout.TOKEN_ENDS].write(np.array([self._token_bytes], dtype="<u8").tobytes())

    def _write_ledger(self) -> None:
        with (self._folder / layout.HARVEST).open("w", encoding="utf-8") as file:
            for line in ledger_of(self._corpus.data_dir):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _write_note(self, publications: int) -> None:
        years = harvest_report(self._corpus.data_dir).jaren
        lines = [
            f"Een bundel van Kamervragen: {publications} publicaties met de vectoren van hun passages.",
            "Openen: kamervragen bundle open BESTAND --data-dir MAP",
            "",
            LICENCE,
            "",
            "Hoe volledig (volgens de oogst):" if years else "Niet geoogst: hoe volledig dit is, is niet bekend.",
            *(
                f"- {y.vergaderjaar} ({y.kamer}): {y.gehaald} van {y.gelijst} opgehaald"
                + ("" if y.is_whole else ", nog niet helemaal gelijst")
                for y in years
            ),
        ]
        (self._folder / layout.NOTE).write_text("\n".join(lines) + "\n", encoding="utf-8")
