"""Counts how common each term is in the corpus that a reader is calibrated on; other corpora are held against it."""

from __future__ import annotations

from index.passages import context_header
from index.store.corpus import Corpus
from rag.retrieve.background import share_of

USUAL_FROM = 2  # passages that have a term: below it there is nothing to tell


def usual_shares(corpus: Corpus) -> dict[str, float]:
    """Of the analysed terms of a corpus, the share of its passages that have them; of those that more than one has."""
    _, lexical = corpus.stores()
    terms: set[str] = set()
    for publication in corpus.catalogue.publications():
        terms.update(lexical.terms(context_header(publication)))
        for pair in publication.paren:
            terms.update(lexical.terms(f"{pair.vraagtekst}\n{pair.antwoord}"))
    counts = {term: lexical.document_frequency(term) for term in sorted(terms)}
    passages = max(1, lexical.count())
    return {term: share_of(count, passages) for term, count in counts.items() if count >= USUAL_FROM}
