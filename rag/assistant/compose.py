"""The composition: from settings to a builder, and to an assistant over an opened corpus; every front door uses it."""

from __future__ import annotations

from index.build.builder import Builder
from index.build.recipe import BATCH_PUBLICATIONS
from index.embed.embedding import Encoder, SentenceEncoder
from index.settings import Settings
from index.store.chroma.server import ChromaServer
from index.store.corpus import Corpus
from rag.assistant.assistant import Assistant
from rag.phrase.endpoint import Endpoint
from rag.retrieve.settings import Retrieval


def make_encoder(settings: Settings) -> SentenceEncoder:
    """The configured embedding model, not loaded yet."""
    return SentenceEncoder(model=settings.model, cache_dir=settings.cache_dir, dtype=settings.dtype)


def chroma_server(settings: Settings) -> ChromaServer | None:
    """The configured Chroma server; None, as by default, means the Chroma in the data directory."""
    if settings.chroma_url is None:
        return None
    return ChromaServer(
        url=settings.chroma_url,
        token=settings.chroma_token.get_secret_value() if settings.chroma_token else None,
        tenant=settings.chroma_tenant,
        database=settings.chroma_database,
        connect_s=settings.chroma_connect_s,
        timeout_s=settings.chroma_timeout_s,
        attempts=settings.chroma_attempts,
    )


def make_builder(
    settings: Settings, encoder: Encoder | None = None, *, batch_publications: int = BATCH_PUBLICATIONS
) -> Builder:
    """What takes publications into the configured corpus.

    Without an encoder one is loaded when first needed. `batch_publications` go into one commit: what an interruption
    costs, and what readers wait for.
    """
    return Builder(
        settings.data_dir,
        encoder or make_encoder(settings),
        chroma=chroma_server(settings),
        batch_publications=batch_publications,
        keep_tokens=settings.keep_tokens,
    )


def make_endpoint(settings: Settings) -> Endpoint | None:
    """The configured language model; None, as by default, means that none is ever asked."""
    if settings.llm_url is None:
        return None
    return Endpoint(
        url=settings.llm_url,
        model=settings.llm_model,
        key=settings.llm_key.get_secret_value() if settings.llm_key else None,
        timeout_s=settings.llm_timeout_s,
    )


def open_assistant(settings: Settings, encoder: Encoder | None = None) -> Assistant:
    """Opens the configured corpus, with the configured model when that is there already.

    Raises:
        KamervragenError: nothing ingested, another model, a broken store; the message says the way out.
    """
    corpus = Corpus(settings.data_dir, encoder or make_encoder(settings), chroma=chroma_server(settings))
    retrieval = Retrieval(dense_weight=settings.dense_weight, candidates=settings.candidates, rerank=settings.rerank)
    return Assistant(corpus, retrieval, make_endpoint(settings))
