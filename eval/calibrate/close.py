"""Trains the close reader (`rag/retrieve/close/`) on what gold sets say of the pairs that were read."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from eval.calibrate.gathered import Gathered
from eval.gold.gold import RELEVANT
from rag.retrieve.close.inputs import CloseInput
from rag.retrieve.close.net import COMMON, FAR, HEAD_SIZE, HEADS, RARE, CloseReader, NetWeights
from rag.retrieve.signs import SIGNS

if TYPE_CHECKING:
    from numpy.typing import NDArray

AXES = 128
HIDDEN = 64  # axes of the network
WORD = 48  # of what it says of a word
DROPOUT = 0.2
EPOCHS = 4
QUERIES = 8  # a step
RATE = 5e-4
DECAY = 0.1
WARM_UP = 30  # steps
PAIRS = 7  # of a query a step: the right ones, the nearest three, others by chance
RIGHT, NEAREST = 3, 3
NO_QUESTION = 0.15  # of the pairs is read without the stored question
SURE = 0.96  # no label is taken for certain
EACH, BEST = 0.25, 0.5  # weight of every pair by itself, and of the right one among the others
START_RATE = 1e-3
NETS = 1
PARTS = 5
NEVER = -1  # the part of what is never held apart
AXES_FROM = 20_000  # token vectors
CLOSE = SIGNS.index("close")
OUT = -1e4  # of what is filling: below everything else


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPair:
    """A pair that was read for a query, and whether it answers it."""

    read: CloseInput
    answers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQuestion:
    """A stored question as a query: its own answer, and answers that lie near it."""

    publication_id: str
    pairs: Sequence[ReadPair]


class CloseNet(nn.Module):
    """What `rag.retrieve.close.net` computes, for many pairs at once and with gradients."""

    def __init__(self) -> None:
        super().__init__()
        self.project = nn.Linear(AXES, HIDDEN)
        self.sharpness = nn.Parameter(torch.tensor([3.0, 3.0]))
        self.word = _layers(8 * HIDDEN + 5, WORD, WORD)
        self.share = nn.Linear(HIDDEN + 1, 1)
        self.met = nn.Linear(WORD, 1)
        self.asked = _layers(3 * HIDDEN + 1, WORD, WORD)
        self.wanted = nn.Linear(HIDDEN, HEADS * HEAD_SIZE)
        self.key = nn.Linear(AXES, HEADS * HEAD_SIZE)
        self.value = nn.Linear(AXES, HEADS * HEAD_SIZE)
        self.verdict = _layers(3 * WORD + HEADS * HEAD_SIZE + HIDDEN + 8, 64, 1)
        self.plain = nn.Linear(8, 1)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, batch: Batch) -> torch.Tensor:
        """The logit of every pair."""
        weights, in_query = batch.weights, batch.in_query
        query = self.drop(self.project(batch.query)) * in_query[..., None]
        question, window = self.project(batch.question), self.project(batch.window)
        parts, nearest = [], []
        for n, (own, similarities, inside) in enumerate(
            ((question, batch.to_question, batch.in_question), (window, batch.to_window, batch.in_window))
        ):
            found = _over(similarities * self.sharpness[n], inside[:, None, :]) @ own
            found = found * inside.any(1)[:, None, None]
            parts += [query * found, (query - found).abs(), found]
            best = similarities.masked_fill(~inside[:, None, :], OUT).amax(-1)
            nearest.append(best.masked_fill(~inside.any(1)[:, None], FAR))
        near = torch.stack([*nearest, torch.maximum(*nearest)], -1)
        rarity = torch.stack([weights / COMMON - 1, (weights > 0).float()], -1)
        counts = in_query.sum(1, keepdim=True)
        whole = (query.sum(1) / counts)[:, None].expand_as(query)
        words = self.word(self.drop(torch.cat([query, whole, *parts, near, rarity], -1)))
        tall = self.share(torch.cat([query, weights[..., None] / COMMON], -1))[..., 0] + weights / RARE
        share = tall.masked_fill(~in_query, OUT).softmax(1)
        met = self.met(words)[..., 0]
        meant = (query * share[..., None]).sum(1)
        is_telling = in_query & (weights > 0)
        asked, asked_near = self._asked(batch, query, question)
        total = weights.sum(1).clamp(min=1e-6)
        overall = torch.stack(
            [
                *((near[..., n] * weights).sum(1) / total for n in (2, 0, 1)),
                (share * met).sum(1),
                (met + 2.0 * ~is_telling).masked_fill(~in_query, -OUT).amin(1),
                asked_near,
                *(near[..., n].masked_fill(~is_telling, 3.0).amin(1) for n in (2, 1)),
            ],
            1,
        )
        most = words.masked_fill(~in_query[..., None], OUT).amax(1)
        evidence = self._evidence(batch, meant)
        told = torch.cat([(words * share[..., None]).sum(1), most, asked, evidence, meant, overall], 1)
        verdict: torch.Tensor = self.verdict(self.drop(told))[:, 0] + self.plain(overall)[:, 0]
        return verdict

    def _asked(self, batch: Batch, query: torch.Tensor, question: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        similarities = batch.to_question.transpose(1, 2)
        found = _over(similarities * self.sharpness[0], batch.in_query[:, None, :]) @ query
        near = similarities.masked_fill(~batch.in_query[:, None, :], OUT).amax(-1, keepdim=True)
        each = self.asked(torch.cat([question, found, question * found, near], -1))
        inside = batch.in_question.float()[..., None]
        count = inside.sum(1).clamp(min=1)
        return (each * inside).sum(1) / count, (near * inside).sum(1)[:, 0] / count[:, 0]

    def _evidence(self, batch: Batch, meant: torch.Tensor) -> torch.Tensor:
        texts = torch.cat([batch.question, batch.window], 1)
        inside = torch.cat([batch.in_question, batch.in_window], 1)
        wanted = self.wanted(meant).view(-1, HEADS, HEAD_SIZE)
        keys, values = (one(texts).view(*texts.shape[:2], HEADS, HEAD_SIZE) for one in (self.key, self.value))
        seen = _over(torch.einsum("bhc,bthc->bht", wanted, keys) / HEAD_SIZE**0.5, inside[:, None, :])
        return torch.einsum("bht,bthc->bhc", seen, values).flatten(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Pairs beside each other, the shorter ones filled up; `in_` tells what is no filling."""

    query: torch.Tensor
    question: torch.Tensor
    window: torch.Tensor
    weights: torch.Tensor
    to_question: torch.Tensor
    to_window: torch.Tensor
    in_query: torch.Tensor
    in_question: torch.Tensor
    in_window: torch.Tensor


