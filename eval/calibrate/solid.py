"""Tells which pairs would be quoted with something that a verdict may rest on; a calibration counts only those."""

from __future__ import annotations

from collections.abc import Sequence

from index.store.corpus import Corpus
from index.values import PairId
from rag.answer.others import of_others
from rag.answer.quotes.choice import QuoteCriteria
from rag.answer.quotes.quote import best_statement, term_weights
from rag.answer.quotes.token_matches import token_matches
from rag.answer.weigh import weighed
from rag.retrieve.carries import what_is_asked
from rag.retrieve.search import Ranking
from rag.values import Hit


def solid_pairs(corpus: Corpus, ranking: Ranking, pair_ids: Sequence[str]) -> list[bool]:
    """Of each pair whether its quote says something, has the figure or name that is asked and is of who is named."""
    _, lexical = corpus.stores()
    text = ranking.understood.text
    known = {one.id: one for one in corpus.catalogue.publications([PairId(one).publication_id for one in pair_ids])}
    own = [(known[PairId(one).publication_id], one) for one in pair_ids]
    pairs = [(publication, publication.pair(one)) for publication, one in own]
    asked = what_is_asked(text, term_weights(lexical, text, corpus.manifest.pairs))
    wanted = QuoteCriteria(
        asked=asked, matches=token_matches(corpus, [pair for _, pair in pairs if pair], ranking.encoded)
    )
    found = []
    for publication, pair in pairs:
        statement = best_statement(corpus, publication, pair, wanted, lexical) if pair else None
        if pair is None or statement is None:
            found.append(False)
            continue
        hit = Hit(rank=1, score=1.0, publication=publication, pair=pair, passage_start=0, passage_end=0)
        others = of_others(corpus.catalogue, [hit], ranking.understood.understood)
        found.append(weighed(statement, hit, 0.0, asked, lexical, others).is_solid)
    return found
