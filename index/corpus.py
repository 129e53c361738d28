"""An opened data directory: the catalogue and both indexes, checked to belong together."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from index.catalogue import Catalogue
from index.embedding import Encoder
from index.errors import CorruptStoreError, EmptyCorpusError, ModelMismatchError
from index.lexical import ANALYSER, LexicalStore
from index.manifest import FILE_NAME, Manifest, read_manifest
from index.vectors import VectorStore

CHROMA = "chroma"
TANTIVY = "tantivy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What `verify` found that should not be: passages that an index lacks or has too many of."""

    index: str
    missing: tuple[str, ...]
    surplus: tuple[str, ...]


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
        self._manifest = self._checked_manifest()
        self._stamp = self._manifest_stamp()
        self._vectors = self._open_vectors(self._manifest)
        self._lexical = self._open_lexical(self._manifest)

    @property
    def manifest(self) -> Manifest:
        """The manifest as of the last look."""
        return self._manifest

    def stores(self) -> tuple[VectorStore, LexicalStore]:
        """Both indexes, opened anew when a build changed them since the last call."""
        with self._lock:
            stamp = self._manifest_stamp()
            if stamp != self._stamp:
                manifest = self._checked_manifest()
                self._vectors.close()
                self._vectors = self._open_vectors(manifest)
                self._lexical = self._open_lexical(manifest)
                self._manifest, self._stamp = manifest, stamp
            return self._vectors, self._lexical

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
        self._vectors.close()
        self.catalogue.close()

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
