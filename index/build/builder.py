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
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.build.report import Report
from index.build.take import take
from index.embed.embedding import Encoder, TokenEncoder
from index.errors import CorruptStoreError
from index.passages import ANSWER_CHARS, Passage, Splitting, make_passages
from index.reading import read_paths
from index.sample import sample_dir
from index.store.catalogue import Catalogue
from index.store.corpus import CHROMA, DENSE, TANTIVY, check_model
from index.store.dense.fill import fill
from index.store.dense.writer import DenseWriter
from index.store.lexical import ANALYSER, LexicalStore, compound_words
from index.store.lock import locked
from index.store.manifest import FILE_NAME, NEXT_FILE_NAME, Manifest, read_manifest, software_versions, write_manifest
from index.store.quantiser import Quantiser
from index.store.tokens import TokenStore, remove_tokens
from index.store.vectors import VectorStore, forget_clients
from index.values import Publication, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

logger = logging.getLogger(__name__)

BATCH_PUBLICATIONS = 400  # one batch is one commit of each store; its passages are sorted by length for embedding
MIN_CALIBRATION_TOKENS = 4_000
CALIBRATION_PAIRS = 30  # some 4,000 tokens
LEXICAL_FOLDERS = ("a", "b", "c")
DICTIONARY_GROWTH = 0.10  # the compound dictionary is made anew when the corpus changed by a tenth

Progress = Callable[[int, int], None]


