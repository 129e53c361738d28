"""The dense index: passage vectors in Chroma, embedded in the data directory or on a Chroma server."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from index.errors import CorruptStoreError, StoreError
from index.passages import Passage, PassageKind
from index.store.chroma.server import ChromaServer
from index.store.filters import FACTS, FilterField, Filters, Kind, as_number
from index.values import Publication

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where
    from numpy.typing import NDArray

    from index.store.chroma.client import ServerClient

logger = logging.getLogger(__name__)

WRITE_BATCH = 1000
KEPT_SYNC = 10_000  # vectors between two writings of the graph; what a new opening must add to it again
SIMILARITY_DIGITS = 5
REGISTRY = threading.Lock()
"""Chroma's register of clients is one per process: emptied while a client is being made, it stops that client."""


class VectorStore:
    """Passage vectors, one collection per kind of passage.

    Args:
        folder: where the embedded Chroma keeps its files.
        server: a Chroma server instead of the folder.
        collection: first part of the collection names; another model has other collections.
        create: absent collections are made when first needed; otherwise that is an error, for a reader must not take
            a lost index for an empty one.
        is_searched: collections are made with a graph that finds; without, the vectors are kept and little more.
    """

    def __init__(
        self,
        *,
        folder: Path,
        server: ChromaServer | None,
        collection: str,
        create: bool = True,
        is_searched: bool = True,
    ) -> None:
        self._folder = folder
        self._server = server
        self._create = create
        self._is_searched = is_searched
        self._name = collection
        self._client: Client | ServerClient = self._connect()
        with self._errors():
            self._batch = min(WRITE_BATCH, self._client.get_max_batch_size())
        self._collections: dict[PassageKind, Collection] = {}

    @property
    def folder(self) -> Path:
        """Where the embedded Chroma keeps its files."""
        return self._folder

    @property
    def server(self) -> ChromaServer | None:
        """The server, if there is one."""
        return self._server

    def add(
        self, passages: Sequence[Passage], vectors: NDArray[np.float32], publications: dict[str, Publication]
    ) -> None:
        """Adds passages that are not there yet; `vectors` has a row per passage."""
        for kind in PassageKind:
            chosen = [n for n, passage in enumerate(passages) if passage.kind is kind]
            for at in range(0, len(chosen), self._batch):
                rows = chosen[at : at + self._batch]
                with self._errors():
                    self._collection(kind).add(
                        ids=[passages[n].id for n in rows],
                        embeddings=vectors[rows],
                        metadatas=[_metadata(passages[n], publications[passages[n].publication_id]) for n in rows],
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
            and known[passage.id][0] == _metadata(passage, publications[passage.publication_id])
            and np.allclose(known[passage.id][1], vector, atol=1e-6)
        }
        self._delete(sorted(set(known) - kept))
        fresh = [n for n, passage in enumerate(passages) if passage.id not in kept]
        self.add([passages[n] for n in fresh], vectors[fresh], publications)

    def _stored(self, publication_ids: Sequence[str]) -> Iterator[tuple[str, dict[str, Any], NDArray[np.float32]]]:
        for kind in PassageKind:
            for at in range(0, len(publication_ids), self._batch):
                with self._errors():
                    found = self._collection(kind).get(
                        where=cast("Where", _one_of("publication_id", publication_ids[at : at + self._batch])),
                        include=["embeddings", "metadatas"],
                    )
                embeddings, metadatas = found["embeddings"], found["metadatas"]
                if found["ids"] and embeddings is not None and metadatas is not None:
                    for id_, metadata, embedding in zip(found["ids"], metadatas, embeddings, strict=True):
                        yield id_, dict(metadata), np.asarray(embedding, dtype=np.float32)

    def get(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of passages, by id; passages without one are left out."""
        found: dict[str, NDArray[np.float32]] = {}
        for kind in PassageKind:
            for at in range(0, len(passage_ids), self._batch):
                with self._errors():
                    part = self._collection(kind).get(
                        ids=list(passage_ids[at : at + self._batch]), include=["embeddings"]
                    )
                rows = part["embeddings"] if part["embeddings"] is not None else []
                found.update(
                    (id_, np.asarray(row, dtype=np.float32)) for id_, row in zip(part["ids"], rows, strict=True)
                )
        return found

    def _delete(self, passage_ids: Sequence[str]) -> None:
        for kind in PassageKind:
            for at in range(0, len(passage_ids), self._batch):
                with self._errors():
                    self._collection(kind).delete(ids=list(passage_ids[at : at + self._batch]))

    def delete_publications(self, ids: Sequence[str]) -> None:
        """Removes every passage of these publications."""
        for kind in PassageKind:
            for at in range(0, len(ids), self._batch):
                with self._errors():
                    self._collection(kind).delete(
                        where=cast("Where", _one_of("publication_id", ids[at : at + self._batch]))
                    )

    def query(
        self, vector: NDArray[np.float32], k: int, filters: Filters, kind: PassageKind = PassageKind.ANTWOORD
    ) -> list[tuple[str, float]]:
        """The k nearest passages as (passage id, cosine similarity), best first, ties by id."""
        with self._errors():
            collection = self._collection(kind)
            total = collection.count()
            if not total or filters.publication_ids == ():
                return []
            found = collection.query(
                query_embeddings=vector[np.newaxis, :],
                n_results=max(1, min(k, total)),
                where=_where(filters),
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        # The one place where Chroma's cosine distance becomes a similarity. Its last bits differ from one opening to
        # the next, and would change the order of passages with the same text.
        scores = [round(1.0 - float(distance), SIMILARITY_DIGITS) for distance in distances]
        hits = list(zip(found["ids"][0], scores, strict=True))
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def count(self) -> int:
        """Passages of all kinds."""
        with self._errors():
            return sum(self._collection(kind).count() for kind in PassageKind)

    def ids(self) -> Iterator[str]:
        """Every passage id, for `verify`."""
        for kind in PassageKind:
            with self._errors():
                collection = self._collection(kind)
                for offset in range(0, collection.count(), self._batch):
                    yield from collection.get(limit=self._batch, offset=offset, include=[])["ids"]

    def drop(self) -> None:
        """Removes the collections of this store, emptied first.

        Deleting a collection leaves its lists (ministeries, indieners) behind, and passages that are added later take
        them over: https://github.com/chroma-core/chroma/issues/7594
        """
        for kind in PassageKind:
            with self._errors():
                collection = self._collection(kind)
                while ids := collection.get(limit=self._batch, include=[])["ids"]:
                    collection.delete(ids=ids)
                self._client.delete_collection(collection.name)
        self._collections.clear()

    def close(self) -> None:
        """Lets go of the files, so that a new opening sees what another process wrote."""
        self._collections.clear()
        if self._server is None:
            forget_clients()
        else:
            self._client.close()

    def _collection(self, kind: PassageKind) -> Collection:
        if kind not in self._collections:
            name = f"{self._name}-{kind.value}"
            self._collections[kind] = (
                self._client.get_or_create_collection(
                    name, embedding_function=None, configuration=_configuration(is_searched=self._is_searched)
                )
                if self._create
                else self._client.get_collection(name, embedding_function=None)
            )
        return self._collections[kind]

    def _connect(self) -> Client | ServerClient:
        import chromadb
        from chromadb.config import Settings

        with self._errors():
            if self._server is not None:
                from index.store.chroma.client import ServerClient

                return ServerClient(self._server, create=self._create)
            if not self._folder.exists():  # one that was taken away may still be known
                forget_clients()
            self._folder.mkdir(parents=True, exist_ok=True)
            settings = Settings(anonymized_telemetry=False, allow_reset=False)
            with REGISTRY:
                return cast("Client", chromadb.PersistentClient(str(self._folder), settings=settings))

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turns everything that Chroma raises into one error with the way out."""
        from chromadb.errors import ChromaError

        try:
            yield
        except StoreError:
            raise
        except Exception as error:
            known = isinstance(error, ChromaError | OSError | ValueError | RuntimeError | KeyError | TypeError)
            if self._server is None and not known:
                raise
            raise self._broken(error) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # what the Rust core raises on files that it cannot read
                raise
            raise self._broken(error) from error

    def _broken(self, error: BaseException) -> StoreError:
        rebuild = f"kamervragen rebuild --data-dir {self._folder.parent}"
        if self._server is not None:
            from index.store.chroma.client import told

            return told(error, self._server, rebuild)
        first = (str(error) or repr(error)).splitlines()[0][:200]
        return CorruptStoreError(
            f"de vectorindex in {self._folder} is onbruikbaar ({first}); maak die opnieuw met `{rebuild}`"
        )


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
        return {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}}
    return {
        "hnsw": {
            "space": "cosine",
            "ef_construction": 32,
            "ef_search": 200,
            "max_neighbors": 8,
            "sync_threshold": KEPT_SYNC,
        }
    }


