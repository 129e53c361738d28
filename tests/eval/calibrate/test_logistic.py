from __future__ import annotations

import numpy as np
import pytest

from eval.calibrate.logistic import fit_logistic


def test_a_sign_that_goes_with_the_outcome_speaks_for_it_and_another_does_not() -> None:
    random = np.random.default_rng(1)
    told, noise = random.normal(size=400), random.normal(size=400)
    truth = random.random(400) < 1 / (1 + np.exp(-2 * told))
    fitted = fit_logistic(("told", "noise"), np.column_stack([told, noise]), truth, l2=1.0)
    assert fitted.weights["told"] == pytest.approx(2.0, abs=0.5)
    assert abs(fitted.weights["noise"]) < 0.3
    assert (
        fitted.probability({"told": 3.0, "noise": 0.0}) > 0.9 > 0.1 > fitted.probability({"told": -3.0, "noise": 0.0})
    )


def test_balanced_outcomes_are_as_likely_at_the_means_however_often_each_occurs() -> None:
    random = np.random.default_rng(2)
    inputs = random.normal(size=(1000, 1))
    truth = np.arange(1000) < 100
    assert fit_logistic(("sign",), inputs, truth, l2=1.0).probability({"sign": None}) == pytest.approx(0.1, abs=0.02)
    balanced = fit_logistic(("sign",), inputs, truth, l2=1.0, is_balanced=True)
    assert balanced.probability({"sign": None}) == pytest.approx(0.5, abs=0.02)


def test_a_row_without_a_sign_says_nothing_about_it() -> None:
    inputs = np.array([[0.0], [1.0], [np.nan], [np.nan]])
    truth = np.array([False, True, False, True])
    complete = fit_logistic(("sign",), inputs[:2], truth[:2], l2=1.0)
    assert fit_logistic(("sign",), inputs, truth, l2=1.0).weights == pytest.approx(dict(complete.weights))
