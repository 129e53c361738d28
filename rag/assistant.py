"""The assistant: searches and answers over an opened corpus."""

from __future__ import annotations

from collections.abc import Collection

from index.store.corpus import Corpus
from index.store.filters import Filters
from rag.answer.compose import answer
from rag.answer.pasted import answer_parts
from rag.compare.by_ministry import LOOKED_AT, answer_by_ministry
from rag.phrase.answer import phrase
from rag.phrase.endpoint import Endpoint
from rag.retrieve.search import search
from rag.retrieve.settings import Retrieval
from rag.understand.every_ministry import Exhaustive, read_exhaustive
from rag.understand.followup import Question
from rag.understand.pasted import Pasted, read_paste
from rag.understand.query import understand
from rag.values import Answer, Arm, IndexState, SearchResult

DEFAULT_TOP = 10


class Assistant:
    """Searches and answers over one corpus.

    Args:
        corpus: opened for reading.
        retrieval: settings of the retrieval.
        endpoint: of the optional language model.
    """

    def __init__(self, corpus: Corpus, retrieval: Retrieval, endpoint: Endpoint | None = None) -> None:
        self.corpus = corpus
        self.retrieval = retrieval
        self.endpoint = endpoint

    def search(
        self,
        query: str,
        filters: Filters | None = None,
        *,
        top: int = DEFAULT_TOP,
        arm: Arm = Arm.HYBRID,
        ignore: Collection[str] = (),
        without: Collection[str] = (),
    ) -> SearchResult:
        """Ranked pairs.

        `ignore` names what must not be understood in the query (`Understanding.key`), `without` publications or pairs
        to act as if they were not there.
        """
        return search(
            self.corpus,
            query,
            filters or Filters(),
            top=top,
            arm=arm,
            settings=self.retrieval,
            ignore=ignore,
            without=without,
        )

    def ask(
        self,
        query: str,
        filters: Filters | None = None,
        *,
        top: int = DEFAULT_TOP,
        arm: Arm = Arm.HYBRID,
        ignore: Collection[str] = (),
        meant: str | None = None,
        without: Collection[str] = (),
    ) -> Answer:
        """Verdict, checked statements, and the search under them; for a pasted Kamervraag per sub-question.

        Args:
            query: as typed or pasted.
            filters: given apart from the query.
            top: at most so many hits.
            arm: which index is asked.
            ignore: what must not be understood in the query (`Understanding.key`).
            meant: pair id of the question to compare by ministry, where the user picked another than the first.
            without: ids of publications or pairs to act as if they were not there; not for a pasted Kamervraag.
        """
        pasted = read_paste(query)
        if pasted is not None:
            return self._ask_parts(pasted, query, filters or Filters(), top, arm)
        exhaustive = read_exhaustive(query)
        if meant is not None or (exhaustive is not None and exhaustive.text):
            asked = exhaustive if exhaustive and exhaustive.text else Exhaustive(text=query, typed="")
            wide = self.search(asked.text, filters, top=max(top, LOOKED_AT), arm=arm, ignore=ignore, without=without)
            return answer_by_ministry(self.corpus, asked, wide, query=query, top=top, meant=meant)
        return answer(self.corpus, self.search(query, filters, top=top, arm=arm, ignore=ignore, without=without))

    def ask_question(self, question: Question, *, arm: Arm = Arm.HYBRID) -> Answer:
        """The answer to a question as a conversation left it (`rag.understand.followup`)."""
        return self.ask(
            question.text, question.filters, top=question.top, arm=arm, ignore=question.ignore, meant=question.meant
        )

    def _ask_parts(self, pasted: Pasted, query: str, filters: Filters, top: int, arm: Arm) -> Answer:
        """The answers to the sub-questions of a pasted Kamervraag; only the given filters hold for them."""

        def ask(text: str) -> Answer:
            named = understand(text, filters, self.corpus.catalogue).understood
            ignore = [item.key for item in named if item.is_filter]
            return answer(self.corpus, self.search(text, filters, top=top, arm=arm, ignore=ignore))

        manifest = self.corpus.manifest
        index = IndexState(fingerprint=manifest.fingerprint, publications=manifest.publications, pairs=manifest.pairs)
        return answer_parts(pasted, query, filters, ask, self.corpus.catalogue, index, top)

    @property
    def can_phrase(self) -> bool:
        """Whether a language model is configured."""
        return self.endpoint is not None

    def phrased(self, given: Answer) -> Answer:
        """The answer with `Answer.phrased` filled by the configured language model; without one, the answer itself.

        Only here something leaves this computer, when the endpoint is elsewhere. It may take as long as
        `KAMERVRAGEN_LLM_TIMEOUT_S`: show the answer first.
        """
        if self.endpoint is None:
            return given
        _, lexical = self.corpus.stores()
        return phrase(given, self.endpoint, lexical.terms)

    def close(self) -> None:
        """Lets go of the stores."""
        self.corpus.close()
