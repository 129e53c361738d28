from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answer.logistic import LogisticRegression
from rag.answer.quotable import (
    FEATURES,
    QuotingParameters,
    is_quoted,
    load_quoting,
    signs,
    weighted_share,
)
from rag.values import Hit, Why
from tests.factory import make_publication

PARAMETERS = QuotingParameters(
    model="m",
    relevant=LogisticRegression(
        intercept=0.0,
        weights={"relative": 1.0, "late": 1.0, "coverage": 1.0},
        means={"relative": 0.8, "late": 0.8, "coverage": 0.5},
        spreads={"relative": 0.1, "late": 0.1, "coverage": 0.5},
    ),
    quoted=0.5,
)


def hit(score: float, late: float | None) -> Hit:
    publication = make_publication()
    return Hit(
        rank=1,
        score=score,
        publication=publication,
        pair=publication.paren[0],
        passage_start=0,
        passage_end=1,
        why=Why(rerank=late),
    )


def test_a_hit_at_the_means_is_as_likely_as_not() -> None:
    values = signs(hit(0.8, 0.8), 1.0, 0.5)
    assert values == {"relative": 0.8, "late": 0.8, "coverage": 0.5}
    assert PARAMETERS.relevant.probability(values) == pytest.approx(0.5)
    assert PARAMETERS.relevant.probability(values | {"coverage": 1.0}) == pytest.approx(1 / (1 + 2.718281828**-1))


@pytest.mark.parametrize(
    ("score", "late", "coverage", "model", "quoted", "reason"),
    [
        (0.8, 0.8, 0.5, "m", True, "on the border"),
        (0.8, 0.79, 0.5, "m", False, "below it"),
        (0.95, 0.7, 0.5, "m", True, "one sign makes up for another"),
        (0.9, 0.1, 0.0, "ander", True, "another model: near the best"),
        (0.89, 0.99, 1.0, "ander", False, "another model: not near the best"),
        (0.9, None, 0.0, "m", True, "not reranked: near the best"),
        (0.5, None, 1.0, "m", False, "not reranked: not near the best"),
    ],
)
def test_a_hit_is_quoted_from_the_border_on(
    score: float, late: float | None, coverage: float, model: str, quoted: bool, reason: str
) -> None:
    assert is_quoted(hit(score, late), 1.0, coverage, PARAMETERS, model) is quoted, reason


def test_a_share_counts_rare_words_more() -> None:
    assert weighted_share({"brug"}, {"brug": 3.0, "gaat": 1.0}) == pytest.approx(3 / 4)
    assert weighted_share({"brug"}, {}) == 0.0


def test_the_parameters_that_come_with_the_product_are_whole() -> None:
    parameters = load_quoting()
    fitted = parameters.relevant
    assert set(fitted.weights) == set(fitted.means) == set(fitted.spreads) == set(FEATURES)
    assert all(spread > 0 for spread in fitted.spreads.values())
    assert 0 < parameters.quoted < 1
    assert replace(parameters, quoted=0.5).model == parameters.model
