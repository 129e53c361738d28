"""The close reader: what it reads of a pair, and that it computes what was trained."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from eval.calibrate.close import AXES, CloseNet, make_batch
from rag.retrieve.close.inputs import QUESTION_TOKENS, WINDOW_TOKENS, CloseInput, close_input, nearest_window
from rag.retrieve.close.net import CloseReader, load_close_reader

RANDOM = np.random.default_rng(5)


def vectors(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    found = RANDOM.normal(size=(count, 384)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def pair(query: int, question: int, window: int) -> CloseInput:
    weights = np.array([8.0, 0.0, 3.0, 5.0] * query, dtype=np.float32)[:query]
    axes = load_close_reader().axes
    return close_input(vectors(query), weights, vectors(question), vectors(window), axes)


def test_the_network_of_the_product_computes_what_was_trained() -> None:
    torch.manual_seed(3)
    net = CloseNet().eval()
    reader = CloseReader(
        axes=np.eye(AXES, 384, dtype=np.float32), nets=[{k: v.numpy() for k, v in net.state_dict().items()}]
    )
    pairs = [pair(7, 20, 30), pair(1, 0, 12), pair(12, 60, 90)]
    with torch.inference_mode():
        trained = net(make_batch(pairs)).numpy()
    assert [reader.read(one) for one in pairs] == pytest.approx(trained.tolist(), abs=1e-4)


def test_long_texts_are_read_from_their_start() -> None:
    long = pair(5, 100, 100)
    assert (len(long.question), len(long.window)) == (QUESTION_TOKENS, WINDOW_TOKENS)
    assert long.to_window.shape == (5, WINDOW_TOKENS)


def test_the_nearest_window_is_that_of_the_rare_words() -> None:
    similarities = np.full((6, 2), 0.7, dtype=np.float32)
    similarities[0, 0] = 0.95  # a common word stands in the first sentence
    similarities[4, 1] = 0.9  # the rare one in the last
    spans = np.array([(n * 10, n * 10 + 5) for n in range(6)], dtype=np.int64)
    sentences = [(0, 19), (20, 39), (40, 59)]
    assert nearest_window(similarities, spans, sentences, np.array([0.0, 8.0], dtype=np.float32)) == (4, 6)
    assert nearest_window(similarities, spans, [], np.array([0.0, 8.0], dtype=np.float32)) == (0, 6)


def test_the_close_reader_that_comes_with_the_product_is_whole() -> None:
    reader = load_close_reader()
    assert reader.axes.shape == (AXES, 384)
    assert reader.nets
    for net in reader.nets:
        assert {name: value.shape for name, value in net.items()} == {
            name: tuple(value.shape) for name, value in CloseNet().state_dict().items()
        }