def make_batch(pairs: Sequence[CloseInput], without_question: Sequence[bool] = ()) -> Batch:
    """The pairs as one batch; some of them read as if their stored question was not there."""
    hidden = list(without_question) or [False] * len(pairs)
    counts = [
        (len(one.query), 0 if is_hidden else len(one.question), len(one.window))
        for one, is_hidden in zip(pairs, hidden, strict=True)
    ]
    most = [max(1, *(own[n] for own in counts)) for n in range(3)]
    query, question, window = (np.zeros((len(pairs), count, AXES), dtype=np.float32) for count in most)
    weights = np.zeros((len(pairs), most[0]), dtype=np.float32)
    to_question, to_window = (np.full((len(pairs), most[0], count), FAR, dtype=np.float32) for count in most[1:])
    inside = [np.zeros((len(pairs), count), dtype=bool) for count in most]
    for n, (one, (asks, asked, told)) in enumerate(zip(pairs, counts, strict=True)):
        query[n, :asks], question[n, :asked], window[n, :told] = one.query, one.question[:asked], one.window
        weights[n, :asks] = one.weights
        to_question[n, :asks, :asked], to_window[n, :asks, :told] = one.to_question[:, :asked], one.to_window
        for part, count in zip(inside, (asks, asked, told), strict=True):
            part[n, :count] = True
    arrays = (query, question, window, weights, to_question, to_window, *inside)
    return Batch(**dict(zip(Batch.__slots__, map(torch.from_numpy, arrays), strict=True)))


