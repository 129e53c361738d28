"""The answer to a question to the catalogue: the count is the answer, and what a search finds lies beside it."""

from __future__ import annotations

from dataclasses import replace

from index.store.corpus import Corpus
from rag.overview.count import count
from rag.overview.recognise import Recognised
from rag.values import Answer, Ground, IndexState, Reason, SearchResult, Verdict


def counted_answer(corpus: Corpus, query: str, asked: Recognised, beside: SearchResult | None) -> Answer:
    """The answer to a question that the catalogue can count or list.

    Nothing of what lies beside it is quoted: a passage does not say how many there are.
    """
    counted = corpus.retrying(lambda: count(corpus, asked.wanted))
    filters, index = asked.wanted.filters, IndexState.of(corpus.manifest)
    found = beside or SearchResult(query=query, filters=filters, hits=(), index=index)
    search = replace(found, query=query, filters=filters, notes=asked.notes, understood=asked.understood, evidence=None)
    without = Verdict.VERWANT if search.hits else Verdict.NIET_GEVONDEN  # in other words it may be there
    return Answer(
        verdict=Verdict.BEANTWOORD if counted.total else without,
        reason=Reason(ground=Ground.COUNTED, summary=counted.sentence),
        statements=(),
        search=search,
        confidence=1.0,
        counted=counted,
    )