class Builder:
    """Writes a data directory; only one at a time.

    Args:
        data_dir: made when absent.
        encoder: the embedding model; loaded only when something must be embedded.
        chroma_url: a Chroma server instead of the embedded one.
        splitting: lengths of passages.
        batch_publications: publications per commit; what an interruption costs, and what readers wait for.
        keep_tokens: keep token vectors for reranking, 16 kB a passage, when the model gives them.
    """

    def __init__(
        self,
        data_dir: Path,
        encoder: Encoder,
        *,
        chroma_url: str | None = None,
        splitting: Splitting | None = None,
        batch_publications: int = BATCH_PUBLICATIONS,
        keep_tokens: bool = True,
    ) -> None:
        self._data_dir = data_dir
        self._encoder = encoder
        self._chroma_url = chroma_url
        self._splitting = splitting or Splitting()
        self._keep_tokens = keep_tokens
        self.batch_publications = batch_publications

    def ingest(self, readings: Iterable[Reading], progress: Progress | None = None) -> Report:
        """Takes in what was read and brings the indexes up to it.

        Args:
            readings: publications and failures, as they are read.
            progress: called with (publications indexed, publications known to be pending).
        """
        started = time.perf_counter()
        report = Report()
        with self._opened() as work:
            work.index_pending(report, progress)  # what an interrupted build left
            for batch in _batches(readings, self.batch_publications):
                for reading in batch:
                    take(work.catalogue, reading, report)
                work.catalogue.note_failures(
                    [(r.bron, r.fout) for r in batch if r.fout], [r.bron for r in batch if r.publicatie]
                )
                work.index_pending(report, progress)
            work.finish()
        report.seconds = time.perf_counter() - started
        return report

    def remove(self, ids: Sequence[str]) -> None:
        """Takes publications out of all three stores.

        Raises:
            UnknownIdError: one of them is not there; then nothing is removed.
        """
        with self._opened() as work:
            for publication_id in work.catalogue.resolve_ids(ids):
                work.catalogue.remove(publication_id)
            work.index_pending(Report(), None)
            work.finish()

    def rebuild(self, progress: Progress | None = None) -> Report:
        """Makes both indexes again from the catalogue, whatever state they are in."""
        started = time.perf_counter()
        report = Report()
        with locked(self._data_dir):
            catalogue = Catalogue(self._data_dir)  # without a corpus there is nothing to rebuild
            try:
                work = _Work(self, catalogue, self._next_manifest(catalogue), is_next=True)
                work.index_pending(report, progress)
                work.finish()
            finally:
                catalogue.close()
        report.seconds = time.perf_counter() - started
        return report

    def passages(self, publication: Publication) -> list[Passage]:
        """How this builder cuts a publication."""
        return make_passages(publication, self._encoder.count_tokens, self._encoder.max_tokens, self._splitting)

    # ------------------------------------------------------------------ inside

    @contextmanager
    def _opened(self) -> Iterator[_Work]:
        with locked(self._data_dir):
            coming = read_manifest(self._data_dir, NEXT_FILE_NAME)
            manifest = coming or read_manifest(self._data_dir)
            if manifest is not None:
                check_model(manifest, self._encoder, self._data_dir)
            catalogue = Catalogue(self._data_dir, create=True)
            try:
                if manifest is None and catalogue.counts().passages:
                    raise CorruptStoreError(
                        f"{self._data_dir} heeft wel een catalogus maar geen manifest van de indexen; "
                        f"maak ze met `kamervragen rebuild --data-dir {self._data_dir}`"
                    )
                work = _Work(self, catalogue, manifest, is_next=coming is not None)
                if manifest is not None:
                    work.open_stores()
                yield work
            finally:
                catalogue.close()

    def _next_manifest(self, catalogue: Catalogue) -> Manifest:
        """The manifest of the indexes that a rebuild makes: of an interrupted one when it fits, else a new one."""
        old = _manifest_or_none(self._data_dir, FILE_NAME)
        coming = _manifest_or_none(self._data_dir, NEXT_FILE_NAME)
        wanted = self.new_manifest(old)
        if coming is not None:
            if coming.has_settings_of(wanted) and self._is_sound(coming, catalogue):
                return coming
            self.drop_vectors(coming)
        self._clear(wanted, healthy=old is not None and self._is_sound(old, catalogue))
        catalogue.mark_all_stale()
        write_manifest(self._data_dir, wanted, NEXT_FILE_NAME)
        return wanted

    def new_manifest(self, old: Manifest | None) -> Manifest:
        """The manifest of an empty index beside the old one."""
        return Manifest(
            generation=old.generation + 1 if old else 0,
            model_name=self._encoder.name,
            model_fingerprint=self._encoder.fingerprint,
            dimension=self._encoder.dimension,
            max_tokens=self._encoder.max_tokens,
            prompts=self._encoder.prompts,
            answer_chars=self._splitting.answer_chars,
            question_chars=self._splitting.question_chars,
            collection=f"passages-{uuid.uuid4().hex[:12]}",  # its own: a Chroma server may hold other corpora
            lexical=_free_folder(old),
            analyser=ANALYSER,
            has_tokens=self._keep_tokens and isinstance(self._encoder, TokenEncoder),
            versions=software_versions(),
        )

    def _is_sound(self, manifest: Manifest, catalogue: Catalogue) -> bool:
        """Whether the indexes of a manifest open and hold at least what the catalogue says that they hold."""
        try:
            vectors = self.open_vectors(manifest)
            lexical = LexicalStore(self._data_dir / TANTIVY / manifest.lexical)
            held = min(vectors.count(), lexical.count(), self.count_tokens(manifest))
            return held >= catalogue.counts().indexed_passages
        except CorruptStoreError as error:
            logger.warning("%s", error)
            return False

    def _clear(self, wanted: Manifest, *, healthy: bool) -> None:
        """Makes room for new indexes: broken ones go at once, sound ones stay until the new ones are complete."""
        if healthy:
            shutil.rmtree(self._data_dir / TANTIVY / wanted.lexical, ignore_errors=True)
            return
        shutil.rmtree(self._data_dir / TANTIVY, ignore_errors=True)
        shutil.rmtree(self._data_dir / DENSE, ignore_errors=True)
        remove_tokens(self._data_dir)
        if self._chroma_url is None:
            forget_clients()
            shutil.rmtree(self._data_dir / CHROMA, ignore_errors=True)

    def count_tokens(self, manifest: Manifest) -> float:
        """Passages with token vectors; endless when none need them."""
        if not manifest.has_tokens:
            return math.inf
        with closing(TokenStore(self._data_dir, manifest.collection)) as store:
            return store.count()

    def drop_vectors(self, manifest: Manifest) -> None:
        """Removes the vectors of a manifest, if they can be opened at all."""
        shutil.rmtree(self._data_dir / DENSE / manifest.collection, ignore_errors=True)
        try:
            self.open_vectors(manifest).drop()
        except CorruptStoreError as error:
            logger.warning("%s", error)

    def open_vectors(self, manifest: Manifest) -> VectorStore:
        """The vector store of a manifest."""
        return VectorStore(
            folder=self._data_dir / CHROMA,
            url=self._chroma_url,
            collection=manifest.collection,
            is_searched=self._chroma_url is not None,  # else the mapped files are (docs/adr/0021)
        )

    def open_dense(self, manifest: Manifest, catalogue: Catalogue, vectors: VectorStore) -> DenseWriter | None:
        """What queries are answered from, made when it is not whole; None where a Chroma server answers them."""
        if self._chroma_url is not None:
            return None
        root = self._data_dir / DENSE / manifest.collection
        writer = DenseWriter(root, manifest.dimension)
        if writer.count() < catalogue.counts().indexed_passages:
            return fill(root, catalogue, vectors, manifest.dimension)
        return writer

    @property
    def data_dir(self) -> Path:
        """The data directory."""
        return self._data_dir

    @property
    def encoder(self) -> Encoder:
        """The embedding model."""
        return self._encoder


