"""Retrieves the pairs that answer a query: understand, find candidates, rerank, and load what is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial

from index.embed.forward import Encoded
from index.names.letters import fold
from index.passages import PassageKind, context_header
from index.store.corpus import Corpus
from index.store.filters import Filters
from index.store.lexical import LexicalStore
from index.store.words.compounds import WORD
from index.store.words.stopwords import STOPWORDS
from index.values import Pair, PairId, Publication, publication_of
from rag.question import Question
from rag.retrieve.background import load_background
from rag.retrieve.candidates import ByWords, Candidate, Known, find_by_words, find_candidates
from rag.retrieve.close.net import load_close_reader
from rag.retrieve.duplicates import asked_by_others, fold_duplicates
from rag.retrieve.encode import Beside
from rag.retrieve.lift import FINAL_WEIGHT, FUSED_WEIGHT, lift_neighbours, lift_preferred
from rag.retrieve.reader import load_reader, put_in_order, read, read_query, weigh
from rag.retrieve.rerank import NO_MATCHES, Matches, rerank
from rag.retrieve.settings import Retrieval
from rag.retrieve.signs import ReadQuery
from rag.understand.asking import asks_number
from rag.understand.by_number import References
from rag.understand.mentions import PUBLICATION_IDS
from rag.understand.query import Understood, understand, what_is_said
from rag.understand.talk import may_say_of_whom
from rag.values import Arm, Evidence, Hit, IndexState, SearchResult, Sibling, Why

SEARCHED_AGAIN = 2  # at most, where a build took out or moved what was found before it was read


def search(
    corpus: Corpus, question: Question, *, settings: Retrieval | None = None, without: Collection[str] = ()
) -> SearchResult:
    """Ranks the pairs that answer a question; what it says about a comparison and follow-ups does not count here.

    A query that names a publication by number or id finds exactly that publication. Filters hold for both arms before
    ranking. Notices (delays, withdrawals, unanswered questions) are found only by number or with a `soorten` filter.

    At most `Question.top` hits come back; `SearchResult.found` says how many there were. What the query says about
    ministries, members, parties and periods narrows the search or lifts what fits, unless it is to be ignored. When
    such a condition leaves nothing it only lifts, and a note says so. `without` has the ids of publications or
    pairs to act as if they were not there, which tells how the search does on what the corpus lacks.
    """

    def searched() -> SearchResult:
        result, is_whole = once()
        for _ in range(SEARCHED_AGAIN):
            corpus.stores()  # sees a build that ended meanwhile
            if is_whole or corpus.manifest.fingerprint == result.index.fingerprint:
                break
            result, is_whole = once()
        return result

    def once() -> tuple[SearchResult, bool]:
        with Beside(corpus) as threads:
            return _search(corpus, question, settings or Retrieval(), without, threads)

    return corpus.retrying(searched)


def _search(
    corpus: Corpus, question: Question, settings: Retrieval, without: Collection[str], threads: Beside
) -> tuple[SearchResult, bool]:
    """The result, and whether all that was found was still there when it was read."""
    query, arm, top = question.text, question.arm, max(0, question.top)
    corpus.stores()  # sees a build that ended meanwhile, so that the state below is that of the results
    index = IndexState.of(corpus.manifest)
    said = what_is_said(query, corpus.catalogue, question.ignore)
    begin = partial(_begin, corpus, question, said, settings, threads)
    is_ready = _has_words(said.text) and not may_say_of_whom(said.text)  # else names say what is searched
    begun = threads.encode_after(said.text, begin).result() if is_ready else begin()
    understood = begun.understood
    notes = list(understood.notes)
    hits: list[Hit] = []
    found, evidence, is_whole = 0, None, True
    searched = ""
    encoded: Encoded | None = None
    if understood.filters.publication_ids is not None and not understood.text:
        hits = _whole_publications(corpus, understood.filters)
        found = len(hits)
    elif _has_words(understood.text):
        coming = threads.encode(understood.text)
        begin_reading = partial(_begin_reading, corpus, understood, settings, threads)
        ranking = rank(corpus, understood, coming, arm, settings, without, words=begun.words, when_found=begin_reading)
        searched, encoded = understood.text, ranking.encoded
        if ranking.understood != understood:
            dropped = [item.label for item in understood.understood if item.is_filter and item.field != PUBLICATION_IDS]
            notes.append(f"Er is niets gevonden met {', '.join(dropped)}; daarom is overal gezocht.")
            understood = ranking.understood
        candidates, evidence = _read(corpus, ranking, begun.asks_number)
        siblings: dict[str, tuple[str, ...]] = {}
        if settings.duplicates:
            candidates, siblings = fold_duplicates(candidates, ranking.known.questions, ranking.known.answers)
        if ranking.known.gone(candidates[:top]):
            gone, is_whole = ranking.known.gone(candidates), False
            candidates = [candidate for candidate in candidates if candidate.passage.id not in gone]
        found = len(candidates)
        hits = _hits(corpus, candidates[:top], siblings, begun)
        is_whole = is_whole and len(hits) == len(candidates[:top])
    if not found and question.filters:
        notes.append("De filters laten niets over; neem er een weg.")
    result = SearchResult(
        query=query,
        filters=understood.filters,
        hits=tuple(hits[:top]),
        index=index,
        notes=tuple(notes),
        found=found,
        evidence=evidence,
        understood=understood.understood,
        searched=searched,
        encoded=encoded,
    )
    return result, is_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """What is known of a query before its vectors are there.

    Attributes:
        lexical: by which it was read.
        words: what was found by words; None where nothing is searched.
        asks_number: whether it asks for a number, amount or date.
        typed: what its words are searched by (`_typed`).
        ahead: what is probably shown, by publication id.
    """

    understood: Understood
    lexical: LexicalStore
    words: ByWords | None = None
    asks_number: bool = False
    typed: Mapping[str, set[str]] = field(default_factory=dict)
    ahead: Future[dict[str, Publication]] | None = None

    def publications(self) -> Mapping[str, Publication]:
        """What was read ahead; nothing where no thread began with it, or it failed: what is shown is read anyhow."""
        if self.ahead is None or self.ahead.cancel() or self.ahead.exception() is not None:
            return {}
        return self.ahead.result()


def _begin(corpus: Corpus, question: Question, said: References, settings: Retrieval, threads: Beside) -> _Begun:
    """Does what needs no vectors, beside the model."""
    _, lexical = corpus.stores()
    understood = understand(
        question.text,
        question.filters,
        corpus.catalogue,
        question.ignore,
        lexicon=lexical,
        with_names=settings.understand,
        said=said,
    )
    if not _has_words(understood.text):
        return _Begun(understood=understood, lexical=lexical)
    threads.encode(understood.text)
    words = find_by_words(corpus, understood.text, understood.filters, question.arm, settings)
    if settings.duplicates:
        words.known.answers(asked_by_others(words.known.passages.values(), words.known.questions))
    best = sorted(words.scores, key=lambda passage_id: -words.scores[passage_id])[: max(0, question.top)]
    ahead = threads.run(_publications, corpus, [publication_of(passage_id) for passage_id in best])
    return _Begun(
        understood=understood,
        lexical=lexical,
        words=words,
        asks_number=asks_number(understood.text),
        typed=_typed(understood.text, lexical),
        ahead=ahead,
    )


def _typed(text: str, lexical: LexicalStore) -> dict[str, set[str]]:
    """What the words of a query are searched by: in any form, or as part of a compound."""
    words = [word for word in WORD.findall(text) if fold(word) not in STOPWORDS]
    return {word: terms for word in words if (terms := set(lexical.terms(word)))}


def _publications(corpus: Corpus, ids: Iterable[str]) -> dict[str, Publication]:
    return {publication.id: publication for publication in corpus.catalogue.publications(list(dict.fromkeys(ids)))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The candidates of a query before the first of them are read.

    Attributes:
        understood: the query, its conditions softened when they left nothing.
        encoded: its vectors.
        candidates: best first.
        matches: of the reranked passages with the query; empty without reranking.
        known: what the catalogue says of them.
        reading: the query as the reader sees it, where that was begun.
    """

    understood: Understood
    encoded: Encoded
    candidates: Sequence[Candidate]
    matches: Matches
    known: Known
    reading: Future[ReadQuery | None] | None = None


