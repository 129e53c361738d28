"""Builds: puts publications in the catalogue and brings both indexes up to it, restartable at every point.

The catalogue is written first and says which publications the indexes lack ("pending"). A build that is interrupted
leaves them pending; the next one finishes them. Writing an index twice does no harm, so nothing is lost or doubled.

A rebuild makes new indexes beside the old ones, described by `manifest.next.json`; when they are complete, that file
takes the place of `manifest.json`. Readers use the old indexes until then, and an interrupted rebuild goes on.
"""

from __future__ import annotations

import logging
import math
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from index.build.recipe import BATCH_PUBLICATIONS, Recipe
from index.build.report import Report
from index.build.take import take
from index.build.work import Work, manifest_or_none
from index.embed.embedding import Encoder
from index.errors import CorruptStoreError
from index.passages import Passage, Splitting
from index.steps import Progress, batched
from index.store.catalogue import Catalogue
from index.store.check.probe import probe_chroma
from index.store.chroma.server import ChromaServer
from index.store.corpus import check_model
from index.store.dense.fill import fill_facts, lacks_facts
from index.store.lock import locked
from index.store.manifest import FILE_NAME, NEXT_FILE_NAME, Manifest, read_manifest, write_manifest
from index.store.stores import Stores
from index.values import Publication, Reading

logger = logging.getLogger(__name__)


class Builder:
    """Writes a data directory by a `Recipe`; only one at a time.

    Args:
        data_dir: made when absent.
        chroma: a Chroma server instead of the embedded one.
    """

    def __init__(
        self,
        data_dir: Path,
        encoder: Encoder,
        *,
        chroma: ChromaServer | None = None,
        splitting: Splitting | None = None,
        batch_publications: int = BATCH_PUBLICATIONS,
        keep_tokens: bool = True,
    ) -> None:
        self._stores = Stores(data_dir=data_dir, chroma=chroma)
        self._recipe = Recipe(
            encoder=encoder,
            splitting=splitting or Splitting(),
            batch_publications=batch_publications,
            keep_tokens=keep_tokens,
        )

    def ingest(self, readings: Iterable[Reading], progress: Progress | None = None, *, settle: bool = True) -> Report:
        """Takes in what was read and brings the indexes up to it.

        Args:
            progress: called with (publications indexed, publications known to be pending).
            settle: makes the scores independent of how the corpus came about, which may take the lexical index to be
                made anew; without it, more follows, and an `ingest` that settles.
        """
        started = time.perf_counter()
        report = Report()
        with self._opened() as work:
            work.index_pending(report, progress)  # what an interrupted build left
            for batch in batched(readings, self._recipe.batch_publications):
                with work.catalogue.together():
                    for reading in batch:
                        take(work.catalogue, reading, report)
                    work.catalogue.note_failures(
                        [(r.bron, r.fout) for r in batch if r.fout and not r.is_passed_over],
                        [r.bron for r in batch if r.publicatie],
                    )
                work.index_pending(report, progress)
            work.finish(settle=settle)
        report.seconds = time.perf_counter() - started
        return report

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Takes publications out of all three stores, all or none; interrupted, it can be done again.

        Returns:
            Those that were there.
        """
        with self._opened() as work:
            found = work.catalogue.known_ids(ids)
            work.catalogue.remove(found)
            work.index_pending(Report(), None)
            work.finish()
        return found

    def rebuild(self, progress: Progress | None = None) -> Report:
        """Makes both indexes again from the catalogue, whatever state they are in."""
        started = time.perf_counter()
        report = Report()
        data_dir = self._stores.data_dir
        with locked(data_dir), closing(Catalogue(data_dir)) as catalogue:  # without a corpus there is nothing to do
            catalogue.recount()  # by which the indexes that are there are judged
            work = Work(self._stores, self._recipe, catalogue, self._next_manifest(catalogue), is_next=True)
            work.index_pending(report, progress)
            work.finish()
        report.seconds = time.perf_counter() - started
        return report

    def passages(self, publication: Publication) -> list[Passage]:
        """How this builder cuts a publication."""
        return self._recipe.passages(publication)

    # ------------------------------------------------------------------ inside

    @contextmanager
    def _opened(self) -> Iterator[Work]:
        data_dir = self._stores.data_dir
        with locked(data_dir) as was_killed:
            coming = read_manifest(data_dir, NEXT_FILE_NAME)
            manifest = coming or read_manifest(data_dir)
            if was_killed and (problem := self._chroma_problem(is_next=coming is not None)):
                raise CorruptStoreError(
                    f"de vectorindex in {self._stores.chroma_folder} is onbruikbaar ({problem}); maak die opnieuw met "
                    f"`kamervragen rebuild --data-dir {data_dir}`"
                )
            if manifest is not None:
                check_model(manifest, self._recipe.encoder, data_dir)
            with closing(Catalogue(data_dir, create=True)) as catalogue:
                if manifest is None and catalogue.totals().passages:
                    raise CorruptStoreError(
                        f"{data_dir} heeft wel een catalogus maar geen manifest van de indexen; "
                        f"maak ze met `kamervragen rebuild --data-dir {data_dir}`"
                    )
                work = Work(self._stores, self._recipe, catalogue, manifest, is_next=coming is not None)
                if manifest is not None:
                    work.open_stores()
                yield work

    def _next_manifest(self, catalogue: Catalogue) -> Manifest:
        """The manifest of the indexes that a rebuild makes: of an interrupted one when it fits, else a new one."""
        old = manifest_or_none(self._stores, FILE_NAME)
        coming = manifest_or_none(self._stores, NEXT_FILE_NAME)
        wanted = self._recipe.new_manifest(old)
        if self._chroma_problem(is_next=coming is not None, deep=True):
            self._stores.drop_all()
            coming = old = None
        if coming is not None:
            if coming.has_settings_of(wanted) and self._is_sound(coming, catalogue):
                return coming
            self._stores.drop_vectors(coming)
        if old is not None and self._is_sound(old, catalogue):  # it stays until the new ones are complete
            self._keep_readable(old, catalogue)
            shutil.rmtree(self._stores.lexical_folder(wanted), ignore_errors=True)
        else:
            self._stores.drop_all()
        catalogue.mark_all_stale()
        write_manifest(self._stores.data_dir, wanted, NEXT_FILE_NAME)
        return wanted

    def _keep_readable(self, manifest: Manifest, catalogue: Catalogue) -> None:
        """Adds what an older index lacks: who opens it meanwhile cannot, for the lock is taken."""
        root = self._stores.dense_folder(manifest)
        try:
            if lacks_facts(root):
                fill_facts(root, catalogue)
        except CorruptStoreError as error:
            logger.warning("%s", error)

    def _chroma_problem(self, *, is_next: bool, deep: bool = False) -> str | None:
        """Why the embedded Chroma cannot be used; looked from another process, which it may end."""
        if self._stores.chroma is not None or not self._stores.chroma_folder.exists():
            return None
        return probe_chroma(self._stores.data_dir, deep=deep, is_next=is_next).problem

    def _is_sound(self, manifest: Manifest, catalogue: Catalogue) -> bool:
        """Whether the indexes of a manifest open and hold at least what the catalogue says that they hold."""
        try:
            vectors, lexical = self._stores.vectors(manifest, create=True), self._stores.lexical(manifest)
            with self._stores.tokens(manifest) as tokens:
                held = min(vectors.count(), lexical.count(), tokens.count() if tokens is not None else math.inf)
            return held >= catalogue.indexed_passages()
        except CorruptStoreError as error:
            logger.warning("%s", error)
            return False