def _metadata(passage: Passage, publication: Publication) -> dict[str, Any]:
    """What the filters need; Chroma refuses empty lists and None, so absent facts have no key."""
    facts = {name: (field, list(field.facts(publication))) for name, field in FACTS.items()}
    known = {name: values if field.is_list else values[0] for name, (field, values) in facts.items() if values}
    return known | {"pair_id": passage.pair_id}


def _where(filters: Filters) -> Where | None:
    clauses = [_clause(field, values) for field, values in filters.facts()]
    if not clauses:
        return None
    return cast("Where", clauses[0] if len(clauses) == 1 else {"$and": clauses})


def _clause(field: FilterField, values: Sequence[str]) -> dict[str, Any]:
    if field.kind.is_day:
        bound = "$gte" if field.kind is Kind.FROM else "$lte"
        return {field.fact: {bound: as_number(date.fromisoformat(values[0]))}}
    if field.is_list:
        return _any([{field.fact: {"$contains": value}} for value in values])
    return _one_of(field.fact, values)


def _one_of(key: str, values: Sequence[str]) -> dict[str, Any]:
    return {key: {"$in": list(values)}}


def _any(clauses: list[dict[str, Any]]) -> dict[str, Any]:
    return clauses[0] if len(clauses) == 1 else {"$or": clauses}
