"""The network of the close reader: every word of the query looks for what answers to it in question and window.

Source of the idea: Parikh et al. 2016, "A Decomposable Attention Model for Natural Language Inference".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.retrieve.close.inputs import CloseInput

NetWeights = Mapping[str, NDArray[np.float32]]
"""Of one network, by name."""

NET_FILE = Path(__file__).with_name("net.npz")
HEADS = 4  # that look for evidence by what the whole query asks
HEAD_SIZE = 16
FAR = -4.0  # similarity of what is not there, counted from what is usual
COMMON = 4.0  # weight of a word of middling rarity
RARE = 3.0  # how much weight makes a word count as much more


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReader:
    """Networks whose mean says how likely a pair answers a query.

    Attributes:
        axes: along which token vectors are read, shape (axes, dimension).
        nets: the weights of each.
    """

    axes: NDArray[np.float32]
    nets: Sequence[NetWeights]

    def read(self, pair: CloseInput) -> float:
        """A logit: above 0 the pair more likely answers the query than not; 0 without networks."""
        return float(np.mean([_logit(net, pair) for net in self.nets])) if self.nets else 0.0


def _logit(net: NetWeights, pair: CloseInput) -> float:
    query, weights = _linear(net, "project", pair.query), pair.weights
    question, window = _linear(net, "project", pair.question), _linear(net, "project", pair.window)
    looks = [
        _looks(net["sharpness"][n], own, similarities)
        for n, (own, similarities) in enumerate(((question, pair.to_question), (window, pair.to_window)))
    ]
    nearest = np.stack([best for _, best in looks], axis=1)
    nearest = np.column_stack([nearest, nearest.max(axis=1)])
    matched = [part for found, _ in looks for part in (query * found, np.abs(query - found), found)]
    rarity = np.column_stack([weights / COMMON - 1, weights > 0])
    whole = np.broadcast_to(query.mean(axis=0), query.shape)
    words = _layers(net, "word", np.column_stack([query, whole, *matched, nearest, rarity]))
    tall = _linear(net, "share", np.column_stack([query, weights / COMMON]))[:, 0]
    share = _softmax(tall + weights / np.float32(RARE))
    met = _linear(net, "met", words)[:, 0]
    meant = share @ query
    asked = _asked(net, pair, query, question)
    is_telling = weights > 0
    telling = nearest[is_telling] if is_telling.any() else np.full((1, 3), 3.0, dtype=np.float32)
    overall = np.array(
        [
            *(_weighted(nearest[:, n], weights) for n in (2, 0, 1)),
            share @ met,
            (met + 2.0 * ~is_telling).min(),
            pair.to_question.max(axis=0).mean() if len(question) else 0.0,
            telling[:, 2].min(),
            telling[:, 1].min(),
        ],
        dtype=np.float32,
    )
    told = np.concatenate([share @ words, words.max(axis=0), asked, _evidence(net, pair, meant), meant, overall])
    return float(_layers(net, "verdict", told[None])[0, 0] + _linear(net, "plain", overall[None])[0, 0])


def _looks(
    sharpness: np.float32, own: NDArray[np.float32], similarities: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What each token of the query finds in a text, and how near the nearest is."""
    if not len(own):
        tokens = len(similarities)
        return np.zeros((tokens, own.shape[1]), dtype=np.float32), np.full(tokens, FAR, dtype=np.float32)
    return _softmax(similarities * sharpness) @ own, similarities.max(axis=1)


def _asked(
    net: NetWeights, pair: CloseInput, query: NDArray[np.float32], question: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What the stored question asks beside the query: its tokens look for theirs in the query."""
    if not len(question):
        return np.zeros(len(net["asked.2.bias"]), dtype=np.float32)
    found = _softmax(pair.to_question.T * net["sharpness"][0]) @ query
    nearest = pair.to_question.max(axis=0)[:, None]
    each = _layers(net, "asked", np.column_stack([question, found, question * found, nearest]))
    mean: NDArray[np.float32] = each.mean(axis=0)
    return mean


def _evidence(net: NetWeights, pair: CloseInput, meant: NDArray[np.float32]) -> NDArray[np.float32]:
    """What several heads look up in question and window, by the query as a whole."""
    texts = np.concatenate([pair.question, pair.window])
    wanted = _linear(net, "wanted", meant[None]).reshape(HEADS, HEAD_SIZE)
    keys = _linear(net, "key", texts).reshape(-1, HEADS, HEAD_SIZE)
    values = _linear(net, "value", texts).reshape(-1, HEADS, HEAD_SIZE)
    seen = _softmax(np.einsum("hc,thc->ht", wanted, keys) / np.sqrt(np.float32(HEAD_SIZE)))
    found: NDArray[np.float32] = np.einsum("ht,thc->hc", seen, values).reshape(-1)
    return found


def _weighted(values: NDArray[np.float32], weights: NDArray[np.float32]) -> np.float32:
    return np.float32(values @ weights / max(float(weights.sum()), 1e-6))


def _linear(net: NetWeights, name: str, values: NDArray[np.float32]) -> NDArray[np.float32]:
    return values @ net[f"{name}.weight"].T + net[f"{name}.bias"]


def _layers(net: NetWeights, name: str, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Two linear layers with GELU between them."""
    return _linear(net, f"{name}.2", _bend(_linear(net, f"{name}.0", values)))


def _bend(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """GELU by its tanh form."""
    bent: NDArray[np.float32] = (
        0.5 * values * (1 + np.tanh(np.float32(np.sqrt(2 / np.pi)) * (values + 0.044715 * values**3)))
    )
    return bent


def _softmax(values: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(axis=-1, keepdims=True)
    return shares


@lru_cache(maxsize=1)
def load_close_reader() -> CloseReader:
    """The close reader that comes with the product."""
    with np.load(NET_FILE, allow_pickle=False) as arrays:
        values = {name: arrays[name].astype(np.float32) for name in arrays.files}
    count = 1 + max(int(name.partition("/")[0]) for name in values if "/" in name)
    nets = [
        {name.partition("/")[2]: value for name, value in values.items() if name.startswith(f"{n}/")}
        for n in range(count)
    ]
    return CloseReader(axes=values["axes"], nets=nets)
