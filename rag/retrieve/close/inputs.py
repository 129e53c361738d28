"""What the close reader reads of a pair: the query, the stored question, the nearest window of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

QUERY_TOKENS = 32
QUESTION_TOKENS = 48
WINDOW_TOKENS = 64
USUAL = 0.8  # similarity of two tokens that have nothing to do with each other
SCALE = 10.0  # similarities lie within a few tenths


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseInput:
    """A pair beside a query, as the network takes it.

    Attributes:
        query, question, window: token vectors along the axes of the network, shape (tokens, axes); the question may
            have no token.
        weights: how rare the word of each token of the query is; 0 for words that carry no subject.
        to_question, to_window: similarity of each token of the query to those of the question and the window, counted
            from what is usual.
    """

    query: NDArray[np.float32]
    question: NDArray[np.float32]
    window: NDArray[np.float32]
    weights: NDArray[np.float32]
    to_question: NDArray[np.float32]
    to_window: NDArray[np.float32]


def close_input(
    query: NDArray[np.float32],
    weights: NDArray[np.float32],
    question: NDArray[np.float32],
    window: NDArray[np.float32],
    axes: NDArray[np.float32],
) -> CloseInput:
    """What the network takes of unit vectors of tokens along the axes; long texts are read from their start.

    All have the shape (tokens, dimension), the axes (axes, dimension); the question may have no token.
    """
    query, question, window = query[:QUERY_TOKENS], question[:QUESTION_TOKENS], window[:WINDOW_TOKENS]
    return CloseInput(
        query=query @ axes.T,
        question=question @ axes.T,
        window=window @ axes.T,
        weights=weights[:QUERY_TOKENS],
        to_question=(query @ question.T - USUAL) * SCALE,
        to_window=(query @ window.T - USUAL) * SCALE,
    )


def nearest_window(
    similarities: NDArray[np.float32],
    spans: NDArray[np.int64],
    sentences: Sequence[tuple[int, int]],
    weights: NDArray[np.float32],
) -> tuple[int, int]:
    """The tokens, from and until, of the one or two sentences that the words of the query match best.

    The similarities are of the tokens of an answer to those of the query, shape (tokens, query tokens); the weights of
    the tokens of the query.
    """
    return nearest_of(similarities, token_windows(spans, sentences), weights)


def token_windows(spans: NDArray[np.int64], sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The tokens, from and until, of every sentence and every two sentences of an answer; there is always one."""
    borders = np.array(sentences, dtype=np.int64).reshape(-1, 2)
    inside = (spans[:, 0] >= borders[:, :1]) & (spans[:, 1] <= borders[:, 1:])
    runs: list[tuple[int, int]] = []
    if inside.any():
        inside = inside[inside.any(axis=1)]
        firsts, lasts = inside.argmax(axis=1), len(spans) - inside[:, ::-1].argmax(axis=1)
        runs = list(zip(firsts.tolist(), lasts.tolist(), strict=True))
    found = [(start, min(end, start + WINDOW_TOKENS)) for start, end in runs]
    found += [(one[0], min(two[1], one[0] + WINDOW_TOKENS)) for one, two in pairwise(runs)]
    return found or [(0, min(len(spans), WINDOW_TOKENS))]


def nearest_of(
    similarities: NDArray[np.float32], known: Sequence[tuple[int, int]], weights: NDArray[np.float32]
) -> tuple[int, int]:
    """That of the windows which the words of the query match best, the first of equals."""
    total = float(weights.sum())
    shares = weights / total if total > 0 else np.full(len(weights), 1 / max(1, len(weights)), dtype=np.float32)
    return max(known, key=lambda run: float(similarities[run[0] : run[1]].max(axis=0) @ shares))