class _Work:
    """One build under way: the catalogue and the indexes that it writes, opened when first needed."""

    def __init__(self, builder: Builder, catalogue: Catalogue, manifest: Manifest | None, *, is_next: bool) -> None:
        self.catalogue = catalogue
        self._builder = builder
        self._manifest = manifest
        self._is_next = is_next
        self._stores: tuple[VectorStore, LexicalStore] | None = None
        self._dense: DenseWriter | None = None

    def open_stores(self) -> tuple[VectorStore, LexicalStore]:
        """The indexes; new ones when there is no manifest yet.

        Raises:
            CorruptStoreError: they hold less than the catalogue says.
        """
        if self._stores is None:
            manifest = self._manifest or self._builder.new_manifest(None)
            if self._manifest is None:  # before anything is marked as indexed: without it the indexes have no names
                write_manifest(self._builder.data_dir, manifest)
            folder = self._lexical_folder(manifest)
            is_new = self._manifest is None or not (self.catalogue.counts().indexed_passages or folder.exists())
            lexical = LexicalStore.create(folder, []) if is_new else LexicalStore(folder)
            vectors = self._builder.open_vectors(manifest)
            held = min(vectors.count(), lexical.count(), self._builder.count_tokens(manifest))
            known = self.catalogue.counts().indexed_passages
            if held < known:
                raise CorruptStoreError(
                    f"de indexen in {self._builder.data_dir} hebben {held} passages, de catalogus kent er {known}; "
                    f"maak ze opnieuw met `kamervragen rebuild --data-dir {self._builder.data_dir}`"
                )
            self._dense = self._builder.open_dense(manifest, self.catalogue, vectors)
            self._manifest, self._stores = manifest, (vectors, lexical)
        return self._stores

    def index_pending(self, report: Report, progress: Progress | None) -> None:
        """Brings the indexes up to the catalogue, a batch at a time."""
        import numpy as np

        gone = self.catalogue.pending_removals()
        pending = self.catalogue.pending()
        if not gone and not pending:
            return
        vectors, lexical = self.open_stores()
        if gone:
            vectors.delete_publications(gone)
            lexical.replace(gone, [], {})
            if self._dense is not None:
                self._dense.replace(gone, [], np.empty((0, self._builder.encoder.dimension), dtype=np.float32), {})
            if self._manifest is not None and self._manifest.has_tokens:
                with closing(TokenStore(self._builder.data_dir, self._manifest.collection)) as store:
                    store.replace(gone, [])
            self.catalogue.mark_removed(gone)
            self._publish()
        for done, ids in _numbered_batches(pending, self._builder.batch_publications):
            publications = {p.id: p for p in self.catalogue.publications(ids)}
            passages = [passage for p in publications.values() for passage in self._builder.passages(p)]
            started = time.perf_counter()
            embedded = self._embed(passages, ids)
            report.embed_seconds += time.perf_counter() - started
            vectors.replace(ids, passages, embedded, publications)
            if self._dense is not None:
                self._dense.replace(ids, passages, embedded, publications)
            lexical.replace(ids, passages, publications)
            self.catalogue.mark_indexed(ids, passages, self._builder.encoder.fingerprint)
            self._publish()
            report.passages += len(passages)
            if progress:
                progress(done + len(ids), len(pending))

    def _embed(self, passages: Sequence[Passage], publication_ids: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of the passages; their token vectors are kept on the way.

        A passage that the indexes hold with exactly this text is not embedded again: of a publication of which only
        facts changed, that is every passage whose context header stayed the same.
        """
        import numpy as np

        known = self._known(passages)
        new = [passage for passage in passages if passage.id not in known]
        if new or not passages:
            kept = {passage.id: passage.publication_id for passage in passages if passage.id in known}
            known |= zip((passage.id for passage in new), self._embed_new(new, publication_ids, kept), strict=True)
        return np.array([known[passage.id] for passage in passages], dtype=np.float32).reshape(
            len(passages), self._builder.encoder.dimension
        )

    def _known(self, passages: Sequence[Passage]) -> dict[str, NDArray[np.float32]]:
        """Vectors of passages that both the catalogue and the indexes know with this text."""
        same = self.catalogue.embedded(passages, self._builder.encoder.fingerprint)
        if not same:
            return {}
        vectors, _ = self.open_stores()
        known = vectors.get(same)
        if self._manifest is not None and self._manifest.has_tokens:
            with closing(TokenStore(self._builder.data_dir, self._manifest.collection)) as store:
                known = {id_: known[id_] for id_ in store.get(list(known))}
        return known

    def _embed_new(
        self, passages: Sequence[Passage], publication_ids: Sequence[str], kept: Mapping[str, str]
    ) -> NDArray[np.float32]:
        """Vectors of passages; `kept` are those (with their publications) whose token vectors stay."""
        encoder, texts = self._builder.encoder, [passage.text for passage in passages]
        if self._manifest is None or not self._manifest.has_tokens or not isinstance(encoder, TokenEncoder):
            return encoder.encode_passages(texts)
        with closing(TokenStore(self._builder.data_dir, self._manifest.collection)) as store:
            encoded = encoder.encode_passage_tokens(texts)
            if encoded.tokens is None:  # a model without token vectors
                self._manifest = self._manifest.model_copy(update={"has_tokens": False})
                return encoded.vectors
            quantiser = store.quantiser()
            if quantiser is None and passages:
                quantiser = _fit_quantiser(encoder, encoded.tokens)
                store.set_quantiser(quantiser)
            rows = zip(passages, encoded.tokens, strict=True)
            packed = store.get(list(kept))
            store.replace(
                publication_ids,
                [
                    *((id_, kept[id_], data) for id_, data in packed.items()),
                    *((p.id, p.publication_id, quantiser.pack(matrix)) for p, matrix in rows if quantiser is not None),
                ],
            )
        return encoded.vectors

    def finish(self) -> None:
        """Renews the compound dictionary when the corpus outgrew it; a rebuild takes the place of the old indexes."""
        if self._manifest is None:
            return
        now, then = self._manifest.publications, self._manifest.compound_publications
        if abs(now - then) > DICTIONARY_GROWTH * then:
            self._renew_lexical(self._manifest)
        if self._is_next:
            self._take_over(self._manifest)

    def _renew_lexical(self, manifest: Manifest) -> None:
        """Makes the lexical index again with the compound words of the corpus as it is now."""
        in_use = _manifest_or_none(self._builder.data_dir, FILE_NAME)
        renewed = manifest.model_copy(update={"lexical": _free_folder(manifest, in_use)})
        folder = self._lexical_folder(renewed)
        shutil.rmtree(folder, ignore_errors=True)
        words = compound_words(self.catalogue.texts())
        lexical = LexicalStore.create(folder, words)
        for _, ids in _numbered_batches(self.catalogue.ids(), BATCH_PUBLICATIONS * 5):
            publications = {p.id: p for p in self.catalogue.publications(ids)}
            passages = [passage for p in publications.values() for passage in self._builder.passages(p)]
            lexical.replace([], passages, publications)
        vectors, _ = self.open_stores()
        self._stores = (vectors, lexical)
        self._manifest = renewed.model_copy(
            update={"compound_words": len(words), "compound_publications": manifest.publications}
        )
        self._publish()
        shutil.rmtree(self._lexical_folder(manifest), ignore_errors=True)

    def _take_over(self, manifest: Manifest) -> None:
        data_dir = self._builder.data_dir
        old = _manifest_or_none(data_dir, FILE_NAME)
        (data_dir / NEXT_FILE_NAME).replace(data_dir / FILE_NAME)
        if old is not None and old.collection != manifest.collection:
            self._builder.drop_vectors(old)
        if old is not None and old.lexical != manifest.lexical:
            shutil.rmtree(self._lexical_folder(old), ignore_errors=True)
        if manifest.has_tokens:
            with closing(TokenStore(data_dir, manifest.collection)) as store:
                store.drop_others()

    def _lexical_folder(self, manifest: Manifest) -> Path:
        return self._builder.data_dir / TANTIVY / manifest.lexical

    def _publish(self) -> None:
        """Tells readers that the indexes changed."""
        if self._manifest is None:
            return
        counts = self.catalogue.counts()
        self._manifest = self._manifest.model_copy(
            update={
                "generation": self._manifest.generation + 1,
                "publications": counts.publications,
                "pairs": counts.pairs,
                "passages": counts.passages,
                "versions": software_versions(),
            }
        )
        name = NEXT_FILE_NAME if self._is_next else FILE_NAME
        write_manifest(self._builder.data_dir, self._manifest, name)


def _fit_quantiser(encoder: TokenEncoder, tokens: Sequence[NDArray[np.float32]]) -> Quantiser:
    """How token vectors are packed: fitted on the first batch, with the sample added when that is small."""
    import numpy as np

    if sum(len(matrix) for matrix in tokens) < MIN_CALIBRATION_TOKENS:
        read = [reading.publicatie for reading in read_paths([sample_dir()]) if reading.publicatie]
        pairs = [pair for publication in read for pair in publication.paren]
        texts = [f"{pair.vraagtekst}\n{pair.antwoord}"[:ANSWER_CHARS] for pair in pairs[:CALIBRATION_PAIRS]]
        tokens = [*tokens, *(encoder.encode_passage_tokens(texts).tokens or [])]
    return Quantiser.fit(np.concatenate(tokens))


def _manifest_or_none(data_dir: Path, name: str) -> Manifest | None:
    try:
        return read_manifest(data_dir, name)
    except CorruptStoreError as error:
        logger.warning("%s", error)
        return None


def _free_folder(*manifests: Manifest | None) -> str:
    """A folder of `tantivy/` that none of these indexes has: during a rebuild two are in use, and one is made."""
    taken = {manifest.lexical for manifest in manifests if manifest is not None}
    return next(name for name in LEXICAL_FOLDERS if name not in taken)


def _batches(readings: Iterable[Reading], size: int) -> Iterator[list[Reading]]:
    batch: list[Reading] = []
    for reading in readings:
        batch.append(reading)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def _numbered_batches(ids: Sequence[str], size: int) -> Iterator[tuple[int, list[str]]]:
    for at in range(0, len(ids), size):
        yield at, list(ids[at : at + size])
