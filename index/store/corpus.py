"""An opened data directory: the catalogue and both indexes, checked to belong together."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.embed.embedding import Encoder
from index.errors import CorruptStoreError, EmptyCorpusError, ModelMismatchError
from index.store.catalogue import Catalogue
from index.store.lexical import ANALYSER, LexicalStore
from index.store.manifest import FILE_NAME, Manifest, read_manifest
from index.store.quantiser import Quantiser
from index.store.tokens import TokenStore
from index.store.vectors import VectorStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHROMA = "chroma"
TANTIVY = "tantivy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What `verify` found that should not be: passages that an index lacks or has too many of."""

    index: str
    missing: tuple[str, ...]
    surplus: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    stamp: tuple[int, int]
    manifest: Manifest
    vectors: VectorStore
    lexical: LexicalStore
    tokens: TokenStore | None
    quantiser: Quantiser | None


class Corpus:
    """A data directory opened for reading; it follows a build that goes on in another process.

    Args:
        data_dir: the data directory.
        encoder: must be the model that the index was made with.
        chroma_url: a Chroma server instead of the embedded one.

    Raises:
        EmptyCorpusError: nothing was ingested.
        ModelMismatchError: the index was made with another model.
        CorruptStoreError: a store cannot be opened.
    """

    def __init__(self, data_dir: Path, encoder: Encoder, *, chroma_url: str | None = None) -> None:
        self.data_dir = data_dir
        self.encoder = encoder
        self._chroma_url = chroma_url
        self._lock = threading.RLock()
        self.catalogue = Catalogue(data_dir)
        try:
            self._opened = self._open()
        except BaseException:
            self.catalogue.close()
            raise

    @property
    def manifest(self) -> Manifest:
        """The manifest as of the last look."""
        return self._opened.manifest

    def stores(self) -> tuple[VectorStore, LexicalStore]:
        """Both indexes, opened anew when a build changed them since the last call."""
        with self._lock:
            if self.has_changed():
                self._opened.vectors.close()
                self._opened = self._open()  # the old token store closes itself when no other thread reads from it
            return self._opened.vectors, self._opened.lexical

    def token_vectors(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Unit vectors of the tokens of passages; empty when this corpus keeps none."""
        opened = self._opened
        if opened.tokens is None or opened.quantiser is None:
            return {}
        packed = opened.tokens.get(passage_ids)
        return dict(zip(packed, opened.quantiser.unpack(list(packed.values())), strict=True))

    def has_changed(self) -> bool:
        """Whether a build changed the indexes since `stores` opened them."""
        return self._manifest_stamp() != self._opened.stamp

    def verify(self) -> list[Difference]:
        """Compares both indexes with the catalogue, passage by passage."""
        wanted = set(self.catalogue.passage_ids())
        vectors, lexical = self.stores()
        found = {"Chroma": set(vectors.ids()), "Tantivy": set(lexical.ids())}
        return [
            Difference(index=name, missing=tuple(sorted(wanted - ids)), surplus=tuple(sorted(ids - wanted)))
            for name, ids in found.items()
            if ids != wanted
        ]

    def close(self) -> None:
        """Lets go of the files."""
        self._opened.vectors.close()
        if self._opened.tokens:
            self._opened.tokens.close()
        self.catalogue.close()

    def _open(self) -> _Opened:
        """Opens what the manifest names, and once more when a build put something else in its place meanwhile."""
        while True:
            stamp = self._manifest_stamp()
            try:
                manifest = self._checked_manifest()
                tokens = TokenStore(self.data_dir, manifest.collection) if manifest.has_tokens else None
                opened = _Opened(
                    stamp=stamp,
                    manifest=manifest,
                    vectors=self._open_vectors(manifest),
                    lexical=self._open_lexical(manifest),
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
        counts = {"vectorindex": opened.vectors.count(), "woordindex": opened.lexical.count()}
        if opened.tokens:
            counts["tokenvectoren"] = opened.tokens.count()
        lost = [name for name, count in counts.items() if not count]
        if lost and opened.manifest.passages:
            raise CorruptStoreError(
                f"{self.data_dir}: leeg geraakt: {', '.join(lost)}; "
                f"maak die opnieuw met `kamervragen rebuild --data-dir {self.data_dir}`"
            )

    def _open_vectors(self, manifest: Manifest) -> VectorStore:
        folder = self.data_dir / CHROMA
        if self._chroma_url is None and not (folder / "chroma.sqlite3").is_file():
            raise CorruptStoreError(
                f"de vectorindex {folder} is weg; maak die opnieuw met `kamervragen rebuild --data-dir {self.data_dir}`"
            )
        return VectorStore(folder=folder, url=self._chroma_url, collection=manifest.collection, create=False)

    def _open_lexical(self, manifest: Manifest) -> LexicalStore:
        return LexicalStore(self.data_dir / TANTIVY / manifest.lexical)

    def _checked_manifest(self) -> Manifest:
        manifest = read_manifest(self.data_dir)
        if manifest is None:
            if self.catalogue.ids():
                raise CorruptStoreError(
                    f"{self.data_dir} heeft wel een catalogus maar geen indexen; "
                    f"maak ze met `kamervragen rebuild --data-dir {self.data_dir}`"
                )
            raise EmptyCorpusError(_empty(self.data_dir))
        check_model(manifest, self.encoder, self.data_dir)
        if not manifest.publications:
            raise EmptyCorpusError(_empty(self.data_dir))
        return manifest

    def _manifest_stamp(self) -> tuple[int, int]:
        try:
            state = (self.data_dir / FILE_NAME).stat()
        except FileNotFoundError:
            return (0, 0)
        return (state.st_mtime_ns, state.st_ino)


def check_model(manifest: Manifest, encoder: Encoder, data_dir: Path) -> None:
    """Refuses an index that was made with another model or analyser.

    Raises:
        ModelMismatchError: with both names and the way out.
    """
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


def _empty(data_dir: Path) -> str:
    return f"het corpus in {data_dir} is leeg: voeg publicaties toe met `kamervragen ingest PAD --data-dir {data_dir}`"
