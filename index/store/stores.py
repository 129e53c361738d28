"""The stores of a data directory: where each stands, and how those that a manifest names are opened."""

from __future__ import annotations

import logging
import math
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import CorruptStoreError
from index.store.chroma.record import Record
from index.store.chroma.server import ChromaServer
from index.store.lexical import LexicalStore
from index.store.manifest import Manifest
from index.store.tokens import TokenStore, remove_tokens
from index.store.vectors import VectorStore, forget_clients
from index.store.words.compounds import words_check

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Opens the indexes of a data directory; `chroma` is a Chroma server instead of the embedded one."""

    data_dir: Path
    chroma: ChromaServer | None = None

    @property
    def chroma_folder(self) -> Path:
        """Where the embedded Chroma keeps its files."""
        return self.data_dir / "chroma"

    def vectors(self, manifest: Manifest, *, create: bool = False) -> VectorStore:
        """The vectors as Chroma keeps them.

        Args:
            manifest: names them.
            create: absent collections are made when first needed.
        """
        return VectorStore(
            folder=self.chroma_folder,
            server=self.chroma,
            collection=manifest.collection,
            create=create,
            is_searched=self.chroma is not None,  # else the mapped files are (docs/adr/0021)
            in_parts=self.chroma is None and manifest.in_parts,
        )

    def dense_folder(self, manifest: Manifest) -> Path:
        """Where the mapped files stand that answer dense queries."""
        return self.data_dir / "dense" / manifest.collection

    def lexical_folder(self, manifest: Manifest) -> Path:
        """The folder of the lexical index."""
        return self.data_dir / "tantivy" / manifest.lexical

    def lexical(self, manifest: Manifest) -> LexicalStore:
        """The lexical index.

        Raises:
            CorruptStoreError: they cannot be read, or the dictionary of compounds is not that of their making.
        """
        lexical = LexicalStore(self.lexical_folder(manifest))
        if manifest.compound_check and words_check(lexical.compound_words) != manifest.compound_check:
            raise CorruptStoreError(
                f"de woordenlijst in {self.lexical_folder(manifest)} is veranderd; maak de indexen opnieuw met "
                f"`kamervragen rebuild --data-dir {self.data_dir}`"
            )
        return lexical

    def token_vectors(self, manifest: Manifest) -> TokenStore | None:
        """The token vectors; None when this corpus keeps none."""
        return TokenStore(self.data_dir, manifest.collection) if manifest.has_tokens else None

    def record(self) -> Record:
        """What the embedded Chroma should hold."""
        return Record(self.chroma_folder)

    @contextmanager
    def tokens(self, manifest: Manifest) -> Iterator[TokenStore | None]:
        """The token vectors, closed afterwards."""
        opened = self.token_vectors(manifest)
        try:
            yield opened
        finally:
            if opened is not None:
                opened.close()

    def count_vectors(self, vectors: VectorStore) -> float:
        """Passages that Chroma has; endless for an embedded one that is there, which counting would read whole."""
        if self.chroma is not None:
            return vectors.count()
        return math.inf if vectors.is_there() else 0

    def count_tokens(self, manifest: Manifest) -> float:
        """Passages with token vectors; endless when none need them, or some are there: counting would read all."""
        with self.tokens(manifest) as tokens:
            return math.inf if tokens is None or tokens.has_any() else 0

    def drop_vectors(self, manifest: Manifest) -> None:
        """Removes the vectors of a manifest, if they can be opened at all."""
        shutil.rmtree(self.dense_folder(manifest), ignore_errors=True)
        try:
            self.vectors(manifest, create=True).drop()
        except CorruptStoreError as error:
            logger.warning("%s", error)

    def drop_all(self) -> None:
        """Removes every index; the catalogue stays, and so do the collections on a Chroma server."""
        for name in ("tantivy", "dense"):
            shutil.rmtree(self.data_dir / name, ignore_errors=True)
        remove_tokens(self.data_dir)
        if self.chroma is None:
            forget_clients()
            shutil.rmtree(self.chroma_folder, ignore_errors=True)
