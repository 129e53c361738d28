from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answer.quotes.quotable import is_quoted
from rag.retrieve.carries import weighted_share
from rag.retrieve.reader import load_reader
from rag.values import Hit, Why
from tests.factory import make_publication

READER = replace(load_reader(), quoted=0.5)


def hit(score: float, answers: float | None) -> Hit:
    publication = make_publication()
    return Hit(
        rank=1,
        score=score,
        publication=publication,
        pair=publication.paren[0],
        passage_start=0,
        passage_end=1,
        why=Why(),
        answers=answers,
    )


@pytest.mark.parametrize(
    ("score", "answers", "most", "quoted", "reason"),
    [
        (0.2, 0.5, 0.5, True, "on the border, whatever its score"),
        (1.0, 0.49, 0.5, False, "below it, though the first"),
        (0.2, 0.52, 0.8, True, "on the share of the best"),
        (0.2, 0.51, 0.8, False, "another is much likelier"),
        (0.9, None, 0.0, True, "not read: near the best"),
        (0.89, None, 0.0, False, "not read: not near the best"),
    ],
)
def test_a_hit_is_quoted_from_the_border_on(
    score: float, answers: float | None, most: float, quoted: bool, reason: str
) -> None:
    assert is_quoted(hit(score, answers), hit(1.0, most), most, READER) is quoted, reason


@pytest.mark.parametrize(("score", "quoted"), [(0.45, True), (0.44, False)])
def test_where_nothing_was_read_a_hit_is_compared_with_the_first(score: float, quoted: bool) -> None:
    assert is_quoted(hit(score, None), hit(0.5, None), 0.0, READER) is quoted


def test_a_share_counts_rare_words_more() -> None:
    assert weighted_share({"brug"}, {"brug": 3.0, "gaat": 1.0}) == pytest.approx(3 / 4)
    assert weighted_share({"brug"}, {}) == 0.0
