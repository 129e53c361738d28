from __future__ import annotations

import tomllib

import pytest

from eval.calibrate.quotes import MIN_QUERIES, WANTED_SHARE, JudgedHit, calibrate_quoting, quoting_toml
from index.errors import InputError
from rag.answer.quotable import FEATURES


def hits(queries: int) -> list[JudgedHit]:
    """Ten hits a query, of which those with a late interaction above 0.7 are relevant."""
    return [
        JudgedHit(
            query_id=f"q{query}",
            publication_id=f"p{n}",
            signs={"relative": 1 - n / 20, "late": 0.9 - n / 20, "coverage": 0.5},
            relevant=n < 4,
        )
        for query in range(queries)
        for n in range(10)
    ]


def test_the_border_leaves_out_what_is_not_relevant() -> None:
    made = calibrate_quoting(hits(MIN_QUERIES), {f"q{n}": 4 for n in range(MIN_QUERIES)}, "m")
    assert made.precision >= WANTED_SHARE
    assert made.recall > 0.7
    assert made.parameters.relevant.weights["late"] > 0
    likely = [made.parameters.relevant.probability(hit.signs) >= made.parameters.quoted for hit in hits(1)]
    assert likely == sorted(likely, reverse=True)
    assert likely[0]
    assert not likely[-1]


def test_the_parameters_are_written_as_the_product_reads_them() -> None:
    made = calibrate_quoting(hits(MIN_QUERIES), {f"q{n}": 4 for n in range(MIN_QUERIES)}, "m")
    text = quoting_toml(made, "abc", "kamervragen eval calibrate-quotes")
    values = tomllib.loads(text)
    assert values["model"] == "m"
    assert values["quoted"] == made.parameters.quoted
    assert set(values["weights"]) == set(values["means"]) == set(values["spreads"]) == set(FEATURES)
    assert "gold set abc" in text


def test_too_few_queries_are_refused() -> None:
    with pytest.raises(InputError, match=f"{MIN_QUERIES}"):
        calibrate_quoting(hits(MIN_QUERIES - 1), {}, "m")
