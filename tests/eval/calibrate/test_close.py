"""Training of the close reader: it learns what the pairs say, apart from what it is tried on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eval.calibrate import close
from eval.calibrate.close import AXES, CLOSE, ReadPair, StoredQuestion, crossed, logits, to_npz, train_reader
from eval.calibrate.gathered import Gathered, ReadRun
from rag.retrieve.close.inputs import CloseInput, close_input
from rag.retrieve.reader import READ_SIGNS

RANDOM = np.random.default_rng(1)
AXES_OF_ALL = np.eye(AXES, 384, dtype=np.float32)


def unit(count: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    found = np.zeros((count, 384), dtype=np.float32)
    found[:, :AXES] = RANDOM.normal(size=(count, AXES))
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def pair(*, answers: bool) -> ReadPair:
    """One whose window has the words of the query answers it."""
    query, window = unit(4), unit(12)
    if answers:
        window[:4] = query
    weights = np.full(4, 5.0, dtype=np.float32)
    return ReadPair(read=close_input(query, weights, unit(3), window, AXES_OF_ALL), answers=answers)


@pytest.fixture(autouse=True)
def one_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(close, "EPOCHS", 3)


def queries(count: int) -> list[list[ReadPair]]:
    return [[pair(answers=n == 0) for n in range(4)] for _ in range(count)]


def test_it_learns_which_pair_answers() -> None:
    start = close.train(queries(48), 0, rate=2e-3)
    reader = train_reader(queries(48), AXES_OF_ALL, [start])
    right = logits(reader, [pair(answers=True).read for _ in range(20)])
    wrong = logits(reader, [pair(answers=False).read for _ in range(20)])
    assert right.mean() > wrong.mean() + 0.5
    again = train_reader(queries(48), AXES_OF_ALL, [start])
    assert again.nets[0].keys() == reader.nets[0].keys()
    assert len(to_npz(reader)) < 1_000_000


def test_a_query_is_read_by_what_was_trained_without_its_set(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def counted(own: list[object], seed: int, start: object = None, rate: float = 0.0) -> dict[str, object]:
        seen.append(len(own))
        return {}

    monkeypatch.setattr(close, "NETS", 1)
    monkeypatch.setattr(close, "train", counted)
    monkeypatch.setattr(close, "logits", lambda reader, pairs: np.full(len(pairs), float(len(seen))))
    reads: list[CloseInput] = [one.read for one in queries(1)[0]]
    runs = tuple(
        ReadRun(
            query=n,
            kind="full",
            pair_ids=tuple(f"p{n}-{k}#v1" for k in range(4)),
            signs=np.zeros((4, len(READ_SIGNS))),
            grades=np.array([2, 0, 0, 0]),
            solid=np.ones(4, dtype=bool),
            close=tuple(reads),
        )
        for n in range(5)
    )
    gathered = Gathered(
        runs=runs, groups=tuple(range(5)), sets=(0, 0, 0, 1, 1), qrels={0: {"p0#v1": 2}, 3: {"p3#v1": 2}}
    )
    stored = [StoredQuestion(publication_id=name, pairs=queries(1)[0]) for name in ("p0", "p3", "elders")]
    found, reader = crossed(gathered, AXES_OF_ALL, stored)
    assert seen == [1, 2, 3, 5], "stored questions that no set is about; queries without each set, and of both"
    assert [run.signs[0, CLOSE] for run in found.runs] == [2.0, 2.0, 2.0, 3.0, 3.0]
    assert len(reader.nets) == 1
    more = {0: {"p0#v1": 2, "p9#v1": 1}, 3: {"p3#v1": 2}}
    unmeasured, _ = crossed(replace(gathered, qrels=more), AXES_OF_ALL, stored[1:])
    read = [run.signs[0, CLOSE] for run in unmeasured.runs]
    assert read == [6.0, 6.0, 6.0, 7.0, 7.0], "a set that is not measured as well"
    shared = replace(gathered, qrels={0: {"p0#v1": 2}, 3: {"p0#v2": 2}})
    seen.clear()
    crossed(shared, AXES_OF_ALL, stored)
    assert seen == [2, 1, 2, 5], "nor queries of another set that the same publication answers"
