"""Measures how similar each part of an answer is to a query, by the token vectors that the corpus keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embed.embedding import TokenPlacer
from index.embed.forward import Encoded
from index.store.corpus import Corpus
from index.values import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenMatches:
    """Similarity of the tokens of one answer to those of the query.

    Attributes:
        spans: offsets of the answer's tokens, shape (tokens, 2).
        similarities: of each token to each token of the query, shape (tokens, query tokens).
    """

    spans: NDArray[np.int64]
    similarities: NDArray[np.float32]

    def of_part(self, start: int, end: int) -> float | None:
        """Mean over the query's tokens of the best match within a part of the answer; None when it has no token."""
        inside = (self.spans[:, 0] >= start) & (self.spans[:, 1] <= end)
        return float(self.similarities[inside].max(axis=0).mean()) if inside.any() else None


def token_matches(corpus: Corpus, pairs: Sequence[Pair], query: Encoded) -> dict[str, TokenMatches]:
    """The matches of pairs by their id; none where the corpus keeps no token vectors or the model places no tokens."""
    encoder = corpus.encoder
    if not query.tokens or not len(query.tokens[0]) or not isinstance(encoder, TokenPlacer):
        return {}
    tokens = query.tokens[0]
    passages = corpus.catalogue.passages_of([pair.id for pair in pairs])
    vectors = corpus.token_vectors([passage.id for own in passages.values() for passage in own])
    texts = {
        place.id: pair.antwoord[place.start : place.end]
        for pair in pairs
        for place in passages[pair.id]
        if place.id in vectors
    }
    placed = dict(zip(texts, encoder.token_spans(list(texts.values())), strict=True))
    found: dict[str, TokenMatches] = {}
    for pair in pairs:
        spans: dict[int, NDArray[np.int64]] = {}
        similarities: dict[int, NDArray[np.float32]] = {}
        for place in passages[pair.id]:
            offsets = placed.get(place.id)
            if offsets is None:
                continue
            known = vectors[place.id]
            head = len(known) - len(offsets)  # the answer stands last in the text of a passage
            if head < 0:
                continue  # the answer changed since it was indexed
            spans[place.start] = np.array(offsets, dtype=np.int64).reshape(-1, 2) + place.start
            similarities[place.start] = known[head:] @ tokens.T
        if spans:
            order = sorted(spans)
            found[pair.id] = TokenMatches(
                spans=np.concatenate([spans[start] for start in order]),
                similarities=np.concatenate([similarities[start] for start in order]),
            )
    return found
