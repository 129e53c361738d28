"""Encodes what is searched, once: the answer is made of the vectors that the search used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache

from index.embed.embedding import TokenEncoder
from index.embed.forward import Encoded
from index.store.corpus import Corpus
from rag.values import SearchResult

AT_ONCE = 2  # a query as typed, begun with before it was understood, and as it should have been typed


def encode(corpus: Corpus, text: str) -> Encoded:
    """The vector of a query, with those of its tokens where this corpus can compare them, in one pass of the model."""
    if corpus.manifest.has_tokens and isinstance(corpus.encoder, TokenEncoder):
        return corpus.encoder.encode_query_tokens(text)
    return Encoded(vectors=corpus.encoder.encode_query(text)[None, :], tokens=None)


@contextmanager
def encoding(corpus: Corpus) -> Iterator[Callable[[str], Future[Encoded]]]:
    """Begins `encode` of a text in a thread of its own, of each text once: what needs no vectors is done meanwhile."""
    pool = ThreadPoolExecutor(AT_ONCE, "query")
    try:
        yield lru_cache(lambda text: pool.submit(encode, corpus, text))
    finally:
        pool.shutdown(wait=False)  # its threads end by themselves


def encoded(corpus: Corpus, result: SearchResult) -> Encoded:
    """The vectors that a search was done with; made now where it needed none, as a look-up by number."""
    return result.encoded or encode(corpus, result.text)
