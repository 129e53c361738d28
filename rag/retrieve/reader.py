"""Reads the best pairs beside the query: puts them in order, and says how likely each answers it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed.embedding import TokenPlacer
from index.passages import context_header
from index.store.corpus import Corpus
from index.store.tokens import KeptTokens
from index.values import Pair, Publication, publication_of
from rag.dutch.sentences import sentence_spans
from rag.retrieve.background import Background
from rag.retrieve.candidates import Candidate, best_of_publications, ordered
from rag.retrieve.carries import what_is_asked
from rag.retrieve.close.inputs import CloseInput, close_input, nearest_window
from rag.retrieve.close.net import CloseReader
from rag.retrieve.rerank import Matches
from rag.retrieve.signs import (
    SIGNS,
    PassageMatch,
    ReadQuery,
    pair_signs,
    query_words,
)
from rag.understand.asking import asks_number
from rag.values import Evidence

PARAMETERS_FILE = Path(__file__).with_name("reader.toml")
MAX_LOGIT = 50.0  # beyond it the logistic function is 0 or 1 to every digit
READ = 12  # pairs; twenty gave the same nDCG@10 for two thirds more time
MIN_BESIDE, SHARE_BESIDE = 0.25, 0.6
"""From which probability on, and which share of that of the likeliest pair, a pair of its publication is quoted too."""
MIN_OF_OTHERS, SHARE_OF_OTHERS = 0.4, 0.75
"""The same for a pair of another publication: as likely, it is right less often."""
VERDICT_PAIRS = 10  # of those that were read, what an answer may quote
PLACE = ("score", "gap")
"""Signs of the place of a pair among the candidates: its score, and how far that lies below its publication's best."""
READ_SIGNS = (*SIGNS, *PLACE)
ORDER_SIGNS = (
    "late",
    "window",
    "first",
    "reverse",
    "reverse_high",
    "covers",
    "covers_window",
    "formality",
    "close",
    *PLACE,
)
_ORDER = [READ_SIGNS.index(name) for name in ORDER_SIGNS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A weighted sum of standardised signs, each shape (signs,)."""

    intercept: float
    weights: NDArray[np.float64]
    means: NDArray[np.float64]
    spreads: NDArray[np.float64]

    def total(self, signs: NDArray[np.float64]) -> NDArray[np.float64]:
        """The weighted sum of each pair, for signs of shape (pairs, signs)."""
        found: NDArray[np.float64] = self.intercept + (signs - self.means) / self.spreads @ self.weights
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The trained parameters of the reader.

    Attributes:
        model: fingerprint of the embedding model whose similarities these are.
        order: for the order of the pairs of one query.
        answers: logistic; how likely a pair answers the query, comparable between queries and corpora.
        answered: from this probability of the best pair on the query is answered.
        quoted: pairs with this probability or more are quoted, when no other is much likelier.
        subject: below this nearness of the nearest pair the corpus lacks the subject of the query.
    """

    model: str
    order: Weights
    answers: Weights
    answered: float
    quoted: float
    subject: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A pair that was read.

    Attributes:
        candidate: with the score before.
        signs: in the order of `READ_SIGNS`.
        close: what the close reader read of it.
    """

    candidate: Candidate
    signs: NDArray[np.float64]
    close: CloseInput


def read_query(
    corpus: Corpus, text: str, tokens: NDArray[np.float32], named: Sequence[str], background: Background
) -> ReadQuery | None:
    """The query as the reader sees it; None when the model does not place its tokens or it has no word.

    `named` are the parts that were understood as ministry, member, party or period.
    """
    encoder = corpus.encoder
    if not isinstance(encoder, TokenPlacer):
        return None
    (spans,) = encoder.token_spans([text])
    _, lexical = corpus.stores()
    words = query_words(text, spans, named, lexical, background.shares) if len(spans) == len(tokens) else ()
    if not words:
        return None
    late = background.matches(tokens).mean(axis=1)
    return ReadQuery(
        words=words,
        vectors=tokens,
        mean=float(late.mean()),
        spread=max(1e-6, float(late.std())),
        asked=what_is_asked(text, {term: word.weight for word in words for term in word.terms}),
    )


def read(
    corpus: Corpus,
    query: ReadQuery,
    candidates: Sequence[Candidate],
    matches: Matches,
    close_reader: CloseReader,
) -> list[Read]:
    """Reads the first candidates that are pairs and that were reranked; all come best first."""
    _, lexical = corpus.stores()
    kept = matches.kept
    if kept is None:
        return []
    head = [candidate for candidate in candidates[:READ] if candidate.late is not None]
    pairs = _pairs(corpus, [candidate.passage.pair_id for candidate in head])
    passages = _passages(corpus, pairs, matches.similarities)
    best = best_of_publications(head)
    found = []
    for candidate in head:
        own = passages.get(candidate.passage.pair_id)
        if own:
            publication, pair = pairs[candidate.passage.pair_id]
            close = _close_input(query, pair, own, kept, close_reader)
            signs = pair_signs(query, publication, pair, own, lexical, close_reader.read(close))
            place = [candidate.score, best[candidate.passage.publication_id] - candidate.score]
            found.append(Read(candidate=candidate, signs=np.concatenate([signs, place]), close=close))
    return found


def _close_input(
    query: ReadQuery, pair: Pair, passages: Sequence[PassageMatch], kept: KeptTokens, close_reader: CloseReader
) -> CloseInput:
    """The stored question as its first passage has it, and the window of the answer that is nearest."""
    first = passages[0]
    similarities = np.concatenate([one.similarities[one.head :] for one in passages])
    spans = np.concatenate([one.spans for one in passages])
    start, end = nearest_window(similarities, spans, sentence_spans(pair.antwoord), query.token_weights)
    question = kept.vectors(first.id, first.header, first.head)
    window, before = [], 0
    for one in passages:  # only what is read is unpacked
        own = range(before, before + len(one.spans))
        at, until = max(start, own.start), min(end, own.stop)
        window.append(kept.vectors(one.id, one.head + at - before, one.head + max(at, until) - before))
        before = own.stop
    return close_input(query.vectors, query.token_weights, question, np.concatenate(window), close_reader.axes)


def put_in_order(candidates: Sequence[Candidate], found: Sequence[Read], reader: Reader) -> list[Candidate]:
    """All candidates, those that were read in front in the reader's order, with how likely each answers the query.

    Scores stay in 0..1: those that were read lie above the others, as far apart as the reader finds them.
    """
    if not found:
        return list(candidates)
    signs = np.stack([one.signs for one in found])
    order = order_totals(reader.order, signs)
    answers = probabilities(reader.answers, signs)
    read_ids = {one.candidate.passage.pair_id for one in found}
    others = [candidate for candidate in candidates if candidate.passage.pair_id not in read_ids]
    floor = max((candidate.score for candidate in others), default=0.0)
    floor = min(0.5, floor)
    scale = floor / max((candidate.score for candidate in others), default=1.0) if others and floor else 1.0
    lowered = [candidate.scored(candidate.score * scale) for candidate in others]
    raised = [
        replace(
            one.candidate,
            score=floor + (1 - floor) * float(height),
            answers=float(answer),
        )
        for one, height, answer in zip(found, logistic(order - order.max()), answers, strict=True)
    ]
    return ordered([*raised, *lowered])


def weigh(text: str, found: Sequence[Read], reader: Reader) -> Evidence:
    """The evidence that the corpus answers a query: the best that the reader saw."""
    if not found:
        return Evidence(asks_number=asks_number(text))
    signs = np.stack([one.signs for one in found])
    return Evidence(
        asks_number=asks_number(text),
        nearest=float(signs[:, SIGNS.index("late_z")].max()),
        answers=float(probabilities(reader.answers, signs)[:VERDICT_PAIRS].max()),
    )


def order_totals(weights: Weights, signs: NDArray[np.float64]) -> NDArray[np.float64]:
    """What puts pairs in order, for signs in the order of `READ_SIGNS`."""
    return weights.total(signs[:, _ORDER])


def probabilities(weights: Weights, signs: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely each pair answers the query, for signs in the order of `READ_SIGNS`."""
    return logistic(weights.total(signs[:, : len(SIGNS)]))


def beside_best(answers: Sequence[float], publications: Sequence[str]) -> list[bool]:
    """Which pairs may be quoted, by how likely each answers and the publication that it is of: the likeliest may."""
    most = max(answers, default=0.0)
    own = publications[list(answers).index(most)] if len(answers) else ""
    beside, of_others = max(MIN_BESIDE, SHARE_BESIDE * most), max(MIN_OF_OTHERS, SHARE_OF_OTHERS * most)
    return [
        one == most or one >= (beside if publication == own else of_others)
        for one, publication in zip(answers, publications, strict=True)
    ]


def logistic(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logistic function: between 0 and 1."""
    found: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(totals, -MAX_LOGIT, MAX_LOGIT)))
    return found


def _pairs(corpus: Corpus, pair_ids: Sequence[str]) -> dict[str, tuple[Publication, Pair]]:
    publications = corpus.catalogue.publications(list(dict.fromkeys(publication_of(pair_id) for pair_id in pair_ids)))
    wanted = set(pair_ids)
    return {pair.id: (one, pair) for one in publications for pair in one.paren if pair.id in wanted}


def _passages(
    corpus: Corpus, pairs: Mapping[str, tuple[Publication, Pair]], similarities: Mapping[str, NDArray[np.float32]]
) -> dict[str, list[PassageMatch]]:
    """The passages of each pair, in the order of the answer; those that changed since they were indexed left out."""
    encoder = corpus.encoder
    if not isinstance(encoder, TokenPlacer):
        return {}
    places = {
        place.id: (place, context_header(publication), pair.antwoord[place.start : place.end])
        for pair_id, own in corpus.catalogue.passages_of(list(pairs)).items()
        for publication, pair in [pairs[pair_id]]
        for place in own
        if len(similarities.get(place.id, ()))
    }
    texts = list(dict.fromkeys(text for _, *both in places.values() for text in both))
    spans = dict(zip(texts, encoder.token_spans(texts), strict=True))
    found: dict[str, list[PassageMatch]] = {}
    for place, header, text in places.values():
        own, placed = similarities[place.id], np.array(spans[text], dtype=np.int64)
        head = len(own) - len(placed)
        if head >= 0:  # the answer stands last in the text of a passage
            found.setdefault(place.pair_id, []).append(
                PassageMatch(
                    id=place.id,
                    start=place.start,
                    similarities=own,
                    spans=placed.reshape(-1, 2) + place.start,
                    header=min(len(spans[header]), head),
                )
            )
    return {pair_id: sorted(own, key=lambda one: one.start) for pair_id, own in found.items()}


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """The reader that comes with the product."""
    values = tomllib.loads(PARAMETERS_FILE.read_text(encoding="utf-8"))
    return Reader(
        model=values["model"],
        order=_weights(values["order"], ORDER_SIGNS),
        answers=_weights(values["answers"], SIGNS),
        **values["borders"],
    )


def _weights(values: Mapping[str, Any], names: Sequence[str]) -> Weights:
    columns = (np.array([values[title][name] for name in names]) for title in ("weights", "means", "spreads"))
    weights, means, spreads = columns
    return Weights(intercept=values["intercept"], weights=weights, means=means, spreads=spreads)