def axes_of(passages: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The axes along which the token vectors of passages differ most, shape (axes, dimension)."""
    step = max(1, sum(map(len, passages)) // AXES_FROM)
    drawn = np.concatenate([vectors[::step] for vectors in passages])
    found: NDArray[np.float32] = np.linalg.svd(drawn, full_matrices=False)[2][:AXES].astype(np.float32)
    return found


def train(
    queries: Sequence[Sequence[ReadPair]], seed: int, start: NetWeights | None = None, rate: float = RATE
) -> NetWeights:
    """The weights of one network, fitted on the pairs of each query, from given ones on or from chance."""
    chance = np.random.default_rng(seed)
    torch.manual_seed(seed)
    net = CloseNet()
    if start is not None:
        net.load_state_dict({name: torch.from_numpy(value) for name, value in start.items()})
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=DECAY)
    order = list(queries)
    steps, step = EPOCHS * (len(order) // QUERIES) + 1, 0
    net.train()
    for _ in range(EPOCHS):
        order = [order[n] for n in chance.permutation(len(order))]
        for at in range(0, len(order) - QUERIES + 1, QUERIES):
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1, (step + 1) / WARM_UP) * (1 - step / steps)
            drawn = [_drawn(own, chance) for own in order[at : at + QUERIES]]
            loss = _loss(net, drawn, chance)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            step += 1
    return {name: value.detach().numpy().copy() for name, value in net.state_dict().items()}


def train_reader(
    queries: Sequence[Sequence[ReadPair]], axes: NDArray[np.float32], starts: Sequence[NetWeights]
) -> CloseReader:
    """Several networks, each from a start of its own: their mean is steadier than one."""
    return CloseReader(axes=axes, nets=[train(queries, seed, start) for seed, start in enumerate(starts)])


def starts_of(stored: Sequence[StoredQuestion], without: Collection[str]) -> list[NetWeights]:
    """Networks that know what answers a stored question, to be trained further on queries.

    Left out are the publications, by id, that measurements are about.
    """
    kept = [one.pairs for one in stored if one.publication_id not in without]
    return [train(kept, seed, rate=START_RATE) for seed in range(NETS)]


def crossed(
    gathered: Gathered, axes: NDArray[np.float32], stored: Sequence[StoredQuestion]
) -> tuple[Gathered, CloseReader]:
    """The close reader trained on all, and what was read with the sign `close` of readers that did not see its part.

    All start from the stored questions of publications that no measured part is about. Who reads a part has not seen
    the queries of other parts either that are answered by a publication of it.
    """
    parts = parts_of(gathered)
    apart = gathered.sets if len(set(gathered.sets)) > 1 else parts
    rows = {n: _pairs(gathered, n) for n in range(len(parts))}
    held = [{n for n, own in enumerate(apart) if own == part} for part in sorted(set(apart))]
    measured = [n for n, part in enumerate(parts) if part != NEVER]
    starts = starts_of(stored, gathered.relevant_publications(measured))
    runs = {}
    for own in held:
        judged = gathered.relevant_publications(own)
        outside = [n for n in rows if rows[n] and n not in own and not judged & gathered.relevant_publications([n])]
        reader = train_reader([rows[n] for n in outside], axes, starts)
        for at, run in enumerate(gathered.runs):
            if run.query in own and run.close:
                signs = run.signs.copy()
                signs[:, CLOSE] = logits(reader, run.close)
                runs[at] = replace(run, signs=signs)
    seen = tuple(runs.get(at, run) for at, run in enumerate(gathered.runs))
    return replace(gathered, runs=seen), train_reader([own for own in rows.values() if own], axes, starts)


def parts_of(gathered: Gathered) -> Sequence[int]:
    """Of each query the part that is held apart with it: its gold set, one of a few folds where there is one set.

    Sets that nothing is measured on are never held apart.
    """
    if len(set(gathered.sets)) > 1:
        measured = gathered.pooled
        return [part if part in measured else NEVER for part in gathered.sets]
    names = sorted(set(gathered.groups))
    return [names.index(group) % PARTS for group in gathered.groups]


def logits(reader: CloseReader, pairs: Sequence[CloseInput]) -> NDArray[np.float64]:
    """What `CloseReader.read` says of each pair."""
    batch = make_batch(pairs)
    found = np.zeros(len(pairs))
    for weights in reader.nets:
        net = CloseNet()
        net.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
        net.eval()
        with torch.inference_mode():
            found += net(batch).numpy() / len(reader.nets)
    return found


def _pairs(gathered: Gathered, query: int) -> list[ReadPair]:
    """Every pair that was read for a query, once."""
    found: dict[str, ReadPair] = {}
    for run in gathered.runs:
        if run.query == query:
            for pair_id, read, grade in zip(run.pair_ids, run.close, run.grades, strict=False):
                found.setdefault(pair_id, ReadPair(read=read, answers=bool(grade >= RELEVANT)))
    return list(found.values())


def to_npz(reader: CloseReader) -> bytes:
    """The file of a close reader, in half precision."""
    named = {
        f"{n}/{name}": value.astype(np.float16) for n, net in enumerate(reader.nets) for name, value in net.items()
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, axes=reader.axes.astype(np.float16), **named)  # type: ignore[arg-type]
    return buffer.getvalue()


def _drawn(pairs: Sequence[ReadPair], chance: np.random.Generator) -> list[ReadPair]:
    right = [one for one in pairs if one.answers][:RIGHT]
    wrong = [one for one in pairs if not one.answers]
    others = wrong[NEAREST:]
    most = min(len(others), max(0, PAIRS - NEAREST - len(right)))
    return [*right, *wrong[:NEAREST], *(others[n] for n in chance.permutation(len(others))[:most])]


def _loss(net: CloseNet, drawn: Sequence[Sequence[ReadPair]], chance: np.random.Generator) -> torch.Tensor:
    """How far the logits are from the labels: each pair by itself, and the right one among those of its query."""
    flat = [one for own in drawn for one in own]
    logits = net(make_batch([one.read for one in flat], [chance.random() < NO_QUESTION for _ in flat]))
    labels = torch.tensor([float(one.answers) for one in flat])
    soft = labels * SURE + (1 - SURE) / 2
    total = functional.binary_cross_entropy_with_logits(logits, soft, reduction="sum") * EACH
    at = 0
    for own in drawn:
        logit, label = logits[at : at + len(own)], labels[at : at + len(own)]
        if 0 < label.sum() < len(own):
            total = total - BEST * (logit.log_softmax(0) * label).sum() / label.sum()
        at += len(own)
    return total / len(drawn)


def _layers(inputs: int, hidden: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, hidden), nn.GELU(approximate="tanh"), nn.Linear(hidden, outputs))


def _over(values: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
    """Shares over the last axis, none for filling."""
    return values.masked_fill(~inside, OUT).softmax(-1)
