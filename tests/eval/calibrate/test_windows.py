from __future__ import annotations

import tomllib

import pytest

from eval.calibrate.windows import FIXED, MIN_ANSWERS, JudgedAnswer, calibrate_choice, choice_toml
from index.errors import InputError
from rag.answer.quotes.choice import SIGNS
from rag.answer.quotes.window import Window


def answers(count: int) -> list[JudgedAnswer]:
    """Five windows each, of which the nearest holds the sentence that answers."""
    return [
        JudgedAnswer(
            query_id=f"q{number}",
            found=[Window(start=10 * n, end=10 * n + 9, first=n, last=n) for n in range(5)],
            signs=[dict.fromkeys(SIGNS, 0.0) | {"near": -abs(n - number % 5) / 5, "length": n % 2} for n in range(5)],
            labels=[(2 if n == number % 5 else 0,) for n in range(5)],
            has_answer=True,
        )
        for number in range(count)
    ]


def test_the_sign_that_tells_is_weighed() -> None:
    made = calibrate_choice(answers(MIN_ANSWERS * 2))
    assert made.parameters.weights["near"] > 0.2
    assert abs(made.parameters.weights["length"]) < 0.1
    assert made.parameters.weights["number"] == FIXED["number"]
    assert (made.answering, made.telling, made.idle) == (1.0, 1.0, 0.0)
    assert made.characters == 9


def test_the_parameters_are_written_as_the_product_reads_them() -> None:
    text = choice_toml(calibrate_choice(answers(MIN_ANSWERS)), "abc", "kamervragen eval calibrate-windows")
    values = tomllib.loads(text)
    assert set(values["weights"]) == set(values["means"]) == set(values["spreads"]) == set(SIGNS)
    assert "gold sets abc" in text


def test_too_few_answers_are_refused() -> None:
    with pytest.raises(InputError, match=f"{MIN_ANSWERS}"):
        calibrate_choice(answers(MIN_ANSWERS - 1))
