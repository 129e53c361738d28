"""The dense index: passage vectors in Chroma, embedded in the data directory or on a Chroma server."""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from index.errors import (
    CorruptStoreError,
    KamervragenError,
    as_ours,
    has_no_room,
    is_forbidden,
    is_full,
    no_room,
    not_writable,
    said_by,
)
from index.passages import Passage, PassageKind
from index.store.chroma.record import Record
from index.store.chroma.server import ChromaServer
from index.store.chroma.where import metadata_of, one_of, where_of
from index.store.dense.codes import exact_similarities, pack, unpack
from index.store.filters import Filters
from index.values import Publication, publication_of

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where
    from chromadb.config import Settings
    from numpy.typing import NDArray

    from index.store.chroma.client import ServerClient

logger = logging.getLogger(__name__)

WRITE_BATCH = 1000
KEPT_SYNC = 10_000  # vectors between two writings of the graph; what a new opening must add to it again
PAGE = 100
YEAR = re.compile(r"(?:19|20)\d\d")
T = TypeVar("T")
PROPOSED = 200  # by the graph, at least: as wide as it is searched anyway (`ef_search`)
REGISTRY = threading.Lock()
"""Chroma's register of clients is one per process: emptied while a client is being made, it stops that client."""


class VectorStore:
    """Passage vectors, a collection per kind of passage, or several.

    Args:
        folder: where the embedded Chroma keeps its files.
        server: a Chroma server instead of the folder.
        collection: first part of the collection names; another model has other collections.
        create: absent collections are made when first needed; otherwise that is an error, for a reader must not take
            a lost index for an empty one.
        is_searched: collections are made with a graph that finds, and with the facts that filters ask; without, the
            vectors are kept and of which publication they are, for half the writing and computing.
        in_parts: a collection per year (`part_of`). Whatever the embedded Chroma is asked, it first reads a whole
            collection into memory: 1.7 GB of the record, of which one publication needs a thirtieth.
    """

    def __init__(
        self,
        *,
        folder: Path,
        server: ChromaServer | None,
        collection: str,
        create: bool = True,
        is_searched: bool = True,
        in_parts: bool = False,
    ) -> None:
        self._folder = folder
        self._server = server
        self._create = create
        self._is_searched = is_searched
        self._in_parts = in_parts
        self._name = collection
        self._client: Client | ServerClient = self._connect()
        with self._errors():
            self._batch = min(WRITE_BATCH, self._client.get_max_batch_size())
        self._collections: dict[str, Collection] = {}
        self._known: set[str] | None = None

    @property
    def folder(self) -> Path:
        """Where the embedded Chroma keeps its files."""
        return self._folder

    def add(
        self, passages: Sequence[Passage], vectors: NDArray[np.float32], publications: dict[str, Publication]
    ) -> None:
        """Adds passages that are not there yet; `vectors` has a row per passage."""
        with self._noted():
            for kind in PassageKind:
                chosen = [n for n, passage in enumerate(passages) if passage.kind is kind]
                for part, rows in self._batches(chosen, lambda n: passages[n].publication_id):
                    some = [passages[n] for n in rows]
                    with self._errors():
                        self._collection(self._name_of(kind, part)).add(
                            ids=[passage.id for passage in some],
                            embeddings=vectors[rows],
                            metadatas=[self._facts(passage, publications[passage.publication_id]) for passage in some],
                        )

    def replace(
        self,
        publication_ids: Sequence[str],
        passages: Sequence[Passage],
        vectors: NDArray[np.float32],
        publications: dict[str, Publication],
    ) -> None:
        """Makes these the only passages of these publications; what is there already and the same is not touched.

        A passage that changed is taken out and put in again. Giving a known id another vector (`upsert`) breaks links
        that others are found by: after some corrections one passage in 25 was no longer found by its own vector
        (tests/index/store/test_churn.py; https://github.com/chroma-core/chroma/issues/7758). Interrupted in between,
        passages are absent, and their publications still pending in the catalogue: the next build adds them.
        """
        known = {id_: (metadata, vector) for id_, metadata, vector in self._stored(publication_ids)}
        kept = {
            passage.id
            for passage, vector in zip(passages, vectors, strict=True)
            if passage.id in known
            and known[passage.id][0] == self._facts(passage, publications[passage.publication_id])
            and np.allclose(known[passage.id][1], vector, atol=1e-6)
        }
        self._delete(sorted(set(known) - kept))
        fresh = [n for n, passage in enumerate(passages) if passage.id not in kept]
        self.add([passages[n] for n in fresh], vectors[fresh], publications)

    def _stored(self, publication_ids: Sequence[str]) -> Iterator[tuple[str, dict[str, Any], NDArray[np.float32]]]:
        for collection, ids in self._holding(publication_ids):
            with self._errors():
                found = collection.get(
                    where=cast("Where", one_of("publication_id", ids)), include=["embeddings", "metadatas"]
                )
            embeddings, metadatas = found["embeddings"], found["metadatas"]
            if found["ids"] and embeddings is not None and metadatas is not None:
                for id_, metadata, embedding in zip(found["ids"], metadatas, embeddings, strict=True):
                    yield id_, dict(metadata), np.asarray(embedding, dtype=np.float32)

    def read_in(self, publication_ids: Sequence[str]) -> None:
        """Lets the embedded Chroma read the parts that these publications are in, as it does at the first request.

        Of a year of 30,000 passages that takes two seconds, in another thread while something else is prepared.
        """
        for collection, ids in self._holding(publication_ids if self._in_parts else ()):
            with self._errors():
                collection.get(ids=ids[:1], include=[])

    def get(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of passages, by id; passages without one are left out."""
        found: dict[str, NDArray[np.float32]] = {}
        for collection, ids in self._holding(passage_ids):
            with self._errors():
                part = collection.get(ids=ids, include=["embeddings"])
            rows = part["embeddings"] if part["embeddings"] is not None else []
            found.update((id_, np.asarray(row, dtype=np.float32)) for id_, row in zip(part["ids"], rows, strict=True))
        return found

    def _delete(self, passage_ids: Sequence[str]) -> None:
        with self._noted():
            for collection, ids in self._holding(passage_ids):
                with self._errors():
                    collection.delete(ids=ids)

    def delete_publications(self, ids: Sequence[str]) -> None:
        """Removes every passage of these publications."""
        with self._noted():
            for collection, some in self._holding(ids):
                with self._errors():
                    collection.delete(where=cast("Where", one_of("publication_id", some)))

    def query(
        self, vector: NDArray[np.float32], k: int, filters: Filters, kind: PassageKind = PassageKind.ANTWOORD
    ) -> list[tuple[str, float]]:
        """The k nearest passages as (passage id, cosine similarity), best first, ties by id.

        The graph, whose reach depends on the order in which it was made, proposes some more than are asked for. They
        are compared exactly as the mapped files compare them (`index.store.dense`): its own distances differ from
        opening to opening in their last bits, which would change the order of passages with the same text.
        """
        hits: list[tuple[str, float]] = []
        for collection in self._present(kind) if filters.publication_ids != () else []:
            with self._errors():
                total = collection.count()
                if not total:
                    continue
                found = collection.query(
                    query_embeddings=vector[np.newaxis, :],
                    n_results=max(1, min(max(2 * k, PROPOSED), total)),
                    where=cast("Where | None", where_of(filters)),
                    include=["embeddings"],
                )
            ids, rows = found["ids"][0], (found["embeddings"] or [()])[0]
            if ids:
                units = unpack(*pack(np.array(rows, dtype=np.float32)))
                hits += zip(ids, exact_similarities(units, vector), strict=True)
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[: max(1, k)]

    def count(self) -> int:
        """Passages of all kinds."""
        with self._errors():
            return sum(collection.count() for kind in PassageKind for collection in self._present(kind))

    def is_there(self) -> bool:
        """Whether any of its collections is there, without reading one."""
        with self._errors():
            return bool(self._names())

    def ids(self) -> Iterator[str]:
        """Every passage id, for `verify`."""
        for kind in PassageKind:
            for collection in self._present(kind):
                with self._errors():
                    for offset in range(0, collection.count(), self._batch):
                        yield from collection.get(limit=self._batch, offset=offset, include=[])["ids"]

    def drop(self) -> None:
        """Removes the collections of this store, emptied first.

        Deleting a collection leaves its lists (ministeries, indieners) behind, and passages that are added later take
        them over: https://github.com/chroma-core/chroma/issues/7594
        """
        with self._noted():
            for collection in [one for kind in PassageKind for one in self._present(kind)]:
                with self._errors():
                    while ids := collection.get(limit=self._batch, include=[])["ids"]:
                        collection.delete(ids=ids)
                    self._client.delete_collection(collection.name)
        self._collections.clear()
        self._known = None

    def let_go(self) -> None:
        """Frees what the embedded Chroma read: it keeps every part that it was ever asked for, 2.5 kB a passage."""
        if self._server is None:
            self.close()
            del self._client
            self._client = self._connect()

    def close(self) -> None:
        """Lets go of the files, so that a new opening sees what another process wrote."""
        self._collections.clear()
        self._known = None
        if self._server is None:
            forget_clients()
        else:
            self._client.close()

    # ------------------------------------------------------------------ collections

    def _holding(self, ids: Sequence[str]) -> Iterator[tuple[Collection, list[str]]]:
        """The collections that may hold these passages or publications, each with so many ids as it takes at once."""
        for kind in PassageKind:
            for part, some in self._batches(ids, publication_of):
                name = self._name_of(kind, part)
                with self._errors():
                    # a part that is not there: nothing of its year ever came, or it was lost
                    collection = self._collection(name) if not self._in_parts or name in self._names() else None
                if collection is not None:
                    yield collection, some

    def _batches(self, items: Sequence[T], owner_of: Callable[[T], str]) -> Iterator[tuple[str, list[T]]]:
        """The items by the part that their publication is in, at most so many as Chroma takes at once."""
        parts: dict[str, list[T]] = {}
        for item in items:
            parts.setdefault(part_of(owner_of(item)) if self._in_parts else "", []).append(item)
        for part, members in sorted(parts.items()):
            for at in range(0, len(members), self._batch):
                yield part, members[at : at + self._batch]

    def _noted(self) -> AbstractContextManager[None]:
        """Within it is written, and what was written is noted."""
        return Record(self._folder).following() if self._server is None else nullcontext()

    def _facts(self, passage: Passage, publication: Publication) -> dict[str, Any]:
        return metadata_of(passage, publication) if self._is_searched else {"publication_id": passage.publication_id}

    def _present(self, kind: PassageKind) -> list[Collection]:
        """The collections of a kind that are there."""
        with self._errors():
            names = sorted(self._names()) if self._in_parts else [self._name_of(kind, "")]
            return [self._collection(name) for name in names if name.startswith(f"{self._name}-{kind.value}")]

    def _names(self) -> set[str]:
        """The names of the embedded collections of this store."""
        if self._known is None:
            found: list[str] = []
            while page := cast("Client", self._client).list_collections(limit=PAGE, offset=len(found)):
                found += [collection.name for collection in page]
            self._known = {name for name in found if name.startswith(f"{self._name}-")}
        return self._known

    def _name_of(self, kind: PassageKind, part: str) -> str:
        return f"{self._name}-{kind.value}-{part}" if self._in_parts else f"{self._name}-{kind.value}"

    def _collection(self, name: str) -> Collection:
        if name not in self._collections:
            self._collections[name] = (
                self._client.get_or_create_collection(
                    name, embedding_function=None, configuration=_configuration(is_searched=self._is_searched)
                )
                if self._create
                else self._client.get_collection(name, embedding_function=None)
            )
            if self._known is not None:
                self._known.add(name)
        return self._collections[name]

    def _connect(self) -> Client | ServerClient:
        import chromadb

        with self._errors():
            if self._server is not None:
                from index.store.chroma.client import ServerClient

                return ServerClient(self._server, create=self._create)
            if not self._folder.exists():  # one that was taken away may still be known
                forget_clients()
            self._folder.mkdir(parents=True, exist_ok=True)
            with REGISTRY:
                return cast("Client", chromadb.PersistentClient(str(self._folder), settings=_settings().model_copy()))

    def _errors(self) -> AbstractContextManager[None]:
        from chromadb.errors import ChromaError

        embedded = (ChromaError, OSError, ValueError, RuntimeError, KeyError, TypeError)
        return as_ours(embedded if self._server is None else (Exception,), self._broken)

    def _broken(self, error: BaseException) -> KamervragenError:
        rebuild = f"kamervragen rebuild --data-dir {self._folder.parent}"
        if self._server is not None:
            from index.store.chroma.client import told

            return told(error, self._server, rebuild)
        if is_full(error) or has_no_room(self._folder):  # its core does not always say why it could not write
            return no_room(self._folder)
        if is_forbidden(error):
            return not_writable(self._folder)
        return CorruptStoreError(
            f"de vectorindex in {self._folder} is onbruikbaar ({said_by(error)}); maak die opnieuw met `{rebuild}`"
        )


@cache
def _settings() -> Settings:
    """Those of an embedded Chroma, which writes its folder into a copy: made anew they take longer than to open it."""
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False, allow_reset=False)


def part_of(publication_id: str) -> str:
    """The part of an index in parts that a publication stands in: the first year in its id, else one of sixteen."""
    year = YEAR.search(publication_id)
    if year is not None:
        return year.group()
    return f"r{hashlib.blake2b(publication_id.encode('utf-8', 'surrogatepass'), digest_size=1).hexdigest()[0]}"


def forget_clients() -> None:
    """Lets go of every embedded Chroma of this process: it keeps one per folder, even when the folder is gone."""
    from chromadb.api.shared_system_client import SharedSystemClient

    with REGISTRY:
        SharedSystemClient.clear_system_cache()


def _configuration(*, is_searched: bool) -> CreateCollectionConfiguration:
    """How Chroma indexes the vectors: with care where it is searched, cheaply where they are only kept.

    It cannot do without a graph. With few neighbours and written less often it takes a third of the time of a build.
    """
    if is_searched:
        return {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": PROPOSED, "max_neighbors": 32}}
    return {
        "hnsw": {
            "space": "cosine",
            "ef_construction": 32,
            "ef_search": PROPOSED,
            "max_neighbors": 8,
            "sync_threshold": KEPT_SYNC,
        }
    }
