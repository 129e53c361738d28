"""An opened data directory: the catalogue and both indexes, checked to belong together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.embed.embedding import Encoder
from index.embed.quantiser import Quantiser
from index.errors import BuildBusyError, CorruptStoreError, EmptyCorpusError, ModelMismatchError
from index.store.catalogue import Catalogue
from index.store.check.deep import deep_differences
from index.store.check.differences import StoreDifference, differences
from index.store.check.probe import probe_chroma
from index.store.chroma.record import CHROMA_FILE
from index.store.chroma.server import ChromaServer
from index.store.dense.fill import fill, fill_facts, lacks_facts
from index.store.dense.reader import DenseIndex
from index.store.filters import Filters
from index.store.lexical import ANALYSER, LexicalStore
from index.store.lock import locked
from index.store.manifest import FILE_NAME, Manifest, read_manifest
from index.store.stores import Stores
from index.store.tokens import KeptTokens, TokenStore
from index.store.vectors import VectorStore

T = TypeVar("T")
DenseStore = DenseIndex | VectorStore
"""Passages by meaning: the mapped files of the data directory, or a Chroma server."""

SQLITE_MAGIC = b"SQLite format 3\0"
OTHER_READER_S = 60.0  # that brings an older corpus up to date
TRY_AGAIN_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    stamp: tuple[int, int]
    manifest: Manifest
    vectors: DenseStore
    lexical: LexicalStore
    tokens: TokenStore | None
    quantiser: Quantiser | None


class Corpus:
    """A data directory opened for reading; it follows a build that goes on in another process.

    Args:
        encoder: must be the model that the index was made with.

    Raises:
        EmptyCorpusError: nothing was ingested.
        ModelMismatchError: the index was made with another model.
        CorruptStoreError: a store cannot be opened.
    """

    def __init__(self, data_dir: Path, encoder: Encoder, *, chroma: ChromaServer | None = None) -> None:
        self.data_dir = data_dir
        self.encoder = encoder
        self._stores = Stores(data_dir=data_dir, chroma=chroma)
        self._manifest_path = data_dir / FILE_NAME  # looked at some times in every search
        self._lock = threading.RLock()
        self.catalogue = Catalogue(data_dir, as_indexed=True)
        try:
            self.catalogue.check_if_small()  # an index of it that lacks something makes an answer a wrong one
            self._opened = self._open()
        except BaseException:
            self.catalogue.close()
            raise

    @property
    def manifest(self) -> Manifest:
        """The manifest as of the last look."""
        return self._opened.manifest

    def stores(self) -> tuple[DenseStore, LexicalStore]:
        """Both indexes, opened anew when a build changed them since the last call."""
        with self._lock:
            if self._has_changed():
                self._opened.vectors.close()
                self._opened = self._open(self._opened)
            return self._opened.vectors, self._opened.lexical

    def for_vectors(self, filters: Filters) -> Filters:
        """Filters that the first of `stores` can judge by: the mapped files know more, a Chroma server does not."""
        return self._judged(filters, with_mapped=self._stores.chroma is None)

    def for_words(self, filters: Filters) -> Filters:
        """Filters that the words can judge by: what the catalogue alone knows becomes the ids that it lets through."""
        return self._judged(filters, with_mapped=False)

    def _judged(self, filters: Filters, *, with_mapped: bool) -> Filters:
        if not filters.ministeries:  # a line of succession is the ministries in it, which the indexes know
            filters = replace(filters, ministeries=filters.ministerielijnen, ministerielijnen=())
        apart = {
            field.name: getattr(filters, field.name)
            for field, _ in filters.given()
            if not field.fact and not (with_mapped and (field.mapped or field.is_moment))
        }
        bare = replace(filters, **{name: getattr(Filters(), name) for name in apart})
        if not apart or self.catalogue.is_all(Filters(**apart)):
            return bare
        ids = self.catalogue.ids(Filters(**apart, publication_ids=filters.publication_ids))
        return replace(bare, publication_ids=tuple(ids))

    def token_vectors(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Unit vectors of the tokens of passages; empty when this corpus keeps none."""
        found = self.kept_tokens(passage_ids)
        return (
            dict(zip(found.packed, found.quantiser.unpack(list(found.packed.values())), strict=True)) if found else {}
        )

    def kept_tokens(self, passage_ids: Sequence[str]) -> KeptTokens | None:
        """Token vectors of passages, unpacked when asked for; None when this corpus keeps none of them."""
        opened = self._opened
        if opened.tokens is None or opened.quantiser is None:
            return None
        packed = opened.tokens.get(passage_ids)
        return KeptTokens(packed=packed, quantiser=opened.quantiser) if packed else None

    @property
    def quantiser(self) -> Quantiser | None:
        """How `packed_tokens` are packed; None when this corpus keeps none."""
        return self._opened.quantiser

    def packed_tokens(self, passage_ids: Sequence[str]) -> dict[str, bytes]:
        """Token vectors of passages as they are kept; empty when this corpus keeps none."""
        return self._opened.tokens.get(passage_ids) if self._opened.tokens else {}

    def retrying(self, read: Callable[[], T]) -> T:
        """What reading from the indexes gives; read again when a rebuild put others in their place meanwhile.

        Raises:
            CorruptStoreError: also where reading fails in a way that a damaged catalogue explains.
        """
        seen: tuple[int, int] | None = None
        while True:
            try:
                return read()
            except CorruptStoreError:
                now = self._manifest_stamp()
                if not self._has_changed() or now == seen:  # the second: what changed is that it is gone
                    raise
                seen = now
            except (LookupError, ValueError, TypeError):  # what nobody expects of rows that are what was written
                self.catalogue.check()
                raise

    def _has_changed(self) -> bool:
        """Whether a build changed the indexes since `stores` opened them."""
        return self._manifest_stamp() != self._opened.stamp

    def verify(self, *, deep: bool = False, apart: bool = False) -> list[StoreDifference]:
        """Compares the indexes with the catalogue, passage by passage, and what answers queries with its vectors.

        What an interrupted build left to the next is no difference.

        Args:
            deep: every byte and every vector is read, every content compared.
            apart: the embedded Chroma is first read in a process of its own, which a damaged segment may end.

        Raises:
            BuildBusyError: a build is writing them.
        """
        with locked(self.data_dir), closing(Catalogue(self.data_dir)) as catalogue:  # as it is, not as it was indexed
            dense, lexical = self.stores()
            own = dense if isinstance(dense, DenseIndex) else None
            found: list[StoreDifference] = []
            if deep:
                found += deep_differences(
                    catalogue, self.manifest, self.encoder, lexical=lexical, tokens=self._opened.tokens, dense=own
                )
            if own is not None and (deep or apart):
                probed = probe_chroma(self.data_dir, deep=deep)
                if probed.problem or probed.lost:
                    found.append(StoreDifference(index="Chroma", missing=probed.lost, problem=probed.problem))
                if probed.problem:
                    return found
            with closing(self.chroma()) as chroma:
                return [*found, *differences(catalogue, lexical, chroma, own)]

    def chroma(self) -> VectorStore:
        """The vectors as Chroma keeps them, to be closed again: only under the lock of the data directory."""
        return self._stores.vectors(self.manifest)

    def close(self) -> None:
        """Lets go of the files."""
        self._opened.vectors.close()
        if self._opened.tokens:
            self._opened.tokens.close()
        self.catalogue.close()

    def _open(self, before: _Opened | None = None) -> _Opened:
        """Opens what the manifest names, and once more when a build put something else in its place meanwhile.

        Args:
            before: what was open; of it stays what is the same build and sees additions by itself.
        """
        while True:
            stamp = self._manifest_stamp()
            try:
                manifest = self._checked_manifest()
                tokens = self._open_tokens(manifest, before)
                opened = _Opened(
                    stamp=stamp,
                    manifest=manifest,
                    vectors=self._open_vectors(manifest),
                    lexical=self._open_lexical(manifest, before),
                    tokens=tokens,
                    quantiser=tokens.quantiser() if tokens else None,
                )
                self._check_filled(opened)
                return opened
            except CorruptStoreError:
                if self._manifest_stamp() == stamp:
                    raise

    def _check_filled(self, opened: _Opened) -> None:
        """Refuses an index that lost everything: it would find nothing and not say why."""
        is_filled = {"vectorindex": opened.vectors.count() > 0, "woordindex": opened.lexical.count() > 0}
        if opened.tokens:
            is_filled["tokenvectoren"] = opened.tokens.has_any()
        lost = [name for name, is_there in is_filled.items() if not is_there]
        if lost and opened.manifest.passages:
            raise CorruptStoreError(
                f"{self.data_dir}: leeg geraakt: {', '.join(lost)}; "
                f"maak die opnieuw met `kamervragen rebuild --data-dir {self.data_dir}`"
            )

    def expect_many(self) -> None:
        """Makes in some seconds what pays in a process that is asked again and again; nothing waits for it."""
        dense, _ = self.stores()
        if isinstance(dense, DenseIndex):
            dense.expect_many()

    def _open_vectors(self, manifest: Manifest) -> DenseStore:
        """What answers dense queries: never the embedded Chroma, which a build may be writing."""
        if self._stores.chroma is not None:
            return self._stores.vectors(manifest)
        self._check_chroma()
        root = self._stores.dense_folder(manifest)
        give_up = time.monotonic() + OTHER_READER_S
        while not root.exists() or lacks_facts(root):  # a corpus from before there was such an index
            try:
                self._make_dense(root, manifest)
            except BuildBusyError as error:
                if time.monotonic() > give_up:
                    raise BuildBusyError(
                        f"het corpus in {self.data_dir} is van een eerdere versie, en een ander proces schrijft er: "
                        "wacht tot dat klaar is; daarna kan het worden geopend"
                    ) from error
                time.sleep(TRY_AGAIN_S)
        return DenseIndex(root)

    def _make_dense(self, root: Path, manifest: Manifest) -> None:
        """Makes what lacks of the mapped files of an older corpus, unless another reader did a moment ago."""
        with locked(self.data_dir):
            if not root.exists():
                with closing(self._stores.vectors(manifest)) as chroma:
                    fill(root, self.catalogue, chroma, manifest.dimension)
            if lacks_facts(root):
                fill_facts(root, self.catalogue)

    def _check_chroma(self) -> None:
        """Refuses a Chroma that is plainly lost: a search would go on without it, the next build would not."""
        path = self._stores.chroma_folder / CHROMA_FILE
        try:
            with path.open("rb") as file:
                if file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC:
                    return
            problem = "beschadigd"
        except OSError:
            problem = "weg"
        raise CorruptStoreError(
            f"de vectorindex {path.parent} is {problem}; maak die opnieuw met "
            f"`kamervragen rebuild --data-dir {self.data_dir}`"
        )

    def _open_lexical(self, manifest: Manifest, before: _Opened | None) -> LexicalStore:
        if before is not None and before.manifest.lexical_key == manifest.lexical_key:
            before.lexical.reload()  # without reading the dictionary of compounds again
            return before.lexical
        return self._stores.lexical(manifest)

    def _open_tokens(self, manifest: Manifest, before: _Opened | None) -> TokenStore | None:
        if before is not None and before.tokens is not None and before.manifest.collection == manifest.collection:
            before.tokens.let_go()
            return before.tokens if manifest.has_tokens else None
        return self._stores.token_vectors(manifest)  # the old one closes itself when nobody reads from it

    def _checked_manifest(self) -> Manifest:
        manifest = read_manifest(self.data_dir)
        if manifest is not None:
            check_model(manifest, self.encoder, self.data_dir)
        elif self.catalogue.ids():
            raise CorruptStoreError(
                f"{self.data_dir} heeft wel een catalogus maar geen indexen; "
                f"maak ze met `kamervragen rebuild --data-dir {self.data_dir}`"
            )
        if manifest is None or not manifest.publications:
            raise EmptyCorpusError(
                f"het corpus in {self.data_dir} is leeg: voeg publicaties toe met "
                f"`kamervragen ingest PAD --data-dir {self.data_dir}`"
            )
        return manifest

    def _manifest_stamp(self) -> tuple[int, int]:
        try:
            state = self._manifest_path.stat()
        except FileNotFoundError:
            return (0, 0)
        return (state.st_mtime_ns, state.st_ino)


def check_model(manifest: Manifest, encoder: Encoder, data_dir: Path) -> None:
    """Refuses an index of another model or analyser: a ModelMismatchError with both names and the way out."""
    if manifest.model_fingerprint != encoder.fingerprint:
        raise ModelMismatchError(
            f"de index in {data_dir} is gemaakt met het model {manifest.model_name} ({manifest.model_fingerprint}), "
            f"niet met {encoder.name} ({encoder.fingerprint}): zet KAMERVRAGEN_MODEL terug, of maak de index opnieuw "
            f"met `kamervragen rebuild --data-dir {data_dir}`"
        )
    if manifest.analyser != ANALYSER:
        raise ModelMismatchError(
            f"de woordindex in {data_dir} is gemaakt met de analyse {manifest.analyser}, deze versie heeft "
            f"{ANALYSER}: maak die opnieuw met `kamervragen rebuild --data-dir {data_dir}`"
        )
