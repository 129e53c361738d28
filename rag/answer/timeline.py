"""Follows a position through time: the same question, answered more than once by the same ministry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from index.store.corpus import Corpus
from index.store.lexical import LexicalStore
from index.store.sql.question_key import question_key
from index.values import Pair, Publication, Vraag
from rag.answer.quotes.choice import QuoteCriteria
from rag.answer.quotes.quote import best_statement, make_statement, term_weights, with_remark
from rag.answer.quotes.window import window_around
from rag.dutch.citation import checked
from rag.dutch.writing import dutch_date
from rag.retrieve.carries import weighted_share
from rag.standpunt.formality import is_formality
from rag.standpunt.position import question_position
from rag.values import Hit, Standing, Statement

MIN_OVERLAP = 0.45  # of the weighted terms of two questions: below it they ask different things
MIN_QUERY_SHARE = 0.8  # of what the anchor names of the query: "konijnen" is not answered by "kuikens"
MIN_APART = timedelta(days=30)  # answers within a month are one round of questions, not a change of mind
MAX_ANCHORS = 3
MAX_SHARING = 24  # a question that more publications ask is a form


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exchange:
    """One question with its answer."""

    publication: Publication
    pair: Pair
    vraag: Vraag
    ontvangen: date


def timeline(
    corpus: Corpus, anchors: Sequence[Hit], hits: Sequence[Hit], wanted: QuoteCriteria
) -> tuple[Standing, ...]:
    """The answers to one and the same question at different moments, newest first; empty when there is one moment.

    One of the anchors, the hits that the answer quotes, gives the question; any hit may answer it before or after.
    """
    _, lexical = corpus.stores()
    weights_of = cache(lambda text: term_weights(lexical, text, corpus.manifest.pairs))
    known = [item for other in hits for item in _exchanges(other.publication, other.pair)]
    for hit in anchors[:MAX_ANCHORS]:
        for anchor in _exchanges(hit.publication, hit.pair):
            same = [anchor, *_same(anchor, [*known, *_sharing(corpus, anchor)], wanted, weights_of)]
            moments = _moments(same)
            if len(moments) > 1:
                standings = [standing for item in moments if (standing := _standing(corpus, item, wanted, lexical))]
                if len(standings) > 1:
                    return tuple(standings)
    return ()


def newest_first(statements: Sequence[Statement], standings: Sequence[Standing]) -> list[Statement]:
    """The statements with the newest position before the older ones, which are marked: there is a later answer."""
    if not standings:
        return list(statements)
    of_time = {standing.statement.pair_id for standing in standings}
    place = next((n for n, statement in enumerate(statements) if statement.pair_id in of_time), 0)
    newest = standings[0]
    later = f"er is een later antwoord, van {dutch_date(newest.ontvangen)}"
    quoted = {statement.pair_id: statement for statement in statements}
    ordered = [quoted.get(newest.statement.pair_id, newest.statement)]
    ordered += [
        with_remark(quoted[standing.statement.pair_id], later)
        for standing in standings[1:]
        if standing.statement.pair_id in quoted
    ]
    rest = [statement for statement in statements if statement.pair_id not in of_time]
    return [*rest[:place], *ordered, *rest[place:]]


def _exchanges(publication: Publication, pair: Pair | None) -> Iterator[_Exchange]:
    """The questions of a pair that can have been asked before: dated, and no formality."""
    if pair is None or publication.ontvangen is None or is_formality(pair):
        return
    for vraag in pair.vragen:
        if vraag.tekst:
            yield _Exchange(publication=publication, pair=pair, vraag=vraag, ontvangen=publication.ontvangen)


def _sharing(corpus: Corpus, anchor: _Exchange) -> Iterator[_Exchange]:
    """The same question, word for word, in other publications."""
    key = question_key(anchor.vraag.tekst)
    if key is None:
        return
    ids = corpus.catalogue.sharing_questions([key], MAX_SHARING).get(key, [])
    for publication in corpus.catalogue.publications([one for one in ids if one != anchor.publication.id]):
        for pair in publication.paren:
            if any(question_key(vraag.tekst) == key for vraag in pair.vragen):
                yield from (item for item in _exchanges(publication, pair) if question_key(item.vraag.tekst) == key)


def _same(
    anchor: _Exchange,
    others: Sequence[_Exchange],
    wanted: QuoteCriteria,
    weights_of: Callable[[str], Mapping[str, float]],
) -> Iterator[_Exchange]:
    """Those that ask what the anchor asks, of the same ministry, in another publication at another time."""
    for other in others:
        if other.publication.id == anchor.publication.id or not _same_ministry(anchor, other):
            continue
        if abs(other.ontvangen - anchor.ontvangen) < MIN_APART:
            continue
        weights, theirs = weights_of(anchor.vraag.tekst), weights_of(other.vraag.tekst)
        union = sum({**weights, **theirs}.values())
        overlap = sum(weight for term, weight in weights.items() if term in theirs) / union if union else 0.0
        named, share = (weighted_share(item, wanted.asked.weights) for item in (weights, theirs))
        if overlap >= MIN_OVERLAP and share >= MIN_QUERY_SHARE * named:
            yield other


def _same_ministry(one: _Exchange, other: _Exchange) -> bool:
    ours, theirs = set(one.publication.ministeries), set(other.publication.ministeries)
    return not ours or not theirs or bool(ours & theirs)


def _moments(same: Sequence[_Exchange]) -> list[_Exchange]:
    """One for each moment, newest first: what came within a month before a newer one belongs to its moment."""
    moments: list[_Exchange] = []
    for item in sorted(same, key=lambda item: (item.ontvangen, item.pair.id), reverse=True):
        if not moments or moments[-1].ontvangen - item.ontvangen >= MIN_APART:
            moments.append(item)
    return moments


def _standing(corpus: Corpus, item: _Exchange, wanted: QuoteCriteria, lexical: LexicalStore) -> Standing | None:
    position = question_position(item.pair, item.vraag)
    statement = None
    if position.waarde is not None and position.start is not None and position.end is not None:
        around = window_around(item.pair.antwoord, position.start, position.end)  # "Nee." with what follows it
        start, end = (around.start, around.end) if around else (position.start, position.end)
        statement = make_statement(item.publication, item.pair, start, end)
    statement = statement or best_statement(corpus, item.publication, item.pair, wanted, lexical)
    if statement is None or not checked([statement], corpus.catalogue)[0]:
        return None
    return Standing(ontvangen=item.ontvangen, statement=statement, standpunt=position.waarde)
