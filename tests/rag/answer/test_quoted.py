from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answer.verdict import quoted
from rag.retrieve.carries import weighted_share
from rag.retrieve.reader import load_reader
from rag.values import Hit, Why
from tests.factory import make_publication

READER = replace(load_reader(), quoted=0.3)


def hit(score: float, answers: float | None, publication: int = 1) -> Hit:
    one = make_publication(publication)
    return Hit(
        rank=1,
        score=score,
        publication=one,
        pair=one.paren[0],
        passage_start=0,
        passage_end=1,
        why=Why(),
        answers=answers,
    )


@pytest.mark.parametrize(
    ("answers", "publication", "is_quoted", "reason"),
    [
        (0.48, 1, True, "beside the likeliest, of its own publication"),
        (0.47, 1, False, "much less likely, though of its own publication"),
        (0.48, 2, False, "as likely, of another publication"),
        (0.61, 2, True, "nearly as likely, of another publication"),
        (None, 2, False, "not read, beside what was"),
    ],
)
def test_a_hit_is_quoted_beside_the_likeliest(
    answers: float | None, publication: int, is_quoted: bool, reason: str
) -> None:
    first, best = hit(1.0, answers, publication), hit(0.5, 0.8)
    assert (first in quoted([first, best], READER)) is is_quoted, reason


@pytest.mark.parametrize(("most", "publication", "count"), [(0.3, 1, 2), (0.3, 2, 1), (0.29, 1, 0)])
def test_nothing_is_quoted_where_no_pair_is_likely(most: float, publication: int, count: int) -> None:
    assert len(quoted([hit(1.0, most), hit(0.9, 0.27, publication)], READER)) == count


@pytest.mark.parametrize(("score", "is_quoted"), [(0.45, True), (0.44, False)])
def test_where_nothing_was_read_a_hit_is_compared_with_the_first(score: float, is_quoted: bool) -> None:
    assert (hit(score, None) in quoted([hit(0.5, None), hit(score, None)], READER)) is is_quoted


def test_a_share_counts_rare_words_more() -> None:
    assert weighted_share({"brug"}, {"brug": 3.0, "gaat": 1.0}) == pytest.approx(3 / 4)
    assert weighted_share({"brug"}, {}) == 0.0
