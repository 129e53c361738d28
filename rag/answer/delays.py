"""Finds delay notices about the subject of a query: questions that were asked and not answered in the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from index.passages import PassageKind
from index.store.corpus import Corpus
from index.values import Publication, Soort
from rag.dutch.citation import answerer, reference
from rag.dutch.writing import dutch_date
from rag.retrieve.carries import named_share
from rag.values import SearchResult

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CANDIDATES = 3
MIN_NAMED = 0.3  # of the weight of the query's terms: where the corpus has little, a notice about anything lies near
MAX_DISTANCE = 0.015  # from the best answer, by meaning: a notice is mostly form


def delay_notes(
    corpus: Corpus, result: SearchResult, vector: NDArray[np.float32], weights: Mapping[str, float]
) -> Iterator[str]:
    """A sentence for every delay notice about the subject of the query, unless it was answered later.

    It lies as near to the query, by its vector, as the best answer, and names some of its words, by their weights.
    """
    if result.filters.publication_ids is not None or result.filters.soorten:
        return
    nearest = max((hit.why.dense for hit in result.hits if hit.why.dense is not None), default=0.0)
    vectors, lexical = corpus.stores()
    filters = corpus.for_vectors(replace(result.filters, soorten=(Soort.MEDEDELING,)))
    found = vectors.query(vector, CANDIDATES, filters, PassageKind.BERICHT)
    near = [passage_id for passage_id, score in found if score >= nearest - MAX_DISTANCE]
    ids = list(dict.fromkeys(place.publication_id for place in corpus.catalogue.passages(near).values()))
    answered = corpus.catalogue.later_answers(ids)
    for publication in corpus.catalogue.publications(ids):
        questions = [vraag.tekst for vraag in publication.open_vragen]
        text = "\n".join((publication.naam, publication.mededeling or "", *questions))
        names_it = named_share(text, weights, lexical) >= MIN_NAMED
        if names_it and publication.id not in answered:
            yield _note(publication)


def _note(notice: Publication) -> str:
    where = f"Aanhangsel {notice.vergaderjaar}, nr. {notice.nummer}" if notice.nummer else reference(notice)
    called = f": {notice.naam}" if notice.naam not in where else ""
    when = f" op {dutch_date(notice.ontvangen)}" if notice.ontvangen else ""
    return (
        f"Vragen hierover zijn{when} uitgesteld ({answerer(notice)}, {where}{called}); "
        "een later antwoord daarop staat niet in het corpus."
    )