def rank(
    corpus: Corpus,
    understood: Understood,
    coming: Future[Encoded],
    arm: Arm,
    settings: Retrieval,
    without: Collection[str] = (),
    *,
    words: ByWords | None = None,
    when_found: Callable[[Encoded], Future[ReadQuery | None] | None] | None = None,
) -> Ranking:
    """Finds candidates, reranks them and lifts those beside a good one and those that fit what the query prefers.

    Publications or pairs whose ids are in `without` are as if they were not there. `words` is what the query found by
    words, where that was asked before.
    """
    words = words or find_by_words(corpus, understood.text, understood.filters, arm, settings)
    encoded, known = coming.result(), words.known
    candidates = find_candidates(corpus, words, encoded, understood.filters, arm, settings)
    if not candidates and understood.filters != (softened := understood.without_filters()).filters:
        understood = softened
        words = find_by_words(corpus, understood.text, understood.filters, arm, settings, known)
        candidates = find_candidates(corpus, words, encoded, understood.filters, arm, settings)
    reading = when_found(encoded) if when_found is not None else None
    if without:
        candidates = [c for c in candidates if not {c.passage.publication_id, c.passage.pair_id} & set(without)]
    is_hybrid = arm is Arm.HYBRID  # one arm alone is shown as it ranks
    with_neighbours = settings.neighbours and is_hybrid
    if with_neighbours:
        candidates = lift_neighbours(candidates, FUSED_WEIGHT)
    matches = NO_MATCHES
    if encoded.tokens and settings.rerank and is_hybrid:
        candidates, matches = rerank(corpus, candidates, encoded.tokens[0], settings)
    if with_neighbours:
        candidates = lift_neighbours(candidates, FINAL_WEIGHT, known.references)
    if is_hybrid:
        candidates = lift_preferred(corpus, candidates, understood.preferences, settings.preference_weight)
    return Ranking(
        understood=understood, encoded=encoded, candidates=candidates, matches=matches, known=known, reading=reading
    )


