"""One build under way: brings the indexes up to the catalogue, and tells readers what changed."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from index.build.embed import Embedder
from index.build.recipe import BATCH_PUBLICATIONS, Recipe, free_folder
from index.build.report import Report
from index.build.words import largest_step, word_source
from index.errors import CorruptStoreError
from index.steps import Progress, batched
from index.store.catalogue import Catalogue
from index.store.dense.fill import fill, fill_facts, lacks_facts
from index.store.dense.writer import DenseWriter, facts_of, questions_of
from index.store.lexical import LexicalStore
from index.store.manifest import FILE_NAME, NEXT_FILE_NAME, Manifest, read_manifest, software_versions, write_manifest
from index.store.stores import Stores
from index.store.tokens import remove_tokens
from index.store.vectors import VectorStore
from index.store.words.compounds import compound_words, words_check

logger = logging.getLogger(__name__)

SETTLED_AT_ONCE = 30_000
"""Passages up to which the lexical index is made anew as soon as something was taken out of it: some ten seconds."""

LET_GO_AFTER = 100_000
"""Passages after which the vectors that Chroma holds in memory are let go of; a year is read again in two seconds."""


class Work:
    """One build under way: the catalogue and the indexes that it writes, opened when first needed.

    Args:
        catalogue: opened for writing.
        manifest: of the indexes to write in; None when there are none yet.
        is_next: they are made beside others, and take their place at the end.
    """

    def __init__(
        self, stores: Stores, recipe: Recipe, catalogue: Catalogue, manifest: Manifest | None, *, is_next: bool
    ) -> None:
        self.catalogue = catalogue
        catalogue.expect_much()
        self._stores = stores
        self._recipe = recipe
        self._manifest = manifest
        self._is_next = is_next
        self._opened: tuple[VectorStore, LexicalStore] | None = None
        self._dense: DenseWriter | None = None
        self._since_let_go = 0

    def open_stores(self) -> tuple[Manifest, VectorStore, LexicalStore]:
        """The indexes with their manifest; new ones when there is none. A CorruptStoreError: they lack something."""
        if self._opened is None or self._manifest is None:
            manifest = self._manifest or self._recipe.new_manifest(None)
            if self._manifest is None:  # before anything is marked as indexed: without it the indexes have no names
                write_manifest(self._stores.data_dir, manifest)
            known = self.catalogue.indexed_passages()
            folder = self._stores.lexical_folder(manifest)
            if self._manifest is None or not (known or folder.exists()):
                LexicalStore.create(folder, [])
            vectors, lexical = self._stores.vectors(manifest, create=True), self._stores.lexical(manifest)
            held = min(self._stores.count_vectors(vectors), lexical.count(), self._stores.count_tokens(manifest))
            if held < known:
                raise CorruptStoreError(
                    f"de indexen in {self._stores.data_dir} hebben {held} passages, de catalogus kent er {known}; "
                    f"maak ze opnieuw met `kamervragen rebuild --data-dir {self._stores.data_dir}`"
                )
            self._dense = self._open_dense(manifest, vectors, known)
            self._manifest, self._opened = manifest, (vectors, lexical)
        return self._manifest, *self._opened

    def index_pending(self, report: Report, progress: Progress | None) -> None:
        """Brings the indexes up to the catalogue, a batch at a time."""
        gone = self.catalogue.pending_removals()
        pending = self.catalogue.pending()
        if not gone and not pending:
            return
        manifest, vectors, lexical = self.open_stores()
        with self._stores.tokens(manifest) as tokens:
            embedder = Embedder(self._recipe.encoder, self.catalogue, vectors, tokens)
            done = 0
            batches = [*batched(pending, self._recipe.batch_publications)] or [[]]
            for n, ids in enumerate(batches, start=1):
                leaving = gone if n == len(batches) else []  # not before what may take their place
                renewed = [*ids, *leaving]
                publications = {p.id: p for p in self.catalogue.publications(ids)}
                with ThreadPoolExecutor(1, "chroma") as aside:  # the model is loaded meanwhile
                    reading = aside.submit(vectors.read_in, ids)
                    passages = [passage for p in publications.values() for passage in self._recipe.passages(p)]
                    embedded = embedder.embed(passages, ids)
                    reading.result()
                if lexical.has_any_of(renewed):  # noted first, for whoever goes on after an interruption
                    self._publish(is_worn=True)
                vectors.replace(ids, passages, embedded, publications)
                if leaving:
                    vectors.delete_publications(leaving)
                if self._dense is not None:
                    taken_in = self.catalogue.taken_in(ids)
                    facts = {p.id: facts_of(p, taken_in[p.id]) for p in publications.values()}
                    self._dense.replace(renewed, passages, embedded, facts, questions_of(publications.values()))
                lexical.replace(renewed, passages, publications)
                self.catalogue.mark_indexed(renewed, passages, self._recipe.encoder.fingerprint)
                self._publish(has_tokens=embedder.keeps_tokens)
                if leaving:
                    if tokens is not None:  # only now: without these it would be found far below the others
                        tokens.replace(leaving, [])
                    self.catalogue.mark_removed(leaving)
                self._since_let_go += len(passages)
                if self._since_let_go >= LET_GO_AFTER:
                    vectors.let_go()
                    self._since_let_go = 0
                report.passages += len(passages)
                done += len(ids)
                if progress:
                    progress(done, len(pending))

    def finish(self, *, settle: bool = True) -> None:
        """Ends a run; a rebuild takes the place of the old indexes.

        Args:
            settle: the scores are made independent of how the corpus came about; without it, more runs follow.
        """
        if self._manifest is None:
            return
        if settle or largest_step(self._manifest.publications) > self._manifest.compound_publications:
            self._settle()
        self._move_tokens(self._manifest)
        if self._is_next:
            self._take_over(self._manifest)
        if self._stores.chroma is None:
            self._stores.record().settle()

    # ------------------------------------------------------------------ inside

    def _open_dense(self, manifest: Manifest, vectors: VectorStore, known: int) -> DenseWriter | None:
        """The files that dense queries are answered from, made anew when passages lack; None with a Chroma server."""
        if self._stores.chroma is not None:
            return None
        root = self._stores.dense_folder(manifest)
        writer = DenseWriter(root, manifest.dimension)
        if lacks_facts(root):
            fill_facts(root, self.catalogue)
        return fill(root, self.catalogue, vectors, manifest.dimension) if writer.count() < known else writer

    def _settle(self) -> None:
        """Makes the lexical index again when its scores would tell how the corpus came about.

        What was taken out of it still counts in them, and the dictionary of compounds may be of other publications.
        In a large corpus what is taken out moves a score in its last digits only, and making the index anew takes
        minutes: there it waits until the dictionary changes, or for a rebuild.
        """
        manifest, _, lexical = self.open_stores()
        is_large = manifest.passages > SETTLED_AT_ONCE
        if is_large and largest_step(manifest.publications) == manifest.compound_publications:
            return
        source = word_source(self.catalogue)
        if not manifest.is_lexical_worn and source.key == manifest.compound_source:
            return
        words = compound_words(self.catalogue.texts(source.ids))
        settled = {
            "compound_words": len(words),
            "compound_check": words_check(words),
            "compound_publications": len(source.ids),
            "compound_source": source.key,
            "is_lexical_worn": False,
        }
        if manifest.is_lexical_worn or words != lexical.compound_words:
            self._renew_lexical(words, settled)
        else:
            self._manifest = manifest.model_copy(update=settled)
            self._publish()

    def _renew_lexical(self, words: Sequence[str], settled: Mapping[str, object]) -> None:
        manifest, vectors, _ = self.open_stores()
        in_use = manifest_or_none(self._stores, FILE_NAME)
        renewed = manifest.model_copy(update={"lexical": free_folder(manifest, in_use)})
        lexical = LexicalStore.create(self._stores.lexical_folder(renewed), words)
        for ids in batched(self.catalogue.ids(), BATCH_PUBLICATIONS * 5):
            publications = {p.id: p for p in self.catalogue.publications(ids)}
            passages = [passage for p in publications.values() for passage in self._recipe.passages(p)]
            lexical.replace([], passages, publications)
        self._opened = (vectors, lexical)
        self._manifest = renewed.model_copy(update={**settled, "lexical_made": manifest.generation})
        self._publish()
        shutil.rmtree(self._stores.lexical_folder(manifest), ignore_errors=True)

    def _move_tokens(self, manifest: Manifest) -> None:
        """Halves the token vectors of a corpus of before, which are in a file of their own."""
        with self._stores.tokens(manifest) as tokens:
            if tokens is not None and tokens.move_in() and not self._is_next:
                tokens.drop_others()
                self._publish()  # readers let go of the file

    def _take_over(self, manifest: Manifest) -> None:
        data_dir = self._stores.data_dir
        old = manifest_or_none(self._stores, FILE_NAME)
        (data_dir / NEXT_FILE_NAME).replace(data_dir / FILE_NAME)
        if old is not None and old.collection != manifest.collection:
            self._stores.drop_vectors(old)
        if old is not None and old.lexical != manifest.lexical:
            shutil.rmtree(self._stores.lexical_folder(old), ignore_errors=True)
        with self._stores.tokens(manifest) as tokens:
            if tokens is not None:
                tokens.drop_others()
            else:
                remove_tokens(data_dir)

    def _publish(self, *, has_tokens: bool = True, is_worn: bool = False) -> None:
        """Tells readers that the indexes changed."""
        manifest, _, _ = self.open_stores()
        counts = self.catalogue.totals()
        self._manifest = manifest.model_copy(
            update={
                "generation": manifest.generation + 1,
                "publications": counts.publications,
                "pairs": counts.pairs,
                "passages": counts.passages,
                "has_tokens": manifest.has_tokens and has_tokens,
                "is_lexical_worn": manifest.is_lexical_worn or is_worn,
                "versions": software_versions(),
            }
        )
        name = NEXT_FILE_NAME if self._is_next else FILE_NAME
        write_manifest(self._stores.data_dir, self._manifest, name)


def manifest_or_none(stores: Stores, name: str) -> Manifest | None:
    """A manifest; None when there is none that can be read."""
    try:
        return read_manifest(stores.data_dir, name)
    except CorruptStoreError as error:
        logger.warning("%s", error)
        return None
