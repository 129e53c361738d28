"""The reader: the order it puts pairs in, and what it makes of the signs."""

from __future__ import annotations

import numpy as np
import pytest

from index.passages import PassageKind
from index.store.sql.lookup import StoredPassage
from rag.retrieve.candidates import Candidate
from rag.retrieve.close.inputs import CloseInput
from rag.retrieve.reader import ORDER_SIGNS, READ_SIGNS, Read, Reader, Weights, load_reader, put_in_order, weigh
from rag.retrieve.signs import SIGNS


def weights(names: tuple[str, ...], **own: float) -> Weights:
    return Weights(
        intercept=0.0,
        weights=np.array([own.get(name, 0.0) for name in names]),
        means=np.zeros(len(names)),
        spreads=np.ones(len(names)),
    )


READER = Reader(
    model="m",
    order=weights(ORDER_SIGNS, window=1.0),
    answers=weights(SIGNS, window=2.0),
    answered=0.5,
    quoted=0.6,
    subject=3.0,
)


BLANK = np.empty((0, 0), dtype=np.float32)
UNREAD = CloseInput(query=BLANK, question=BLANK, window=BLANK, weights=BLANK, to_question=BLANK, to_window=BLANK)


def candidate(pair_id: str, score: float) -> Candidate:
    passage = StoredPassage(
        id=f"{pair_id}/p0",
        pair_id=pair_id,
        publication_id=pair_id.partition("#")[0],
        kind=PassageKind.ANTWOORD,
        start=0,
        end=1,
    )
    return Candidate(passage=passage, score=score, dense=None, lexical=None, late=0.8)


def one(pair_id: str, score: float, **own: float) -> Read:
    return Read(
        candidate=candidate(pair_id, score),
        signs=np.array([own.get(name, 0.0) for name in READ_SIGNS]),
        close=UNREAD,
    )


def test_what_was_read_comes_in_the_order_of_the_reader_before_the_others() -> None:
    found = [one("a#v1", 0.9, window=0.1), one("b#v1", 0.8, window=2.0)]
    candidates = [*(item.candidate for item in found), candidate("c#v1", 0.7)]
    ordered = put_in_order(candidates, found, READER)
    assert [item.passage.pair_id for item in ordered] == ["b#v1", "a#v1", "c#v1"]
    assert 1 >= ordered[0].score > ordered[1].score > ordered[2].score >= 0
    assert ordered[0].answers == pytest.approx(1 / (1 + np.exp(-4.0)))
    assert ordered[2].answers is None


def test_without_anything_read_the_order_stays() -> None:
    candidates = [candidate("a#v1", 0.9), candidate("b#v1", 0.8)]
    assert put_in_order(candidates, [], READER) == candidates


def test_the_evidence_is_of_the_best_pair_alone_whatever_else_was_found() -> None:
    few = [one("a#v1", 0.9, window=0.5, late_z=4.0)]
    many = [*few, *(one(f"b{n}#v1", 0.5, window=-n, late_z=-n) for n in range(15))]
    assert weigh("wat kost een brug", few, READER) == weigh("wat kost een brug", many, READER)
    assert weigh("wat kost een brug", few, READER).asks_number
    assert weigh("bruggen", [], READER).answers is None


def test_the_reader_that_comes_with_the_product_is_whole() -> None:
    reader = load_reader()
    assert len(reader.order.weights) == len(ORDER_SIGNS)
    assert len(reader.answers.weights) == len(SIGNS)
    assert (reader.order.spreads > 0).all()
    assert (reader.answers.spreads > 0).all()
    assert 0 < reader.answered < 1
    assert 0 < reader.quoted < 1
