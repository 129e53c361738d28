"""Retrieves pairs: both arms over passages, fused, the best passage speaking for its pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.catalogue import StoredPassage
from index.corpus import Corpus
from index.filters import Filters
from index.lexical import WORD, LexicalStore, fold
from index.passages import PassageKind, context_header
from index.stopwords import STOPWORDS
from index.values import Pair, Publication, Soort
from index.vectors import VectorStore
from rag.fusion import fuse
from rag.understand import understand
from rag.values import Arm, Hit, IndexState, SearchResult, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """The settings of a retrieval; the defaults are those that measured best (docs/adr/0005).

    Attributes:
        dense_weight: weight of the dense arm in the fusion, 0 to 1.
        candidates: passages that each arm contributes.
    """

    dense_weight: float = 0.55
    candidates: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    passage: StoredPassage
    score: float
    dense: float | None
    lexical: float | None


def search(
    corpus: Corpus, query: str, filters: Filters, *, top: int, arm: Arm = Arm.HYBRID, settings: Retrieval | None = None
) -> SearchResult:
    """Ranks the pairs that answer a query.

    A query that names a publication by number or id finds exactly that publication. Filters hold for both arms before
    ranking. Notices (delays, withdrawals, unanswered questions) are found only by number or with a `soorten` filter.

    At most `top` hits come back; `SearchResult.found` says how many there were.
    """
    settings = settings or Retrieval()
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
        candidates = _candidates(corpus, vectors, lexical, understood.text, understood.filters, arm, settings)
        hits = _hits(corpus, lexical, candidates, understood.text)
    else:
        hits = []
    notes = list(understood.notes)
    if not hits and filters:
        notes.append("De filters laten niets over; neem er een weg.")
    return SearchResult(
        query=query,
        filters=understood.filters,
        hits=tuple(hits[:top]),
        index=index,
        notes=tuple(notes),
        found=len(hits),
    )


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
    filters: Filters,
    arm: Arm,
    settings: Retrieval,
) -> list[_Candidate]:
    """The best passage of every pair that an arm found, best pair first."""
    dense: dict[str, float] = {}
    words: dict[str, float] = {}
    for kind in _kinds(filters):
        if arm is not Arm.LEXICAL:
            dense |= dict(vectors.query(corpus.encoder.encode_query(text), settings.candidates, filters, kind))
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
            why=Why(dense=candidate.dense, lexical=candidate.lexical),
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
