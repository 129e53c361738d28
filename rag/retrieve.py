"""Retrieves pairs: both arms over passages, fused, the best passage speaking for its pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.catalogue import StoredPassage
from index.corpus import Corpus
from index.embedding import TokenEncoder
from index.errors import CorruptStoreError
from index.filters import Filters
from index.forward import Encoded
from index.lexical import WORD, LexicalStore, fold
from index.passages import PassageKind, context_header
from index.stopwords import STOPWORDS
from index.values import Pair, Publication, Soort
from index.vectors import VectorStore
from rag.fusion import fuse
from rag.rerank import blend, late_interaction
from rag.understand import understand
from rag.values import Arm, Hit, IndexState, SearchResult, Why

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """The settings of a retrieval; the defaults are those that measured best (docs/adr/0005).

    Attributes:
        dense_weight: weight of the dense arm in the fusion, 0 to 1.
        candidates: passages that each arm contributes.
        rerank: rerank by late interaction, where the corpus keeps token vectors and both arms are asked.
        rerank_pairs: how many of the best pairs are reranked.
        rerank_weight: weight of the late interaction against the fused score, 0 to 1.
    """

    dense_weight: float = 0.55
    candidates: int = 100
    rerank: bool = True
    rerank_pairs: int = 50
    rerank_weight: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    passage: StoredPassage
    score: float
    dense: float | None
    lexical: float | None
    late: float | None = None


def search(
    corpus: Corpus, query: str, filters: Filters, *, top: int, arm: Arm = Arm.HYBRID, settings: Retrieval | None = None
) -> SearchResult:
    """Ranks the pairs that answer a query.

    A query that names a publication by number or id finds exactly that publication. Filters hold for both arms before
    ranking. Notices (delays, withdrawals, unanswered questions) are found only by number or with a `soorten` filter.

    At most `top` hits come back; `SearchResult.found` says how many there were.
    """
    while True:
        try:
            return _search(corpus, query, filters, top, arm, settings or Retrieval())
        except CorruptStoreError:
            if not corpus.has_changed():  # otherwise a rebuild put new indexes in the place of those under our hands
                raise


def _search(corpus: Corpus, query: str, filters: Filters, top: int, arm: Arm, settings: Retrieval) -> SearchResult:
    vectors, lexical = corpus.stores()
    index = IndexState(
        fingerprint=corpus.manifest.fingerprint,
        publications=corpus.manifest.publications,
        pairs=corpus.manifest.pairs,
    )
    understood = understand(query, filters, corpus.catalogue)
    if understood.filters.publication_ids is not None and not understood.text:
        hits = _whole_publications(corpus, understood.filters)
    elif understood.text.strip():
        encoded = _encode(corpus, understood.text, with_tokens=settings.rerank and arm is Arm.HYBRID)
        candidates = _candidates(
            corpus, vectors, lexical, understood.text, encoded.vectors[0], understood.filters, arm, settings
        )
        if encoded.tokens:
            candidates = _reranked(corpus, candidates, encoded.tokens[0], settings)
        hits = _hits(corpus, lexical, candidates, understood.text)
    else:
        hits = []
    notes = list(understood.notes)
    if not hits and filters:
        notes.append("De filters laten niets over; neem er een weg.")
    return SearchResult(
        query=query,
        filters=understood.filters,
        hits=tuple(hits[: max(0, top)]),
        index=index,
        notes=tuple(notes),
        found=len(hits),
    )


def _encode(corpus: Corpus, text: str, *, with_tokens: bool) -> Encoded:
    """The vector of the query, with those of its words when they will be compared, in one pass of the model."""
    if with_tokens and corpus.manifest.has_tokens and isinstance(corpus.encoder, TokenEncoder):
        return corpus.encoder.encode_query_tokens(text)
    return Encoded(vectors=corpus.encoder.encode_query(text)[None, :], tokens=None)


def _kinds(filters: Filters) -> list[PassageKind]:
    kinds = []
    if not filters.soorten or Soort.ANTWOORD in filters.soorten:
        kinds.append(PassageKind.ANTWOORD)
    if filters.publication_ids is not None or any(soort is not Soort.ANTWOORD for soort in filters.soorten):
        kinds.append(PassageKind.BERICHT)
    return kinds


def _candidates(
    corpus: Corpus,
    vectors: VectorStore,
    lexical: LexicalStore,
    text: str,
    vector: NDArray[np.float32],
    filters: Filters,
    arm: Arm,
    settings: Retrieval,
) -> list[_Candidate]:
    """The best passage of every pair that an arm found, best pair first."""
    dense: dict[str, float] = {}
    words: dict[str, float] = {}
    for kind in _kinds(filters):
        if arm is not Arm.LEXICAL:
            dense |= dict(vectors.query(vector, settings.candidates, filters, kind))
        if arm is not Arm.DENSE:
            words |= {hit.passage_id: hit.score for hit in lexical.search(text, settings.candidates, filters, kind)}
    weight = {Arm.DENSE: 1.0, Arm.LEXICAL: 0.0, Arm.HYBRID: settings.dense_weight}[arm]
    ranked = fuse(dense, words, weight)
    passages = corpus.catalogue.passages([passage_id for passage_id, _ in ranked])
    best: dict[str, _Candidate] = {}
    for passage_id, score in ranked:
        passage = passages.get(passage_id)  # absent: a build took it out a moment ago
        if passage is not None and passage.pair_id not in best:
            best[passage.pair_id] = _Candidate(
                passage=passage, score=score, dense=dense.get(passage_id), lexical=words.get(passage_id)
            )
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.passage.pair_id))


def _reranked(
    corpus: Corpus, candidates: Sequence[_Candidate], query: NDArray[np.float32], settings: Retrieval
) -> list[_Candidate]:
    """The best candidates in the order of late interaction and fused score together, their best passage in front."""
    if not isinstance(corpus.encoder, TokenEncoder):
        return list(candidates)
    head = {candidate.passage.pair_id: candidate for candidate in candidates[: settings.rerank_pairs]}
    passage_ids = corpus.catalogue.passages_of(list(head))
    vectors = corpus.token_vectors([passage_id for ids in passage_ids.values() for passage_id in ids])
    if not vectors:
        return list(candidates)
    order = list(vectors)
    by_passage = dict(zip(order, late_interaction(query, [vectors[key] for key in order]), strict=True))
    best = {
        pair_id: max(known, key=lambda passage_id: (by_passage[passage_id], passage_id))
        for pair_id, ids in passage_ids.items()
        if (known := [passage_id for passage_id in ids if passage_id in by_passage])
    }
    scores = blend(
        {candidate.passage.pair_id: candidate.score for candidate in candidates},
        {pair_id: by_passage[passage_id] for pair_id, passage_id in best.items()},
        settings.rerank_weight,
    )
    places = corpus.catalogue.passages(list(best.values()))
    reranked = [
        replace(
            candidate,
            score=scores[pair_id],
            passage=places.get(best.get(pair_id, ""), candidate.passage),
            late=by_passage[best[pair_id]] if pair_id in best else None,
        )
        for candidate in candidates
        for pair_id in [candidate.passage.pair_id]
    ]
    return sorted(reranked, key=lambda candidate: (-candidate.score, candidate.passage.pair_id))


def _hits(corpus: Corpus, lexical: LexicalStore, candidates: Sequence[_Candidate], text: str) -> list[Hit]:
    ids = list(dict.fromkeys(candidate.passage.publication_id for candidate in candidates))
    publications = {publication.id: publication for publication in corpus.catalogue.publications(ids)}
    typed = {word: set(lexical.terms(word)) for word in WORD.findall(text) if fold(word) not in STOPWORDS}
    hits: list[Hit] = []
    for candidate in candidates:
        publication = publications.get(candidate.passage.publication_id)
        if publication is None:
            continue
        pair = next((pair for pair in publication.paren if pair.id == candidate.passage.pair_id), None)
        if pair is None and candidate.passage.kind is PassageKind.ANTWOORD:
            continue  # the publication changed since the passage was indexed
        hit = Hit(
            rank=len(hits) + 1,
            score=candidate.score,
            publication=publication,
            pair=pair,
            passage_start=candidate.passage.start,
            passage_end=candidate.passage.end,
            why=Why(dense=candidate.dense, lexical=candidate.lexical, rerank=candidate.late),
        )
        hits.append(replace(hit, why=replace(hit.why, terms=_matching_terms(hit, typed, lexical))))
    return hits


def _matching_terms(hit: Hit, typed: dict[str, set[str]], lexical: LexicalStore) -> tuple[str, ...]:
    """Words of the query that stand in what was embedded, in any form or as part of a compound."""
    present = set(lexical.terms(f"{context_header(hit.publication)}\n{hit.vraag}\n{hit.passage}"))
    return tuple(dict.fromkeys(word for word, terms in typed.items() if terms and terms <= present))


def _whole_publications(corpus: Corpus, filters: Filters) -> list[Hit]:
    """Every pair of the named publications in the order of the document; a notice is one hit."""
    allowed = corpus.catalogue.matching(filters.publication_ids or (), filters)
    hits: list[Hit] = []
    for publication in corpus.catalogue.publications(allowed):
        pairs: Sequence[Pair | None] = publication.paren or (None,)
        hits += [_plain_hit(publication, pair, rank) for rank, pair in enumerate(pairs, start=len(hits) + 1)]
    return hits


def _plain_hit(publication: Publication, pair: Pair | None, rank: int) -> Hit:
    text = pair.antwoord if pair is not None else (publication.mededeling or "")
    return Hit(
        rank=rank,
        score=1.0,
        publication=publication,
        pair=pair,
        passage_start=0,
        passage_end=len(text),
        why=Why(),
    )
