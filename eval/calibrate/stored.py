"""Makes training examples of the corpus itself: each stored question with its own answer, against answers near it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.calibrate.close import ReadPair, StoredQuestion
from index.embed.embedding import TokenEncoder, TokenPlacer
from index.store.corpus import Corpus
from index.values import publication_of
from rag.dutch.sentences import sentence_spans
from rag.retrieve.close.inputs import close_input, nearest_of, token_windows
from rag.retrieve.signs import query_words, token_weights
from rag.standpunt.formality import asks_acquaintance, is_formality
from rag.standpunt.nonanswer import answer_kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.steps import Progress
    from index.values import Pair

MOST_WORDS = 28  # of a question, which is longer than a query
MIN_WORDS = 5
MIN_CHARS = 80  # of an answer that says something
BESIDE = 4  # other answers of the same publication, and as many of others
LOOKED_AT = 60  # answers of other publications, by their mean vector
QUESTION = re.compile(r"(?<=\?)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    publication_id: str
    pair: Pair
    vectors: NDArray[np.float32]
    windows: Sequence[tuple[int, int]]
    mean: NDArray[np.float32]


def stored_questions(corpus: Corpus, axes: NDArray[np.float32], progress: Progress) -> list[StoredQuestion]:
    """Every stored question as a query, with its own answer first, each read without the question that it answers."""
    answers = list(_answers(corpus))
    asking = [one for one in answers if _asks(one.pair)]
    means = np.stack([one.mean for one in answers])
    found = []
    for n, one in enumerate(asking):
        pairs = _read(corpus, one, answers, means, axes)
        found.append(StoredQuestion(publication_id=one.publication_id, pairs=pairs))
        progress(n + 1, len(asking))
    return [one for one in found if len(one.pairs) > 1]


def _answers(corpus: Corpus) -> Iterator[_Stored]:
    encoder, catalogue = corpus.encoder, corpus.catalogue
    if not isinstance(encoder, TokenPlacer):
        return
    ids = sorted(catalogue.passage_ids())
    vectors = corpus.token_vectors(ids)
    for publication in catalogue.publications(sorted({publication_of(passage_id) for passage_id in ids})):
        known = catalogue.passages_of([pair.id for pair in publication.paren])
        for pair in publication.paren:
            parts = []
            for place in known[pair.id]:
                own = vectors.get(place.id)
                (placed,) = encoder.token_spans([pair.antwoord[place.start : place.end]])
                spans = np.array(placed, dtype=np.int64)
                if own is not None and 0 < len(spans) <= len(own):
                    parts.append((place.start, own[len(own) - len(spans) :], spans.reshape(-1, 2) + place.start))
            if parts:
                parts.sort(key=lambda part: part[0])
                told = np.concatenate([own for _, own, _ in parts])
                mean = told.mean(axis=0)
                yield _Stored(
                    publication_id=publication.id,
                    pair=pair,
                    vectors=told,
                    windows=token_windows(
                        np.concatenate([spans for _, _, spans in parts]), sentence_spans(pair.antwoord)
                    ),
                    mean=mean / max(1e-9, float(np.linalg.norm(mean))),
                )


def _asks(pair: Pair) -> bool:
    """Whether question and answer of a pair are about a subject."""
    return (
        len(pair.antwoord) > MIN_CHARS
        and len(pair.vraagtekst.split()) >= MIN_WORDS
        and not is_formality(pair)
        and not asks_acquaintance(pair.vraagtekst)
        and answer_kind(pair.antwoord) is None
    )


def _read(
    corpus: Corpus,
    one: _Stored,
    answers: Sequence[_Stored],
    means: NDArray[np.float32],
    axes: NDArray[np.float32],
) -> list[ReadPair]:
    text = " ".join(QUESTION.split(" ".join(one.pair.vraagtekst.split()))[-1].split()[:MOST_WORDS])
    encoder = corpus.encoder
    if not isinstance(encoder, TokenEncoder) or not isinstance(encoder, TokenPlacer):
        return []
    tokens = (encoder.encode_query_tokens(text).tokens or [np.empty((0, 0), dtype=np.float32)])[0]
    (spans,) = encoder.token_spans([text])
    _, lexical = corpus.stores()
    if not len(tokens) or len(spans) != len(tokens):
        return []
    weights = token_weights(query_words(text, spans, (), lexical, {}), len(tokens))
    near = np.argsort(-(means @ tokens.mean(axis=0)))[:LOOKED_AT]
    same = [own for own in answers if own.publication_id == one.publication_id and own is not one]
    others = [answers[n] for n in near if answers[n].publication_id != one.publication_id]
    blank = np.empty((0, tokens.shape[1]), dtype=np.float32)
    found: list[ReadPair] = []
    for own, most, is_own in (([one], 1, True), (same, BESIDE, False), (others, BESIDE, False)):
        windows = sorted((_window(answer, tokens, weights) for answer in own), key=lambda window: -window[0])
        for _, window in windows[:most]:
            found.append(ReadPair(read=close_input(tokens, weights, blank, window, axes), answers=is_own))
    return found


def _window(
    answer: _Stored, tokens: NDArray[np.float32], weights: NDArray[np.float32]
) -> tuple[float, NDArray[np.float32]]:
    """The window of an answer that is nearest to a query, after how near it is."""
    similarities = answer.vectors @ tokens.T
    start, end = nearest_of(similarities, answer.windows, weights)
    return float(similarities[start:end].max(axis=0).mean()), answer.vectors[start:end]