def _begin_reading(
    corpus: Corpus, understood: Understood, settings: Retrieval, threads: Beside, encoded: Encoded
) -> Future[ReadQuery | None] | None:
    """Begins to read the query in another thread while candidates are reranked, where the reader knows the model."""
    is_known = corpus.manifest.model_fingerprint == load_reader().model
    if not (settings.reader and settings.rerank and encoded.tokens and is_known):
        return None
    named = [item.typed for item in understood.understood]
    return threads.run(read_query, corpus, understood.text, encoded.tokens[0], named, load_background())


def _read(corpus: Corpus, ranking: Ranking, asks_number: bool) -> tuple[Sequence[Candidate], Evidence]:
    """The candidates in the order of the reader, and what it saw; as they are where the reader cannot look."""
    query = ranking.reading.result() if ranking.reading and ranking.matches.similarities else None
    if query is None:
        return ranking.candidates, Evidence(asks_number=asks_number)
    reader = load_reader()
    found = read(corpus, query, ranking.candidates, ranking.matches, load_close_reader())
    return put_in_order(ranking.candidates, found, reader), weigh(ranking.understood.text, found, reader)


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _hits(
    corpus: Corpus, candidates: Sequence[Candidate], siblings: Mapping[str, Sequence[str]], begun: _Begun
) -> list[Hit]:
    pair_ids = [candidate.passage.pair_id for candidate in candidates]
    folded = [sibling for pair_id in pair_ids for sibling in siblings.get(pair_id, ())]
    ids = dict.fromkeys(publication_of(pair_id) for pair_id in (*pair_ids, *folded))
    publications = begun.publications()
    publications = {**publications, **_publications(corpus, ids.keys() - publications.keys())}
    hits: list[Hit] = []
    for candidate in candidates:
        publication = publications.get(candidate.passage.publication_id)
        if publication is None:
            continue
        pair = publication.pair(candidate.passage.pair_id)
        if pair is None and candidate.passage.kind is PassageKind.ANTWOORD:
            continue  # the publication changed since the passage was indexed
        place = candidate.passage
        embedded = (
            context_header(publication),
            publication.asked_in(pair),
            publication.text_of(pair)[place.start : place.end],
        )
        present = set(begun.lexical.terms("\n".join(embedded)))
        terms = tuple([word for word, terms in begun.typed.items() if terms <= present])
        hits.append(
            Hit(
                rank=len(hits) + 1,
                score=candidate.score,
                publication=publication,
                pair=pair,
                passage_start=place.start,
                passage_end=place.end,
                why=Why(dense=candidate.dense, lexical=candidate.lexical, rerank=candidate.late, terms=terms),
                siblings=tuple(_siblings(siblings.get(place.pair_id, ()), publications)),
                answers=candidate.answers,
            )
        )
    return hits


def _siblings(pair_ids: Sequence[str], publications: Mapping[str, Publication]) -> Iterator[Sibling]:
    for pair_id in pair_ids:
        publication = publications.get(PairId(pair_id).publication_id)
        pair = publication.pair(pair_id) if publication else None
        if publication and pair:
            yield Sibling(pair_id=pair.id, publication=publication, vraagnummers=pair.vraagnummers)


def _whole_publications(corpus: Corpus, filters: Filters) -> list[Hit]:
    """Every pair of the named publications in the order of the document; a notice is one hit."""
    allowed = corpus.catalogue.matching(filters.publication_ids or (), filters)
    hits: list[Hit] = []
    for publication in corpus.catalogue.publications(allowed):
        pairs: Sequence[Pair | None] = publication.paren or (None,)
        for rank, pair in enumerate(pairs, start=len(hits) + 1):
            end = len(publication.text_of(pair))
            hits.append(Hit(rank=rank, score=1.0, publication=publication, pair=pair, passage_start=0, passage_end=end))
    return hits
