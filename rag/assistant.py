"""The composition: an opened corpus with its model, ready to search and answer; every front door uses this one."""

from __future__ import annotations

from index.corpus import Corpus
from index.embedding import SentenceEncoder
from index.filters import Filters
from index.settings import Settings
from rag.answer import answer
from rag.candidates import Retrieval
from rag.retrieve import search
from rag.values import Answer, Arm, SearchResult

DEFAULT_TOP = 10


class Assistant:
    """Searches and answers over one corpus.

    Args:
        corpus: opened for reading.
        retrieval: settings of the retrieval.
    """

    def __init__(self, corpus: Corpus, retrieval: Retrieval) -> None:
        self.corpus = corpus
        self.retrieval = retrieval

    def search(
        self, query: str, filters: Filters | None = None, *, top: int = DEFAULT_TOP, arm: Arm = Arm.HYBRID
    ) -> SearchResult:
        """Ranked pairs."""
        return search(self.corpus, query, filters or Filters(), top=top, arm=arm, settings=self.retrieval)

    def ask(
        self, query: str, filters: Filters | None = None, *, top: int = DEFAULT_TOP, arm: Arm = Arm.HYBRID
    ) -> Answer:
        """Verdict, checked statements, and the search under them."""
        return answer(self.corpus, self.search(query, filters, top=top, arm=arm))

    def close(self) -> None:
        """Lets go of the stores."""
        self.corpus.close()


def make_encoder(settings: Settings) -> SentenceEncoder:
    """The configured embedding model, not loaded yet."""
    return SentenceEncoder(model=settings.model, cache_dir=settings.cache_dir, dtype=settings.dtype)


def open_assistant(settings: Settings) -> Assistant:
    """Opens the configured corpus.

    Raises:
        KamervragenError: nothing ingested, another model, a broken store; the message says the way out.
    """
    corpus = Corpus(settings.data_dir, make_encoder(settings), chroma_url=settings.chroma_url)
    retrieval = Retrieval(dense_weight=settings.dense_weight, candidates=settings.candidates, rerank=settings.rerank)
    return Assistant(corpus, retrieval)
