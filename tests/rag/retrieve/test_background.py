"""The arbitrary passages that a query is held against."""

from __future__ import annotations

import numpy as np
import pytest

from rag.retrieve.background import PASSAGES, TOKENS, Background, draw, load_background, read_background


def units(random: np.random.Generator, tokens: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    vectors = random.normal(size=(tokens, 8)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_the_best_token_of_each_passage_counts() -> None:
    vectors = np.array([[[1, 0], [0, 1]], [[-1, 0], [0, 0.5]]], dtype=np.float32)
    query = np.array([[1, 0], [0, 1]], dtype=np.float32)
    assert Background(vectors=vectors, shares={}).matches(query).tolist() == [[1.0, 1.0], [0.0, 0.5]]


def test_it_is_drawn_from_passages_that_are_long_enough_and_reads_back() -> None:
    random = np.random.default_rng(1)
    passages = [units(random, TOKENS + 3) for _ in range(PASSAGES + 10)]
    shares = {"brug": 0.25, "één": 0.5}
    data = draw([units(random, TOKENS - 1), *passages], shares)
    made = read_background(data)
    assert made.vectors.shape == (PASSAGES, TOKENS, 8)
    assert made.shares == shares
    assert read_background(draw(passages, {})).shares == {}
    assert np.linalg.norm(made.vectors, axis=2) == pytest.approx(1.0, abs=1e-5)
    assert draw([units(np.random.default_rng(2), TOKENS - 1), *passages], shares) == data, (
        "the same passages, the same file"
    )


def test_the_background_that_comes_with_the_product_is_whole() -> None:
    shipped = load_background()
    assert shipped.vectors.shape == (PASSAGES, TOKENS, 384)
    assert len(shipped.shares) > 5_000
    assert all(term and 0 < share <= 1 for term, share in shipped.shares.items())
